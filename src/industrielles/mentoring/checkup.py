"""What `doctor` asks this room: the ledger says of pairs what their rows say; nothing here may ever be true."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

from industrielles.ledger.models import Entry

from . import facts
from .counting import ANSWERS, DAY, day_of, last_day
from .models import Closure, Meeting, Pair, Questions, Side

OF_PAIRS = (facts.PAIRS, facts.MENTEES, facts.MENTORS, facts.ON_TIME, facts.EARLY)
Counted = dict[str, dict[str, Any]]


def faults() -> list[str]:
    """What is wrong, one sentence each; empty when all is well."""
    return [*_pairs(), *_meetings(), *_answers()]


def _counted(model: Any, *wanted: Any) -> Counted:
    """What the ledger says of each row, by its key: {fact: (quantity, first day, day it is taken off or None)}, of the last revision."""
    rows = Entry.objects.of(*wanted).filter(source_type=model._meta.label_lower, reverses=None).order_by("revision", "pk")
    found: Counted = defaultdict(dict)
    for key, fact, quantity, on, off in rows.values_list("source_key", "fact", "quantity", "on", "reversals__on"):
        begun = found[key][fact][1] if fact in found[key] else on
        found[key][fact] = (quantity, begun, off)
    return found


def _pairs() -> list[str]:
    """A pair that has met counts from that day on, with both its people; one that ended, until its last day, and it says how."""
    counted = _counted(Pair, *OF_PAIRS)
    wrong = []
    planned = dict(Closure.objects.values_list("pair", "kind"))
    for pair in Pair.objects.filter(first_met_on__isnull=False).order_by("pk").iterator():
        on, off = pair.first_met_on, last_day(pair) + DAY if pair.ended_at else None
        wanted = {facts.PAIRS.code: (1, on, None), facts.MENTEES.code: (1, on, off), facts.MENTORS.code: (1, on, off)}
        if pair.ended_at:
            end = facts.ON_TIME if planned.get(pair.pk) == Closure.Kind.PLANNED else facts.EARLY
            wanted[end.code] = (1, last_day(pair), None)
        if counted.pop(str(pair.pk), {}) != wanted:
            wrong.append(f"Pair {pair.code}: the ledger does not say when it began, who is in it and how it ended.")
    return wrong + [f"The ledger counts pair number {key}, which never met." for key in sorted(counted)]


def _meetings() -> list[str]:
    """A meeting that took place is counted on its day with its minutes; one told by mistake was taken off the same day; no other is."""
    counted = _counted(Meeting, facts.MEETINGS, facts.MINUTES)
    wrong = []
    for meeting in Meeting.objects.told().select_related("pair__mentee__department").order_by("pk").iterator():
        on = day_of(meeting)
        off = on if meeting.status == Meeting.Status.WITHDRAWN else None
        wanted = {facts.MEETINGS.code: (1, on, off), facts.MINUTES.code: (meeting.minutes, on, off)}
        if counted.pop(str(meeting.pk), {}) != wanted:
            wrong.append(f"Meeting {meeting.code}: the ledger does not say its day and its minutes.")
    return wrong + [f"The ledger counts meeting number {key}, which did not take place." for key in sorted(counted)]


def _answers() -> list[str]:
    """Questions answered to the end are counted. What the ledger says stays when the answers themselves are erased."""
    counted = _counted(Questions, *(fact for both in ANSWERS.values() for fact in both))
    answered = Questions.objects.exclude(answered_at=None).order_by("pk")
    return [f"Questions {code}: the ledger does not say that they were answered." for key, code, side, score in answered.values_list(
        "pk", "code", "side", "score").iterator()
        if {fact: one[0] for fact, one in counted.get(str(key), {}).items()} != {
            fact.code: quantity for fact, quantity in zip(ANSWERS[Side(side)], (1, int(score > Questions.LOW)), strict=True)}]
