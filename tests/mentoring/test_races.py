"""Mentoring in the same instant: who comes second finds it done, or is refused; nothing a girl or her parent says is lost, and nothing that
is written escapes a report. Each race has its positive control: the same done by reading first and writing afterwards goes wrong."""
from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import holding
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Closure, Meeting, Mentee, Mentor, Message, Pair, Step
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Evidence, Report
from tests.at_once import at_once, meanwhile
from tests.factories.mentoring import MentorFactory, ReferenceFactory, programme
from tests.factories.mentoring_life import matched, pair
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db(transaction=True)
Status = Pair.Status


def refusals(results: list[Any]) -> int:
    return sum(isinstance(one, Refused) for one in results)


def written(verb: str) -> int:
    return Entry.objects.filter(verb=f"mentoring.{verb}").count()


def naively(*looks: tuple[Callable[[], bool], Callable[[], Any]]) -> list[Any]:
    """Each looks first, all have looked, then each acts: what a race is without its protection."""
    all_have_read = threading.Barrier(len(looks))

    def run(may: Callable[[], bool], act: Callable[[], Any]) -> bool:
        free = may()
        all_have_read.wait()
        if free:
            act()
        return free

    return at_once(*(lambda may=may, act=act: run(may, act) for may, act in looks))


def reported(made: Pair, **said: Any) -> Report:
    return safeguarding.report(made.network, key=uuid.uuid4(), words="Elle insiste.", thread=made, by=None, **said)


# The steps of a mentor


def test_each_step_of_a_mentor_taken_twice_at_once_is_one_step_and_one_paper() -> None:
    place = programme()
    mentor = MentorFactory(programme=place)
    assert refusals(at_once(*(lambda: mentoring.interview(mentor, words="Vue.") for _ in range(4)))) == 3
    references = [ReferenceFactory(mentor=mentor, number=n) for n in (1, 2)]
    assert refusals(at_once(*(lambda one=one: mentoring.hear(one, recommends=True) for one in references))) == 0
    assert refusals(at_once(*(lambda: mentoring.clear(mentor, kind="b3") for _ in range(4)))) == 3
    for module in place.modules.all():
        answers = [one["right"] for one in module.questions]
        at_once(*(lambda m=module, a=answers: mentoring.learn(mentor, module=m, answers=a) for _ in range(2)))
    assert refusals(at_once(*(lambda: mentoring.note_signed(mentor) for _ in range(3)))) == 2
    assert refusals(at_once(*(lambda: mentoring.make_matchable(mentor) for _ in range(3)))) == 2
    taken = list(Step.objects.filter(mentor=mentor).order_by("pk").values_list("status", flat=True))
    assert taken == ["interviewed", "references", "cleared", "trained", "signed", "matchable"]
    assert Clearance.objects.of(mentor.person).count() == 1 and Mentor.objects.get().status == "matchable"
    assert Letter.objects.filter(key__contains=f"{mentor.code}/mentor_step/").count() == 6


def test_control_a_step_that_is_looked_at_first_is_taken_twice() -> None:
    mentor = MentorFactory(programme=programme())

    def may() -> bool:
        return Mentor.objects.get(pk=mentor.pk).status == "applied"

    def act() -> None:
        Mentor.objects.filter(pk=mentor.pk).update(status="interviewed")

    assert naively((may, act), (may, act)) == [True, True]


# A pair begins


def test_a_pair_begun_twice_at_once_is_one_and_of_two_mentors_for_one_mentee_one_is_refused() -> None:
    mentee, mentor = matched()
    results = at_once(*(lambda: mentoring.begin_pair(mentee, mentor) for _ in range(4)))
    assert {one.pk for one in results} == {Pair.objects.get().pk} and written("begin_pair") == 1
    girl, first = matched(programme=mentee.programme)
    second = MentorFactory(programme=mentee.programme, status="matchable")
    assert refusals(at_once(*(lambda one=one: mentoring.begin_pair(girl, one) for one in (first, second)))) == 1
    assert Pair.objects.live().filter(mentee=girl).count() == 1


