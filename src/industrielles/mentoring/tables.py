"""What the pages of matching show: who may be matched today, how quality is spread, two scenarios side by side, pairs as a file."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit.charts import Figure, Series, Table, spread
from industrielles.kit.typography import number

from . import reasons, standing
from .models import Choice, Instruction, Match, Mentee, Mentor, Outcome, Pair, Programme, Scenario, Side

EDGES = range(0, 101, 10)  # of the classes of quality, out of 100
PAGE = 40  # pairs on a page


def of_hundred(points: float | None) -> int | None:
    """Points of a pair, 0 to 1000, as people read them: out of 100."""
    return None if points is None else round(points / 10)


@dataclass(frozen=True)
class Today:
    """Who may be matched today: `mentees` of them, `places` with `mentors`, `room`: what the programme may still take; `waiting`,
    `missing`: why the others may not, and how many."""

    mentees: int
    mentors: int
    places: int
    room: int
    waiting: list[str]
    missing: list[str]


def today(programme: Programme) -> Today:
    """As it stands now, pairs proposed and not confirmed being free."""
    free, able, taken = (standing.free_mentees(programme, proposed_stand=False), standing.able_mentors(programme),
                         standing.taken(programme, proposed_stand=False))
    cleared = standing.clearances(able)
    left = {one.pk: max(0, one.capacity - taken.get(one.pk, 0)) for one in able}
    ready = [one for one in able if left[one.pk] and cleared.get(one.person_id or 0)]
    return Today(
        mentees=len(free), mentors=len(ready), places=sum(left[one.pk] for one in ready),
        room=max(0, programme.capacity - sum(taken.values())), waiting=_waiting(programme, len(free)),
        missing=_missing(programme, able, len(ready), sum(not left[one.pk] for one in able)))


def _told(rows: list[tuple[int, str]]) -> list[str]:
    return [words % {"n": number(n)} for n, words in rows if n > 0]


def _waiting(programme: Programme, free: int) -> list[str]:
    live = Mentee.objects.live().filter(programme=programme)
    found = live.aggregate(all=Count("pk"), locked=Count("pk", filter=Q(status=Mentee.Status.LOCKED)), care=Count(
        "pk", filter=Q(status=Mentee.Status.READY, in_care=True, convention_on=None)))
    locked, care = found["locked"], found["care"]
    paired = live.filter(pk__in=Pair.objects.live().values("mentee")).count()
    asked = Match.objects.asked().filter(programme=programme).count()
    choosing = Choice.objects.live().filter(programme=programme).count()
    others = found["all"] - free - locked - care - paired - asked - choosing
    return _told([
        (locked, ngettext("%(n)s waits for a parent’s agreement", "%(n)s wait for a parent’s agreement", locked)),
        (care, ngettext("%(n)s waits for the agreement of the department (ASE)",
                        "%(n)s wait for the agreement of the department (ASE)", care)),
        (paired, ngettext("%(n)s has a mentor", "%(n)s have a mentor", paired)),
        (asked, ngettext("%(n)s was proposed a mentor; both have not answered yet",
                         "%(n)s were proposed a mentor; both have not answered yet", asked)),
        (choosing, ngettext("%(n)s chooses among three mentors", "%(n)s choose among three mentors", choosing)),
        (others, ngettext("%(n)s may not take part today (age, agreement taken back)",
                          "%(n)s may not take part today (age, agreement taken back)", others))])


def _missing(programme: Programme, able: list[Mentor], ready: int, full: int) -> list[str]:
    live = Mentor.objects.live().filter(programme=programme)
    found = live.aggregate(way=Count("pk", filter=~Q(status=Mentor.Status.MATCHABLE)), there=Count(
        "pk", filter=Q(status=Mentor.Status.MATCHABLE)))
    way, still = found["way"], found["there"] - ready - full
    return _told([
        (way, ngettext("%(n)s has steps left to take", "%(n)s have steps left to take", way)),
        (full, ngettext("%(n)s has no place left", "%(n)s have no place left", full)),
        (still, ngettext("%(n)s has no valid clearance today, or rests", "%(n)s have no valid clearance today, or rest", still))])


def quality(scenarios: Sequence[Scenario]) -> Figure:
    """How many pairs of each scenario stand in each class of quality."""
    counts: dict[int, Counter[int]] = {one.pk: Counter() for one in scenarios}
    points: dict[int, list[int]] = {one.pk: [] for one in scenarios}
    for key, worth in Outcome.objects.matched().filter(scenario__in=scenarios).order_by("pk").values_list("scenario", "points"):
        counts[key][min(worth // 100, len(EDGES) - 2)] += 1
        points[key].append(worth)
    series = [Series(one.name, [counts[one.pk][place] for place in range(len(EDGES) - 1)], css)
              for one, css in zip(scenarios, ("f1", "f3"), strict=False)]
    title = _compared(scenarios) if len(scenarios) > 1 else _finding(points[scenarios[0].pk])
    return spread(list(EDGES), series, title=title, head=_("Quality out of 100"), what=_("Pairs by quality, out of 100"))


def _finding(points: list[int]) -> str:
    if not points:
        return _("No pair is possible yet")
    if len(points) == 1:
        return _("One pair, at %(worst)s of 100") % {"worst": of_hundred(points[0])}
    return _("Half of the pairs reach %(half)s of 100 or more; the least good one %(worst)s") % {
        "half": of_hundred(median(points)), "worst": of_hundred(min(points))}


def _compared(scenarios: Sequence[Scenario]) -> str:
    one, other = scenarios
    first, second = one.matched or 0, other.matched or 0
    if first != second:
        best = one if first > second else other
        more = abs(first - second)
        return ngettext("“%(best)s” matches %(n)s more mentee", "“%(best)s” matches %(n)s more mentees", more) % {
            "best": best.name, "n": number(more)}
    if one.weights != other.weights:  # each scores with its own settings: two scores are not on one scale
        return _("Both match as many; their scores are not on the same scale")
    if one.worst != other.worst:
        best = one if (one.worst or 0) > (other.worst or 0) else other
        return _("Both match as many; the least good pair is better in “%(best)s”") % {"best": best.name}
    return _("Both match as many, and the least good pair is as good")


@dataclass(frozen=True)
class Line:
    """Two people, or one who stays alone: how good out of 100, in a word, and the sentences that say why. `one`: an outcome, a match or
    an option."""

    one: Any
    score: int | None
    label: str
    words: list[str]


def line(one: Any) -> Line:
    """As the coordinator reads it."""
    words = [reasons.why_nobody(one.refusals)] if one.mentor is None else reasons.why(one, reasons.COORDINATOR)
    return Line(one, of_hundred(one.points), _label(one.points), words)


def result(scenario: Scenario, page: str | None, instructions: Sequence[Instruction] = (), *, reader: Any) -> dict[str, Any]:
    """What came of a scenario, for its page: figure, pairs page by page with what was decided about each since, who stays alone, what would
    change that."""
    decided = {(one.mentee_id, one.mentor_id): one for one in instructions}
    rows = scenario.outcomes.read_by(reader)
    pairs = Paginator(rows.matched().told(), PAGE).get_page(page)
    return {"figure": quality([scenario]), "page": pairs,
            "pairs": [(line(one), decided.get((one.mentee_id, one.mentor_id))) for one in pairs],
            "alone": [line(one) for one in rows.alone().told()],
            "findings": reasons.told(scenario.findings),
            "worst": of_hundred(scenario.worst), "mean": of_hundred(scenario.mean), "proved": scenario.value == scenario.bound,
            "worst_label": _label(scenario.worst), "mean_label": _label(scenario.mean)}


def _label(points: float | None) -> str:
    return "" if points is None else str(reasons.quality(int(points))[1])


@dataclass(frozen=True)
class Compared:
    """Two scenarios side by side: figures, how quality is spread, who is matched in only one of them, whose mentor changes (mentee, mentor
    in one, mentor in the other), how many keep the same."""

    both: tuple[Scenario, Scenario]
    figure: Figure
    figures: list[tuple[str, str, str]]
    only: list[tuple[Scenario, list[Outcome]]]
    changed: list[tuple[Mentee, Mentor, Mentor]]
    same: int


def compare(one: Scenario, other: Scenario, *, reader: Any) -> Compared:
    """What is different between two scenarios that were computed."""
    here, there = ({row.mentee_id: row for row in scenario.outcomes.read_by(reader).matched().told()} for scenario in (one, other))
    common = [(here[key], there[key]) for key in here if key in there]
    changed = [(first.mentee, first.mentor, second.mentor) for first, second in common if first.mentor_id != second.mentor_id]
    return Compared(
        (one, other), quality([one, other]), _figures(one, other),
        [(one, [row for key, row in here.items() if key not in there]), (other, [row for key, row in there.items() if key not in here])],
        changed, len(common) - len(changed))


def _figures(one: Scenario, other: Scenario) -> list[tuple[str, str, str]]:
    def both(words: str, name: str, *, scored: bool = False) -> tuple[str, str, str]:
        values = [getattr(each, name) for each in (one, other)]
        first, second = (_score(value) if scored else number(value) for value in values)
        return words, first, second
    return [both(_("Matched"), "matched"), both(_("Alone"), "alone"), both(_("Least good pair"), "worst", scored=True),
            both(_("Mean"), "mean", scored=True)]


def _score(points: float | None) -> str:
    return "–" if points is None else _("%(score)s of 100, %(label)s") % {"score": of_hundred(points), "label": _label(points)}


def as_file(scenario: Scenario, *, reader: Any) -> Table:
    """The pairs as a spreadsheet opens them: what each is called, no surname, no address, no date of birth."""
    head = [_("Code of the mentee"), _("Mentee"), _("Department"), _("Code of the mentor"), _("Mentor"), _("Job"), _("Quality out of 100"),
            _("Why")]
    return Table(head, [_row(line(one)) for one in scenario.outcomes.read_by(reader).told()], scenario.name)


def _row(said: Line) -> list[Any]:
    mentee, mentor = said.one.mentee, said.one.mentor
    hers = [mentor.code, mentor.first_name, mentor.job] if mentor else ["", "", ""]
    return [mentee.code, mentee.name, mentee.department.name if mentee.department else "", *hers, "" if said.score is None else said.score,
            " ".join(said.words)]


def counts(matches: Any) -> dict[str, int]:
    """Of the matches of a programme: how many are to be confirmed, asked and over; and of those of the scenario published last, with
    what came after refusals, how many are decided."""
    last = matches.filter(way=Match.Way.SCENARIO).order_by("-pk").values("scenario")[:1]
    found = matches.order_by().aggregate(
        to_confirm=Count("pk", filter=Q(status=Match.Status.PROPOSED)), asked=Count("pk", filter=Q(status=Match.Status.ASKED)),
        over=Count("pk", filter=~Q(status__in=Match.LIVE) & Q(confirmed_at__isnull=False)),
        all=Count("pk", filter=Q(status=Match.Status.PROPOSED) | Q(scenario=last)))
    return found | {"decided": found["all"] - found["to_confirm"]}


def following(matches: Sequence[Match], among: Any) -> dict[int, dict[str, Match]]:
    """Key of a match that is over, and whose pair is over if there was one -> {side: what was proposed to her next}, where something was.
    `among`: the matches that the reader sees."""
    over = [one for one in matches if one.ended_at and not (one.pair and one.pair.is_live)]
    later: dict[int, dict[str, Match]] = {one.pk: {} for one in over}
    for row in among.with_either({one.mentee_id for one in over}, {one.mentor_id for one in over}):
        for one in over:  # the newest first: the last one kept is the first after
            if row.pk > one.pk:
                later[one.pk] |= {side: row for side in Side.values if getattr(row, f"{side}_id") == getattr(one, f"{side}_id")}
    return later


def waiting(person: Any) -> list[dict[str, Any]]:
    """Programmes that this person runs, with how many pairs wait for her to confirm them, and how many of these follow a refusal."""
    found = Match.objects.visible_to(person).to_confirm().order_by("programme__name", "programme")
    return list(found.values("programme__code", "programme__name").annotate(
        to_confirm=Count("pk"), after=Count("pk", filter=Q(way=Match.Way.NEXT))))
