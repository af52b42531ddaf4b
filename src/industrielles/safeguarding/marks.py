"""By what somebody is recognised without being known: salted keyed hashes of her address, her telephone, her name with her birth date.

Each is brought to one form first, wide on purpose (dots and “+…” of an address, 0 or +33 of a number, the order of names, letters that look
alike): what is found is looked at by a person, and nobody is turned away by it alone.
"""
from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Iterator

from django.conf import settings

from .twins import folded

SAME_DOMAIN = {"googlemail.com": "gmail.com"}


def email_form(email: str) -> str:
    """One form for all the ways an address is written: "M.Dupont+Elles@Gmail.com" gives "mdupont@gmail.com"; "" when it is none."""
    name, _at, domain = folded(email).replace(" ", "").rpartition("@")
    name = name.split("+", 1)[0].replace(".", "")
    domain = domain.strip(".")
    return f"{name}@{SAME_DOMAIN.get(domain, domain)}" if name and domain else ""


def phone_form(phone: str) -> str:
    """The nine last figures of a number: "+33 6 12 34 56 78" and "06.12.34.56.78" are one; "" when there are fewer than eight."""
    digits = re.sub(r"\D", "", folded(phone).replace("(0)", ""))
    return digits[-9:].lstrip("0") if len(digits.lstrip("0")) >= 8 else ""


def name_form(name: str, born_on: dt.date | None) -> str:
    """Her names in any order with her birth date: "Jean-Paul Le Gall", "LE GALL Jean Paul" are one; "" without a date or a name."""
    words = sorted(re.findall(r"[a-z0-9]+", folded(name)))
    return f"{' '.join(words)} {born_on.isoformat()}" if words and born_on else ""


def hashes(salt: str, *, email: str = "", phone: str = "", name: str = "", born_on: dt.date | None = None) -> dict[str, list[str]]:
    """What a ban keeps, under this salt: {"email": […], "phone": […], "name": […]}, by the key of today first, then by those it replaced
    (SECRET_KEY_FALLBACKS); [] for what is not given."""
    forms = {"email": email_form(email), "phone": phone_form(phone), "name": name_form(name, born_on)}
    return {what: [_hashed(key, salt, what, form) for key in _keys()] if form else [] for what, form in forms.items()}


def _keys() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from map(str, settings.SECRET_KEY_FALLBACKS)


def _hashed(key: str, salt: str, what: str, form: str) -> str:
    return hmac.new(f"industrielles.safeguarding.{what}/{key}".encode(), f"{salt}/{form}".encode(), hashlib.sha256).hexdigest()
