"""What the people of a pair do, by the verbs, on the clock of who plays: they say yes, sign, meet, answer, end."""
from __future__ import annotations

import random
import uuid
from typing import Any

from industrielles.kit import clock
from industrielles.mentoring import asking, weighing
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Charter, Match, Meeting, Pair, Programme, Scenario, Side
from industrielles.mentoring.wishes import Mode
from industrielles.people.models import Person

Party = Charter.Party


def key(choice: random.Random) -> uuid.UUID:
    """Of a form sent once: the same one for the same seed."""
    return uuid.UUID(int=choice.getrandbits(128), version=4)


def scenario(programme: Programme, name: str, *, choice: random.Random, by: Person, **weights: int) -> Scenario:
    """A scenario, begun; what is not said weighs as at first."""
    return mentoring.begin_scenario(programme, name=name, weights=weighing.defaults() | weights, request_key=key(choice), by=by)


def agree(match: Match) -> Pair:
    """Both say yes: the pair that begins."""
    for side in (match.mentee, match.mentor):
        assert side.person is not None
        match = mentoring.accept(match, by=side.person)
    assert match.pair is not None
    return match.pair


def sign(pair: Pair, *parties: str, by: Person) -> Pair:
    """These parties sign, or all that have not; `by` signs for the programme."""
    who: dict[str, Any] = {Party.MENTEE: pair.mentee.person, Party.MENTOR: pair.mentor.person, Party.PROGRAMME: by}
    for party in parties or mentoring.left_to_sign(pair):
        signer = who[party] if party in who else mentoring.guardian_of(pair)
        pair = mentoring.sign_pair(pair, party=party, shown_at=clock.now(), by=signer)
    return pair


def meet_first(pair: Pair, *, adult: Person, by: Person) -> Pair:
    """The first meeting, today, with this adult of the programme."""
    return mentoring.record_first_meeting(
        pair, on=clock.today(), minutes=pair.programme.minutes, mode=Mode.ONLINE, adult=adult, by=by)


def met(pair: Pair, *, minutes: int = 60, felt: str = Meeting.Felt.GOOD, sides: tuple[str, ...] = (Side.MENTOR,)) -> Meeting:
    """They met today, as one of the two tells it, or both."""
    for side in sides:
        meeting = mentoring.tell_meeting(pair, minutes=minutes, mode=Mode.ONLINE, felt=felt, by=person(pair, side))
    return meeting


def answer(pair: Pair, side: str, values: tuple[int, ...]) -> int:
    """What waits for her is answered: `values` (1 to 4) by question, the last one for those that follow. Returns how many days of
    questions."""
    waiting = list(pair.questions.waiting().filter(side=side))
    for one in waiting:
        for place, question in enumerate(asking.asked(side, closing=one.closing)):
            one = mentoring.answer_question(one, question=question, value=values[min(place, len(values) - 1)], by=person(pair, side))
    return len(waiting)


def close(pair: Pair, *, after: str, by: Person, again: bool | None = None) -> Pair:
    """Who coordinates has talked with both, and closes."""
    return mentoring.close_pair(pair, after=after, talked_with_mentee=True, talked_with_mentor=True, mentee_again=False,
                                mentor_again=again, by=by)


def person(pair: Pair, side: str) -> Person:
    """Who is on this side of the pair: nobody of a rehearsal is erased."""
    found = pair.person_of(side)
    assert found is not None
    return found
