"""What people decided before the matching: pairs that stay, pairs wished for, pairs that may not be."""
from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.matching import BadInput, Fairest, Graph, Mentees, Mentors, assign, candidates, fixed, match, wished
from tests.matching.test_graph import crowd, side


def pairs(result: Any) -> list[tuple[int, int]]:
    return list(zip(result.mentee.tolist(), result.mentor.tolist(), strict=True))


def two_by_two(**mentors: Any) -> Graph:
    """Two mentees of two jobs, each with her mentor."""
    return candidates(side(Mentees, 2, job=[1, 2]), side(Mentors, 2, job=[1, 2], **mentors), keep=0)


def best_with(graph: Graph, held: list[tuple[int, int]]) -> int:
    """The value of the best matching that holds these pairs, by trying all."""
    edges, n, m = graph.edges, graph.edges.mentees, graph.edges.capacity.size
    worth = dict(zip(zip(edges.mentee.tolist(), edges.mentor.tolist(), strict=True), edges.weight.tolist(), strict=True))
    found = []
    for choice in product(range(-1, m), repeat=n):
        chosen = {(one, other) for one, other in enumerate(choice) if other >= 0}
        places = np.bincount([other for _, other in chosen], minlength=m)
        if chosen <= worth.keys() and set(held) <= chosen and (places <= edges.capacity).all():
            found.append(sum(worth[pair] for pair in chosen))
    return max(found)


def test_a_fixed_pair_is_in_the_result_and_takes_its_place() -> None:
    graph = two_by_two()
    assert pairs(match(graph)) == [(0, 0), (1, 1)]
    result = match(fixed(graph, [(0, 1)]))
    assert pairs(result) == [(0, 1), (1, 0)] and result.value == result.bound == match(graph).value - 2 * 200


@given(st.integers(0, 10_000))
def test_the_rest_is_matched_as_well_as_can_be_beside_the_fixed_pairs(seed: int) -> None:
    graph = candidates(*crowd(5, 4, seed), keep=0)
    dice = np.random.default_rng(seed)
    held = [(int(graph.edges.mentee[row]), int(graph.edges.mentor[row])) for row in dice.permutation(graph.edges.mentee.size)[:1]]
    result = match(fixed(graph, held))
    assert set(held) <= set(pairs(result)) and result.value == result.bound == best_with(graph, held)


def test_pairs_fixed_one_after_another_are_the_same_as_at_once() -> None:
    graph = candidates(*crowd(30, 20), keep=0)
    held = pairs(match(graph))[:3]
    once, twice = match(fixed(graph, held)), match(fixed(fixed(graph, held[:1]), held[1:]))
    assert pairs(once) == pairs(twice) and once.value == twice.value == match(graph).value
    assert len({match(graph).key, once.key, match(fixed(graph, held), seed=1).key}) == 3
    assert match(fixed(graph, np.empty((0, 2), int))).key == match(graph).key


def test_a_fixed_pair_need_not_be_among_the_candidates_and_nobody_fixed_is_alone() -> None:
    mentees, mentors = crowd(40, 30)
    few, all_of_them = candidates(mentees, mentors, keep=1, keep_mentor=0), candidates(mentees, mentors, keep=0)
    outside = sorted({*zip(all_of_them.edges.mentee.tolist(), all_of_them.edges.mentor.tolist(), strict=True)}
                     - {*zip(few.edges.mentee.tolist(), few.edges.mentor.tolist(), strict=True)})[0]
    result = match(fixed(few, [outside]))
    assert outside in pairs(result) and result.mentee.tolist() == sorted(set(result.mentee.tolist()))
    graph = candidates(side(Mentees, 1), side(Mentors, 1), forbidden=np.array([[0, 0]]))
    assert graph.alone.tolist() == [0]
    assert fixed(two_by_two(), [(0, 0)]).alone.tolist() == []


def test_the_fairest_counts_fixed_pairs_too() -> None:
    graph = two_by_two()
    free, result = match(graph, fair=True), match(fixed(graph, [(0, 1)]), fair=True)
    assert isinstance(result, Fairest) and isinstance(free, Fairest)
    assert pairs(result) == [(0, 1), (1, 0)] and result.value == result.bound and (free.worst, result.worst) == (2000, 1800)
    assert result.value - 2 * result.first == 3600
    whole = match(fixed(graph, [(0, 1), (1, 0)]), fair=True)
    assert isinstance(whole, Fairest) and whole.worst == 1800


