"""What a model holds about people, said beside the model: which fields, and until when."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Personal:
    """`fields` that say something about a person; `until` when they go, in words; `ground`: the legal ground (GDPR art. 6)."""

    fields: tuple[str, ...] = ()
    until: str = ""
    ground: str = ""


NOTHING = Personal()
