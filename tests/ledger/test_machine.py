"""The ledger against a plain model: whatever is recorded, reversed and moved, each sum is the sum of what stands, once in a subtree."""
from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from industrielles.kit.refusals import Refused
from industrielles.ledger import checkup
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import Amount
from industrielles.ledger.models import Entry
from industrielles.ledger.queries import breakdown, month_of
from tests.ledger.conftest import PEOPLE, source

TOGETHER = st.sets(st.sampled_from(range(1, 8)), min_size=1, max_size=3)
GENDERS = ("woman", "man", "")
NODES, SOURCES = range(1, 8), range(1, 6)
DAYS = st.sampled_from([dt.date(2026, 9, 1), dt.date(2026, 9, 30), dt.date(2027, 1, 15)])
AMOUNTS = st.lists(st.builds(Amount, st.integers(0, 40), st.just("pupils"), st.sampled_from(GENDERS)), min_size=1, max_size=3)


class Machine(RuleBasedStateMachine):
    """`parent`: the tree; `told`: (source, revision) -> what was recorded; `undone`: those taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.parent: dict[int, int | None] = {}
        self.told: dict[tuple[int, int], tuple[dt.date, list[Amount], frozenset[int]]] = {}
        self.undone: set[tuple[int, int]] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    def ancestors(self, node: int) -> list[int]:
        above = self.parent[node]
        return [node, *(self.ancestors(above) if above is not None else [])]

    @initialize()
    def plant(self) -> None:
        self.parent[1] = None
        ledger.graft(1, None)

    @rule(node=st.sampled_from(NODES), parent=st.sampled_from(NODES))
    def graft(self, node: int, parent: int) -> None:
        if parent not in self.parent and parent != node:
            with pytest.raises(ValueError), transaction.atomic():
                ledger.graft(node, parent)
        elif parent == node or (node in self.parent and node in self.ancestors(parent)):
            with pytest.raises(Refused), transaction.atomic():
                ledger.graft(node, parent)
        else:
            ledger.graft(node, parent)
            self.parent[node] = parent

    @rule(number=st.sampled_from(SOURCES), revision=st.integers(1, 3), on=DAYS, amounts=AMOUNTS, organisers=TOGETHER)
    def record(self, number: int, revision: int, on: dt.date, amounts: list[Amount], organisers: set[int]) -> None:
        standing = {done for done in self.told.keys() - self.undone if done[0] == number}
        elsewhere = standing - {(number, revision)}
        refusal: Any = None
        if elsewhere or not organisers <= self.parent.keys():
            refusal = ValueError
        elif (number, revision) in self.told:
            refusal = ledger.AlreadyRecorded
        fields = {"on": on, "source": source(number), "organisers": organisers, "method": "teacher", "revision": revision}
        if refusal:
            with pytest.raises(refusal), transaction.atomic():
                ledger.record(PEOPLE, amounts, **fields)
        else:
            ledger.record(PEOPLE, amounts, **fields)
            self.told[number, revision] = (on, amounts, frozenset(organisers))

    @precondition(lambda self: self.told)
    @rule(number=st.sampled_from(SOURCES), revision=st.integers(1, 3))
    def reverse(self, number: int, revision: int) -> None:
        if (number, revision) in self.told.keys() - self.undone:
            ledger.reverse(PEOPLE, source(number), revision)
            self.undone.add((number, revision))
        else:
            with pytest.raises(Refused), transaction.atomic():
                ledger.reverse(PEOPLE, source(number), revision)

    @invariant()
    def sums_are_those_of_what_stands(self) -> None:
        for node in self.parent:
            wanted: Counter[tuple[int, str]] = Counter()
            for on, amounts, organisers in (self.told[done] for done in self.told.keys() - self.undone):
                if any(node in self.ancestors(one) for one in organisers):
                    for amount in amounts:
                        wanted[month_of(on), amount.gender] += amount.quantity
            assert Entry.objects.of(PEOPLE).under(node).by("month", "gender") == {k: v for k, v in wanted.items() if v}
            told = breakdown(Entry.objects.of(PEOPLE), node)
            assert told.total == sum(told.below.values()) + told.own - told.shared == sum(wanted.values())

    @invariant()
    def the_checkup_finds_nothing(self) -> None:
        found = checkup.unlike_reversals() + checkup.twice_standing() + checkup.wrong_months()
        assert found + checkup.wrong_scopes() + checkup.wrong_lineage() == []


@pytest.mark.django_db
def test_the_ledger_keeps_to_a_plain_model() -> None:
    run_state_machine_as_test(Machine, settings=settings(
        max_examples=settings().max_examples // 4, stateful_step_count=25, suppress_health_check=list(HealthCheck)))
