"""The life of pairs is counted when things happen, once, and what was counted stays as it was told."""
from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
import time_machine
from django.forms.models import model_to_dict

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger import checkup as ledger_checkup
from industrielles.ledger.models import Entry
from industrielles.mentoring import asking, checkup, counting, facts
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Meeting, Mentee, Mentor, Pair, Questions
from industrielles.network.models import Network
from industrielles.people import verbs as people
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance
from tests.at_once import at_once
from tests.factories.mentoring import MentorFactory
from tests.factories.mentoring_life import matched, pair, signed, under_way
from tests.factories.network import NetworkFactory, umbrella

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)  # a Wednesday
TODAY, YEAR = NOON.date(), (dt.date(2026, 9, 1), dt.date(2027, 8, 31))


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def later(**spent: float) -> Any:
    return time_machine.travel(NOON + dt.timedelta(**spent), tick=False)


def total(fact: Any, **where: Any) -> int:
    return Entry.objects.of(fact).filter(**where).total()


def heads(fact: Any, *networks: Network, first: dt.date = YEAR[0], last: dt.date = YEAR[1]) -> int:
    found = Entry.objects.of(fact).lasting(first, last)
    return (found.under(*(one.pk for one in networks)) if networks else found).heads()


def sound() -> bool:
    return checkup.faults() == [] and ledger_checkup.faults() == []


def answered(questions: Questions, value: int) -> None:
    for question in asking.asked(questions.side, closing=questions.closing):
        mentoring.answer_question(questions, question=question, value=value, by=questions.pair.person_of(questions.side))


def test_a_pair_counts_from_its_first_meeting_on_and_not_before() -> None:
    made = pair("meeting")
    assert not Entry.objects.filter(fact__startswith="mentoring.").exists()
    mentoring.record_first_meeting(made, on=TODAY - dt.timedelta(days=2), minutes=45, mode="online", adult=made.programme.referent, by=None)
    told = Entry.objects.filter(fact__startswith="mentoring.")
    assert {one.fact: one.quantity for one in told} == {
        "mentoring.pairs": 1, "mentoring.mentees": 1, "mentoring.mentors": 1, "mentoring.meetings": 1, "mentoring.minutes": 45}
    assert {(one.on, one.kind, one.organisers.key, one.method) for one in told} == {
        (dt.date(2026, 11, 16), made.programme.code, str(made.network_id), "recorded")}
    assert (heads(facts.MENTEES), heads(facts.MENTEES, last=dt.date(2026, 11, 15))) == (1, 0)
    assert sound()


def test_who_is_counted_says_her_gender_her_department_and_her_studies() -> None:
    mentee, mentor = matched()
    Mentee.objects.filter(pk=mentee.pk).update(gender="woman", level="higher")
    Mentor.objects.filter(pk=mentor.pk).update(gender="unsaid")
    made = signed(mentoring.begin_pair(mentee, mentor, by=None))
    mentoring.record_first_meeting(made, on=TODAY, minutes=60, mode="online", adult=made.programme.referent, by=None)
    hers, theirs = Entry.objects.of(facts.MENTEES).get(), Entry.objects.of(facts.MENTORS).get()
    assert (hers.gender, hers.audience, hers.department) == ("woman", "students", mentee.department_id or "")
    assert (theirs.gender, theirs.audience, theirs.department) == ("unsaid", "", mentor.department_id or "")


def test_a_meeting_told_by_both_or_told_again_counts_once_with_its_minutes() -> None:
    made = pair()
    with later(days=7):
        for who in (made.mentee.person, made.mentor.person, made.mentor.person):
            mentoring.tell_meeting(made, minutes=50, mode="online", felt="good", by=who)
        assert (total(facts.MEETINGS), total(facts.MINUTES)) == (2, 110)
        assert sound()


def test_a_meeting_missed_or_cancelled_is_not_counted() -> None:
    made = pair()
    dates = [mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=n), mode="online", by=made.mentor.person) for n in (2, 3)]
    mentoring.cancel_meeting(dates[0], by=made.mentor.person)
    mentoring.agree_meeting(dates[1], by=made.mentee.person)
    with later(days=4):
        mentoring.miss_meeting(dates[1], by=made.mentor.person)
    assert total(facts.MEETINGS) == 1


