"""A sparse graph of who could meet whom: each person's best candidates, found without looking at all pairs.

All pairs of a million people on both sides are 10^12; nobody needs them. People are put in blocks of one branch and one neighbourhood,
then of one neighbourhood whatever the branch; a block is compared, pair by pair and exactly, with the mentors nearest to it and with some
of those who meet at a distance. Everybody keeps her best ones, on both sides: without the mentors' own choice all would want the same few.
"""
from __future__ import annotations

import bisect
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from industrielles.matching.edges import BadInput, Edges, mixed, whole
from industrielles.matching.people import FIRST, RULES, Mentees, Mentors, Pairing, People, Wishes

BLOCK = 96  # people compared at once: what they share of the work is worth more than what their pools differ
SLICE = 8192  # people among whom the nearest are looked for, in the order of a curve that fills the plane
ALL_PAIRS = 4_000_000  # up to here each pair is looked at
CHUNK = 2_000_000  # pairs held at once when all are
BLUR = 0.03  # degrees: people of one town stand at one point; spread a little, they do not all see the same mentors
SEVERAL_HANDS = 2
FEW = 4  # candidates: who has fewer looks again
FAR_PAIRS = 50_000_000  # pairs compared for those who look again, at most
TIE = 1024  # equal points are put in an order that favours nobody
# Where each looks, as shares of `look`: the nearest of her branch, of her job, of all; those of her job who meet at a distance.
WAYS = {"sector": 0.4, "job": 0.15, "near": 0.35, "remote": 0.2}


