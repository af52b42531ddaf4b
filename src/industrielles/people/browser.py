"""The browser somebody signs in from: a random secret in a signed cookie, and hashes of the addresses that have entered there."""
from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from .queries import normalised

COOKIE = "__Host-b" if settings.PRODUCTION else "b"
SALT = "industrielles.people.browser"
YEAR = 365 * 24 * 3600
MOST_KNOWN = 5


@dataclass(frozen=True)
class Browser:
    """`secret` binds mailed codes to this browser; `known`: keyed hashes of the addresses of people who have signed in from it."""

    secret: str
    known: tuple[str, ...] = ()

    def knows(self, email: str) -> bool:
        """Whether the person of this address has signed in here before."""
        return hashed(email) in self.known

    def having_let_in(self, email: str) -> Browser:
        """The same browser, that now knows this address."""
        others = tuple(one for one in self.known if one != hashed(email))
        return Browser(self.secret, (hashed(email), *others)[:MOST_KNOWN])


def hashed(email: str) -> str:
    return salted_hmac(SALT, normalised(email), algorithm="sha256").hexdigest()[:32]


def of(request: HttpRequest) -> Browser:
    """The browser of this request: the one its cookie says, or a new one."""
    try:
        secret, known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
        return Browser(secret, tuple(known))
    except (signing.BadSignature, ValueError, TypeError):
        return Browser(secrets.token_urlsafe(24))


def remember(response: HttpResponse, browser: Browser) -> None:
    """Give the browser its cookie, for a year."""
    response.set_cookie(COOKIE, signing.dumps([browser.secret, browser.known], salt=SALT), max_age=YEAR, httponly=True, samesite="Lax",
                        secure=settings.PRODUCTION)


NAMES = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"),
         ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "ChromeOS"),
           ("Linux", "Linux"))


def described(request: HttpRequest) -> str:
    """Coarse words for whoever reads her list of browsers: “Firefox, Android”. Neither version nor place: that would follow her."""
    said = request.headers.get("User-Agent", "")
    words = [next((name for sign, name in known if sign in said), "") for known in (NAMES, SYSTEMS)]
    return ", ".join(filter(None, words)) or "?"