@pytest.mark.django_db(transaction=True)
def test_a_meeting_told_by_both_in_the_same_instant_counts_once() -> None:
    made = pair()
    with later(days=7):
        at_once(*(lambda who=one: mentoring.tell_meeting(made, minutes=50, mode="online", felt="good", by=who)
                  for one in (made.mentee.person, made.mentor.person, made.mentee.person, made.mentor.person)))
        assert made.meetings.held().filter(first=False).count() == 1
        assert (total(facts.MEETINGS), total(facts.MINUTES)) == (2, 110)
        assert sound()


@pytest.mark.django_db(transaction=True)
def test_control_looking_first_and_counting_afterwards_counts_twice() -> None:
    made, both_have_looked = pair(), threading.Barrier(2)

    def tell_naively(hour: int) -> bool:
        untold = not made.meetings.filter(first=False).exists()
        both_have_looked.wait()
        if untold:
            meeting = Meeting.objects.create(pair=made, starts_at=NOON + dt.timedelta(days=7, hours=hour), minutes=50, mode="online",
                                             status=Meeting.Status.HELD, told_at=NOON)
            counting.count_meeting(made, meeting)
        return untold

    assert at_once(lambda: tell_naively(1), lambda: tell_naively(2)) == [True, True]
    assert total(facts.MEETINGS) == 3


def test_a_pair_that_ends_counts_until_its_last_day_and_says_how_it_ended() -> None:
    early, planned, longer = pair(), pair(), pair()
    with later(days=20):
        mentoring.stop(early, by=early.mentee.person)
    with later(days=250):
        for one in (planned, longer):
            if one == longer:
                mentoring.tell_meeting(longer, minutes=60, mode="online", felt="good", by=longer.mentor.person)
            mentoring.end_pair(one, by=None)
        assert [total(fact) for fact in (facts.PAIRS, facts.EARLY, facts.ON_TIME, facts.LONGER)] == [3, 1, 2, 1]
        assert sound()
    last = TODAY + dt.timedelta(days=20)
    assert heads(facts.MENTEES, first=last, last=last) == 3
    assert heads(facts.MENTEES, first=last + dt.timedelta(days=1), last=last + dt.timedelta(days=2)) == 2
    assert heads(facts.MENTORS) == 3


def test_a_pair_that_never_met_is_counted_neither_at_its_beginning_nor_at_its_end() -> None:
    made = pair("meeting")
    mentoring.end_pair(made, reason="lost", by=None)
    assert not Entry.objects.filter(fact__startswith="mentoring.").exists()
    assert sound()


def test_a_pair_that_begins_and_stops_on_one_day_counts_that_day() -> None:
    made = pair()
    mentoring.stop(made, by=made.mentee.person)
    assert (heads(facts.MENTEES, first=TODAY, last=TODAY), heads(facts.MENTEES, first=TODAY + dt.timedelta(days=1))) == (1, 0)


def test_one_person_counts_once_over_pairs_programmes_and_networks() -> None:
    whole, north, south = umbrella(), NetworkFactory(), NetworkFactory()
    first, second = pair(network=north), pair(network=south)
    mentor = first.mentor.person
    Mentor.objects.filter(pk=second.mentor_id).update(person=mentor)  # before her second first meeting: she offered to both
    third = matched(programme=first.programme)
    made = signed(mentoring.begin_pair(third[0], first.mentor, by=None))
    mentoring.record_first_meeting(made, on=TODAY, minutes=60, mode="online", adult=made.programme.referent, by=None)
    counting.unite(mentor)
    assert [heads(facts.MENTORS, one) for one in (whole, north, south)] == [1, 1, 1]
    assert [heads(facts.MENTEES, one) for one in (whole, north, south)] == [3, 2, 1]
    assert Entry.objects.of(facts.MENTORS).under(north.pk, south.pk).lasting(*YEAR).heads() == 1
    assert sound()


def test_a_mentee_accompanied_again_is_one_person_and_one_continuation() -> None:
    made = pair()
    with later(days=20):
        mentoring.stop(made, by=made.mentee.person)
        other = MentorFactory(programme=made.programme, status="matchable", half_days=1 << 5)
        safeguarding.clear(other.person, network=made.network, kind=Clearance.Kind.HONOUR, seen_on=clock.today(), by=None)
        again = signed(mentoring.begin_pair(made.mentee, other, by=None))
        mentoring.record_first_meeting(again, on=clock.today(), minutes=60, mode="online", adult=made.programme.referent, by=None)
        assert (heads(facts.MENTEES), heads(facts.MENTORS), total(facts.PAIRS), total(facts.AGAIN)) == (1, 2, 2, 1)
        assert sound()


