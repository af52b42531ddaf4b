"""How the life of pairs is counted: called by the verbs, in their transaction, with the pair held. Each thing is counted once."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Min
from django.utils import timezone

from industrielles.kit import clock
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import Amount, Fact
from industrielles.ledger.models import Entry

from . import facts, wishes
from .models import Meeting, Mentee, Mentor, Pair, Questions, Side

STUDENTS = (wishes.Class.HIGHER, wishes.Class.UNIVERSITY)
ANSWERS = {Side.MENTEE: (facts.ANSWERED_BY_MENTEES, facts.WELL_FOR_MENTEES),
           Side.MENTOR: (facts.ANSWERED_BY_MENTORS, facts.WELL_FOR_MENTORS)}
PEOPLE = (facts.MENTEES, facts.MENTORS)
DAY = dt.timedelta(days=1)


def tally_of(applicant: Mentee | Mentor) -> int:
    """Her number as a mentee, or as a mentor: the key of the first of her applications, whatever the programme or the network."""
    hers = type(applicant)._default_manager.filter(person=applicant.person_id) if applicant.person_id else None
    first: int | None = hers.aggregate(first=Min("pk"))["first"] if hers is not None else None
    return first or applicant.pk


def audience_of(mentee: Mentee) -> str:
    """Pupil or student, as the ledger says it; nothing for who is not at school."""
    if mentee.level in STUDENTS:
        return Entry.Audience.STUDENTS
    return Entry.Audience.PUPILS if mentee.level and mentee.level != wishes.Class.ELSEWHERE else ""


def _record(fact: Fact, amount: Amount, pair: Pair, *, on: dt.date, source: Any = None, department: str | None = None) -> None:
    where = pair.mentee.department_id if department is None else department
    ledger.record(fact, [amount], on=on, source=source or pair, organisers=[pair.network_id], department=where or "",
                  kind=pair.programme.code, method=Entry.Method.RECORDED)


def count_beginning(pair: Pair, meeting: Meeting) -> None:
    """The first meeting is recorded: from its day on the pair counts, with both of its people; the mentee once more if she was accompanied
    before."""
    assert pair.first_met_on is not None
    on, mentee, mentor = pair.first_met_on, pair.mentee, pair.mentor
    _record(facts.PAIRS, Amount(1), pair, on=on)
    _record(facts.MENTEES, Amount(1, audience_of(mentee), mentee.gender or Entry.Gender.UNSTATED, tally_of(mentee)), pair, on=on)
    _record(facts.MENTORS, Amount(1, "", mentor.gender or Entry.Gender.UNSTATED, tally_of(mentor)), pair, on=on,
            department=mentor.department_id or "")
    before = Pair.objects.filter(mentee__person=mentee.person_id, first_met_on__isnull=False).exclude(pk=pair.pk)
    if mentee.person_id and before.exists():
        _record(facts.AGAIN, Amount(1), pair, on=on)
    count_meeting(pair, meeting)


def count_meeting(pair: Pair, meeting: Meeting) -> None:
    """They met: one meeting, so many minutes, on its day."""
    on = day_of(meeting)
    _record(facts.MEETINGS, Amount(1), pair, on=on, source=meeting)
    _record(facts.MINUTES, Amount(meeting.minutes), pair, on=on, source=meeting)


def uncount_meeting(pair: Pair, meeting: Meeting) -> None:
    """It was told by mistake: what was counted of it is taken off its own day, and of a pair that ended what it made a continuation."""
    for fact in (facts.MEETINGS, facts.MINUTES):
        if standing_of(fact, meeting):
            ledger.reverse(fact, meeting)
    if standing_of(facts.LONGER, pair) and not _longer(pair):
        ledger.reverse(facts.LONGER, pair)


def day_of(meeting: Meeting) -> dt.date:
    """The day of a meeting, where the mentee lives."""
    return meeting.local_start.date()


def count_end(pair: Pair, *, planned: bool) -> None:
    """The pair has ended: its people count until this day, and no longer. One that never met, or was never counted, is not."""
    standing = [standing_of(fact, pair) for fact in PEOPLE]
    if pair.ended_at is None or pair.ends_on is None or None in standing:
        return
    on = last_day(pair)
    for fact, one in zip(PEOPLE, standing, strict=True):
        assert one is not None
        ledger.reverse(fact, pair, one.revision, on=on + DAY)
    _record(facts.ON_TIME if planned else facts.EARLY, Amount(1), pair, on=on)
    if _longer(pair):
        _record(facts.LONGER, Amount(1), pair, on=on)


def _longer(pair: Pair) -> bool:
    """Whether they met after the planned end."""
    return any(day_of(one) > pair.ends_on for one in pair.meetings.held())


def last_day(pair: Pair) -> dt.date:
    """The local day on which a pair ended."""
    assert pair.ended_at is not None
    return timezone.localtime(pair.ended_at).date()


def standing_of(fact: Fact, source: Pair | Meeting) -> Entry | None:
    """What stands of a pair, of one of its people, of a meeting: from a day on, until it is taken off."""
    found = Entry.objects.of(fact).filter(source_type=source._meta.label_lower, source_key=str(source.pk), reverses=None, reversals=None)
    return found.first()


def count_answers(pair: Pair, questions: Questions) -> None:
    """All the questions of a day are answered; nothing low among them, or something. No word, no number of an answer is in the ledger."""
    answered, well = ANSWERS[Side(questions.side)]
    person: Mentee | Mentor = pair.mentee if questions.side == Side.MENTEE else pair.mentor
    good = questions.score is not None and questions.score > Questions.LOW
    for fact, quantity in ((answered, 1), (well, int(good))):
        _record(fact, Amount(quantity, tally=tally_of(person)), pair, on=clock.today(), source=questions)


def carry_to(pairs: Any, network: Any) -> None:
    """Running pairs go on under another network: their people count there from today; the past stays where it was."""
    for pair in pairs:
        for fact in PEOPLE:
            if standing_of(fact, pair):
                ledger.carry_on(fact, pair, on=clock.today(), organisers=[network.pk])


def unite(person: Any) -> None:
    """Two accounts are one: from today on she counts once in her running pairs; what was told of the past stays."""
    for fact, side in zip(PEOPLE, (Side.MENTEE, Side.MENTOR), strict=True):
        for pair in running().filter(**{f"{side}__person": person}).order_by("pk"):
            standing, tally = standing_of(fact, pair), tally_of(getattr(pair, side))
            if standing and standing.tally != tally:
                ledger.carry_on(fact, pair, on=clock.today(), organisers=[pair.network_id], tally=tally)


def running() -> Any:
    """Pairs that have met and have not ended: those that count today."""
    return Pair.objects.live().filter(first_met_on__isnull=False).select_related("mentee", "mentor", "programme")
