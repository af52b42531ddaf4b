"""Who may meet whom, and how well they would go together: hard rules, and wishes as points.

People are columns of arrays. Sets of at most 64 things (languages, half-days, interests) are bits of an integer, so that having one in
common is one `&`. What somebody did not tell (0 bits, -1, NaN) excludes nobody and gives no points; only a clearance must have been seen.
"""
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from industrielles.matching.edges import BadInput

EARTH = 6371.0088  # kilometres, mean radius (IUGG)
EACH = 128  # pairs of a list that are looked at together, as a block of all their people
FIRST = 1000  # what a pair is worth before its points: people matched first, then how well

# Why two people may not meet; 0: they may. The first that applies is the one that is told.
ALLOWED, NO_PLACE, NOT_CLEARED, FORBIDDEN, SAME_ORGANISATION, NO_LANGUAGE, NO_HALF_DAY, TOO_FAR = range(8)
RULES = ("allowed", "no place", "not cleared", "forbidden", "same organisation", "no language", "no half-day", "too far")


@dataclass(frozen=True, kw_only=True)
class People:
    """n people: columns of n.

    `latitude`, `longitude` in degrees (NaN: unknown); `remote`: accepts to meet at a distance; `sector`, `job`, `organisation`: codes
    (-1: none told), the same codes on both sides; `languages`, `half_days`, `interests`: bits; `grade`: steps of seniority (-1: none).
    """

    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    remote: NDArray[np.bool_]
    sector: NDArray[np.int32]
    job: NDArray[np.int32]
    languages: NDArray[np.uint64]
    half_days: NDArray[np.uint64]
    interests: NDArray[np.uint64]
    organisation: NDArray[np.int32]
    grade: NDArray[np.int32] | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            column = getattr(self, field.name)
            if column is not None and (getattr(column, "ndim", 0) != 1 or column.size != self.latitude.size):
                raise BadInput(f"column {field.name}: one value for each of the {self.latitude.size} people is needed")

    def __len__(self) -> int:
        return int(self.latitude.size)


@dataclass(frozen=True, kw_only=True)
class Mentees(People):
    """n mentees; `minor`: under 18, to be with a cleared mentor only."""

    minor: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Mentors(People):
    """n mentors; `cleared`: her clearance was seen and is valid; `capacity`: how many mentees she takes, 0 or more."""

    cleared: NDArray[np.bool_]
    capacity: NDArray[np.int64]


@dataclass(frozen=True)
class Wishes:
    """How much each thing counts, in points; whatever their sum, a pair has 0 to 1000. `radius`: kilometres that people travel at most."""

    near: float = 25
    sector: float = 30
    job: float = 20
    interests: float = 15
    half_days: float = 10
    grade: float = 0
    radius: float = 80

    def __post_init__(self) -> None:
        if min(self.points.values()) < 0 or not sum(self.points.values()) or not self.radius > 0:
            raise BadInput("wishes count 0 or more, one of them more than 0, and the radius is more than 0 km")

    @property
    def points(self) -> dict[str, float]:
        return {field.name: float(getattr(self, field.name)) for field in fields(self) if field.name != "radius"}


def sphere(people: People) -> NDArray[np.float64]:
    """n x 3: places on the sphere of radius 1; unknown ones are NaN."""
    phi, turn = np.radians(people.latitude), np.radians(people.longitude)
    return np.stack([np.cos(phi) * np.cos(turn), np.cos(phi) * np.sin(turn), np.sin(phi)], axis=1)


