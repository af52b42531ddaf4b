from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest

from industrielles.kit.refusals import Refused
from industrielles.ledger import checkup
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import Amount, Fact
from industrielles.ledger.models import Entry, OrganiserScope
from tests.at_once import at_once
from tests.factories.ledger import EntryFactory
from tests.ledger.conftest import LILLE, NORTH, PEOPLE, SOUTH, UMBRELLA, VISITS, plant, record, source

pytestmark = pytest.mark.django_db


def test_record_counts_each_amount_on_its_line(tree: Any) -> None:
    record(7)
    rows = Entry.objects.values_list("line", "fact", "source_type", "source_key", "month", "department", "audience", "gender", "quantity")
    common = ("tests.people", "ledger.target", "7", 202609, "59", "pupils")
    assert list(rows) == [(0, *common, "woman", 14), (1, *common, "man", 11), (2, *common, "unstated", 1)]


def test_record_refuses_to_count_twice_and_leaves_the_transaction_usable(tree: Any) -> None:
    record(1)
    with pytest.raises(ledger.AlreadyRecorded):
        record(1)
    record(2)
    assert Entry.objects.total() == 52


def test_record_counts_two_facts_of_one_source(tree: Any) -> None:
    record(1)
    ledger.record(VISITS, [Amount(1)], on=dt.date(2026, 9, 15), source=source(1), organisers=[LILLE], method="recorded")
    assert Entry.objects.by("fact") == {"tests.people": 26, "tests.visits": 1}


