"""Millions of pairs: the auction is near the optimum, its prices prove it, and where it is not near enough the flow takes over."""
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.matching import assign, assignment, auction, flow
from industrielles.matching.edges import checked
from tests.matching.test_assignment import instances, kept_rules


def crowded(seed: int, n: int = 300, m: int = 200, heaviest: int = 2000) -> tuple[Any, ...]:
    """Pairs by mentee, as `candidates` gives them: 15 mentors each, places for two thirds."""
    dice = np.random.default_rng(seed)
    mentor = np.concatenate([np.sort(dice.choice(m, 15, replace=False)) for _ in range(n)])
    return np.repeat(np.arange(n), 15), mentor, dice.integers(heaviest // 2, heaviest, mentor.size), dice.integers(0, 3, m)


@given(instances(heaviest=50), st.integers(1, 20))
def test_the_auction_is_within_a_step_for_each_person_matched(case: Any, step: int) -> None:
    *columns, capacity, n = case
    order = sorted(range(len(columns[0])), key=lambda row: columns[0][row])
    edges = checked(*([column[row] for row in order] for column in columns), capacity, n)
    found = auction.near(edges, step)
    assert found
    rows, price = found
    assert len(set(edges.mentee[rows].tolist())) == rows.size
    assert (np.bincount(edges.mentor[rows], minlength=edges.capacity.size) <= edges.capacity).all()
    value, best = int(edges.weight[rows].sum()), assign(*columns, capacity, mentees=n).value
    assert value <= best <= flow.bound(edges, edges.capacity, price) <= value + step * rows.size


@pytest.mark.parametrize("seed", range(3))
def test_above_the_limit_pairs_are_auctioned_near_enough_with_proof(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    columns = crowded(seed)
    best = assign(*columns)
    monkeypatch.setattr(assignment, "LARGE", 1000)
    monkeypatch.setattr(flow, "solve", None)  # not asked
    near, again = assign(*columns), assign(*columns)
    assert kept_rules(near, *columns) == near.value <= best.value <= near.bound
    assert near.certificate >= 0.9995 and near.mentor.tolist() == again.mentor.tolist() and near.key == again.key != best.key
    turned = [*(column[::-1] for column in columns[:3]), columns[3]]
    assert kept_rules(assign(*turned), *turned) == assign(*turned).value >= 0.9995 * best.value, "in any order of the pairs"
    rough = assign(*columns, enough=0.98)
    assert rough.certificate >= 0.98 and (rough.prices >= 0).all()


def test_where_the_auction_is_not_near_enough_the_flow_finds_the_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse, columns = crowded(4, heaviest=6), crowded(5)
    expected = [assign(*coarse).value, assign(*columns).value]
    monkeypatch.setattr(assignment, "LARGE", 1000)
    assert assign(*coarse).value == assign(*coarse).bound == expected[0], "a step of 1 is too much for weights of 3 to 6"
    heavy = assign(*columns[:2], columns[2] * 2**29, columns[3])
    assert heavy.value == heavy.bound == expected[1] * 2**29
    monkeypatch.setattr(auction, "PATIENCE", 0.02)
    assert assign(*columns).value == assign(*columns).bound == expected[1], "bidding does not end in time"
    assert assign(*columns, enough=1).certificate == 1


def test_one_mentor_with_places_for_all_is_not_scarce_and_equals_do_not_all_begin_with_the_same() -> None:
    edges = checked(np.repeat(np.arange(50), 3), np.tile(np.arange(3), 50), np.full(150, 1000), [60, 0, 10], 50)
    found = auction.near(edges, 1)
    assert found and found[1].tolist() == [0, 1000, 1] and found[0].size == 50
    assert np.bincount(edges.mentor[found[0]]).tolist() == [40, 0, 10]