def test_two_accounts_of_one_person_count_once_from_the_day_they_are_one() -> None:
    first, second = pair(age=19), pair(age=19)
    gone, kept = first.mentor.person, second.mentor.person
    with later(days=30):
        mentoring.unite(gone, kept=kept)
        assert heads(facts.MENTORS, first=clock.today()) == 1
        assert heads(facts.MENTORS, last=clock.today() - dt.timedelta(days=1)) == 2
        assert sound()
        mentoring.unite(gone, kept=kept)
        assert heads(facts.MENTORS, first=clock.today()) == 1


def test_what_a_closed_network_counted_stays_and_its_pairs_go_on_under_the_heir() -> None:
    made, heir = pair(), NetworkFactory()
    before = made.network
    with later(days=30):
        mentoring.succeed(before, heir=heir)
        day = clock.today()
        assert heads(facts.MENTEES, before, last=day - dt.timedelta(days=1)) == 1
        assert heads(facts.MENTEES, before, first=day + dt.timedelta(days=1)) == 0
        assert heads(facts.MENTEES, heir, first=day) == 1
        assert heads(facts.MENTEES) == 1
        mentoring.end_pair(Pair.objects.get(pk=made.pk), reason="lost", by=None)
        assert heads(facts.MENTEES, heir, first=day + dt.timedelta(days=1)) == 0
        assert sound()


def test_answers_are_counted_when_the_last_is_given_and_whether_one_was_low() -> None:
    made = pair()
    with later(days=30):
        mentoring.ask_questions(made)
        hers, theirs = (Questions.objects.get(side=side) for side in ("mentee", "mentor"))
        answered(hers, 2)
        assert (total(facts.ANSWERED_BY_MENTEES), total(facts.WELL_FOR_MENTEES)) == (1, 0)
        answered(theirs, 3)
        assert (total(facts.ANSWERED_BY_MENTORS), total(facts.WELL_FOR_MENTORS)) == (1, 1)
        with pytest.raises(Refused):
            answered(theirs, 4)
        assert total(facts.ANSWERED_BY_MENTORS) == 1
        assert sound()


def lines() -> list[dict[str, Any]]:
    return [model_to_dict(one) for one in Entry.objects.order_by("pk")]


def test_erasing_both_and_forgetting_the_pair_leaves_what_was_counted_byte_identical() -> None:
    made = pair()
    with later(days=10):
        mentoring.tell_meeting(made, minutes=50, mode="online", felt="good", by=made.mentor.person)
        mentoring.end_pair(made, reason="time", by=None)
    with later(days=30):
        mentoring.close_pair(Pair.objects.get(pk=made.pk), after="none", by=None)
        before, found = lines(), (heads(facts.MENTEES), heads(facts.MENTORS))
    with later(days=400):
        mentoring.empty_pairs(Pair.objects.filter(pk=made.pk))
        for person in (made.mentee.person, made.mentor.person):
            people.erase(person, by=None)
        assert lines() == before
        assert (heads(facts.MENTEES), heads(facts.MENTORS)) == found == (1, 1)
        assert sound()


def test_erasing_somebody_in_a_running_pair_adds_its_end_and_changes_no_past_figure() -> None:
    made = pair()
    before = lines()
    with later(days=10):
        people.erase(made.mentor.person, by=None)
        assert lines()[:len(before)] == before
        assert (heads(facts.MENTORS, last=clock.today()), heads(facts.MENTORS, first=clock.today() + dt.timedelta(days=1))) == (1, 0)
        assert sound()


def test_the_checkup_names_what_rows_and_ledger_tell_differently() -> None:
    quiet = under_way()
    told = pair()
    Meeting.objects.filter(pair=told).update(minutes=90)
    Pair.objects.filter(pk=told.pk).update(ends_on=told.first_met_on)
    found = checkup.faults()
    assert any(quiet.code in words for words in found) and any(told.meetings.get().code in words for words in found)
    assert len(found) == 2
