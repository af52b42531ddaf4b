from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from industrielles.ledger import checkup
from industrielles.ledger.models import Lineage, OrganiserScope
from tests.factories.ledger import EntryFactory
from tests.ledger.conftest import LILLE, SOUTH, UMBRELLA, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def test_a_sound_ledger_has_no_fault(tree: Any) -> None:
    record(1, LILLE, SOUTH)
    assert checkup.faults() == []


def test_a_wrong_scope_is_named(tree: Any) -> None:
    organisers = record(1)[0].organisers_id
    OrganiserScope.objects.filter(node=UMBRELLA).delete()
    OrganiserScope.objects.create(organisers_id=organisers, node=SOUTH)
    assert checkup.faults() == [f"Organiser set {organisers} counts wrongly under network {node}." for node in (UMBRELLA, SOUTH)]


def test_a_wrong_ancestor_is_named(tree: Any) -> None:
    Lineage.objects.filter(node=LILLE, ancestor=UMBRELLA).delete()
    assert f"Network {LILLE} has a wrong ancestor {UMBRELLA} at depth 2." in checkup.faults()


def test_a_reversal_unlike_what_it_reverses_is_named(tree: Any) -> None:
    first = record(1)[0]
    wrong = EntryFactory(reverses=first, quantity=-13, organisers=first.organisers, source_key="1", department="59")
    assert checkup.faults() == [f"Ledger entry {wrong.pk} is not the opposite of the entry it reverses."]


def test_two_standing_revisions_and_a_wrong_month_are_named(tree: Any) -> None:
    first = record(1)[0]
    EntryFactory(fact=first.fact, source_type=first.source_type, source_key="1", revision=2, organisers=first.organisers, month=202610)
    twice, misplaced = checkup.faults()
    assert twice.endswith("1 is counted in 2 revisions at once.")
    assert misplaced.endswith("stands in another month than its day.")
