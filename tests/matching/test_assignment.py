"""The best matching: compared with all matchings on small instances, with another solver on larger ones; its proof and its prices."""
from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from industrielles.matching import Assignment, BadInput, assign, assignment, fairest
from industrielles.matching.edges import HEAVIEST


@st.composite
def instances(draw: Any, most: int = 5, heaviest: int = 9) -> tuple[list[int], list[int], list[int], list[int], int]:
    """(mentee, mentor, weight, capacity, mentees), small."""
    n, m = draw(st.integers(0, most)), draw(st.integers(1, most))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, m - 1)), unique=True, max_size=14)) if n else []
    weights = draw(st.lists(st.integers(0, heaviest), min_size=len(pairs), max_size=len(pairs)))
    capacity = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    return [i for i, _ in pairs], [j for _, j in pairs], weights, capacity, n


def all_matchings(mentee: list[int], mentor: list[int], weight: list[int], capacity: list[int], n: int) -> list[tuple[int, int, int]]:
    """(people, least weight, value) of every matching, by trying all."""
    @cache
    def after(who: int, left: tuple[int, ...]) -> frozenset[tuple[int, int, int]]:
        if who == n:
            return frozenset({(0, HEAVIEST, 0)})
        found = set(after(who + 1, left))
        for row, one in enumerate(mentee):
            if one == who and left[mentor[row]]:
                rest = tuple(places - (place == mentor[row]) for place, places in enumerate(left))
                found |= {(k + 1, min(least, weight[row]), v + weight[row]) for k, least, v in after(who + 1, rest)}
        return frozenset(found)
    return list(after(0, tuple(capacity)))


def kept_rules(result: Assignment, mentee: Any, mentor: Any, weight: Any, capacity: Any) -> int:
    """The value of a matching, after checking that it is one."""
    worth = dict(zip(zip(mentee, mentor, strict=True), weight, strict=True))
    pairs = list(zip(result.mentee.tolist(), result.mentor.tolist(), strict=True))
    assert len(set(result.mentee.tolist())) == len(pairs), "one mentor each"
    assert (np.bincount(result.mentor, minlength=len(capacity)) <= np.array(capacity)).all(), "capacities"
    return int(sum(worth[pair] for pair in pairs))


@given(instances())
def test_assign_is_the_best_of_all_matchings_and_proves_it(case: Any) -> None:
    *columns, capacity, n = case
    result = assign(*columns, capacity, mentees=n)
    best = max(value for _, _, value in all_matchings(*columns, capacity, n))
    assert kept_rules(result, *columns, capacity) == result.value == result.bound == best
    assert result.certificate == 1


@given(instances())
def test_a_price_is_what_one_more_place_is_worth(case: Any) -> None:
    *columns, capacity, n = case
    result = assign(*columns, capacity, mentees=n)
    for mentor in range(len(capacity)):
        more = [places + (place == mentor) for place, places in enumerate(capacity)]
        assert assign(*columns, more, mentees=n).value - result.value == result.prices[mentor]


@given(instances())
def test_prices_are_feasible_and_slack_where_they_should(case: Any) -> None:
    mentee, mentor, weight, capacity, n = case
    result = assign(mentee, mentor, weight, capacity, mentees=n)
    comfort = np.zeros(n, np.int64)
    for i, j, w in zip(mentee, mentor, weight, strict=True):
        comfort[i] = max(comfort[i], w - result.prices[j])
    assert (result.prices >= 0).all() and comfort.sum() + (result.prices * capacity).sum() == result.bound
    left = np.array(capacity) - np.bincount(result.mentor, minlength=len(capacity))
    assert (result.prices[left > 0] == 0).all(), "who has a place left is not scarce"


@given(instances())
def test_fairest_matches_most_people_then_raises_the_worst_then_the_sum(case: Any) -> None:
    *columns, capacity, n = case
    result = fairest(*columns, capacity, mentees=n)
    people, worst, value = max(all_matchings(*columns, capacity, n))
    assert result.mentee.size == people and kept_rules(result, *columns, capacity) == value
    assert result.worst == (worst if people else 0) and result.value == value + people * result.first == result.bound


@pytest.mark.parametrize(("seed", "heaviest"), [(0, 20), (1, 1000), (2, 10**9)])
def test_many_pairs_are_priced_in_and_still_give_the_optimum_of_another_solver(seed: int, heaviest: int) -> None:
    dice = np.random.default_rng(seed)
    weight = dice.integers(0, heaviest, (150, 120))
    capacity = dice.integers(0, 3, 120)
    mentee, mentor = np.divmod(np.arange(weight.size), 120)
    result = assign(mentee, mentor, weight.ravel(), capacity)
    slots = np.repeat(np.arange(120), capacity)
    rows, columns = linear_sum_assignment(weight[:, slots], maximize=True)
    assert mentee.size > 40 * 150, "more pairs than are given to the solver at once"
    assert result.value == result.bound == weight[:, slots][rows, columns].sum()


