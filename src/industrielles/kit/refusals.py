"""How the house says no: with words for the person."""
from __future__ import annotations


class Refused(Exception):
    """A verb will not do this now. Its text is shown to the person, as it is; `field` names what to correct, if anything."""

    def __init__(self, words: object, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field

    def __str__(self) -> str:
        return str(self.words)
