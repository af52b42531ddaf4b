"""What a cohort came to: the figures it prints, and whether what is counted is what was played and nobody was ever less safe than promised.
The rows are read again from the first day to the last, apart from the verbs that wrote them."""
from __future__ import annotations

import datetime as dt
import resource
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from industrielles.kit import clock
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.mentoring import facts
from industrielles.mentoring.models import Closure, Match, Meeting, Mentee, Mentor, Message, Pair, Programme, Questions
from industrielles.safeguarding import ages
from industrielles.safeguarding.models import Agreement, Clearance, Part

from .account import Line
from .cohort import Cohort

Span = tuple[dt.datetime, dt.datetime | None]  # from, until; None: still


def account(play: Cohort) -> list[Line]:
    """The figures of the cohort that was played: the same for the same seed and the same last day."""
    programme, told = play.programme, play.told
    matches, closed = Match.objects.filter(programme=programme), Pair.objects.filter(programme=programme, status=Pair.Status.CLOSED)
    ended = Counter(Closure.objects.filter(pair__programme=programme).values_list("kind", flat=True))
    stood = Counter(matches.values_list("status", flat=True))
    kinds = Counter(Mentee.objects.filter(programme=programme).values_list("status", flat=True))
    lines = [
        Line("mentees who applied", f"{play.mentees:,}, in {places(Mentee, programme)} departments; "
             f"{kinds['locked']} without a parent’s yes"),
        Line("mentors who took seven steps", f"{programme.mentors.matchable().count():,}, in {places(Mentor, programme)} departments, "
             f"with {sum(programme.mentors.values_list('capacity', flat=True)):,} places")]
    for one in play.scenarios:
        lines.append(Line(f"scenario “{one.name}”", f"{one.matched} matched, {one.alone} alone, worst {one.worst}, mean {one.mean:.0f} of "
                          f"1,000, proved best {one.value == one.bound}"))
    return [
        *lines,
        Line("proposals confirmed", f"{matches.exclude(confirmed_at=None).count():,}, of which the next best "
             f"{matches.filter(way=Match.Way.NEXT).exclude(confirmed_at=None).count():,}"),
        Line("proposals accepted by both", f"{stood['accepted']:,}"),
        Line("refused, left without an answer", f"{stood['refused']:,}, {stood['lapsed']:,}"),
        Line("pairs that met", f"{len(told.begun):,}"),
        Line("pairs to their planned end", f"{ended['planned']:,}"),
        Line("pairs that stopped before", f"{ended['one-sided'] + ended['early']:,}"),
        Line("certificates", f"{2 * closed.exclude(first_met_on=None).count():,}"),
        Line("meetings, hours together", f"{told.meetings:,}, {told.minutes / 60:,.0f}"),
        Line("questions answered to the end", f"{told.answered:,}"),
        Line("messages, held and looked at", f"{Message.objects.filter(pair__programme=programme).count():,}, {told.held:,}"),
        Line("reports treated", f"{told.reports:,}"),
        Line("letters written", f"{Letter.objects.count():,}")]


def cost(play: Cohort, seconds: float, processor: float) -> list[Line]:
    """What it took of this machine: never twice the same."""
    matching = sum(one.seconds or 0 for one in play.scenarios)
    return [
        Line("time", f"{seconds:.0f} s, of which {processor:.0f} s of processor; the two scenarios {matching:.2f} s"),
        Line("memory at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")]


def places(model: Any, programme: Programme) -> int:
    """In how many departments they live."""
    found: int = model._default_manager.filter(programme=programme).values("department").distinct().count()
    return found


def faults(play: Cohort) -> list[str]:
    """What is wrong, one sentence each: figures that differ, check-ups, promises that were not kept on some day."""
    return [*miscounted(play), *unfinished(play.programme), *broken(play.programme),
            *(fault for path in settings.CHECKUPS for fault in import_string(path)())]


def miscounted(play: Cohort) -> list[str]:
    """Figures of the ledger that are not what was played."""
    told, entries = play.told, Entry.objects.filter(kind=play.programme.code)
    begun = Pair.objects.filter(pk__in=told.begun)
    wanted = {facts.PAIRS: len(told.begun), facts.MEETINGS: told.meetings, facts.MINUTES: told.minutes, facts.ON_TIME: told.planned,
              facts.EARLY: told.early}
    wrong = [f"The ledger says {fact.code} {entries.of(fact).total()}, {quantity} were played."
             for fact, quantity in wanted.items() if entries.of(fact).total() != quantity]
    answered = entries.of(facts.ANSWERED_BY_MENTEES, facts.ANSWERED_BY_MENTORS).total()
    if answered != told.answered:
        wrong.append(f"The ledger says {answered} times questions were answered, {told.answered} were played.")
    for fact, side in ((facts.MENTEES, "mentee"), (facts.MENTORS, "mentor")):
        people = begun.values(side).distinct().count()
        if entries.of(fact).heads() != people:
            wrong.append(f"The ledger counts {entries.of(fact).heads()} {side}s, {people} met.")
    return wrong


