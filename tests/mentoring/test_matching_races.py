"""Matching in the same instant: places are given once, a pair begins once, a worker killed has written nothing. Each race has its positive
control: the same done by reading first and writing afterwards goes wrong."""
from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from typing import Any

import pytest
from django.db import connection

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.mentoring import tasks
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Match, Mentee, Mentor, Outcome, Pair, Programme, Scenario
from industrielles.mentoring.verbs import scenarios
from industrielles.mentoring.verbs.freeing import free_of_proposals
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Guardian
from tests.at_once import at_once, meanwhile
from tests.factories.mentoring_matching import MatchFactory, asked, crowd, scenario
from tests.factories.safeguarding import ReportFactory

pytestmark = pytest.mark.django_db(transaction=True)
Status = Match.Status


def refusals(results: list[Any]) -> int:
    return sum(isinstance(one, Refused) for one in results)


def rivals(mentors: int, **fields: Any) -> list[Match]:
    """Two pairs to confirm: with the same mentor, or each with her own."""
    asked()  # the first letter of a process takes long to write: no race waits for it behind a lock
    place = crowd(2, mentors, **fields)
    able = list(place.mentors.order_by("pk"))
    return [MatchFactory(programme=place, mentee=one, mentor=able[n % mentors]) for n, one in enumerate(place.mentees.order_by("pk"))]


@pytest.mark.parametrize("limit", ["mentor", "programme"])
def test_the_last_place_is_given_once(limit: str) -> None:
    first, second = rivals(1) if limit == "mentor" else rivals(2, capacity=1)
    results = at_once(lambda: mentoring.confirm(first, by=None), lambda: mentoring.confirm(second, by=None))
    assert refusals(results) == 1 and Match.objects.filter(programme=first.programme, status=Status.ASKED).count() == 1


def test_control_counting_first_and_writing_afterwards_gives_it_twice() -> None:
    both_have_counted = threading.Barrier(2)

    def naively(match: Match) -> bool:
        free = Match.objects.filter(mentor=match.mentor, status=Status.ASKED).count() < match.mentor.capacity
        both_have_counted.wait()
        return bool(free and Match.objects.filter(pk=match.pk, status=Status.PROPOSED).update(
            status=Status.ASKED, confirmed_at=clock.now(), answer_by=clock.now()))

    assert at_once(*(lambda m=one: naively(m) for one in rivals(1))) == [True, True]


def test_a_pair_begun_by_hand_and_a_confirmation_share_the_last_place() -> None:
    first, second = rivals(1)
    results = at_once(lambda: mentoring.confirm(first, by=None), lambda: mentoring.begin_pair(second.mentee, second.mentor, by=None))
    waiting = Match.objects.filter(programme=first.programme, status=Status.ASKED).count()
    assert refusals(results) == 1 and Pair.objects.count() + waiting == 1


def test_both_say_yes_at_once_and_one_pair_begins() -> None:
    match = asked()
    people = [match.mentee.person, match.mentor.person] * 2
    results = at_once(*(lambda p=one: mentoring.accept(match, by=p) for one in people))
    assert refusals(results) == 0 and Pair.objects.count() == 1
    assert Match.objects.get().status == Status.ACCEPTED and Match.objects.get().pair == Pair.objects.get()


def test_one_says_the_second_yes_while_the_other_says_no_after_all() -> None:
    match = asked()
    mentoring.accept(match, by=match.mentee.person)
    results = at_once(lambda: mentoring.accept(match, by=match.mentor.person), lambda: mentoring.refuse(match, by=match.mentee.person))
    assert refusals(results) == 1
    assert (Match.objects.get(pk=match.pk).status, Pair.objects.count()) in [(Status.ACCEPTED, 1), (Status.REFUSED, 0)]


def test_a_parent_takes_back_while_the_second_yes_is_said() -> None:
    match = asked(age=16)
    mentoring.accept(match, by=match.mentor.person)
    guardian = Guardian.objects.get()
    results = at_once(lambda: mentoring.accept(match, by=match.mentee.person), lambda: safeguarding.revoke(guardian, by=None))
    assert not isinstance(results[1], Refused) and Mentee.objects.get().status == Mentee.Status.LOCKED
    assert (Match.objects.get().status, Pair.objects.count(), refusals(results)) in [(Status.ACCEPTED, 1, 0), (Status.DROPPED, 0, 1)]