@pytest.mark.parametrize(("held", "words", "row"), [
    ([(0, 0), (1, 1), (0, 1)], "mentee 0 is fixed twice", 2),
    ([(1, 1), (2, 0)], "mentee: 2 in row 1", 1),
    ([(0, 2)], "mentor: 2 in row 0", 0),
    ([(0, 1), (1, 1)], "mentor 1 has fewer places", 0),
    ([(0, 1, 2)], "two columns", -1),
    ([(0.5, 1)], "whole numbers", 0),
])
def test_pairs_that_cannot_be_fixed_are_refused_with_the_row(held: Any, words: str, row: int) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        fixed(two_by_two(), held)
    assert fault.value.row == row


def test_no_rule_is_broken_by_fixing() -> None:
    young = side(Mentees, 2, minor=[False, True])
    graph = candidates(young, side(Mentors, 2, cleared=[True, False]), keep=0, forbidden=np.array([[0, 0]]))
    for pair, words in (((0, 0), "forbidden"), ((1, 1), "not cleared")):
        with pytest.raises(BadInput, match=words):
            fixed(graph, [pair])
    with pytest.raises(BadInput, match="no place"):
        fixed(two_by_two(capacity=[0, 2]), [(0, 0)])
    with pytest.raises(BadInput, match="twice"):
        fixed(fixed(two_by_two(), [(0, 0)]), [(0, 1)])


def test_a_wish_moves_the_choice_and_a_doubt_too() -> None:
    graph = two_by_two()
    assert pairs(match(wished(graph, [(0, 1)], [300]))) == [(0, 0), (1, 1)], "300 do not outweigh twice 200"
    result = match(wished(graph, [(0, 1)], [500]))
    assert pairs(result) == [(0, 1), (1, 0)] and result.value == 3600 + 500
    assert pairs(match(wished(graph, [(0, 0)], [-500]))) == [(0, 1), (1, 0)]
    again = wished(wished(graph, [(0, 1)], [200]), [(0, 1)], [300])
    assert again.edges.weight.tolist() == wished(graph, [(0, 1)], [500]).edges.weight.tolist()
    held = match(fixed(wished(graph, [(0, 1)], [7]), [(0, 1)]))
    assert held.value == 3607


def test_a_wish_makes_a_candidate_of_an_allowed_pair_and_never_of_a_forbidden_one() -> None:
    mentees, mentors = crowd(40, 30)
    few, whole = candidates(mentees, mentors, keep=1, keep_mentor=0), candidates(mentees, mentors, keep=0)
    everybody = np.stack(np.divmod(np.arange(40 * 30), 30), axis=1)
    more = wished(few, everybody, np.full(40 * 30, 5))
    assert (more.edges.mentee.tolist(), more.edges.mentor.tolist()) == (whole.edges.mentee.tolist(), whole.edges.mentor.tolist())
    assert more.edges.weight.tolist() == (whole.edges.weight + 5).tolist() and more.alone.tolist() == whole.alone.tolist()
    assert assign(more.edges.mentee, more.edges.mentor, more.edges.weight, more.edges.capacity, mentees=40).certificate == 1
    taken = fixed(whole, pairs(match(whole))[:1])
    assert wished(taken, everybody, np.full(40 * 30, 5)).edges.mentee.size == taken.edges.mentee.size


def test_pairs_that_a_caller_left_out_by_rules_of_its_own_are_never_brought_back() -> None:
    graph = two_by_two()
    kept = graph.edges.mentee != graph.edges.mentor
    own = replace(graph, edges=replace(graph.edges, mentee=graph.edges.mentee[kept], mentor=graph.edges.mentor[kept],
                                       weight=graph.edges.weight[kept]))
    assert pairs(match(wished(own, [(0, 0), (1, 1)], [10_000, 10_000]))) == [(0, 1), (1, 0)]
    with pytest.raises(BadInput, match="forbidden"):
        fixed(own, [(0, 0)])
    assert candidates(*crowd(5, 5), keep=2).partial and not graph.partial


@pytest.mark.parametrize(("columns", "words", "row"), [
    (([(0, 0), (0, 0)], [1, 1]), "twice", 1), (([(0, 0)], [1, 1]), "as many", -1), (([(0, 0)], [-1001]), "points", 0),
])
def test_wishes_are_checked(columns: Any, words: str, row: int) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        wished(two_by_two(), *columns)
    assert fault.value.row == row