def unfinished(programme: Programme) -> Iterable[str]:
    """Pairs, proposals, questions and held messages that nobody brought to an end."""
    left = {
        "pairs": Pair.objects.filter(programme=programme).exclude(status=Pair.Status.CLOSED),
        "proposals": Match.objects.filter(programme=programme).live(),
        "held messages": Message.objects.filter(pair__programme=programme).to_rule(),
        "later than now": Questions.objects.filter(pair__programme=programme, asked_at__gt=clock.now())}
    return [f"{rows.count()} {what} are left." for what, rows in left.items() if rows.exists()]


def broken(programme: Programme) -> list[str]:
    """Promises that were not kept on some day: a minor without a parent’s yes, a mentor without a clearance, more pairs than places."""
    return [*unauthorised(programme), *uncleared(programme), *crowded(programme)]


def moments(programme: Programme) -> Iterable[tuple[Pair, dt.datetime]]:
    """When each pair began, and each time it met."""
    for pair in Pair.objects.filter(programme=programme).select_related("mentee", "mentor").order_by("pk"):
        yield pair, pair.begun_at
    for meeting in Meeting.objects.held().filter(pair__programme=programme).select_related("pair__mentee", "pair__mentor").order_by("pk"):
        yield meeting.pair, meeting.starts_at


def unauthorised(programme: Programme) -> list[str]:
    """Minors who were matched or met somebody without a parent’s yes on that day."""
    given: dict[int, list[Span]] = defaultdict(list)
    rows = Agreement.objects.filter(part=Part.TAKE_PART, guardian__rank=1, guardian__authorisation__network=programme.network)
    for minor, since, until in rows.values_list("guardian__authorisation__person", "given_at", "withdrawn_at"):
        given[minor].append((since, until))
    return [f"Pair {pair.code}: no parent allowed it on {at:%Y-%m-%d}." for pair, at in moments(programme)
            if ages.is_minor(pair.mentee.born_on, timezone.localdate(at)) and not within(given[pair.mentee.person_id], at)]


def within(spans: list[Span], at: dt.datetime) -> bool:
    return any(since <= at and (until is None or at < until) for since, until in spans)


def uncleared(programme: Programme) -> list[str]:
    """Mentors who were matched or met a girl without a clearance that allowed it on that day."""
    seen: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    rows = Clearance.objects.filter(outcome=Clearance.Outcome.CLEAR, withdrawn_at=None)
    for person, first, last in rows.values_list("person", "seen_on", "until"):
        seen[person].append((first, last))
    return [f"Pair {pair.code}: its mentor had no clearance on {at:%Y-%m-%d}." for pair, at in moments(programme)
            if not any(first <= timezone.localdate(at) <= last for first, last in seen[pair.mentor.person_id])]


def crowded(programme: Programme) -> list[str]:
    """Mentors who had more pairs and proposals asked than places, at any moment; the programme too."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for mentor, since, until in Pair.objects.filter(programme=programme).values_list("mentor", "begun_at", "ended_at"):
        spans[mentor].append((since, until))
    asked = Match.objects.filter(programme=programme).exclude(confirmed_at=None)
    for mentor, confirmed, until in asked.values_list("mentor", "confirmed_at", "ended_at"):
        assert confirmed is not None
        spans[mentor].append((confirmed, until))
    places = dict(Mentor.objects.filter(programme=programme).values_list("pk", "capacity"))
    wrong = [f"Mentor {mentor}: {most(found)} at once for {places[mentor]} places." for mentor, found in sorted(spans.items())
             if most(found) > places[mentor]]
    together = most([one for found in spans.values() for one in found])
    return wrong + ([f"{together} at once in a programme of {programme.capacity}."] if together > programme.capacity else [])


def most(spans: list[Span]) -> int:
    """How many of them stood at once, at most; one that ends when another begins has ended."""
    steps = sorted([(since, 1) for since, _until in spans] + [(until, -1) for _since, until in spans if until is not None])
    standing = highest = 0
    for _at, step in steps:
        standing += step
        highest = max(highest, standing)
    return highest
