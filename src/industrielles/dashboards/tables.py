"""Entries as people read them: never a name, only the code of what was told."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from industrielles.ledger.facts import DECLARED
from industrielles.ledger.models import Entry
from industrielles.places.models import Department


@dataclass(frozen=True)
class Line:
    """An entry in words."""

    entry: Entry
    fact: Any
    department: str
    source: str

    @property
    def is_reversal(self) -> bool:
        return self.entry.reverses_id is not None


def lines_of(entries: Sequence[Entry]) -> list[Line]:
    """These entries in words; one question for the departments, one for each kind of source."""
    codes = _codes(entries)
    names = {row.code: str(row) for row in Department.objects.filter(code__in={entry.department for entry in entries})}
    return [
        Line(entry, fact_words(entry.fact), names.get(entry.department, entry.department),
             codes.get((entry.source_type, entry.source_key), entry.source_key))
        for entry in entries]


def fact_words(code: str) -> Any:
    """What a fact is called; its code when no room declares it any more."""
    return DECLARED[code].label if code in DECLARED else code


def _codes(entries: Sequence[Entry]) -> dict[tuple[str, str], str]:
    """(type, key) of a source -> its public code."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        keys[entry.source_type].add(entry.source_key)
    return {
        (kind, str(key)): code for kind, wanted in keys.items()
        for key, code in apps.get_model(kind)._base_manager.filter(pk__in=wanted).values_list("pk", "code")}
