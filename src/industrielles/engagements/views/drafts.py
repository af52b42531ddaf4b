"""The request a teacher is writing: her answers as she typed them, before anything is sent."""
from __future__ import annotations

from industrielles.kit import drafts

from ..forms.ask import STEPS

LAST = len(STEPS)


class Draft(drafts.Draft):
    """Also the role model she would like to meet, and the dates of which something was said."""

    name, sent = "ask", "asked"
    steps = STEPS
    blank = {"with": "", "remarked": ""}
    longest = 1200

    @property
    def wanted(self) -> str:
        """Code of the role model she would like to meet, or ""."""
        return self.data["with"]
