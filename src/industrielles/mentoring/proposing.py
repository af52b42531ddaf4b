"""Matching one by one: the best mentors for a mentee today, the next best after a refusal. Reads; writes nothing."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from industrielles.kit import clock

from . import reasons, rules, standing, weighing
from .models import Match, Mentee, Mentor, Pair, Programme, Scenario


@dataclass(frozen=True)
class Option:
    """A mentor who may be proposed to a mentee today: 0 to 1000 points, and why, for who coordinates."""

    mentee: Mentee
    mentor: Mentor
    points: int
    sentences: list[str]


def weights_of(programme: Programme) -> dict[str, int]:
    """How this programme weighs: as the scenario it published last, else as sliders stand at first."""
    last = programme.scenarios.filter(status=Scenario.Status.PUBLISHED).order_by("-published_at", "-pk").first()
    return last.weights if last else weighing.defaults()


def ground_of(mentee: Mentee, mentors: Iterable[Mentor] | None = None, *, proposed_stand: bool = False) -> rules.Ground:
    """Her alone beside these mentors (all those of the programme who may be matched), today; what waits for her takes no place. Nobody
    while she is accompanied."""
    wanted = standing.able_mentors(mentee.programme, among=mentors)
    fit = [] if Pair.objects.live().filter(mentee=mentee).exists() else standing.ready([mentee])
    return rules.ground(mentee.programme, weights_of(mentee.programme), mentees=fit, mentors=wanted, proposed_stand=proposed_stand,
                        but=mentee)


def best(mentee: Mentee, *, proposed_stand: bool = False) -> list[tuple[Mentor, int]]:
    """Mentors who may be proposed to her today, the best first, with points; nobody when the programme is full."""
    where = ground_of(mentee, proposed_stand=proposed_stand)
    if not where.mentees or not where.room:
        return []
    allowed = np.flatnonzero(where.why[0] == rules.Rule.ALLOWED)
    order = allowed[np.argsort(-where.points[0, allowed], kind="stable")]
    return [(where.mentors[column], int(where.points[0, column])) for column in order.tolist()]


def best_for(mentee: Mentee, *, limit: int = 10) -> list[Option]:
    """The best mentors for a mentee today, each with two sentences for who coordinates."""
    found = [Option(mentee, mentor, points, []) for mentor, points in best(mentee)[:limit]]
    return [Option(one.mentee, one.mentor, one.points, reasons.why(one, reasons.COORDINATOR)) for one in found]


def next_mentor(match: Match) -> list[tuple[Mentee, Mentor, int]]:
    """The next best mentor for its mentee, in places that nothing waits for; none when she may not be matched today."""
    if Match.objects.live().filter(mentee=match.mentee).exists():
        return []
    found = [one for one in best(match.mentee, proposed_stand=True) if one[0].pk != match.mentor_id]
    return [(match.mentee, *found[0])] if found else []


def next_mentee(match: Match) -> list[tuple[Mentee, Mentor, int]]:
    """The mentee left alone who goes best with its mentor; none when her place is taken, or she may not be matched today."""
    her = standing.able_mentors(match.programme, among=[match.mentor])
    where = rules.ground(match.programme, weights_of(match.programme), mentors=her)
    if not her or not where.room:
        return []
    allowed = [row for row in np.flatnonzero(where.why[:, 0] == rules.Rule.ALLOWED).tolist() if where.mentees[row].pk != match.mentee_id]
    if not allowed:
        return []
    row = max(allowed, key=lambda one: (where.points[one, 0], -one))
    return [(where.mentees[row], her[0], int(where.points[row, 0]))]


def row(programme: Programme, mentee: Mentee, mentor: Mentor, points: int, *, way: str) -> dict[str, Any]:
    """The fields of a new match, to be confirmed."""
    return {"programme": programme, "network": programme.network, "mentee": mentee, "mentor": mentor, "points": points, "way": way,
            "made_at": clock.now()}