def test_a_report_that_comes_while_the_second_yes_is_said_holds_the_pair() -> None:
    match = asked()
    mentoring.accept(match, by=match.mentee.person)
    made = ReportFactory(network=match.network, accused=match.mentor.person)
    said, held = meanwhile(lambda: mentoring.accept(match, by=match.mentor.person), lambda: mentoring.freeze(made, by=None))
    assert (said.status, held, Pair.objects.get().status) == (Status.ACCEPTED, 1, Pair.Status.FROZEN)


def test_a_report_is_not_lost_when_what_it_ends_ends_in_the_same_instant() -> None:
    match = rivals(2)[0]
    made = ReportFactory(network=match.network, accused=match.mentor.person)
    left, held = meanwhile(lambda: free_of_proposals(match.mentee, by=None), lambda: mentoring.freeze(made, by=None))
    assert (left, held, Match.objects.get(pk=match.pk).status) == (1, 0, Status.DROPPED)


def test_a_mentor_leaves_while_she_is_confirmed() -> None:
    match = rivals(2)[0]
    at_once(lambda: mentoring.confirm(match, by=None), lambda: mentoring.withdraw(match.mentor, by=None))
    assert Match.objects.get(pk=match.pk).status == Status.DROPPED and Mentor.objects.get(pk=match.mentor_id).status == "withdrawn"


def test_two_choose_the_last_place_of_the_same_mentor() -> None:
    place = crowd(2, 2)
    choices = [mentoring.offer_choice(one, by=None) for one in place.mentees.all()]
    wanted = place.mentors.first()
    numbers = [one.cards.get(mentor=wanted).number for one in choices]
    results = at_once(*(lambda c=one, n=number: mentoring.choose(c, number=n, by=c.mentee.person)
                        for one, number in zip(choices, numbers, strict=True)))
    assert refusals(results) == 1 and Match.objects.get().mentor == wanted
    assert set(Choice.objects.values_list("status", flat=True)) == {"chosen", "offered"}


def test_what_is_sent_twice_is_done_once() -> None:
    place, key = crowd(2, 2), uuid.uuid4()
    made = at_once(*[lambda: mentoring.begin_scenario(place, name="Un", weights={}, request_key=key, by=None)] * 3)
    assert len({one.pk for one in made}) == 1
    computed = at_once(*[lambda: mentoring.compute(made[0], by=None)] * 2)
    assert refusals(computed) == 0 and Outcome.objects.count() == 2
    at_once(*[lambda: mentoring.publish(made[0], by=None)] * 3)
    assert Match.objects.count() == 2 and Scenario.objects.get().status == Scenario.Status.PUBLISHED


def test_two_scenarios_published_at_once_propose_nobody_twice() -> None:
    place: Programme = crowd(3, 3)
    made = [mentoring.compute(scenario(place, name), by=None) for name in ("Un", "Deux")]
    at_once(*(lambda s=one: mentoring.publish(s, by=None) for one in made))
    assert Match.objects.filter(status=Status.PROPOSED).count() == 3 and Match.objects.filter(status=Status.DROPPED).count() == 3


def killed_while_it_writes() -> int:
    """A worker of its own process, killed inside its transaction once it has written. Returns how many lines it had written."""
    connection.close()
    reads, writes = os.pipe()
    worker = os.fork()
    if not worker:
        try:
            Scenario.move_to = lambda *_args, **_fields: (os.write(writes, b"%d" % Outcome.objects.count()), time.sleep(60))  # type: ignore
            tasks.compute_waiting()
        finally:
            os._exit(1)
    written = int(os.read(reads, 9))
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    return written


def test_a_worker_killed_in_the_middle_has_written_nothing_and_the_next_one_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "AT_ONCE", 0)
    mentoring.compute(scenario(crowd(3, 2)), by=None)
    assert killed_while_it_writes() == 3
    assert (Scenario.objects.get().status, Outcome.objects.count()) == (Scenario.Status.WAITING, 0)
    assert tasks.compute_waiting() == 1
    assert (Scenario.objects.get().status, Outcome.objects.count()) == (Scenario.Status.COMPUTED, 3)
