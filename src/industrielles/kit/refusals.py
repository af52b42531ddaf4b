"""How the house says no: with words for the person."""
from __future__ import annotations

from django.utils.translation import gettext as _


class Refused(Exception):
    """A verb will not do this now. Its text is shown to the person, as it is; `field` names what to correct, if anything."""

    def __init__(self, words: object, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field

    def __str__(self) -> str:
        return str(self.words)


def refuse_unless(allowed: bool) -> None:
    """Whoever is outside her right is refused in one sentence, that says nothing of what is there."""
    if not allowed:
        raise Refused(_("Your role does not allow this."))
