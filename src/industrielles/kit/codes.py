"""Public names of rows: short random codes, never sequences."""
from __future__ import annotations

import secrets

from django.db import models

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: read aloud on the telephone
LENGTH = 12  # 32**12 = 2**60: not to be guessed, and short enough to be read


def new_code() -> str:
    """A fresh random code of 60 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class CodeField(models.CharField):
    """The name of a row in addresses: random, unique, never edited."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"max_length": LENGTH, "unique": True, "editable": False, "default": new_code, **options})  # type: ignore[arg-type]
