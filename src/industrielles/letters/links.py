"""Addresses as they stand in letters: whole, from BASE_URL, never from what a browser sent."""
from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """`/suivi/…/` with the host of this installation; an address that is whole already stays."""
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path


def host() -> str:
    """The host name of this installation."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
