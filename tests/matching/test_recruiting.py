"""Who is missing: what more mentors would change, counted by maximum flows."""
from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.matching import BadInput, Graph, Mentees, Mentors, candidates, fixed, match, missing, what_if
from tests.matching.test_graph import ARRAS, LILLE, LYON, crowd, side

MONDAY, WEDNESDAY, FRIDAY = 1, 4, 16


def one(**columns: Any) -> Any:
    return side(Mentors, 1, **columns)


def both(mentors: Mentors, more: Mentors) -> Mentors:
    """The mentors who are there and those who would come."""
    return Mentors(**{name: None if column is None else np.concatenate([column, getattr(more, name)])
                      for name, column in vars(mentors).items()})


def matched(mentees: Mentees, mentors: Mentors) -> int:
    return match(candidates(mentees, mentors, keep=0), fair=True).mentee.size


def test_a_mentor_who_can_meet_somebody_alone_is_one_more_and_another_is_none() -> None:
    graph = candidates(side(Mentees, 2, half_days=[MONDAY, WEDNESDAY]), one(half_days=[MONDAY]), keep=0)
    assert what_if(graph, one(half_days=[WEDNESDAY])) == 1
    assert what_if(graph, one(half_days=[FRIDAY])) == what_if(graph, one(half_days=[MONDAY])) == what_if(graph, one(capacity=[0])) == 0
    assert what_if(graph, side(Mentors, 0)) == 0


def test_a_mentor_helps_somebody_alone_whom_she_cannot_meet_by_freeing_a_place() -> None:
    graph = candidates(side(Mentees, 2, half_days=[MONDAY, MONDAY | WEDNESDAY]), one(half_days=[MONDAY]), keep=0)
    assert what_if(graph, one(half_days=[WEDNESDAY])) == 1
    held = fixed(graph, [(1, 0)])
    assert what_if(held, one(half_days=[WEDNESDAY])) == 0 and what_if(held, one(half_days=[MONDAY])) == 1


@given(st.integers(0, 10_000))
def test_what_is_promised_is_what_matching_them_all_again_gives(seed: int) -> None:
    mentees, mentors = crowd(12, 4, seed)
    graph, more = candidates(mentees, mentors, keep=0), crowd(1, 3, seed + 1)[1]
    assert what_if(graph, more) == matched(mentees, both(mentors, more)) - matched(mentees, mentors)


def scattered() -> Graph:
    """Nobody to accompany: three around Lille free on Wednesdays, one of them on Fridays too, two in Lyon on Fridays."""
    places = [LILLE, ARRAS, LILLE, LYON, LYON]
    return candidates(side(Mentees, 5, latitude=[place[0] for place in places], longitude=[place[1] for place in places],
                           half_days=[WEDNESDAY, WEDNESDAY, WEDNESDAY | FRIDAY, FRIDAY, FRIDAY]), side(Mentors, 0), keep=0)


def test_groups_say_who_where_when_how_many_mentors_and_how_many_more_people() -> None:
    found = missing(scattered(), places=2)
    assert [(group.mentees.tolist(), 1 << group.half_day, group.mentors, group.more) for group in found] == [
        ([0, 1, 2], WEDNESDAY, 2, 3), ([3, 4], FRIDAY, 1, 2)]
    assert [(group.latitude, group.longitude, group.remote) for group in found] == [(*LILLE, False), (*LYON, False)], "the shortest ways"
    assert [group.mentors for group in missing(scattered(), groups=1)] == [3]


def test_who_meets_at_a_distance_is_served_from_anywhere() -> None:
    graph = scattered()
    mentees = replace(graph.pairing.mentees, remote=np.array([True, False, True, True, True]), half_days=np.full(5, FRIDAY, np.uint64))
    far, near = missing(candidates(mentees, side(Mentors, 0), keep=0))
    assert (far.mentees.tolist(), far.remote, far.more) == ([0, 2, 3, 4], True, 4)
    assert (near.mentees.tolist(), near.remote, near.latitude) == ([1], False, ARRAS[0])


def test_what_was_not_told_excludes_nobody() -> None:
    nowhere = {"latitude": [np.nan, LILLE[0]], "longitude": [np.nan, LILLE[1]], "half_days": [0, WEDNESDAY]}
    (group,) = missing(candidates(side(Mentees, 2, **nowhere), side(Mentors, 0), keep=0))
    assert (group.mentees.tolist(), 1 << group.half_day, group.more) == ([0, 1], WEDNESDAY, 2)
    silent = candidates(side(Mentees, 1, half_days=[0]), side(Mentors, 0), keep=0)
    assert [(group.half_day, group.more) for group in missing(silent)] == [(-1, 1)]
    lost = candidates(side(Mentees, 1, latitude=[np.nan], longitude=[np.nan]), side(Mentors, 0), keep=0)
    assert [(group.remote, group.more) for group in missing(lost)] == [(True, 1)]


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_each_group_adds_what_it_says_when_such_mentors_come(seed: int, places: int) -> None:
    mentees, mentors = crowd(25, 6, seed)
    graph = candidates(mentees, mentors, keep=0)
    groups, before, now, served = missing(graph, places=places, groups=4), matched(mentees, mentors), mentors, 0
    assert groups or before == 25
    for group in groups:
        where = {"remote": True, "latitude": -60.0, "longitude": 170.0} if group.remote else {
            "remote": False, "latitude": group.latitude, "longitude": group.longitude}
        for _ in range(group.mentors):
            now = both(now, side(Mentors, 1, **{name: [value] for name, value in where.items()}, languages=[0], interests=[0],
                                 half_days=[0 if group.half_day < 0 else 1 << group.half_day], capacity=[places]))
        after = matched(mentees, now)
        served += group.more - group.mentees.size
        assert after - before == group.more and served >= 0, "all of them, and whoever else a place left over serves"
        before = after


def test_who_is_alone_without_need_is_told_by_what_the_groups_add() -> None:
    """Mentee 0 could be with the mentor: who says that she is alone learns that a mentor for her adds nobody."""
    graph = candidates(side(Mentees, 1), side(Mentors, 1), keep=0)
    assert missing(graph) == []
    (group,) = missing(graph, alone=[0])
    assert (group.mentees.tolist(), group.more) == ([0], 0)


def test_whoever_is_fixed_is_neither_alone_nor_served() -> None:
    graph = candidates(side(Mentees, 3), side(Mentors, 1), keep=0)
    (group,) = missing(fixed(graph, [(1, 0)]))
    assert (group.mentees.tolist(), group.more) == ([0, 2], 2)


def test_a_programme_of_three_hundred_is_answered_at_once() -> None:
    graph = candidates(*crowd(300, 120), keep=0)
    missing(scattered())  # whoever asks first imports the solver
    began = time.process_time()
    groups = missing(graph)
    took = time.process_time() - began
    assert len(groups) == 3 and all(group.more == group.mentees.size for group in groups)
    assert took < 0.2


def test_what_cannot_be_asked_is_refused() -> None:
    graph = scattered()
    for wrong in ({"places": 0}, {"groups": -1}, {"alone": [5]}):
        with pytest.raises(BadInput):
            missing(graph, **wrong)
    with pytest.raises(BadInput, match="capacity"):
        what_if(graph, one(capacity=[-1]))
