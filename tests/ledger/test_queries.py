from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.ledger import checkup, verbs
from industrielles.ledger.facts import Amount
from industrielles.ledger.models import Entry
from industrielles.ledger.queries import Breakdown, breakdown
from tests.ledger.conftest import LILLE, NORTH, PEOPLE, SOUTH, UMBRELLA, VISITS, record, source

pytestmark = pytest.mark.django_db


def test_sums_by_each_dimension(tree: Any) -> None:
    record(1)
    record(2, SOUTH, on=dt.date(2026, 10, 1), department="974", method="estimate", amounts=[Amount(30, "parents")])
    entries = Entry.objects.of(PEOPLE)
    assert entries.by("month") == {202609: 26, 202610: 30}
    assert entries.by("department") == {"59": 26, "974": 30}
    assert entries.by("audience") == {"pupils": 26, "parents": 30}
    assert entries.by("method") == {"teacher": 26, "estimate": 30}
    assert entries.by("kind") == {"class-visit": 56}
    assert entries.under(LILLE).by("month", "gender") == {(202609, "woman"): 14, (202609, "man"): 11, (202609, "unstated"): 1}
    assert Entry.objects.of(VISITS).total() == 0


def test_sums_by_something_unknown_are_refused(tree: Any) -> None:
    with pytest.raises(ValueError):
        Entry.objects.by("source_key")


def test_between_holds_its_first_and_last_day(tree: Any) -> None:
    for number, day in enumerate((dt.date(2026, 8, 31), dt.date(2026, 9, 1), dt.date(2026, 9, 30), dt.date(2026, 10, 1))):
        record(number, on=day, amounts=[Amount(10**number)])
    assert Entry.objects.between(dt.date(2026, 9, 1), dt.date(2026, 9, 30)).total() == 110
    assert Entry.objects.between(dt.date(2026, 8, 31), dt.date(2026, 9, 29)).total() == 11
    assert Entry.objects.between(dt.date(2026, 9, 2), dt.date(2026, 10, 1)).total() == 1100


def test_breakdown_shows_what_networks_share(tree: Any) -> None:
    record(1, LILLE, SOUTH)
    record(2, LILLE, NORTH)
    record(3, UMBRELLA)
    record(4, UMBRELLA, SOUTH)
    told = breakdown(Entry.objects.of(PEOPLE), UMBRELLA)
    assert told == Breakdown(total=104, below={NORTH: 52, SOUTH: 52}, own=26, shared=26)
    assert told.total == sum(told.below.values()) + told.own - told.shared
    assert breakdown(Entry.objects.of(PEOPLE), LILLE) == Breakdown(total=52, below={}, own=52, shared=0)


def test_heads_counts_a_number_once_over_networks_and_years_while_its_line_stands(tree: Any) -> None:
    days = dt.date(2026, 9, 1), dt.date(2026, 9, 30)
    for number, (network, tally) in enumerate(((LILLE, 7), (SOUTH, 7), (SOUTH, 8)), start=1):
        record(number, network, on=dt.date(2026, 9, 10), amounts=[Amount(1, tally=tally)])
    verbs.reverse(PEOPLE, source(1), on=dt.date(2026, 10, 5))
    entries = Entry.objects.of(PEOPLE)
    assert [entries.under(one).lasting(*days).heads() for one in (UMBRELLA, NORTH, SOUTH)] == [2, 1, 2]
    for first, last, lille in (((2026, 8, 1), (2026, 9, 9), 0), ((2026, 8, 1), (2026, 9, 10), 1), ((2026, 10, 4), (2027, 1, 1), 1),
                               ((2026, 10, 5), (2027, 1, 1), 0)):
        assert entries.under(LILLE).lasting(dt.date(*first), dt.date(*last)).heads() == lille
    verbs.reverse(PEOPLE, source(3))  # it never was
    assert entries.lasting(*days).heads() == 1
    assert checkup.faults() == []
