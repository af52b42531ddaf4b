"""What a room counts: a named constant, declared in the room's own facts.py."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DECLARED: dict[str, Fact] = {}


@dataclass(frozen=True)
class Fact:
    """`code` "engagements.people_met"; `unit` and `label` are lazy words for people. Declaring a code twice raises ValueError."""

    code: str
    unit: Any = field(compare=False)
    label: Any = field(compare=False)

    def __post_init__(self) -> None:
        if self.code in DECLARED:
            raise ValueError(f"The fact {self.code} is declared twice.")
        DECLARED[self.code] = self


@dataclass(frozen=True)
class Amount:
    """How many, of whom: one line of what is recorded. `audience` and `gender` are values of Entry.Audience, Entry.Gender, or "".
    `tally`: of one person, a number that is hers wherever this fact counts her; the ledger knows nothing else of her."""

    quantity: int
    audience: str = ""
    gender: str = ""
    tally: int | None = None