def test_of_three_mentees_for_the_last_place_of_a_mentor_one_has_it() -> None:
    first, mentor = matched()
    girls = [first, *(matched(programme=first.programme)[0] for _ in range(2))]
    Mentor.objects.filter(pk=mentor.pk).update(capacity=1)
    assert refusals(at_once(*(lambda one=one: mentoring.begin_pair(one, mentor) for one in girls))) == 2
    assert Pair.objects.live().filter(mentor=mentor).count() == 1


def test_control_counting_the_places_first_gives_one_too_many() -> None:
    first, mentor = matched()
    second = matched(programme=first.programme)[0]

    def free() -> bool:
        return not Pair.objects.live().filter(mentor=mentor).exists()

    def begin(mentee: Mentee) -> Pair:
        return Pair.objects.create(programme=mentee.programme, network=mentee.network, mentee=mentee, mentor=mentor)

    assert naively((free, lambda: begin(first)), (free, lambda: begin(second))) == [True, True]
    assert Pair.objects.live().filter(mentor=mentor).count() == 2


@pytest.mark.parametrize("parent_first", [True, False])
def test_a_parent_who_takes_back_while_a_pair_begins_is_obeyed(parent_first: bool) -> None:
    mentee, mentor = matched()
    guardian = mentee.person.authorisations.get().guardians.get()
    acts = [lambda: safeguarding.revoke(guardian), lambda: mentoring.begin_pair(mentee, mentor)]
    results = meanwhile(*(acts if parent_first else acts[::-1]))
    assert refusals(results) == (1 if parent_first else 0)
    mentee.refresh_from_db()
    assert mentee.status == Mentee.Status.LOCKED
    assert not mentoring.may_take_part(mentee) and all(holding.stillness(one) == "parent" for one in Pair.objects.whole())


@pytest.mark.parametrize("parent_first", [True, False])
def test_what_a_parent_takes_back_is_not_lost_when_a_coordinator_declines_in_the_same_instant(parent_first: bool) -> None:
    mentee, _mentor = matched()
    guardian = mentee.person.authorisations.get().guardians.get()
    acts = [lambda: safeguarding.revoke(guardian), lambda: mentoring.decline(mentee, words="Plus de place.")]
    assert refusals(meanwhile(*(acts if parent_first else acts[::-1]))) == 0
    mentee.refresh_from_db()
    assert mentee.status == Mentee.Status.DECLINED and mentee.person.authorisations.get().status == "revoked"


def test_control_following_a_parent_on_a_row_read_earlier_refuses_the_parent() -> None:
    mentee, _mentor = matched()
    stale = Mentee.objects.get(pk=mentee.pk)
    mentoring.decline(mentee, words="Plus de place.")
    with pytest.raises(Refused):
        stale.move_to(Mentee.Status.LOCKED, ready_at=None)


# The first meeting, stopping


def test_a_first_meeting_recorded_twice_at_once_is_one_and_both_may_stop_at_once() -> None:
    made = pair("meeting")
    adult = made.programme.referent

    def record() -> Pair:
        return mentoring.record_first_meeting(made, on=clock.today(), minutes=60, mode="online", adult=adult)  # type: ignore[arg-type]

    assert refusals(at_once(*(record for _ in range(3)))) == 2
    assert Meeting.objects.filter(pair=made, first=True).count() == written("record_first_meeting") == 1
    people = [made.person_of("mentee"), made.person_of("mentor")]
    results = at_once(*(lambda one=one: mentoring.stop(made, by=one) for one in people))
    assert refusals(results) == 1 and Closure.objects.filter(pair=made).count() == written("end_pair") == 1
    made.refresh_from_db()
    assert made.status == Status.ENDING and Letter.objects.filter(key__contains=f"{made.code}/ending/").count() == 1


# A report