class Pairing:
    """Two sides, ready to be compared in blocks: rows of mentees x columns of mentors."""

    def __init__(self, mentees: Mentees, mentors: Mentors, wishes: Wishes, forbidden: NDArray[np.int64] | None = None) -> None:
        self.mentees, self.mentors, self.wishes = mentees, mentors, wishes
        self.here, self.there = sphere(mentees), sphere(mentors)
        self.chord = (2 * np.sin(wishes.radius / EARTH / 2)) ** 2 * (1 + 1e-9)  # exactly on the circle is inside
        self.share = {name: 1000 * points / sum(wishes.points.values()) for name, points in wishes.points.items()}
        pairs = np.empty((0, 2), np.int64) if forbidden is None else np.asarray(forbidden, np.int64).reshape(-1, 2)
        self.forbidden = np.unique(pairs[:, 0] * max(1, len(mentors)) + pairs[:, 1])
        self.placed = not (np.isnan(self.here).any() or np.isnan(self.there).any())
        self.bits = {name: _narrow(getattr(mentees, name), getattr(mentors, name)) for name in ("half_days", "languages", "interests")}
        self.told = {name: tuple(np.where(side == 0, ~side.dtype.type(0), side) for side in self.bits[name])
                     for name in ("half_days", "languages")}  # nothing told: all bits

    def chords(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Squared straight lines through a sphere of radius 1 (NaN: a place is unknown)."""
        straight = self.here[rows] @ self.there[columns].T
        straight *= -2
        straight += 2
        return np.maximum(straight, 0, out=straight)

    def why_not(self, rows: NDArray[np.int64], columns: NDArray[np.int64], chords: NDArray[np.float64]) -> NDArray[np.int8]:
        """For each pair of the block the first rule that forbids it, ALLOWED where none does."""
        one, other = self.mentees, self.mentors
        why = np.zeros(chords.shape, np.int8)
        why[(chords > self.chord) & ~(one.remote[rows][:, None] & other.remote[columns])] = TOO_FAR
        why[_nothing_shared(one.half_days[rows], other.half_days[columns])] = NO_HALF_DAY
        why[_nothing_shared(one.languages[rows], other.languages[columns])] = NO_LANGUAGE
        why[_same(one.organisation[rows], other.organisation[columns])] = SAME_ORGANISATION
        if self.forbidden.size:
            why[np.isin(rows[:, None] * len(other) + columns, self.forbidden)] = FORBIDDEN
        why[one.minor[rows][:, None] & ~other.cleared[columns]] = NOT_CLEARED
        why[:, other.capacity[columns] <= 0] = NO_PLACE
        return why

    def allowed(self, rows: NDArray[np.int64], columns: NDArray[np.int64], chords: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Where no rule forbids: the same as `why_not(...) == ALLOWED`, in half the time."""
        one, other = self.mentees, self.mentors
        good = chords <= self.chord
        if not self.placed:
            good |= np.isnan(chords)
        good |= one.remote[rows][:, None] & other.remote[columns]
        for here, there in self.told.values():
            good &= (here[rows][:, None] & there[columns]) != 0
        good &= np.where(one.organisation[rows] < 0, -2, one.organisation[rows])[:, None] != other.organisation[columns]
        good &= ~one.minor[rows][:, None] | other.cleared[columns]
        good &= other.capacity[columns] > 0
        if self.forbidden.size:
            good &= ~np.isin(rows[:, None] * len(other) + columns, self.forbidden)
        return good

    def each(self, pairs: NDArray[np.int64]) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
        """`why_not` and `points` of k pairs (k x 2: mentee, mentor), not of a block."""
        why, points = np.zeros(len(pairs), np.int8), np.zeros(len(pairs), np.int32)
        order = np.argsort(pairs[:, 0], kind="stable")
        for at in (order[start:start + EACH] for start in range(0, order.size, EACH)):
            (rows, here), (columns, there) = (np.unique(pairs[at, side], return_inverse=True) for side in (0, 1))
            chords = self.chords(rows, columns)
            why[at] = self.why_not(rows, columns, chords)[here, there]
            points[at] = self.points(rows, columns, chords)[here, there]
        return why, points

    def points(self, rows: NDArray[np.int64], columns: NDArray[np.int64], chords: NDArray[np.float64]) -> NDArray[np.int32]:
        """0 to 1000 for each pair of the block: near counts in proportion, three half-days or three interests in common are all of them."""
        one, other, share = self.mentees, self.mentors, self.share
        # A chord is its arc to 1 part in 100,000 within 80 km.
        near = np.sqrt(chords, dtype=np.float32, casting="same_kind")
        near *= np.float32(-EARTH / self.wishes.radius)
        near += np.float32(1)
        np.maximum(near, 0, out=near)
        if not self.placed:
            np.nan_to_num(near, copy=False)
        near *= np.float32(share["near"])
        for name in ("sector", "job"):
            near += np.multiply(_same(getattr(one, name)[rows], getattr(other, name)[columns]), share[name], dtype=np.float32)
        for name in ("half_days", "interests"):
            here, there = self.bits[name]
            common = np.bitwise_count(here[rows][:, None] & there[columns])
            near += np.multiply(np.minimum(common, 3, out=common), share[name] / 3, dtype=np.float32)
        if share["grade"] and one.grade is not None and other.grade is not None:
            above = other.grade[columns] - one.grade[rows][:, None]
            near += ((above == 1) | (above == 2)) * np.float32(share["grade"])
        return np.rint(near, out=near).astype(np.int32)


def _narrow(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Both columns in as few bits as hold them."""
    narrow = np.min_scalar_type(int(max(one.max(initial=0), other.max(initial=0))))
    return one.astype(narrow), other.astype(narrow)


def _nothing_shared(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Both told something and have nothing of it in common. Nothing told: all bits, for this purpose."""
    full = ~np.uint64(0)
    return (np.where(one == 0, full, one)[:, None] & np.where(other == 0, full, other)) == 0


def _same(one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.bool_]:
    """The same code, told on both sides."""
    return np.where(one < 0, -2, one)[:, None] == other
