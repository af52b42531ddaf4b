"""Both sides rank: nobody would leave, and as many as can be."""
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industrielles.matching import BadInput, Stable, stability, stable
from industrielles.matching.edges import checked


@st.composite
def instances(draw: Any) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), unique=True, max_size=9))
    ranks = [draw(st.lists(st.integers(1, 3), min_size=len(pairs), max_size=len(pairs))) for _ in range(2)]
    return [i for i, _ in pairs], [j for _, j in pairs], *ranks, draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))


def leaving(chosen: Any, mentee: Any, mentor: Any, liked: Any, wanted: Any, capacity: Any) -> list[int]:
    """Rows of the pairs who would both rather have each other; written from the definition."""
    found = []
    for row, (i, j) in enumerate(zip(mentee, mentor, strict=True)):
        hers = [liked[other] for other in chosen if mentee[other] == i]
        theirs = [wanted[other] for other in chosen if mentor[other] == j]
        she_would = not hers or liked[row] < hers[0]
        mentor_would = len(theirs) < capacity[j] or any(wanted[row] < rank for rank in theirs)
        if row not in chosen and she_would and mentor_would:
            found.append(row)
    return found


def rows_of(result: Stable, mentee: Any, mentor: Any) -> list[int]:
    where = {pair: row for row, pair in enumerate(zip(mentee, mentor, strict=True))}
    return [where[pair] for pair in zip(result.mentee.tolist(), result.mentor.tolist(), strict=True)]


def largest(mentee: Any, mentor: Any, liked: Any, wanted: Any, capacity: Any) -> int:
    """The size of the largest stable matching, by trying all sets of pairs."""
    best = 0
    for bits in range(1 << len(mentee)):
        chosen = [row for row in range(len(mentee)) if bits >> row & 1]
        one = [mentee[row] for row in chosen]
        fits = len(set(one)) == len(one) and all(sum(mentor[row] == j for row in chosen) <= places for j, places in enumerate(capacity))
        if fits and len(chosen) > best and not leaving(chosen, mentee, mentor, liked, wanted, capacity):
            best = len(chosen)
    return best


@settings(max_examples=60, deadline=None)
@given(instances())
def test_nobody_would_leave_and_no_stable_matching_is_larger(case: Any) -> None:
    *columns, capacity = case
    result = stable(*columns, capacity)
    chosen = rows_of(result, *columns[:2])
    assert not leaving(chosen, *columns, capacity)
    assert len(chosen) == largest(*columns, capacity)
    assert result.largest and result.how in ("deferred acceptance", "0-1 programme")


def test_the_size_that_ties_hide_is_found_by_search() -> None:
    """Deferred acceptance gives fewer in some orders of the ties; the programme proves the largest."""
    dice = np.random.default_rng(1)
    pairs = np.unique(np.stack([np.repeat(np.arange(60), 3), dice.integers(0, 30, 180)], 1), axis=0)
    liked, wanted, capacity = dice.integers(1, 3, len(pairs)), dice.integers(1, 3, len(pairs)), dice.integers(1, 3, 30)
    result = stable(pairs[:, 0], pairs[:, 1], liked, wanted, capacity)
    plain = stable(pairs[:, 0], pairs[:, 1], liked, wanted, capacity, patience=0)
    assert result.largest and plain.mentee.size >= 0.97 * result.mentee.size
    assert not leaving(rows_of(plain, *pairs.T.tolist()), *pairs.T.tolist(), liked, wanted, capacity)


def test_above_what_can_be_proved_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only mentor both accept is full of somebody she likes as much: two people, one place, and two who could be matched."""
    monkeypatch.setattr(stability, "PROVABLE", 0)
    result = stable([0, 0, 1], [0, 1, 0], [1, 2, 1], [1, 1, 2], [1, 1])  # she prefers 0, whom mentor 0 prefers: 1 stays without
    assert (result.mentee.tolist(), result.mentor.tolist()) == ([0], [0])
    assert (result.how, result.most, result.largest) == ("approximation", 2, False)
    monkeypatch.undo()
    proved = stable([0, 0, 1], [0, 1, 0], [1, 2, 1], [1, 1, 2], [1, 1])
    assert (proved.how, proved.most, proved.largest) == ("0-1 programme", 1, True)


def test_blocking_pairs_are_seen() -> None:
    edges = checked([0, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1])
    liked, wanted = np.array([1, 2, 1]), np.array([1, 1, 2])
    assert stability.blocking(edges, liked, wanted, np.array([0])).tolist() == []
    assert stability.blocking(edges, liked, wanted, np.array([1, 2])).tolist() == [0]


def test_the_same_seed_gives_the_same_pairs_and_bad_ranks_are_refused() -> None:
    given = [0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1]
    assert stable(*given).mentor.tolist() == stable(*given).mentor.tolist() and stable(*given).mentee.size == 2
    with pytest.raises(BadInput, match="mentee_rank"):
        stable([0], [0], [1, 2], [1], [1])
    with pytest.raises(BadInput, match="twice"):
        stable([0, 0], [0, 0], [1, 2], [1, 1], [1])
    assert stable([], [], [], [], [1]).largest
