"""The best matching of all, with the proof of it."""
from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from industrielles.matching import auction, flow
from industrielles.matching.edges import BadInput, Edges, checked
from industrielles.matching.pool import Pool

DIRECT = 40  # pairs a mentee: up to here all are given to the solver at once
FIRST_LOOK = 24, 12  # above: the best of each mentee and of each mentor first, the others when prices say that they count
LARGE = 5_000_000  # pairs: above, it is enough that the proved bound is near
NEAR_ENOUGH = 0.9995


@dataclass(frozen=True)
class Assignment:
    """A matching and its proof.

    `mentee`, `mentor`: the pairs, by mentee. `value`: the sum of their weights. `bound`: no matching is worth more (proved by the prices).
    `prices`: for each mentor, what one more place with her would add to the value; exact where value = bound, else at most that much
    can be gained. `seconds`: time taken. `key`: the inputs and the seed in one word; the same key, the same result.
    """

    mentee: NDArray[np.int64]
    mentor: NDArray[np.int64]
    value: int
    bound: int
    prices: NDArray[np.int64]
    seconds: float
    key: str

    @property
    def certificate(self) -> float:
        """value / bound: 1 is an optimum."""
        return self.value / self.bound if self.bound else 1.0


@dataclass(frozen=True)
class Fairest(Assignment):
    """`worst`: the least weight among the pairs, as great as it can be. A person more counts `first` in value, bound and prices."""

    worst: int
    first: int


def assign(mentee: ArrayLike, mentor: ArrayLike, weight: ArrayLike, capacity: ArrayLike, *, mentees: int | None = None,
           enough: float | None = None, seed: int = 0) -> Assignment:
    """The matching of greatest total weight: at most one mentor for each mentee, at most `capacity[j]` mentees for mentor j.

    One element of `mentee` (from 0), `mentor` (from 0) and `weight` (whole numbers from 0 to 2**40) for each allowed pair; no pair twice.
    `mentees`: how many there are (default: as many as the pairs name). The result is an optimum, whose bound equals its value; above 5
    million pairs it stops when value / bound is `enough` (default there 0.9995; 1 asks for the optimum at any size). A pair of weight 0 is
    allowed and adds nothing: give 1 + weight where being matched counts. Nothing is drawn by lot; `seed` is only kept in the key.
    Raises BadInput (a ValueError) for columns of different lengths, numbers out of bounds, fractions, pairs given twice.
    """
    began = time.perf_counter()
    edges = checked(mentee, mentor, weight, capacity, mentees)
    wanted = enough if enough is not None else (NEAR_ENOUGH if edges.mentee.size > LARGE else 1.0)
    if not 0 < wanted <= 1:
        raise BadInput(f"enough: {wanted} is not above 0 and at most 1")
    chosen, price, proved = _solved(edges, wanted)
    rows = chosen[np.argsort(edges.mentee[chosen], kind="stable")]
    key = hashlib.sha256(f"{edges.key} {wanted} {seed}".encode()).hexdigest()
    return Assignment(
        mentee=edges.mentee[rows].astype(np.int64), mentor=edges.mentor[rows].astype(np.int64), value=int(edges.weight[rows].sum()),
        bound=proved, prices=price, seconds=time.perf_counter() - began, key=key)


def _solved(edges: Edges, enough: float) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Rows of the chosen pairs, prices and bound. Where it is enough to be near among millions, an auction; else the optimum. Where pairs
    are many: those that could matter first, then those that the prices say were missed, until none is (column generation; the last prices
    are feasible for all pairs, which proves the optimum)."""
    capacity = edges.capacity
    if edges.mentee.size > LARGE and enough < 1:
        found = _auctioned(edges, enough)
        if found:
            return found
    if edges.mentee.size <= min(LARGE, max(DIRECT * edges.mentees, 10_000)):
        chosen = flow.solve(edges, capacity)
        price = flow.prices(edges, capacity, chosen)
        return np.flatnonzero(chosen), price, flow.bound(edges, capacity, price)
    pool, proved = Pool(edges), -1
    used = pool.promising(*FIRST_LOOK)
    while True:
        some = edges.some(used)
        chosen = flow.solve(some, capacity)
        price = flow.prices(some, capacity, chosen)
        now, missed, short = pool.ask(price, flow.comforts(some, price))
        proved = now if proved < 0 else min(proved, now)
        if int(some.weight[chosen].sum()) >= enough * proved:
            return used[chosen], price, proved
        theirs = replace(edges.some(missed), weight=short)
        used = np.union1d(used, missed[theirs.best(FIRST_LOOK[1], theirs.mentee, theirs.weight)])


def _auctioned(edges: Edges, enough: float) -> tuple[NDArray[np.int64], NDArray[np.int64], int] | None:
    """The same by auction, in steps that are fine enough; None where it does not come near enough."""
    if int(edges.weight.max(initial=0)) > auction.HEAVIEST:
        return None
    order = np.argsort(edges.mentee, kind="stable") if (edges.mentee[1:] < edges.mentee[:-1]).any() else None
    found = auction.near(edges if order is None else edges.some(order), max(1, int((1 - enough) * edges.weight.mean())))
    if found is None:
        return None
    rows, price = found
    rows = rows if order is None else order[rows]
    proved = flow.bound(edges, edges.capacity, price)
    return (rows, price, proved) if int(edges.weight[rows].sum()) >= enough * proved else None


def fairest(mentee: ArrayLike, mentor: ArrayLike, weight: ArrayLike, capacity: ArrayLike, *, mentees: int | None = None,
            seed: int = 0) -> Fairest:
    """As many people as can be, then the worst pair as good as it can be, then the greatest total weight; exact at each step.

    Arguments and errors as for `assign`. Threshold method for the bottleneck (Burkard, Dell'Amico and Martello, Assignment Problems,
    2012, section 6.2): about 2 + log2 of the different weights maximum flows, then one `assign`.
    """
    began = time.perf_counter()
    edges = checked(mentee, mentor, weight, capacity, mentees)
    reach = flow.most(edges, edges.capacity)
    levels = np.unique(edges.weight)
    low, high = 0, max(0, levels.size - 1)
    while low < high:  # levels[low] is always possible
        middle = (low + high + 1) // 2
        if flow.most(edges, edges.capacity, edges.weight >= levels[middle]) == reach:
            low = middle
        else:
            high = middle - 1
    worst = int(levels[low]) if reach else 0
    good = edges.weight >= worst
    first = reach * int(levels[-1] if levels.size else 0) + 1
    best = assign(edges.mentee[good], edges.mentor[good], edges.weight[good] + first, edges.capacity, mentees=edges.mentees, enough=1.0,
                  seed=seed)
    key = hashlib.sha256(f"fairest {edges.key} {seed}".encode()).hexdigest()
    given = vars(best) | {"seconds": time.perf_counter() - began, "key": key}
    return Fairest(**given, worst=worst, first=first)
