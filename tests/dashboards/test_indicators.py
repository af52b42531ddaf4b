from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.dashboards import verbs as dashboards
from industrielles.dashboards.indicators import CLASSES, public_targets
from industrielles.journal.models import Entry as JournalEntry
from industrielles.kit.refusals import Refused
from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, MembershipFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.pool import AmbassadorFactory

pytestmark = pytest.mark.django_db


def target(code: str) -> Any:
    return next(one for one in public_targets() if one.code == code)


def test_targets_stand_at_zero_before_there_is_an_umbrella() -> None:
    assert [(one.value, one.goal, one.percent) for one in public_targets()] == [(0, 30, 0), (0, 5000, 0), (0, 5000, 0), (0, 100, 0)]


def test_an_ambassador_counts_while_she_holds_the_role(north: Any) -> None:
    grant = GrantFactory(network=north, role=Role.AMBASSADOR, started_on=dt.date(2026, 9, 1))
    GrantFactory(network=north, role=Role.AMBASSADOR, started_on=dt.date(2025, 9, 1), ended_on=dt.date(2026, 10, 1))
    AmbassadorFactory(membership=grant.membership, network=north)
    assert (target("ambassadors").value, target("ambassadors").detail) == (1, "")


def test_somebody_in_two_networks_is_one_member(north: Any, south: Any) -> None:
    person = PersonFactory()
    MembershipFactory(person=person, network=north)
    MembershipFactory(person=person, network=south)
    MembershipFactory(network=north, started_on=dt.date(2025, 1, 1), ended_on=dt.date(2026, 1, 1))
    assert target("members").value == 1


def test_a_class_met_together_counts_once(north: Any, south: Any, visit: Any) -> None:
    visit(north, south)
    visit(north)
    assert target(CLASSES).value == 2


def test_a_target_counts_between_its_days(north: Any, visit: Any, whole: Any) -> None:
    visit(north, on=dt.date(2026, 6, 1))
    visit(north, on=dt.date(2026, 11, 14))
    days = {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31)}
    dashboards.set_target(CLASSES, network=whole, goal=10, by=coordinator_of(whole), **days)
    assert (target(CLASSES).value, target(CLASSES).goal, target(CLASSES).percent) == (1, 10, 10)


def test_set_target_again_corrects_it_and_both_are_in_the_journal(whole: Any) -> None:
    by, days = coordinator_of(whole), {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31)}
    dashboards.set_target("members", network=whole, goal=100, by=by, **days)
    dashboards.set_target("members", network=whole, goal=200, by=by, **days)
    assert target("members").goal == 200
    assert JournalEntry.objects.filter(verb="dashboards.set_target", by_id=by.pk).count() == 2


@pytest.mark.parametrize("wrong", [{"goal": 0}, {"ends_on": dt.date(2020, 1, 1)}])
def test_set_target_refuses_what_cannot_be(whole: Any, wrong: dict[str, Any]) -> None:
    right = {"goal": 5, "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31)}
    with pytest.raises(Refused):
        dashboards.set_target("members", network=whole, by=coordinator_of(whole), **{**right, **wrong})


def test_set_target_refuses_an_indicator_nobody_knows(whole: Any) -> None:
    with pytest.raises(Refused):
        dashboards.set_target("wishes", network=whole, goal=1, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31), by=None)


def test_ninety_nine_point_nine_is_not_said_a_hundred(north: Any, visit: Any, whole: Any) -> None:
    for _ in range(2):
        visit(north)
    dashboards.set_target(CLASSES, network=whole, goal=3, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31), by=None)
    assert target(CLASSES).percent == 66
