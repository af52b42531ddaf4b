"""From a scenario to what comes out of it: the engine's answer for each mentee, and what would match more. Reads; writes nothing."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.matching import BadInput, Edges, Fairest, Graph, fixed, match
from industrielles.matching.people import FIRST

from . import reasons
from .models import Instruction, Scenario
from .rules import Ground, Rule, ground


@dataclass(frozen=True)
class Solution:
    """`pairs`: (mentee, mentor, points, fixed) keys; `alone`: key of a mentee -> how many mentors each Rule keeps from her; `worst`,
    `mean`: points, None without a pair; `value`, `bound`: the sum of points, and that of the best there can be with as many people and no
    worse pair: the same number. `key`: what was put in; `findings`: as Scenario."""

    pairs: list[tuple[int, int, int, bool]]
    alone: dict[int, list[int]]
    value: int
    bound: int
    worst: int | None
    mean: float | None
    seconds: float
    key: str
    findings: list[dict[str, Any]]


def stood(scenario: Scenario) -> Ground:
    """The people of the programme today, as this scenario weighs them and keeps them apart. Pairs proposed and not confirmed are free."""
    forbidden = scenario.instructions.filter(kind=Instruction.Kind.FORBID).values_list("mentee", "mentor")
    return ground(scenario.programme, scenario.weights, forbidden=forbidden, proposed_stand=False)


def fixed_of(scenario: Scenario, where: Ground) -> list[tuple[int, int]]:
    """The pairs decided before, as rows and columns. Raises Refused with the first that is no longer possible, and why."""
    rows, columns, found = where.rows, where.columns, []
    told = scenario.instructions.filter(kind=Instruction.Kind.FIX).select_related("mentee", "mentor").order_by("pk")
    for one in told:
        if one.mentee_id not in rows or one.mentor_id not in columns:
            raise Refused(_("%(mentee)s and %(mentor)s can no longer be together: one of the two may not be matched today. Lift this pair.")
                          % {"mentee": one.mentee.name, "mentor": one.mentor.first_name})
        row, column = rows[one.mentee_id], columns[one.mentor_id]
        rule = Rule(int(where.why[row, column]))
        if rule != Rule.ALLOWED:
            raise Refused(_("%(mentee)s and %(mentor)s can no longer be together: %(why)s Lift this pair.") % {
                "mentee": one.mentee.name, "mentor": one.mentor.first_name, "why": reasons.refusal(rule)})
        found.append((row, column))
    if len(found) > where.room:
        raise Refused(_("More pairs are decided than the programme has places."))
    return found


def solve(scenario: Scenario) -> Solution:
    """As many people as can be, then the worst pair as good as it can be, then the best of all; exact. Raises Refused (`fixed_of`, a mentor
    with more fixed pairs than places)."""
    where = stood(scenario)
    decided = fixed_of(scenario, where)
    try:
        graph = fixed(where.graph, np.array(decided, np.int64).reshape(-1, 2))
    except BadInput:
        raise Refused(_("A mentor has fewer places than pairs decided with her: lift one.")) from None
    answer = match(_held_to(graph, where.room - len(decided)), fair=True, seed=scenario.seed)
    assert isinstance(answer, Fairest)
    real = answer.mentor < len(where.mentors)
    rows, columns = answer.mentee[real], answer.mentor[real]
    points = where.points[rows, columns]
    lost = answer.bound - answer.value
    alone = np.setdiff1d(np.arange(len(where.mentees)), rows)
    taken = set(decided)
    return Solution(
        pairs=[(where.mentees[row].pk, where.mentors[column].pk, int(worth), (row, column) in taken)
               for row, column, worth in zip(rows.tolist(), columns.tolist(), points.tolist(), strict=True)],
        alone={where.mentees[row].pk: where.refusals(row) for row in alone.tolist()}, value=int(points.sum()),
        bound=int(points.sum()) + lost, worst=int(points.min()) if points.size else None,
        mean=float(points.mean()) if points.size else None, seconds=answer.seconds, key=_key(where, answer.key),
        findings=reasons.findings(where, graph, alone, len(rows)))


def _held_to(graph: Graph, room: int) -> Graph:
    """The same graph, where no more people are matched than the programme has room for: as many as are too many wait with a mentor who
    does not exist, and who is worth more than all the others together (so that all her places are taken, and she is nobody's worst)."""
    edges = graph.edges
    free = np.setdiff1d(np.arange(edges.mentees), graph.settled[:, 0])
    waiting = free.size - room
    if waiting <= 0:
        return graph
    most = int(edges.weight.max(initial=FIRST)) * (edges.mentees + 1)
    one = np.concatenate([edges.mentee, free.astype(np.int32)])
    other = np.concatenate([edges.mentor, np.full(free.size, edges.capacity.size, np.int32)])
    weight = np.concatenate([edges.weight, np.full(free.size, most, np.int64)])
    order = np.argsort(one.astype(np.int64) * (edges.capacity.size + 1) + other, kind="stable")
    held = Edges(one[order], other[order], weight[order], np.append(edges.capacity, waiting), edges.mentees)
    return replace(graph, edges=held)


def _key(where: Ground, key: str) -> str:
    people = ",".join(str(one.pk) for one in where.mentees), ",".join(str(one.pk) for one in where.mentors)
    return hashlib.sha256(f"{where.room} {people} {key}".encode()).hexdigest()
