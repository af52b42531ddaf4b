"""What a model holds about people, said beside the model: which fields, and until when."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Personal:
    """`fields` that say something about a person; `rule`: the code of the rule of retention that says until when, and by what right
    (kit.retention)."""

    fields: tuple[str, ...] = ()
    rule: str = ""
    also: tuple[str, ...] = ()  # other rules that hold some of its rows


NOTHING = Personal()


@dataclass(frozen=True)
class Sheet:
    """What a room holds of one person, as she reads it: `title` in her language, `columns`, `rows` of plain values (str, int, date, None).
    `name` is the name of its file in the export."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
