"""A meeting told by mistake: who told it takes it back, it stays in the history, and what was counted of it is taken off."""
from __future__ import annotations

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.journal.models import Entry as Act
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger import checkup as ledger_checkup
from industrielles.ledger.models import Entry
from industrielles.mentoring import checkup, facts, papers_life
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Meeting, Pair
from industrielles.safeguarding import verbs as safeguarding
from tests.at_once import at_once
from tests.factories.mentoring_life import pair
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory

NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
Status = Meeting.Status


def told(made: Pair, side: str = "mentor", minutes: int = 45, **said: Any) -> Meeting:
    person = made.person_of(side)
    assert person is not None
    return mentoring.tell_meeting(made, minutes=minutes, mode="online", felt="good", by=person, **said)


def again() -> tuple[Pair, Meeting]:
    """A pair that met a week ago, and once more today, as the mentor alone told."""
    with time_machine.travel(clock.now() - dt.timedelta(days=7), tick=False):
        made = pair()
    return made, told(made)


def counted() -> tuple[int, int]:
    return Entry.objects.of(facts.MEETINGS).total(), Entry.objects.of(facts.MINUTES).total()


def sound() -> bool:
    return checkup.faults() == [] and ledger_checkup.faults() == []


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def made(db: None) -> Any:
    """A pair that met for an hour, a week ago."""
    with time_machine.travel(NOON - dt.timedelta(days=7), tick=False):
        one = pair()
    with time_machine.travel(NOON, tick=False):
        yield one


def test_who_told_it_takes_it_back_and_hours_and_figures_follow(made: Pair) -> None:
    meeting = told(made)
    assert counted() == (2, 105)
    mentoring.withdraw_meeting(meeting, by=made.mentor.person)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.told_by, meeting.minutes) == (Status.WITHDRAWN, made.mentor.person, 45), "kept in the history"
    assert counted() == (1, 60) and sound()
    assert [one.quantity for one in Entry.objects.of(facts.MINUTES).order_by("pk")] == [60, 45, -45], "corrected by its contrary"
    assert len(papers_life.found(made, "mentor")["meetings"]) == 1
    assert Act.objects.get(verb="mentoring.withdraw_meeting").by_id == made.mentor.person_id


def test_twice_is_once_and_the_day_can_be_told_again(made: Pair) -> None:
    meeting = told(made)
    for _ in range(2):
        mentoring.withdraw_meeting(meeting, by=made.mentor.person)
    assert counted() == (1, 60) and Act.objects.filter(verb="mentoring.withdraw_meeting").count() == 1
    right = told(made, minutes=30)
    assert right.pk != meeting.pk and counted() == (2, 90) and sound()
    with pytest.raises(Refused):
        told(made, meeting=meeting)


def test_the_coordinator_takes_back_what_the_two_told_and_they_alone_not(made: Pair) -> None:
    meeting = told(made)
    told(made, "mentee")
    with pytest.raises(Refused, match="aussi"):
        mentoring.withdraw_meeting(meeting, by=made.mentor.person)
    assert counted() == (2, 105)
    mentoring.withdraw_meeting(meeting, by=coordinator_of(made.network))
    assert counted() == (1, 60) and sound()


def test_nobody_else_takes_it_back(made: Pair) -> None:
    meeting = told(made)
    for person in (made.mentee.person, PersonFactory(), coordinator_of(NetworkFactory()), made.programme.referent):
        with pytest.raises(Refused):
            mentoring.withdraw_meeting(meeting, by=person)
    assert counted() == (2, 105)


def test_what_stays_is_refused_in_words(made: Pair) -> None:
    desk, first = coordinator_of(made.network), made.meetings.get(first=True)
    with pytest.raises(Refused, match="première rencontre"):
        mentoring.withdraw_meeting(first, by=desk)
    proposed = mentoring.propose_meeting(made, starts_at=clock.now() + dt.timedelta(days=2), mode="online", by=made.mentor.person)
    with pytest.raises(Refused):
        mentoring.withdraw_meeting(proposed, by=desk)
    meeting = told(made)
    safeguarding.report(made.network, key=uuid.uuid4(), words="Elle insiste.", thread=made, by=None)
    with pytest.raises(Refused, match="au repos pour le moment"):
        mentoring.withdraw_meeting(meeting, by=made.mentor.person)
    Pair.objects.filter(pk=made.pk).update(status="closed", frozen_from="", ended_at=clock.now(), closed_at=clock.now())
    with pytest.raises(Refused, match="clos"):
        mentoring.withdraw_meeting(meeting, by=desk)
    assert counted() == (2, 105)


