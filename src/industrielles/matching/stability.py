"""Both sides rank, ties allowed: matchings that no two people would leave for each other, as large as can be."""
from __future__ import annotations

import heapq
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from industrielles.matching import flow
from industrielles.matching.edges import BadInput, Edges, checked, whole

TRIES = 8  # orders in which equals are taken; the largest matching is kept
PROVABLE = 60_000  # pairs up to which the largest is looked for by a 0-1 programme
PATIENCE = 5.0  # its limit, in the solver's own deterministic seconds


@dataclass(frozen=True)
class Stable:
    """`mentee`, `mentor`: the pairs, by mentee. `most`: no stable matching has more pairs (proved). `seconds`: time taken.

    `how` it was found: "deferred acceptance" (and nobody more could be matched at all), "0-1 programme" (the largest, proved by search)
    or "approximation" (at least two thirds of the largest when only mentors have ties; `most` says how far it may be).
    """

    mentee: NDArray[np.int64]
    mentor: NDArray[np.int64]
    most: int
    how: str
    seconds: float

    @property
    def largest(self) -> bool:
        """Whether its size is proved to be the greatest."""
        return self.mentee.size == self.most


def stable(mentee: ArrayLike, mentor: ArrayLike, mentee_rank: ArrayLike, mentor_rank: ArrayLike, capacity: ArrayLike, *,
           mentees: int | None = None, patience: float = PATIENCE, seed: int = 0) -> Stable:
    """A weakly stable matching: no mentee and mentor of an allowed pair both strictly prefer each other to what they have.

    One element of each column for each pair that both accept; `mentee_rank`: the mentor's rank for this mentee, `mentor_rank`: the
    mentee's for this mentor, whole numbers, small is better, equal is a tie. Finding the largest is NP-hard with ties (Manlove et al.,
    2002). First mentees propose, and one who was refused by all proposes once more with precedence among equals (Z. Kiraly, Algorithms
    6, 2013), for several orders of the ties drawn with `seed`; then a 0-1 programme looks for the largest (Kwanashie and Manlove, 2014)
    up to 60,000 pairs and `patience`. Raises BadInput as `assign` does.
    """
    began = time.perf_counter()
    edges = checked(mentee, mentor, np.zeros(np.asarray(mentee).shape, np.int64), capacity, mentees)
    liked, wanted = whole(mentee_rank, "mentee_rank"), whole(mentor_rank, "mentor_rank")
    if not liked.size == wanted.size == edges.mentee.size:
        raise BadInput("mentee_rank and mentor_rank need one value for each pair")
    most, how = flow.most(edges, edges.capacity), "deferred acceptance"
    dice = np.random.default_rng(seed)
    chosen = np.empty(0, np.int64)
    for attempt in range(TRIES):
        found = _propose(edges, liked, wanted, dice.permutation(edges.mentee.size) if attempt else np.arange(edges.mentee.size))
        chosen = found if found.size > chosen.size or not attempt else chosen
        if chosen.size == most:
            break
    if chosen.size < most:
        how = "approximation"
        if edges.mentee.size <= PROVABLE:
            chosen, most, proved = _search(edges, liked, wanted, chosen, most, patience, seed)
            how = "0-1 programme" if proved else how
    rows = chosen[np.argsort(edges.mentee[chosen], kind="stable")]
    return Stable(edges.mentee[rows].astype(np.int64), edges.mentor[rows].astype(np.int64), most, how, time.perf_counter() - began)


