"""What took place, counted once, and put right."""
from __future__ import annotations

import datetime as dt
import uuid

import pytest

from industrielles.engagements import checkup, facts
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Report
from industrielles.engagements.views.reports import known_counts
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from tests.factories.engagements import afterwards, confirmed, letters_to, told
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import DepartmentFactory, SchoolFactory
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db
Side, Outcome = Report.Side, Report.Outcome


@pytest.fixture
def visit() -> Engagement:
    return confirmed().engagement


@pytest.fixture(autouse=True)
def _coherent() -> object:
    yield
    assert checkup.faults() == []


def counted() -> dict[str, int]:
    return Entry.objects.of(facts.PEOPLE_REACHED).by("gender")


def test_report_holds_the_visit_and_counts_it(visit: Engagement) -> None:
    told(visit)
    visit.refresh_from_db()
    assert (visit.status, visit.counted_revision) == (Engagement.Status.HELD, 1)
    assert counted() == {"woman": 12, "man": 14, "unstated": 1}
    entry = Entry.objects.of(facts.CLASSES_MET).get()
    assert (entry.quantity, entry.department, entry.kind, entry.audience, entry.method, entry.on) == (
        1, "59", "class visit", "pupils", "teacher", visit.local_start.date())


def test_report_is_refused_before_the_end_and_without_a_visit(visit: Engagement) -> None:
    said = {"side": Side.TEACHER, "outcome": Outcome.HELD, "people": 20, "girls": 0, "boys": 0, "method": "estimate"}
    with clock.at(visit.proposed_dates.first().starts_at), pytest.raises(Refused):
        engagements.report(visit, key=uuid.uuid4(), **said)
    requested = confirmed().engagement
    engagements.cancel(requested, words="")
    with pytest.raises(Refused):
        engagements.report(requested, key=uuid.uuid4(), **said)


