"""Addresses as they stand in letters: whole, from BASE_URL, never from what a browser sent."""
from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from industrielles.kit import links

from .models import STOPPED_IN_ONE_CLICK, Kind


def absolute(path: str) -> str:
    """`/suivi/…/` with the host of this installation; an address that is whole already stays."""
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path


def host() -> str:
    """The host name of this installation."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def choose(address_hash: str) -> str:
    """Where the reader of an address chooses what she receives, without signing in."""
    return absolute(reverse("letters:choose", args=[links.sign(CHOOSE, address_hash)]))


def stop(address_hash: str, network_id: int, *, kind: str = Kind.NEWS) -> str:
    """Where the reader of an address stops the news of a network (0: of all), or another kind of letters: a button for her, one POST for
    her mail reader. "" for a kind that is not stopped in one click."""
    if kind not in STOPPED_IN_ONE_CLICK:
        return ""
    what = network_id if kind == Kind.NEWS else kind
    return absolute(reverse("letters:stop", args=[links.sign(STOP, f"{address_hash}.{what}")]))


def chosen(token: str) -> str:
    """The hash of the address whose preferences a link opens. Raises BadLink."""
    return links.read(CHOOSE, token)[0]


def stopped(token: str) -> tuple[str, int, str]:
    """(hash of the address, network, kind) of a link that stops letters. Raises BadLink."""
    address_hash, _, what = links.read(STOP, token)[0].partition(".")
    return (address_hash, int(what), Kind.NEWS) if what.isdigit() else (address_hash, 0, Kind(what))


CHOOSE, STOP = "letters.choose", "letters.stop"  # purposes of the tokens