def test_after_the_end_a_continuation_that_was_none_is_taken_off(made: Pair) -> None:
    Pair.objects.filter(pk=made.pk).update(ends_on=NOON.date() - dt.timedelta(days=1))
    meeting = told(made)
    mentoring.end_pair(made, by=None)
    assert Entry.objects.of(facts.LONGER).total() == 1
    mentoring.withdraw_meeting(meeting, by=coordinator_of(made.network))
    assert Entry.objects.of(facts.LONGER).total() == 0 and counted() == (1, 60) and sound()


def test_one_that_was_never_counted_is_taken_back_all_the_same(made: Pair) -> None:
    meeting = Meeting.objects.create(pair=made, starts_at=NOON, minutes=45, mode="online", status=Status.HELD, told_by=made.mentor.person,
                                     told_at=NOON)
    assert mentoring.withdraw_meeting(meeting, by=made.mentor.person).status == Status.WITHDRAWN
    assert counted() == (1, 60)


def test_a_checkup_sees_one_that_still_counts(made: Pair) -> None:
    meeting = told(made)
    Meeting.objects.filter(pk=meeting.pk).update(status=Status.WITHDRAWN)
    assert len(checkup.faults()) == 1


def test_the_button_is_there_for_who_may_and_the_history_says_it(made: Pair) -> None:
    meeting = told(made)
    hers, desk = signed_in(made.mentor.person), signed_in(coordinator_of(made.network))
    place, page = reverse("mentoring:pair", args=[made.code]), reverse("mentoring:pair_desk", args=[made.code])
    address = reverse("mentoring:withdraw_meeting", args=[made.code, meeting.code])
    from_desk = reverse("mentoring:withdraw_meeting_desk", args=[made.code, meeting.code])
    assert address in hers.get(place).content.decode() and from_desk in desk.get(page).content.decode()
    assert address not in signed_in(made.mentee.person).get(place).content.decode()
    assert desk.post(address).status_code == 404 and hers.post(from_desk).status_code == 404 and counted() == (2, 105)
    assert hers.post(address, follow=True).status_code == 200 and counted() == (1, 60)
    for client, where in ((hers, place), (signed_in(made.mentee.person), place), (desk, page)):
        said = client.get(where).content.decode()
        assert "notée par erreur" in said and address not in said and from_desk not in said
    other = told(made)
    assert desk.post(reverse("mentoring:withdraw_meeting_desk", args=[made.code, other.code])).status_code == 302
    assert counted() == (1, 60)


def test_the_list_of_who_may_asks_as_much_for_one_as_for_three(made: Pair) -> None:
    rows = [told(made, on=NOON.date() - dt.timedelta(days=n)) for n in range(3)]
    fresh = Pair.objects.whole().get(pk=made.pk)

    def questions(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(mentoring.withdrawable(fresh, rows[:count], by=made.mentor.person)) == count
        return len(asked)

    assert questions(1) == questions(3)


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_taken_back_once() -> None:
    made, meeting = again()
    results = at_once(*(lambda: mentoring.withdraw_meeting(meeting, by=made.mentor.person) for _ in range(4)))
    assert not any(isinstance(one, Exception) for one in results)
    assert counted() == (1, 60)
    assert Entry.objects.of(facts.MEETINGS, facts.MINUTES).filter(reverses__isnull=False).count() == 2
    assert Act.objects.filter(verb="mentoring.withdraw_meeting").count() == 1 and sound()


@pytest.mark.django_db(transaction=True)
def test_taken_back_while_the_other_tells_it_too_one_of_the_two_is_refused() -> None:
    made, meeting = again()
    taken, said = at_once(lambda: mentoring.withdraw_meeting(meeting, by=made.mentor.person), lambda: told(made, "mentee", meeting=meeting))
    meeting.refresh_from_db()
    assert isinstance(taken, Refused) != isinstance(said, Refused)
    assert (meeting.status == Status.HELD, bool(meeting.felt_by_mentee)) == ((isinstance(taken, Refused),) * 2)
    assert counted()[0] == (2 if isinstance(taken, Refused) else 1) and sound()


@pytest.mark.django_db(transaction=True)
def test_control_who_looks_first_and_writes_afterwards_takes_it_back_twice() -> None:
    _made, meeting = again()
    both_have_read = threading.Barrier(2)

    def press() -> bool:
        seen = Meeting.objects.get(pk=meeting.pk).status == Status.HELD
        both_have_read.wait()
        if seen:
            Meeting.objects.filter(pk=meeting.pk).update(status=Status.WITHDRAWN)
        return seen

    assert at_once(press, press) == [True, True]
