"""Allowed pairs as arrays: checked before anything is computed, and named by what is in them."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST = 2**31 - 1  # people, pairs, places of one mentor
NARROW = 2**20  # weights up to here are held in 32 bits, with the order of equals beside them
HEAVIEST = 2**40  # weight of one pair: sums of a billion of them stay exact in 64 bits


class BadInput(ValueError):
    """What was given cannot be matched; says where and why. `row`: the first pair at fault, -1 when it is not one pair's fault."""

    def __init__(self, words: str, row: int = -1) -> None:
        super().__init__(words)
        self.row = row


@dataclass(frozen=True)
class Edges:
    """E allowed pairs: `mentee` (0 to mentees - 1), `mentor` (0 to capacity.size - 1), `weight` (integers >= 0); `capacity`: places of
    each mentor. int32, int32, int64, int64."""

    mentee: NDArray[np.int32]
    mentor: NDArray[np.int32]
    weight: NDArray[np.int64]
    capacity: NDArray[np.int64]
    mentees: int

    @cached_property
    def table(self) -> bool:
        """Whether all pairs are there, by mentee then mentor: then nothing needs to be looked up."""
        n, m = self.mentees, self.capacity.size
        return n * m == self.mentee.size > 0 and bool(
            (self.mentor.reshape(n, m) == np.arange(m, dtype=np.int32)).all()
            and (self.mentee.reshape(n, m) == np.arange(n, dtype=np.int32)[:, None]).all())

    @property
    def narrow(self) -> NDArray[Any]:
        """The weights, in 32 bits where that holds them with the order of equals beside."""
        return self.weight.astype(np.int32) if int(self.weight.max(initial=0)) <= NARROW else self.weight

    @property
    def key(self) -> str:
        """The inputs in one word (SHA-256): the same pairs in the same order, weights and capacities have the same."""
        hashed = hashlib.sha256(f"{self.mentees} {self.mentee.size} {self.capacity.size} {self.table}".encode())
        for column in (self.narrow, self.capacity) if self.table else (self.mentee, self.mentor, self.narrow, self.capacity):
            hashed.update(np.ascontiguousarray(column).data)
        return hashed.hexdigest()

    def best(self, keep: int, of: NDArray[np.int32], worth: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The `keep` pairs of most `worth` of each mentee (`of` is `mentee`) or mentor; equal ones in an order that favours nobody."""
        if not of.size:
            return np.zeros(0, bool)
        chance, less = mixed(self.mentee, self.mentor), worth.max() - worth
        if (int(of.max()) + 1) * (int(less.max()) + 1) < 2**52:  # person, worth and chance in one number: sorted five times as fast
            order = np.argsort((of * (less.max() + 1) + less) * 1024 + chance)
        else:
            order = np.lexsort((chance, less, of))
        groups = of[order]
        start = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
        rank = np.arange(groups.size) - np.repeat(start, np.diff(np.r_[start, groups.size]))
        kept = np.zeros(groups.size, bool)
        kept[order[rank < keep]] = True
        return kept

    def some(self, rows: NDArray[np.int64]) -> Edges:
        """These pairs only, for the same people."""
        return replace(self, mentee=self.mentee[rows], mentor=self.mentor[rows], weight=self.weight[rows])

    def greatest(self, values: NDArray[Any]) -> NDArray[Any]:
        """The greatest of the values of each mentee's pairs, 0 at least."""
        found, start = np.zeros(self.mentees, values.dtype), np.flatnonzero(np.r_[True, self.mentee[1:] != self.mentee[:-1]])
        if start.size <= self.mentees and values.size:  # mostly: each mentee's pairs stand together
            values, who = np.maximum.reduceat(values, start), self.mentee[start]
        else:
            who = self.mentee
        np.maximum.at(found, who, values)
        return found


def mixed(mentee: NDArray[Any], mentor: NDArray[Any]) -> NDArray[np.uint32]:
    """A number below 1024 for each pair: an order of equals that favours nobody."""
    return (mentee.astype(np.uint32) * np.uint32(2654435761) ^ mentor.astype(np.uint32) * np.uint32(2246822519)) >> np.uint32(22)


def whole(values: ArrayLike, name: str, least: int = 0, most: int = MOST) -> NDArray[np.int64]:
    """A column of whole numbers between two bounds. Raises BadInput with the first that is not one."""
    return _whole(values, name, least, most).astype(np.int64, copy=False)


def _whole(values: ArrayLike, name: str, least: int = 0, most: int = MOST) -> NDArray[Any]:
    column: Any = np.asarray(values)
    if column.ndim != 1:
        raise BadInput(f"{name}: one dimension is needed, not {column.ndim}")
    if column.size == 0:
        return np.empty(0, np.int64)
    if column.dtype.kind not in "iu":
        whole_ones = np.isfinite(column) & (column == np.floor(column)) if column.dtype.kind == "f" else np.zeros(column.size, bool)
        if not whole_ones.all():
            row = int(np.argmin(whole_ones))
            raise BadInput(f"{name}: whole numbers are needed; row {row} has {column[row]!s}", row)
    if column.min() < least or column.max() > most:
        row = int(np.argmax((column < least) | (column > most)))
        raise BadInput(f"{name}: {column[row]} in row {row} is not between {least} and {most}", row)
    return column


def checked(mentee: ArrayLike, mentor: ArrayLike, weight: ArrayLike, capacity: ArrayLike, mentees: int | None = None) -> Edges:
    """The pairs as Edges. Raises BadInput: columns of different lengths, a number out of bounds, a pair given twice."""
    places = whole(capacity, "capacity")
    one, other = (_whole(column, name).astype(np.int32, copy=False) for column, name in ((mentee, "mentee"), (mentor, "mentor")))
    worth = whole(weight, "weight", most=HEAVIEST)
    if not one.size == other.size == worth.size:
        raise BadInput(f"mentee, mentor and weight have {one.size}, {other.size} and {worth.size} values: they must have as many")
    count = int(one.max(initial=-1)) + 1 if mentees is None else int(mentees)
    for column, most, name in ((one, count, "mentee"), (other, places.size, "mentor")):
        if column.size and column.max() >= most:
            row = int(np.argmax(column >= most))
            raise BadInput(f"{name}: row {row} names number {column[row]}, and there are {most} (0 to {most - 1})", row)
    edges = Edges(one, other, worth, places, count)
    if not edges.table:
        _refuse_twice(one, other, count, places.size)
    return edges


def _refuse_twice(one: NDArray[np.int32], other: NDArray[np.int32], mentees: int, mentors: int) -> None:
    pair = (one if mentees * mentors <= MOST else one.astype(np.int64)) * max(1, mentors) + other
    if (pair[1:] > pair[:-1]).all():  # already in order, as `candidates` gives them
        return
    order = np.argsort(pair, kind="stable")
    again = np.flatnonzero(np.diff(pair[order]) == 0)
    if again.size:
        row = int(order[again + 1].min())
        raise BadInput(f"the pair of mentee {one[row]} and mentor {other[row]} is there twice (again in row {row})", row)
