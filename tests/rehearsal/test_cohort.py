"""A cohort of mentoring, from its applications to its certificates: what is counted is what was played, and nobody was ever less safe."""
import datetime as dt

import pytest
from django.utils import timezone

from industrielles.kit import clock
from industrielles.mentoring.models import Closure, Match, Mentor, Message, Pair, Programme, Scenario
from industrielles.network.roles import Role
from industrielles.places.models import Department
from industrielles.pool import branches
from industrielles.pool.models import Branch
from industrielles.rehearsal import outcome, stage
from industrielles.rehearsal.cast import Somebody
from industrielles.rehearsal.cohort import Cohort
from industrielles.safeguarding.models import Agreement, Clearance
from tests.factories.mentoring_life import pair
from tests.factories.places import CommuneFactory, DepartmentFactory

TOWNS = (("59350", 50.63, 3.06, 500_000), ("69123", 45.76, 4.83, 450_000), ("97411", -20.88, 55.45, 150_000))


def cohort(**changes):
    """In a France of three departments."""
    for code, latitude, longitude, people in TOWNS:
        department = DepartmentFactory(code=code[:3] if code.startswith("97") else code[:2])
        CommuneFactory(code=code, department=department, population=people, latitude=latitude, longitude=longitude)
    branches.load(Branch)
    top, by = stage.umbrella("Collectif", Somebody("Claire", "Fontaine", "nationale@exemple.invalid"))
    watcher = stage.meet(Somebody("Mireille", "Wattel", "referente@exemple.invalid"), by=by)
    stage.give(watcher, top, Role.REFERENT, by=by)
    return Cohort(**{"there": top, "by": by, "watcher": watcher, "today": clock.today(), "mentees": 30, "mentors": 25,
                     "say": lambda words: None, **changes})


@pytest.mark.once
def test_a_cohort_lives_to_its_end_and_all_that_is_counted_was_played(db):
    play = cohort()
    programme = play.play()
    assert outcome.faults(play) == []
    assert (programme.status, programme.mentees.count(), programme.mentors.count()) == ("ended", 30, 25)
    assert [one.value - one.bound for one in play.scenarios] == [0, 0]
    assert Scenario.objects.filter(status="published").count() == 1
    assert {"accepted", "refused", "lapsed"} <= set(Match.objects.values_list("status", flat=True))
    assert Match.objects.filter(way="next", pair__isnull=False).exists()
    assert {"planned", "one-sided"} <= set(Closure.objects.values_list("kind", flat=True))
    assert set(Pair.objects.values_list("status", flat=True)) == {"closed"}
    assert len(play.told.begun) > 15 and play.told.planned > 0.7 * len(play.told.begun)
    assert Message.objects.exclude(held_for="").count() == play.told.held > 0
    assert Department.objects.filter(pk__in=programme.mentees.values("department")).count() == 3
    said = {line.label: line.value for line in outcome.account(play)}
    assert said["pairs to their planned end"] == str(play.told.planned)
    what_is_wrong_is_found(play)


def what_is_wrong_is_found(play):
    """Positive controls, on the same rows."""
    one = Pair.objects.filter(shielded=True, first_met_on__isnull=False).first()
    Agreement.objects.filter(guardian__authorisation__person=one.mentee.person).update(withdrawn_at=one.begun_at + dt.timedelta(days=60))
    assert {fault.split(": ")[0] for fault in outcome.unauthorised(play.programme)} == {f"Pair {one.code}"}
    Clearance.objects.filter(person=one.mentor.person).update(until=one.begun_at + dt.timedelta(days=40))
    assert outcome.uncleared(play.programme)
    assert outcome.crowded(play.programme) == []
    Programme.objects.update(capacity=3)
    assert len(outcome.crowded(Programme.objects.get())) == 1
    play.told.minutes += 1
    assert len(outcome.miscounted(play)) == 1


@pytest.mark.django_db
def test_a_mentor_with_two_pairs_at_once_for_one_place_is_found():
    first = pair("signing")
    Mentor.objects.update(capacity=1)
    assert outcome.crowded(first.programme) == []
    second = pair("signing", programme=first.programme)
    Pair.objects.filter(pk=second.pk).update(mentor=first.mentor)
    assert [fault.split(": ")[1] for fault in outcome.crowded(first.programme)] == ["2 at once for 1 places."]


def test_spans_that_touch_do_not_stand_together():
    days = [timezone.now() + dt.timedelta(days=n) for n in range(4)]
    assert outcome.most([(days[0], days[1]), (days[1], days[2])]) == 1
    assert outcome.most([(days[0], days[2]), (days[1], None), (days[3], None)]) == 2
    assert outcome.most([]) == 0