@pytest.mark.parametrize("message_first", [True, False])
def test_a_message_sent_while_a_report_comes_is_preserved_or_refused(message_first: bool) -> None:
    made = pair()
    referent_of(made.network)
    acts = [lambda: mentoring.send(made, body="Ne dis rien", key=uuid.uuid4(), by=made.mentor.person), lambda: reported(made)]
    results = meanwhile(*(acts if message_first else acts[::-1]))
    assert refusals(results) == (0 if message_first else 1)
    kept = Evidence.objects.filter(kind=Evidence.Kind.MESSAGE)
    assert Message.objects.count() == kept.count() == (1 if message_first else 0)
    made.refresh_from_db()
    assert made.status == Status.FROZEN and safeguarding.verify(Report.objects.get()) == []


def test_many_messages_and_a_report_at_once_leave_no_message_out_of_its_evidence() -> None:
    made = pair()
    sends = [lambda n=n: mentoring.send(made, body=f"Message {n}", key=uuid.uuid4(), by=made.mentor.person) for n in range(5)]
    at_once(*sends, lambda: reported(made))
    assert Evidence.objects.filter(kind=Evidence.Kind.MESSAGE).count() == Message.objects.count()


def test_control_preserving_before_freezing_leaves_a_message_out() -> None:
    made = pair()
    preserved = threading.Event()
    kept: list[Any] = []

    def report_naively() -> None:
        kept.extend(mentoring.evidence(Report(thread_type="mentoring.pair", thread_key=str(made.pk))))
        preserved.set()

    def send() -> None:
        preserved.wait()
        mentoring.send(made, body="Ne dis rien", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]

    at_once(report_naively, send)
    assert kept == [] and Message.objects.count() == 1


def test_a_report_is_never_lost_whatever_happens_to_the_pair_in_the_same_instant() -> None:
    first = pair()
    results = meanwhile(lambda: mentoring.stop(first, by=first.mentor.person), lambda: reported(first))
    assert refusals(results) == 0 and Report.objects.count() == 1
    first.refresh_from_db()
    assert first.status == Status.ENDING
    second = pair()
    results = meanwhile(lambda: reported(second), lambda: reported(second, accused=second.mentor.person))
    assert refusals(results) == 0 and Report.objects.count() == 3
    second.refresh_from_db()
    assert (second.status, second.frozen_from) == (Status.FROZEN, Status.ACTIVE) and written("freeze") == 1


def test_a_report_that_is_closed_while_its_pair_is_stopped_is_closed() -> None:
    made = pair()
    report, referent = reported(made), referent_of(made.network)
    safeguarding.take(report, by=referent)
    results = meanwhile(
        lambda: mentoring.stop(made, by=made.mentee.person),
        lambda: safeguarding.close(Report.objects.get(), outcome="unfounded", measures="Entendues.", resumes=True, by=referent))
    assert refusals(results) == 0
    made.refresh_from_db()
    assert made.status == Status.ENDING and Report.objects.get().status == Report.Status.CLOSED


def test_control_holding_a_pair_that_was_read_earlier_loses_the_report() -> None:
    made = pair()
    mentoring.stop(made, by=made.mentor.person)  # type: ignore[arg-type]
    with transaction.atomic(), pytest.raises(Refused):
        Pair.objects.get(pk=made.pk).move_to(Status.FROZEN, frozen_from=made.status)


def test_whom_a_report_suspends_in_the_instant_a_pair_begins_reaches_nobody() -> None:
    mentee, mentor = matched()
    said: dict[str, Any] = {"key": uuid.uuid4(), "words": "…", "accused": mentor.person}
    results = meanwhile(lambda: mentoring.begin_pair(mentee, mentor), lambda: safeguarding.report(mentee.network, **said))
    assert refusals(results) == 0
    made = Pair.objects.whole().get()
    assert made.status in (Status.SIGNING, Status.FROZEN) and holding.stillness(made) in ("frozen", "suspended")
    with pytest.raises(Refused):
        mentoring.sign_pair(made, party="mentor", shown_at=clock.now(), by=mentor.person)