@pytest.mark.parametrize(("changes", "field"), [
    ({"people": 0}, "people"), ({"people": 2001}, "people"), ({"girls": 20, "boys": 20}, "girls"), ({"girls": -1}, "girls"),
    ({"classes": 0}, "classes"), ({"teacher_present": " "}, "teacher_present"),
])
def test_report_refuses_beside_the_field(visit: Engagement, changes: dict, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        told(visit, **changes)
    assert refusal.value.field == field


def test_report_again_under_one_key_is_one_report(visit: Engagement) -> None:
    key = uuid.uuid4()
    assert told(visit, key=key) == told(visit, key=key, people=40)
    assert sum(counted().values()) == 27


def test_a_later_report_of_the_same_side_reverses_the_first(visit: Engagement) -> None:
    told(visit)
    told(visit, people=25, girls=11, boys=14)
    visit.refresh_from_db()
    assert visit.counted_revision == 2
    assert counted() == {"woman": 11, "man": 14}
    assert Entry.objects.of(facts.CLASSES_MET).total() == 1


def test_the_same_count_of_the_other_side_changes_nothing(visit: Engagement) -> None:
    told(visit)
    told(visit, Side.TEACHER)
    assert sum(counted().values()) == 27
    assert not Engagement.objects.differing().exists()


def test_another_count_of_the_other_side_is_shown_and_settled_by_the_coordinator(visit: Engagement) -> None:
    coordinator = coordinator_of(visit.network)
    told(visit)
    other = told(visit, Side.TEACHER, people=30, girls=15, boys=15)
    assert sum(counted().values()) == 27
    assert list(Engagement.objects.differing()) == [visit]
    assert letters_to(coordinator.email) == ["counts_differ"]
    with afterwards(visit):
        engagements.settle(visit, report=other, by=coordinator)
        engagements.settle(visit, report=other, by=coordinator)
    assert counted() == {"woman": 15, "man": 15}
    assert not Engagement.objects.differing().exists()


def test_the_other_side_corrects_itself_and_nothing_differs_any_more(visit: Engagement) -> None:
    told(visit)
    told(visit, Side.TEACHER, people=30)
    told(visit, Side.TEACHER)
    assert not Engagement.objects.differing().exists()


def test_settle_is_refused_to_another_network_and_for_another_visit(visit: Engagement) -> None:
    mine = told(visit)
    with pytest.raises(Refused):
        engagements.settle(visit, report=mine, by=coordinator_of(NetworkFactory()))
    with pytest.raises(Refused):
        engagements.settle(visit, report=told(confirmed().engagement), by=coordinator_of(visit.network))


def test_a_visit_that_did_not_take_place_counts_nothing_and_may_be_corrected(visit: Engagement) -> None:
    told(visit, outcome=Outcome.NO_SHOW)
    visit.refresh_from_db()
    assert (visit.status, counted()) == (Engagement.Status.NOT_HELD, {})
    told(visit)
    told(visit, outcome=Outcome.CANCELLED_LATE)
    told(visit, people=20, girls=10, boys=10)
    visit.refresh_from_db()
    assert (visit.status, visit.counted_revision, counted()) == (Engagement.Status.HELD, 2, {"woman": 10, "man": 10})


def test_a_visit_that_did_not_take_place_can_be_reopened(visit: Engagement) -> None:
    told(visit, outcome=Outcome.NO_SHOW)
    visit.refresh_from_db()
    assert engagements.reopen(visit, by=coordinator_of(visit.network)).status == Engagement.Status.REQUESTED


def test_the_day_counted_is_the_day_it_was_there() -> None:
    noumea = DepartmentFactory(code="988", name="Nouvelle-Calédonie", academy=None, timezone="Pacific/Noumea")
    invitation = confirmed(school=SchoolFactory(commune=None, department=noumea, academy=None, latitude=-22.2, longitude=166.4))
    engagement = invitation.engagement
    morning = engagement.proposed_dates.first()
    assert morning.starts_at.astimezone(dt.UTC).date() == morning.on - dt.timedelta(days=1)
    told(engagement)
    assert {entry.on for entry in Entry.objects.all()} == {morning.on}


def test_report_by_somebody_who_was_not_there_is_refused(visit: Engagement) -> None:
    with pytest.raises(Refused):
        told(visit, by=RoleModelFactory(network=visit.network).person)
    told(visit, by=Engagement.objects.get(pk=visit.pk).role_model.person)


def test_every_class_that_was_announced_is_counted() -> None:
    told(confirmed(class_labels=["2de 4", "2de 5", "2de 6"]).engagement)
    assert Entry.objects.of(facts.CLASSES_MET).total() == 3


def test_a_correction_of_how_people_were_counted_is_counted_so(visit: Engagement) -> None:
    told(visit, method=Report.Method.ESTIMATE)
    told(visit, method=Report.Method.ROLL_CALL)
    assert Entry.objects.of(facts.PEOPLE_REACHED).by("method") == {"roll-call": 27}


def test_what_was_told_of_a_visit_that_did_not_take_place_says_nothing_of_the_next(visit: Engagement) -> None:
    before, coordinator = told(visit, outcome=Outcome.NO_SHOW), coordinator_of(visit.network)
    with afterwards(visit):
        engagements.reopen(visit, by=coordinator)
        engagements.change(visit, fields={}, dates=[(clock.today() + dt.timedelta(days=14), "morning")])
        again = engagements.invite(visit, role_models=[RoleModelFactory(network=visit.network)], by=None)[0]
        engagements.accept(again, starts_at=Engagement.objects.get().proposed_dates.get().starts_at)
    visit.refresh_from_db()
    told(visit, Side.TEACHER)
    assert not Engagement.objects.differing().exists()
    assert known_counts(visit, Side.ROLE_MODEL)["outcome"] == Outcome.HELD
    with pytest.raises(Refused):
        engagements.settle(visit, report=before, by=coordinator)
    assert counted() == {"woman": 12, "man": 14, "unstated": 1}
