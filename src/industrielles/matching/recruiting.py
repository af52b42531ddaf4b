"""Who is missing: how many more could be matched with mentors who are not there yet, and which mentors these would be."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from industrielles.matching import flow
from industrielles.matching.edges import BadInput, Edges, whole
from industrielles.matching.graph import Graph
from industrielles.matching.people import Mentees, Mentors, Pairing

ANY = -1  # half-day: none of them told when she is free
DISTANT = -1  # place: they meet at a distance
FARTHEST = 4.0  # the longest squared chord
TRIED = 4_000_000  # places x mentees held at once: with more, only some of their places are tried


@dataclass(frozen=True)
class Group:
    """Mentees who could all have the same kind of mentor. `mentees`: who, in order; `half_day`: the bit they are all free on (-1: none
    told any); `latitude`, `longitude`: within the radius of all of them, NaN where they would meet at a distance; `mentors`: how many
    such mentors it takes; `more`: how many more people are matched with them, proved by a maximum flow."""

    mentees: NDArray[np.int64]
    half_day: int
    latitude: float
    longitude: float
    mentors: int
    more: int

    @property
    def remote(self) -> bool:
        return self.latitude != self.latitude


def what_if(graph: Graph, extra: Mentors) -> int:
    """How many more people could be matched if these mentors came, at most and exactly: the difference of two maximum flows, over the
    candidates of the graph and all allowed pairs of these mentors. Pairs that were fixed stay."""
    return flow.most(*_with(graph, extra)) - flow.most(graph.edges, graph.edges.capacity)


def _with(graph: Graph, extra: Mentors) -> tuple[Edges, NDArray[np.int64]]:
    """The pairs of a graph and those of more mentors, all worth the same; and the places."""
    edges, pairing = graph.edges, Pairing(graph.pairing.mentees, extra, graph.pairing.wishes)
    rows, columns = np.setdiff1d(np.arange(edges.mentees), graph.settled[:, 0]), np.arange(len(extra))
    here, there = np.nonzero(pairing.allowed(rows, columns, pairing.chords(rows, columns)))
    capacity = np.concatenate([edges.capacity, whole(extra.capacity, "capacity")])
    one = np.concatenate([edges.mentee, rows[here].astype(np.int32)])
    other = np.concatenate([edges.mentor, (there + edges.capacity.size).astype(np.int32)])
    return Edges(one, other, np.zeros(one.size, np.int64), capacity, edges.mentees), capacity


def missing(graph: Graph, *, places: int = 1, groups: int = 3, alone: ArrayLike | None = None) -> list[Group]:
    """The mentors who would help most: groups of mentees who stay alone and are free on one half-day, near one place or at a distance.

    `places`: what each of these mentors would take; `groups`: how many at most. `alone`: who has no mentor (default: whom a largest
    matching leaves). A group is chosen for serving most of those whom the groups before do not (greedy cover: at least 1 - 1/e of the
    most that as many groups around their places could serve; Nemhauser, Wolsey and Fisher, 1978), then for the shortest ways. Its
    mentors count as cleared, of no organisation, speaking what is needed. `more` says what a group adds to those before it: together at
    least all their mentees when `alone` is of a largest matching, less where some could be matched without anybody new. Raises BadInput.
    """
    if places < 1 or groups < 0:
        raise BadInput("places is 1 or more, groups is 0 or more")
    left = _left_alone(graph) if alone is None else np.unique(whole(alone, "alone", most=graph.edges.mentees - 1))
    before, found, extra = flow.most(graph.edges, graph.edges.capacity), [], []
    for who, half_day, centre in _covers(graph.pairing, np.setdiff1d(left, graph.settled[:, 0]), groups):
        count = -(-who.size // places)
        extra += [(half_day, centre)] * count
        now = flow.most(*_with(graph, _invented(graph.pairing.mentees, extra, places)))
        at = (np.nan, np.nan) if centre == DISTANT else (graph.pairing.mentees.latitude[centre], graph.pairing.mentees.longitude[centre])
        found.append(Group(who, half_day, float(at[0]), float(at[1]), count, now - before))
        before = now
    return found


def _left_alone(graph: Graph) -> NDArray[np.int64]:
    """Whom a largest matching leaves."""
    chosen = flow.solve(replace(graph.edges, weight=np.ones_like(graph.edges.weight)), graph.edges.capacity)
    return np.setdiff1d(np.arange(graph.edges.mentees), graph.edges.mentee[chosen])


def _covers(pairing: Pairing, left: NDArray[np.int64], groups: int) -> Iterator[tuple[NDArray[np.int64], int, int]]:
    """(whom one kind of mentor serves, the half-day, the mentee around whom: -1 at a distance), the most served first."""
    mentees = pairing.mentees
    placed = left[~np.isnan(pairing.here[left]).any(axis=1)]
    centres = placed[::max(1, placed.size * left.size // TRIED)]
    while groups and left.size:
        groups -= 1
        told = int(np.bitwise_or.reduce(mentees.half_days[left]))
        bits = [bit for bit in range(64) if told >> bit & 1] or [ANY]
        chords = 2 - 2 * (pairing.here[centres] @ pairing.here[left].T)
        near = np.vstack([~(chords > pairing.chord), mentees.remote[left] | np.isnan(pairing.here[left]).any(axis=1)])
        free = np.stack([np.ones(left.size, bool) if bit == ANY else (mentees.half_days[left] == 0) | (
            mentees.half_days[left] >> np.uint64(bit) & np.uint64(1) > 0) for bit in bits], axis=1)
        served = near.astype(np.float32) @ free.astype(np.float32)
        ways = np.where(near, np.vstack([np.nan_to_num(chords), np.full(left.size, FARTHEST)]), 0) @ free.astype(np.float64)
        ways[served < served.max()] = np.inf
        centre, bit = divmod(int(np.argmin(ways)), len(bits))
        who = left[near[centre] & free[:, bit]]
        if not who.size:
            return
        yield who, bits[bit], int(centres[centre]) if centre < centres.size else DISTANT
        left = np.setdiff1d(left, who)


def _invented(mentees: Mentees, kinds: list[tuple[int, int]], places: int) -> Mentors:
    """Mentors who do not exist: one for each (half-day, mentee around whom: -1 at a distance). What is not told of them excludes nobody;
    who meets at a distance lives at the South Pole, near nobody."""
    bits, around = np.array(kinds, np.int64).T
    count, far = around.size, around == DISTANT
    unknown, nothing = np.full(count, -1, np.int32), np.zeros(count, np.uint64)
    return Mentors(
        latitude=np.where(far, -90.0, mentees.latitude[around]), longitude=np.where(far, 0.0, mentees.longitude[around]), remote=far,
        sector=unknown, job=unknown, organisation=unknown, languages=nothing, interests=nothing,
        half_days=np.array([0 if bit == ANY else 1 << bit for bit in bits.tolist()], np.uint64), cleared=np.ones(count, bool),
        capacity=np.full(count, places, np.int64))
