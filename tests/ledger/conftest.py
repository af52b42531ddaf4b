"""A small tree of networks, two facts and something to count them from."""
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import DECLARED, Amount, Fact
from industrielles.ledger.models import Entry, Target

PEOPLE = DECLARED.get("tests.people") or Fact("tests.people", unit="person", label="people met")
VISITS = DECLARED.get("tests.visits") or Fact("tests.visits", unit="visit", label="visits")
UMBRELLA, NORTH, SOUTH, LILLE = 1, 10, 20, 11
CLASS = [Amount(14, "pupils", "woman"), Amount(11, "pupils", "man"), Amount(1, "pupils", "unstated")]


def source(number: int) -> Any:
    """Something that is counted: the ledger only reads its type and its key."""
    return Target(pk=number)


def record(number: int = 1, *organisers: int, on: dt.date = dt.date(2026, 9, 15), amounts: Any = None, **more: Any) -> list[Entry]:
    fields = {"on": on, "organisers": organisers or (LILLE,), "method": "teacher", "department": "59", "kind": "class-visit", **more}
    return ledger.record(PEOPLE, CLASS if amounts is None else amounts, source=source(number), **fields)


@pytest.fixture
def tree(db: Any) -> SimpleNamespace:
    """Umbrella > north > Lille; umbrella > south."""
    plant()
    return SimpleNamespace(umbrella=UMBRELLA, north=NORTH, south=SOUTH, lille=LILLE)


def plant() -> None:
    for node, parent in ((UMBRELLA, None), (NORTH, UMBRELLA), (SOUTH, UMBRELLA), (LILLE, NORTH)):
        ledger.graft(node, parent)
