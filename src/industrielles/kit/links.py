"""Signed links sent by mail: purpose, subject and version in the token; nothing is stored, a new version ends the old ones."""
from __future__ import annotations

import datetime as dt

from django.core import signing


class BadLink(Exception):
    """The link is altered, of another purpose, of an older version, or too old (`expired`)."""

    def __init__(self, expired: bool = False, code: str = "") -> None:
        super().__init__("expired" if expired else "altered")
        self.expired = expired
        self.code = code


def sign(purpose: str, code: str, version: int = 1) -> str:
    """A token (HMAC-SHA256) that names a row by its code, for one purpose."""
    return signing.dumps([code, version], salt=f"industrielles.{purpose}")


def read(purpose: str, token: str, *, max_age: dt.timedelta | None = None) -> tuple[str, int]:
    """(code, version) of a token made by `sign` for the same purpose. Raises BadLink."""
    try:
        code, version = signing.loads(token, salt=f"industrielles.{purpose}", max_age=max_age)
    except signing.SignatureExpired:
        code, _ = signing.loads(token, salt=f"industrielles.{purpose}")
        raise BadLink(expired=True, code=code) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise BadLink from None
    return code, version