def blocking(edges: Edges, liked: NDArray[np.int64], wanted: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of the pairs who would both rather have each other: none when the matching is stable."""
    never = np.iinfo(np.int64).max
    hers = np.full(edges.mentees, never)
    hers[edges.mentee[chosen]] = liked[chosen]
    worst = np.full(edges.capacity.size, -1)
    np.maximum.at(worst, edges.mentor[chosen], wanted[chosen])
    free = np.bincount(edges.mentor[chosen], minlength=edges.capacity.size) < edges.capacity
    rather = (liked < hers[edges.mentee]) & (free[edges.mentor] | (wanted < worst[edges.mentor]))
    return np.flatnonzero(rather)


def _propose(edges: Edges, liked: NDArray[np.int64], wanted: NDArray[np.int64], luck: NDArray[np.int64]) -> NDArray[np.int64]:
    """Deferred acceptance. Among mentors she likes as much, a mentee asks one who has a place first; a second turn has precedence."""
    order = np.lexsort((luck, liked, edges.mentee))
    start = np.searchsorted(edges.mentee[order], np.arange(edges.mentees + 1)).tolist()
    lists = order.tolist()
    other, rank, like = edges.mentor.tolist(), wanted.tolist(), liked.tolist()
    free = edges.capacity.tolist()
    kept: list[list[tuple[int, int, int]]] = [[] for _ in free]  # heaps, the least wanted first: (-rank, promoted, row)
    one = edges.mentee.tolist()
    turn, at = [0] * edges.mentees, start[:-1]
    asking = list(range(edges.mentees))
    while asking:
        who = asking.pop()
        if at[who] == start[who + 1]:
            if turn[who]:
                continue
            turn[who], at[who] = 1, start[who]
            if at[who] == start[who + 1]:
                continue
        row = _next(lists, at, start, who, like, free, other)
        mentor = other[row]
        place = (-rank[row], turn[who], row)
        if free[mentor] > 0:
            free[mentor] -= 1
            heapq.heappush(kept[mentor], place)
        elif kept[mentor] and place[:2] > kept[mentor][0][:2]:
            asking.append(one[heapq.heapreplace(kept[mentor], place)[2]])
        else:
            asking.append(who)
    return np.array(sorted(row for heap in kept for _, _, row in heap), np.int64)


def _next(lists: list[int], at: list[int], start: list[int], who: int, like: list[int], free: list[int], other: list[int]) -> int:
    """The pair she proposes next: of those she likes as much, the first with a place left, else the first."""
    first = at[who]
    best = like[lists[first]]
    for look in range(first, start[who + 1]):
        if like[lists[look]] != best:
            break
        if free[other[lists[look]]] > 0:
            lists[first], lists[look] = lists[look], lists[first]
            break
    at[who] = first + 1
    return lists[first]


def _search(edges: Edges, liked: NDArray[np.int64], wanted: NDArray[np.int64], start: NDArray[np.int64], most: int, patience: float,
            seed: int) -> tuple[NDArray[np.int64], int, bool]:
    """The largest stable matching by a 0-1 programme, from one that is known; rows, proved bound, whether it is the largest."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    here = [model.new_bool_var("") for _ in range(edges.mentee.size)]
    by_mentee, by_mentor = _sorted(edges.mentee, liked), _sorted(edges.mentor, wanted)
    for rows in by_mentee.values():
        model.add_at_most_one(here[row] for row in rows)
    for mentor, rows in by_mentor.items():
        model.add(sum(here[row] for row in rows) <= int(edges.capacity[mentor]))
    for row in range(edges.mentee.size):
        places = int(edges.capacity[edges.mentor[row]])
        hers = [here[other] for other in by_mentee[int(edges.mentee[row])] if liked[other] <= liked[row]]
        theirs = [here[other] for other in by_mentor[int(edges.mentor[row])] if wanted[other] <= wanted[row]]
        model.add(places * sum(hers) + sum(theirs) >= places)  # she has as good, or the mentor is full of as good
    known = set(start.tolist())
    for row, variable in enumerate(here):
        model.add_hint(variable, row in known)
    model.add(sum(here) >= start.size)
    model.add(sum(here) <= most)
    model.maximize(sum(here))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed % 2**31
    solver.parameters.max_deterministic_time = patience
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return start, most, False
    chosen = np.array([row for row, variable in enumerate(here) if solver.value(variable)], np.int64)
    return chosen, min(most, int(solver.best_objective_bound + 1e-6)), status == cp_model.OPTIMAL


def _sorted(of: NDArray[np.int32], rank: NDArray[np.int64]) -> dict[int, list[int]]:
    """Rows of each person."""
    found: dict[int, list[int]] = {}
    for row in np.lexsort((rank, of)).tolist():
        found.setdefault(int(of[row]), []).append(row)
    return found