@pytest.mark.parametrize("heaviest", [5, 2000, 2**30])
def test_all_pairs_in_any_order_give_the_same_optimum(heaviest: int) -> None:
    dice = np.random.default_rng(4)
    n, m = 130, 110
    weight, capacity = dice.integers(0, heaviest, n * m), dice.integers(0, 3, m)
    mentee, mentor = np.divmod(np.arange(n * m), m)
    straight = assign(mentee, mentor, weight, capacity)
    by_mentor, at_random = np.lexsort((mentee, mentor)), dice.permutation(n * m)
    shifted = np.ravel_multi_index(((mentee + mentor) % n, mentor), (n, m))  # mentors in order, mentees not
    for order in (by_mentor, at_random, shifted):
        found = assign(mentee[order], mentor[order], weight[order], capacity)
        assert kept_rules(found, mentee, mentor, weight, capacity) == found.value == found.bound == straight.value
        assert found.key != straight.key
    heavier = np.where(np.arange(n * m) == 7, weight + 1, weight)
    assert assign(mentee, mentor, heavier, capacity).key != straight.key == assign(mentee, mentor, weight, capacity).key


def test_few_promising_pairs_end_at_the_optimum_or_near_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "FIRST_LOOK", (1, 1))
    dice = np.random.default_rng(3)
    weight = dice.integers(900, 1000, 14_400)
    mentee, mentor = np.divmod(np.arange(weight.size), 120)
    exact = assign(mentee, mentor, weight, np.ones(120, int))
    rows, columns = linear_sum_assignment(weight.reshape(120, 120), maximize=True)
    assert exact.value == exact.bound == weight.reshape(120, 120)[rows, columns].sum()
    near = assign(mentee, mentor, weight, np.ones(120, int), enough=0.9)
    assert 0.9 * near.bound <= near.value <= exact.value <= near.bound


def test_the_same_inputs_and_seed_give_the_same_key_and_pairs() -> None:
    given = [0, 0, 1], [0, 1, 0], [5, 5, 5], [1, 1]
    one, other = assign(*given), assign(*[np.array(column, np.int32) for column in given])
    assert one.key == other.key and one.mentor.tolist() == other.mentor.tolist()
    assert len({one.key, assign(*given, seed=1).key, assign([0, 0, 1], [0, 1, 0], [5, 5, 6], [1, 1]).key, fairest(*given).key}) == 4


def test_nobody_and_nothing_are_matched_without_ado() -> None:
    empty = assign([], [], [], [], mentees=0)
    assert (empty.value, empty.bound, empty.certificate) == (0, 0, 1)
    full = assign([0, 1], [0, 0], [3, 4], [0], mentees=5)
    assert full.mentee.size == 0 and full.prices.tolist() == [4]


@pytest.mark.parametrize(("columns", "words", "row"), [
    (([0, 1], [0], [1, 1], [1]), "2, 1 and 2", -1),
    (([0, 0], [0, 0], [1, 2], [1]), "twice", 1),
    (([1, 0, 1], [0, 0, 0], [1, 2, 3], [1]), "twice", 2),
    (([0], [3], [1], [1]), "names number 3", 0),
    (([0, 1], [0, 0], [1, -1], [1]), "-1 in row 1", 1),
    (([0, 1], [0, 0], [1, 1.5], [1]), "whole numbers", 1),
    (([0], [0], [float("nan")], [1]), "whole numbers", 0),
    (([0], [0], [HEAVIEST + 1], [1]), "not between", 0),
    (([0], [0], [1], [-1]), "capacity", 0),
    (([[0]], [0], [1], [1]), "dimension", -1),
    ((["a"], [0], [1], [1]), "whole numbers", 0),
])
def test_bad_columns_are_refused_with_the_row_and_the_reason(columns: Any, words: str, row: int) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        assign(*columns)
    assert fault.value.row == row


def test_numbers_of_people_and_gaps_are_checked() -> None:
    with pytest.raises(BadInput, match="names number 4"):
        assign([4], [0], [1], [1], mentees=4)
    with pytest.raises(BadInput, match="enough"):
        assign([0], [0], [1], [1], enough=1.5)


@settings(max_examples=10)
@given(st.integers(0, 2**31), st.sampled_from([0.4, 0.67, 1.0]))
def test_assign_equals_another_solver_whatever_the_ratio(seed: int, ratio: float) -> None:
    dice = np.random.default_rng(seed)
    n, m = 80, int(80 * ratio)
    weight = np.where(dice.random((n, m)) < 0.3, dice.integers(1, 2000, (n, m)), 0)
    capacity = dice.integers(1, 3, m)
    mentee, mentor = np.nonzero(weight)
    slots = np.repeat(np.arange(m), capacity)
    rows, columns = linear_sum_assignment(weight[:, slots], maximize=True)
    assert assign(mentee, mentor, weight[mentee, mentor], capacity, mentees=n).value == weight[:, slots][rows, columns].sum()
