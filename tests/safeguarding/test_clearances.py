"""Papers that were seen: never kept, told ahead, over on their day."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import models

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.safeguarding import policies, retention, tasks, verbs
from industrielles.safeguarding.models import Clearance
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import ClearanceFactory, referent_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


def at(day: dt.date, hour: int = 12) -> Any:
    return clock.at(dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC))


def test_a_clearance_has_no_room_for_a_paper_nor_for_what_it_says() -> None:
    for field in Clearance._meta.get_fields():
        assert not isinstance(field, models.FileField | models.TextField | models.BinaryField | models.JSONField), field.name
        if isinstance(field, models.CharField):
            assert field.choices or field.name == "code", f"{field.name} is free text"


@pytest.mark.parametrize(("kind", "days"), [("b3", 365), ("honour", 182), ("dbs", 365), ("employer", 365)])
def test_clear_holds_as_long_as_its_kind_and_no_longer(kind: str, days: int) -> None:
    network, her = NetworkFactory(), PersonFactory()
    with at(DAY):
        one = verbs.clear(her, network=network, kind=kind, seen_on=DAY, by=coordinator_of(network))
        assert one.until == DAY + dt.timedelta(days=days) and policies.is_cleared(her) and policies.is_cleared(her, kinds=(kind,))
        with pytest.raises(Refused):
            verbs.clear(her, network=network, kind=kind, seen_on=DAY, until=one.until + dt.timedelta(days=1))
        with pytest.raises(Refused):
            verbs.clear(her, network=network, kind=kind, seen_on=DAY + dt.timedelta(days=1))
    with at(one.until):
        assert policies.is_cleared(her)
    with at(one.until + dt.timedelta(days=1)):
        assert not policies.is_cleared(her)


def test_nobody_sees_her_own_paper_nor_one_of_another_network() -> None:
    network = NetworkFactory()
    runs, elsewhere = coordinator_of(network), coordinator_of(NetworkFactory())
    for person, by in ((runs, runs), (PersonFactory(), elsewhere)):
        with pytest.raises(Refused):
            verbs.clear(person, network=network, kind="b3", seen_on=clock.today(), by=by)


def test_what_does_not_allow_does_not_allow() -> None:
    one = ClearanceFactory(outcome="not clear")
    assert not policies.is_cleared(one.person) and not one.is_live


def test_three_people_are_told_thirty_and_seven_days_before_and_on_the_day_once() -> None:
    network = NetworkFactory()
    runs, referent = coordinator_of(network), referent_of(network)
    one = ClearanceFactory(network=network, seen_on=DAY, until=DAY + dt.timedelta(days=100))
    people = {one.person.email, runs.email, referent.email}

    def told(day: dt.date) -> int:
        with at(day):
            tasks.end_clearances()
            tasks.end_clearances()
        return Letter.objects.filter(template="safeguarding/letters/clearance_ends").count()

    steps = {31: 0, 30: 3, 20: 3, 7: 6, 0: 6, -1: 9, -2: 9}
    assert {left: told(one.until - dt.timedelta(days=left)) for left in steps} == steps
    assert set(Letter.objects.filter(template="safeguarding/letters/clearance_ends").values_list("address", flat=True)) == people


def test_nothing_is_told_nor_suspended_while_another_one_holds(settings: Any) -> None:
    settings.CLEARANCE_LAPSED = [f"{__name__}.hear"]
    heard.clear()
    one = ClearanceFactory(seen_on=DAY, until=DAY + dt.timedelta(days=20))
    other = ClearanceFactory(person=one.person, network=one.network, seen_on=DAY, until=DAY + dt.timedelta(days=300))
    with at(one.until + dt.timedelta(days=1)):
        tasks.end_clearances()
        assert not heard and not Letter.objects.exists()
    with at(other.until + dt.timedelta(days=1)):
        tasks.end_clearances()
        tasks.end_clearances()
    assert heard == [one.person.pk]


heard: list[int] = []


def hear(person: Any, *, by: Any) -> None:
    heard.append(person.pk)


def test_withdraw_clearance_ends_what_it_allowed_at_once(settings: Any) -> None:
    settings.CLEARANCE_LAPSED = [f"{__name__}.hear"]
    heard.clear()
    one = ClearanceFactory()
    for _ in range(2):
        verbs.withdraw_clearance(one, by=coordinator_of(one.network))
    assert heard == [one.person.pk] and not policies.is_cleared(one.person)
    with pytest.raises(Refused):
        verbs.withdraw_clearance(one, by=PersonFactory())


def test_lapse_waits_for_the_end() -> None:
    assert not verbs.lapse(ClearanceFactory()) and verbs.tell_ahead(ClearanceFactory()) == 0


def test_old_clearances_are_forgotten() -> None:
    one = ClearanceFactory(seen_on=DAY, until=DAY)
    ClearanceFactory(seen_on=DAY)
    due = retention.clearances_due(dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert list(due) == [one] and verbs.clear_clearances(due) == 1
