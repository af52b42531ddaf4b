"""Six digits, new every thirty seconds: TOTP (RFC 6238) on HOTP (RFC 4226), with HMAC-SHA-1, which every application knows.

The secret of somebody's application is kept nowhere: `secret(person, seed)` derives it from a random seed in her row and from the secret
key of the installation. A stolen database gives no code; a new SECRET_KEY means that every application is installed again."""
from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from industrielles.kit import clock

PERIOD = 30  # seconds
DIGITS = 6
WINDOW = 1  # steps before and after the present one: a clock that is wrong by half a minute (RFC 6238, 5.2)
BYTES = 20  # of the secret (RFC 4226, 4)


def new_seed() -> str:
    """A random seed, to be kept with the application."""
    return secrets.token_urlsafe(24)


def secret(person_id: int, seed: str) -> bytes:
    """The secret shared with the application: 160 bits."""
    return salted_hmac("industrielles.people.totp", f"{person_id}:{seed}", algorithm="sha256").digest()[:BYTES]


def hotp(key: bytes, counter: int, digits: int = DIGITS) -> str:
    """The code of this counter (RFC 4226, 5.3)."""
    mac = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    place = mac[-1] & 0x0F
    number = int.from_bytes(mac[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def step() -> int:
    """The present step: how many periods since 1970 (RFC 6238, 4.2)."""
    return int(clock.now().timestamp()) // PERIOD


def matching_step(key: bytes, typed: str, *, after: int = -1) -> int | None:
    """The step whose code was typed, among those accepted now and later than `after`; None for a wrong code.
    Every accepted step is compared, whichever is right."""
    now, found = step(), None
    for one in range(now - WINDOW, now + WINDOW + 1):
        if constant_time_compare(hotp(key, one), typed) and one > after:
            found = one
    return found


def readable(key: bytes) -> str:
    """The secret as it is typed into an application: groups of four."""
    text = base64.b32encode(key).decode()
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


def address(key: bytes, email: str) -> str:
    """What the square to scan says (Key URI format of authenticator applications)."""
    said = urlencode({"secret": base64.b32encode(key).decode(), "issuer": settings.SITE_NAME, "digits": DIGITS, "period": PERIOD},
                     quote_via=quote)
    return f"otpauth://totp/{quote(settings.SITE_NAME)}:{quote(email)}?{said}"