@pytest.mark.parametrize("wrong", [
    {"amounts": []}, {"amounts": [Amount(-1)]}, {"amounts": [Amount(1, "robots")]}, {"amounts": [Amount(1, "", "madame")]},
    {"method": "guess"},
])
def test_record_refuses_what_cannot_be(tree: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        record(1, **wrong)
    assert not Entry.objects.exists()


def test_record_refuses_a_network_the_ledger_does_not_know(tree: Any) -> None:
    with pytest.raises(ValueError, match="graft"):
        record(1, LILLE, 999)


def test_record_refuses_a_second_revision_while_the_first_stands(tree: Any) -> None:
    record(1)
    with pytest.raises(ValueError, match="reverse it first"):
        record(1, revision=2)


def test_reverse_then_record_puts_a_figure_right(tree: Any) -> None:
    record(1)
    ledger.reverse(PEOPLE, source(1))
    record(1, revision=2, amounts=[Amount(20, "pupils", "woman")])
    assert Entry.objects.by("gender") == {"woman": 20}
    assert Entry.objects.count() == 7
    assert checkup.faults() == []


def test_reverse_on_another_day_takes_off_that_day(tree: Any) -> None:
    record(1)
    ledger.reverse(PEOPLE, source(1), on=dt.date(2026, 11, 2))
    assert Entry.objects.by("month") == {202609: 26, 202611: -26}


def test_reverse_refuses_twice_and_what_was_never_counted(tree: Any) -> None:
    record(1)
    ledger.reverse(PEOPLE, source(1))
    for number, revision in ((1, 1), (1, 2), (2, 1)):
        with pytest.raises(Refused):
            ledger.reverse(PEOPLE, source(number), revision)
    assert Entry.objects.total() == 0


def test_an_encounter_of_three_networks_counts_once_for_the_umbrella_and_once_for_each(tree: Any) -> None:
    record(1, LILLE, SOUTH, NORTH)
    assert [Entry.objects.under(node).total() for node in (UMBRELLA, NORTH, SOUTH, LILLE)] == [26, 26, 26, 26]
    assert Entry.objects.under(NORTH, SOUTH).total() == 26


def test_organisers_in_any_order_are_one_set(tree: Any) -> None:
    assert ledger.together([SOUTH, LILLE, SOUTH]) == ledger.together((LILLE, SOUTH))


def test_graft_moves_a_network_with_what_is_below_it_and_past_sums_follow(tree: Any) -> None:
    record(1, LILLE)
    ledger.graft(NORTH, SOUTH)
    assert [Entry.objects.under(node).total() for node in (UMBRELLA, SOUTH, NORTH, LILLE)] == [26, 26, 26, 26]
    ledger.graft(LILLE, UMBRELLA)
    assert [Entry.objects.under(node).total() for node in (UMBRELLA, SOUTH, NORTH, LILLE)] == [26, 0, 0, 26]
    assert checkup.faults() == []


def test_graft_again_in_the_same_place_changes_nothing(tree: Any) -> None:
    record(1, LILLE)
    before = set(OrganiserScope.objects.values_list("pk", "node"))
    ledger.graft(LILLE, NORTH)
    assert set(OrganiserScope.objects.values_list("pk", "node")) == before


def test_graft_refuses_below_itself_and_under_the_unknown(tree: Any) -> None:
    for parent in (LILLE, NORTH):
        with pytest.raises(Refused):
            ledger.graft(NORTH, parent)
    with pytest.raises(ValueError):
        ledger.graft(30, 999)
    assert checkup.faults() == []


def test_a_fact_is_declared_once() -> None:
    with pytest.raises(ValueError):
        Fact("tests.people", unit="", label="")


@pytest.mark.django_db(transaction=True)
def test_record_and_reverse_in_the_same_instant_count_once() -> None:
    plant()
    outcomes = together(lambda: record(1))
    assert sorted(outcomes) == ["AlreadyRecorded"] * 7 + ["done"]
    outcomes = together(lambda: ledger.reverse(PEOPLE, source(1)))
    assert sorted(outcomes) == ["Refused"] * 7 + ["done"]
    assert (Entry.objects.count(), Entry.objects.total()) == (6, 0)


@pytest.mark.django_db(transaction=True)
def test_two_revisions_recorded_in_the_same_instant_leave_one_standing() -> None:
    plant()
    revisions = iter(range(1, 9))
    outcomes = together(lambda: ledger.record(PEOPLE, [Amount(20)], on=dt.date(2026, 11, 9), source=source(1), organisers=[LILLE],
                                              method="teacher", revision=next_of(revisions)))
    assert sorted(outcomes) == ["ValueError"] * 7 + ["done"]
    assert Entry.objects.total() == 20


@pytest.mark.django_db(transaction=True)
def test_positive_control_looking_before_counting_counts_more_than_once() -> None:
    plant()
    gate, organisers = threading.Barrier(8), ledger.together([LILLE])

    def count_if_nobody_did() -> None:
        absent = not Entry.objects.exists()
        gate.wait()
        if absent:
            EntryFactory(organisers=organisers)

    together(count_if_nobody_did)
    assert Entry.objects.count() > 1


@pytest.mark.django_db(transaction=True)
def test_a_set_made_while_its_network_moves_counts_in_the_right_place() -> None:
    plant()
    both = iter([lambda: ledger.graft(LILLE, SOUTH), lambda: record(1, LILLE),
                 lambda: ledger.graft(NORTH, SOUTH), lambda: record(2, NORTH, LILLE)])
    assert together(lambda: next_of(both)(), times=4) == ["done"] * 4
    assert checkup.faults() == []
    assert Entry.objects.under(SOUTH).total() == 52


LOCK = threading.Lock()


def next_of(actions: Any) -> Any:
    with LOCK:
        return next(actions)


def together(action: Any, times: int = 8) -> list[str]:
    """The same action in several threads at once: "done" or the name of what was raised."""
    outcomes = at_once(*[action] * times, met=(Exception,))
    return [type(one).__name__ if isinstance(one, Exception) else "done" for one in outcomes]


def test_carry_on_goes_on_elsewhere_from_a_day_and_leaves_the_past(tree: Any) -> None:
    record(1, LILLE, on=dt.date(2026, 9, 10), amounts=[Amount(1, gender="woman", tally=7)])
    ledger.carry_on(PEOPLE, source(1), on=dt.date(2026, 10, 1), organisers=[SOUTH], tally=9)
    told = Entry.objects.of(PEOPLE).order_by("pk").values_list("on", "quantity", "tally", "revision", "organisers__key", "gender")
    assert list(told) == [
        (dt.date(2026, 9, 10), 1, 7, 1, str(LILLE), "woman"), (dt.date(2026, 10, 1), -1, 7, 1, str(LILLE), "woman"),
        (dt.date(2026, 10, 1), 1, 9, 2, str(SOUTH), "woman")]
    assert checkup.faults() == []
    with pytest.raises(Refused):
        ledger.carry_on(PEOPLE, source(2), on=dt.date(2026, 10, 1), organisers=[SOUTH])


def test_carry_on_before_the_first_day_puts_it_right_from_that_day(tree: Any) -> None:
    record(1, LILLE, on=dt.date(2026, 9, 10), amounts=[Amount(1, tally=7)])
    ledger.carry_on(PEOPLE, source(1), on=dt.date(2026, 8, 1), organisers=[SOUTH])
    days = dt.date(2026, 8, 1), dt.date(2026, 12, 31)
    assert [Entry.objects.under(one).lasting(*days).heads() for one in (LILLE, SOUTH)] == [0, 1]
