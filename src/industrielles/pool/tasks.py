"""What time brings: absences long past are forgotten."""
from __future__ import annotations

from . import verbs


def clear_past_days() -> int:
    """A year after they ended, days off go. Returns how many."""
    return verbs.clear_past_days()
