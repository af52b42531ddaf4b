"""What people decided before the matching: pairs that stay as they are, pairs that somebody wishes for; and the matching of the rest."""
from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from industrielles.matching.assignment import Assignment, Fairest, assign, fairest
from industrielles.matching.edges import HEAVIEST, BadInput, whole
from industrielles.matching.graph import Graph
from industrielles.matching.people import ALLOWED, FIRST, FORBIDDEN, RULES


def fixed(graph: Graph, pairs: ArrayLike) -> Graph:
    """The same graph with these pairs (k x 2: mentee, mentor) decided: each takes a place, `match` gives them back with the others.

    Where a graph keeps only the best candidates they need not be among them, but no rule may forbid them. Raises BadInput, whose `row`
    is the first at fault: a mentee twice, a pair that a rule forbids, more pairs than the mentor has places.
    """
    rows, edges = _listed(graph, pairs), graph.edges
    taken = np.r_[graph.settled[:, 0], rows[:, 0]]
    again = np.setdiff1d(np.arange(taken.size), np.unique(taken, return_index=True)[1])
    if again.size:
        row = int(again[0]) - len(graph.settled)
        raise BadInput(f"mentee {rows[row, 0]} is fixed twice", row)
    _refuse_forbidden(graph, rows)
    places = edges.capacity - np.bincount(rows[:, 1], minlength=edges.capacity.size)
    if (places < 0).any():
        row = int(np.argmax(places[rows[:, 1]] < 0))
        raise BadInput(f"mentor {rows[row, 1]} has fewer places than fixed pairs", row)
    settled = np.concatenate([graph.settled, np.c_[rows, _worth(graph, rows)]])
    free = ~np.isin(edges.mentee, rows[:, 0])
    rest = replace(edges, mentee=edges.mentee[free], mentor=edges.mentor[free], weight=edges.weight[free], capacity=places)
    return replace(graph, edges=rest, alone=np.setdiff1d(graph.alone, rows[:, 0]), settled=settled)


def wished(graph: Graph, pairs: ArrayLike, points: ArrayLike) -> Graph:
    """The same graph where each of these pairs (k x 2) is worth so many points more (whole numbers from -1000): a first choice, a
    doubt. Pairs that are allowed and were no candidates become some; those that a rule forbids, or that are decided, stay out.
    Raises BadInput: a pair twice, a number out of bounds."""
    rows, more = _listed(graph, pairs), whole(points, "points", -FIRST, HEAVIEST)
    if len(rows) != more.size:
        raise BadInput(f"pairs and points have {len(rows)} and {more.size} values: they must have as many")
    m, edges = max(1, len(graph.pairing.mentors)), graph.edges
    code = rows[:, 0] * m + rows[:, 1]
    again = np.setdiff1d(np.arange(code.size), np.unique(code, return_index=True)[1])
    if again.size:
        raise BadInput("a pair is wished for twice", int(again[0]))
    good = (_why_not(graph, rows) == ALLOWED) & ~np.isin(rows[:, 0], graph.settled[:, 0])
    rows, more, code = rows[good], more[good], code[good]
    kept = ~np.isin(edges.mentee.astype(np.int64) * m + edges.mentor, code)
    one, other, weight = (np.concatenate(column) for column in (
        (edges.mentee[kept], rows[:, 0]), (edges.mentor[kept], rows[:, 1]), (edges.weight[kept], _worth(graph, rows) + more)))
    order = np.argsort(one * m + other, kind="stable")
    joined = replace(edges, mentee=one[order].astype(np.int32), mentor=other[order].astype(np.int32), weight=weight[order])
    return replace(graph, edges=joined, alone=np.setdiff1d(graph.alone, rows[:, 0]))


def match(graph: Graph, *, fair: bool = False, enough: float | None = None, seed: int = 0) -> Assignment:
    """The best matching of a graph, with the pairs that were fixed: `assign`, or `fairest` when `fair`, and the same errors.

    Value and bound count the fixed pairs; the bound is that of all matchings which hold them."""
    edges, settled = graph.edges, graph.settled
    columns = edges.mentee, edges.mentor, edges.weight, edges.capacity
    found = fairest(*columns, mentees=edges.mentees, seed=seed) if fair else assign(
        *columns, mentees=edges.mentees, enough=enough, seed=seed)
    if not settled.size:
        return found
    mentee = np.r_[found.mentee, settled[:, 0]]
    order = np.argsort(mentee, kind="stable")
    more = int(settled[:, 2].sum()) + len(settled) * (found.first if isinstance(found, Fairest) else 0)
    given: dict[str, Any] = {
        "mentee": mentee[order], "mentor": np.r_[found.mentor, settled[:, 1]][order], "value": found.value + more,
        "bound": found.bound + more, "key": hashlib.sha256(f"{found.key} {settled.tolist()}".encode()).hexdigest()}
    if isinstance(found, Fairest):
        given["worst"] = min([int(settled[:, 2].min()), *([found.worst] if found.mentee.size else [])])
    return replace(found, **given)


def _listed(graph: Graph, pairs: ArrayLike) -> NDArray[np.int64]:
    """k x 2, checked. Raises BadInput."""
    given = np.asarray(pairs)
    if given.size == 0:
        return np.empty((0, 2), np.int64)
    if given.ndim != 2 or given.shape[1] != 2:
        raise BadInput("pairs: two columns are needed, mentee and mentor")
    sides = (("mentee", len(graph.pairing.mentees)), ("mentor", len(graph.pairing.mentors)))
    return np.stack([whole(given[:, at], name, most=count - 1) for at, (name, count) in enumerate(sides)], axis=1)


def _why_not(graph: Graph, rows: NDArray[np.int64]) -> NDArray[np.int8]:
    """The rule that forbids each pair; where no allowed pair was left out, those that are no candidates are forbidden by the caller's own
    rules."""
    why = graph.pairing.each(rows)[0]
    if not graph.partial:
        why[(why == ALLOWED) & (_places(graph, rows) < 0)] = FORBIDDEN
    return why


def _refuse_forbidden(graph: Graph, rows: NDArray[np.int64]) -> None:
    why = _why_not(graph, rows)
    if why.any():
        row = int(np.argmax(why != ALLOWED))
        raise BadInput(f"mentee {rows[row, 0]} and mentor {rows[row, 1]} cannot be fixed: {RULES[why[row]]}", row)


def _places(graph: Graph, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each pair stands among the candidates, -1 for none (they stand by mentee, then mentor)."""
    m, edges = max(1, len(graph.pairing.mentors)), graph.edges
    known, code = edges.mentee.astype(np.int64) * m + edges.mentor, rows[:, 0] * m + rows[:, 1]
    if not known.size:
        return np.full(code.size, -1, np.int64)
    at = np.minimum(np.searchsorted(known, code), known.size - 1)
    return np.where(known[at] == code, at, -1)


def _worth(graph: Graph, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """What each pair is worth: as among the candidates, else 1000 and its points."""
    at, worth = _places(graph, rows), graph.pairing.each(rows)[1].astype(np.int64) + FIRST
    worth[at >= 0] = graph.edges.weight[at[at >= 0]]
    return worth