@dataclass(frozen=True)
class Graph:
    """`edges`: the candidates, by mentee then mentor, each worth 1000 + its points; `alone`: mentees without any; `looked_at`: pairs
    that were compared; `whole`: whether these are all pairs there are; `partial`: allowed pairs that are not among the best were left
    out (else no pair outside `edges` is allowed); `settled`: k x 3, pairs that were fixed and what each is worth."""

    edges: Edges
    alone: NDArray[np.int64]
    looked_at: int
    whole: bool
    pairing: Pairing
    partial: bool = False
    settled: NDArray[np.int64] = field(default_factory=lambda: np.empty((0, 3), np.int64))

    def refusals(self, mentees: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """For each of these mentees (those who are alone), how many mentors each rule keeps from her: rows x people.RULES. Exact: all
        mentors are asked, the first rule that applies is counted, column 0 counts who is allowed."""
        rows = self.alone if mentees is None else np.asarray(mentees, np.int64)
        columns = np.arange(len(self.pairing.mentors))
        counts = np.zeros((rows.size, len(RULES)), np.int64)
        for start, some in _chunks(rows, columns.size):
            why = self.pairing.why_not(some, columns, self.pairing.chords(some, columns))
            for rule in range(len(RULES)):
                counts[start:start + some.size, rule] = (why == rule).sum(axis=1)
        return counts


def candidates(mentees: Mentees, mentors: Mentors, wishes: Wishes | None = None, *, keep: int = 20, keep_mentor: int = 8, look: int = 600,
               forbidden: NDArray[np.int64] | None = None, seed: int = 0) -> Graph:
    """Each mentee's `keep` best mentors and each mentor's `keep_mentor` best mentees (0: all allowed pairs), of about `look` looked at.

    `forbidden`: k x 2 pairs (mentee, mentor) never to be proposed. Up to 4 million pairs all are looked at; above, what the bound leaves
    out costs about 0.1 % of the value of the best matching. The same inputs and seed give the same graph. Raises BadInput.
    """
    whole(mentors.capacity, "capacity")
    if min(keep, keep_mentor) < 0 or look < 1:
        raise BadInput("keep and keep_mentor are 0 or more, look is 1 or more")
    pairing = Pairing(mentees, mentors, wishes or Wishes(), forbidden)
    n, m = len(mentees), len(mentors)
    if n * m <= ALL_PAIRS or not keep or look >= m:
        one, other, points, looked_at, everything = *_all_pairs(pairing, keep, keep_mentor, np.arange(n)), n * m, True
    else:
        one, other, points, looked_at = _bounded(pairing, keep, keep_mentor, look, seed)
        everything = False
    order = np.argsort(one.astype(np.int64) * m + other, kind="stable")
    edges = Edges(one[order], other[order], points[order].astype(np.int64) + FIRST, whole(mentors.capacity, "capacity"), n)
    return Graph(edges, np.flatnonzero(np.bincount(edges.mentee, minlength=n) == 0), looked_at, everything, pairing, partial=keep > 0)


Pairs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


def _chunks(rows: NDArray[np.int64], width: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    step = max(1, CHUNK // max(1, width))
    yield from ((start, rows[start:start + step]) for start in range(0, rows.size, step))


def _all_pairs(pairing: Pairing, keep: int, keep_mentor: int, who: NDArray[np.int64]) -> Pairs:
    """Every allowed pair of these mentees with its points; only the best of each person when there is something to keep."""
    none = np.empty(0, np.int32)
    parts: list[Pairs] = [(none, none, none)]
    columns = np.arange(len(pairing.mentors))
    for _start, rows in _chunks(who, columns.size):
        chords = pairing.chords(rows, columns)
        here, there = np.nonzero(pairing.allowed(rows, columns, chords))
        parts.append((rows[here].astype(np.int32), there.astype(np.int32), pairing.points(rows, columns, chords)[here, there]))
    one, other, points = (np.concatenate(column) for column in zip(*parts, strict=True))
    if keep:
        edges = Edges(one, other, points.astype(np.int64), np.empty(0, np.int64), len(pairing.mentees))
        kept = edges.best(keep, one, edges.weight)
        if keep_mentor:
            kept |= edges.best(keep_mentor, other, edges.weight)
        one, other, points = one[kept], other[kept], points[kept]
    return one, other, points


class _Side:
    """One side laid out for looking: along a curve, by branch, by job, and who meets at a distance by job."""

    def __init__(self, people: People, dice: np.random.Generator, use: NDArray[np.bool_]) -> None:
        blurred = [np.nan_to_num(column, nan=unknown) + dice.uniform(-BLUR, BLUR, len(people))
                   for column, unknown in ((people.latitude, 46.5), (people.longitude, 2.5))]
        self.y = blurred[0].astype(np.float32)
        self.x = (blurred[1] * np.cos(np.radians(blurred[0]))).astype(np.float32)
        self.curve = _morton(*blurred)
        rows = np.flatnonzero(use)
        rows = rows[np.argsort(self.curve[rows], kind="stable")]
        remote = dice.permutation(rows[people.remote[rows]])
        self.parts = {"near": {0: rows}, "sector": _parts(rows, people.sector), "job": _parts(rows, people.job),
                      "remote": _parts(remote, people.job)}


def _parts(rows: NDArray[np.int64], codes: NDArray[np.int32]) -> dict[int, NDArray[np.int64]]:
    order = rows[np.argsort(codes[rows], kind="stable")]
    found, start = np.unique(codes[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, start[1:]), strict=True)) if rows.size else {}


def _morton(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Places along a curve that keeps neighbours together most of the time (bits of both coordinates in turn)."""
    code = np.zeros(latitude.size, np.uint64)
    for column, low, span, shift in ((latitude, -90.0, 180.0, 0), (longitude, -180.0, 360.0, 1)):
        cell = np.clip((column - low) / span * 2**21, 0, 2**21 - 1).astype(np.uint64)
        for bit in range(21):
            code |= ((cell >> np.uint64(bit)) & np.uint64(1)) << np.uint64(2 * bit + shift)
    return code


def _nearest(here: _Side, block: NDArray[np.int64], there: _Side, among: NDArray[np.int64], want: int) -> NDArray[np.int64]:
    """About `want` of `among` (in the order of the curve) nearest to the middle of a block."""
    if among.size <= want:
        return among
    if among.size > SLICE:  # found by halves: their place on the curve is not gathered for each block
        at = bisect.bisect_left(among, here.curve[block[block.size // 2]], key=there.curve.__getitem__)
        start = min(max(0, at - SLICE // 2), among.size - SLICE)
        among = among[start:start + SLICE]
    y, x = (np.partition(column[block], block.size // 2)[block.size // 2] for column in (here.y, here.x))
    away = (there.y[among] - y) ** 2 + (there.x[among] - x) ** 2
    found: NDArray[np.int64] = among[np.argpartition(away, want)[:want]]
    return found


def _turned(among: NDArray[np.int64], number: int, want: int) -> NDArray[np.int64]:
    """`want` of them, others for each block: else all would see the same."""
    if among.size <= want:
        return among
    return np.take(among, np.arange(number * want, number * want + want), mode="wrap")


class _Look:
    """One direction: the blocks of one side, each with the pool of the other side it is compared with."""

    def __init__(self, pairing: Pairing, here: _Side, there: _Side, keep: int, look: int, mentors_choose: bool) -> None:
        self.pairing, self.here, self.there, self.keep, self.look = pairing, here, there, keep, look
        self.mentors_choose = mentors_choose

    def found(self) -> tuple[NDArray[np.int64], int]:
        """n x keep, the best of the other side: points above the lowest 32 bits, person in them, -1 for none; and how many pairs were
        compared."""
        best, compared = np.full((self.here.y.size, self.keep), -1, np.int64), 0
        with ThreadPoolExecutor(SEVERAL_HANDS) as hands:
            for block, codes, size in hands.map(self._compare, list(self._blocks())):
                best[block], compared = _merged(best[block], codes), compared + size
        return best, compared

    def _blocks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """(people, the pool they are compared with), ways of looking one after another."""
        for way, share in WAYS.items():
            want = max(1, round(share * self.look))
            for code, rows in self.here.parts[way].items():
                among = self.there.parts[way].get(code, np.empty(0, np.int64))
                for number, start in enumerate(range(0, rows.size if among.size else 0, BLOCK)):
                    block = rows[start:start + BLOCK]
                    yield block, _turned(among, number, want) if way == "remote" else _nearest(self.here, block, self.there, among, want)

    def _compare(self, task: tuple[NDArray[np.int64], NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        """The best of a block's pool for each of the block."""
        block, pool = task
        rows, columns = (pool, block) if self.mentors_choose else (block, pool)
        chords = self.pairing.chords(rows, columns)
        worth = self.pairing.points(rows, columns, chords) * TIE + mixed(rows[:, None], columns).astype(np.int32)
        worth[~self.pairing.allowed(rows, columns, chords)] = -1
        if self.mentors_choose:
            worth = worth.T
        who = np.broadcast_to(pool, worth.shape)
        if pool.size > self.keep:
            at = np.argpartition(worth, pool.size - self.keep, axis=1)[:, -self.keep:]
            worth, who = np.take_along_axis(worth, at, axis=1), pool[at]
        return block, np.where(worth < 0, -1, worth.astype(np.int64) << 32 | who), rows.size * columns.size


def _merged(best: NDArray[np.int64], more: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best of two lists of each row; who is in both counts once."""
    both = np.sort(np.concatenate([best, more], axis=1), axis=1)
    both[:, 1:][both[:, 1:] == both[:, :-1]] = -1
    keep = best.shape[1]
    kept: NDArray[np.int64] = np.partition(both, both.shape[1] - keep, axis=1)[:, -keep:]
    return kept


def _bounded(pairing: Pairing, keep: int, keep_mentor: int, look: int, seed: int) -> tuple[*Pairs, int]:
    """Both directions; whoever found hardly anybody is compared with all, or looks eight times as far where that would be too long."""
    dice = np.random.default_rng(seed)
    everybody = np.ones(len(pairing.mentees), bool)
    young, able = _Side(pairing.mentees, dice, everybody), _Side(pairing.mentors, dice, pairing.mentors.capacity > 0)
    best, compared = _Look(pairing, young, able, keep, look, False).found()
    few = (best >= 0).sum(axis=1) < FEW
    far = int(few.sum()) * len(pairing.mentors) > FAR_PAIRS
    if far:
        again, more = _Look(pairing, _Side(pairing.mentees, dice, few), able, keep, 8 * look, False).found()
        best[few], compared = again[few], compared + more
    one, other, points = _listed(best)
    if not far:
        lost, found, theirs = _all_pairs(pairing, keep, 0, np.flatnonzero(few))
        one, other, points = np.concatenate([one, lost]), np.concatenate([other, found]), np.concatenate([points, theirs])
        compared += int(few.sum()) * len(pairing.mentors)
    if keep_mentor:
        best, more = _Look(pairing, able, young, keep_mentor, look // 2, True).found()
        compared += more
        there, here, theirs = _listed(best)
        one, other, points = np.concatenate([one, here]), np.concatenate([other, there]), np.concatenate([points, theirs])
    first = np.unique(one.astype(np.int64) * len(pairing.mentors) + other, return_index=True)[1]
    return one[first], other[first], points[first], compared


def _listed(best: NDArray[np.int64]) -> Pairs:
    """(person, the one she found, points), one after another."""
    rows, at = np.nonzero(best >= 0)
    codes = best[rows, at]
    return rows.astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32), ((codes >> 32) // TIE).astype(np.int32)
