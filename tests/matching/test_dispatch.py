"""Scoring of candidates: arrays in, arrays out."""
from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from industrielles.matching import dispatch
from industrielles.places import distance

PLACES, COUNTS = ("latitude", "longitude", "radius"), ("month", "year", "month_limit", "year_limit")
LILLE, NAN = (50.63, 3.07), float("nan")


def candidates(n: int = 1, days: int = 2, **columns: Any) -> dispatch.Candidates:
    """n candidates in Lille who could all come, changed by columns of n values."""
    usual: dict[str, Any] = {
        "latitude": [LILLE[0]] * n, "longitude": [LILLE[1]] * n, "radius": [50.0] * n, "month_limit": [2] * n, "year_limit": [6] * n,
        "month": [0] * n, "year": [0] * n, "met": [False] * n, "branch": [True] * n, "level": [True] * n, "takes_format": [True] * n,
        "takes_audience": [True] * n, "paused": [False] * n, "away": [False] * n, "free": [[True] * days] * n}
    kind = dict.fromkeys(PLACES, float) | dict.fromkeys(COUNTS, int)
    arrays = {name: np.array(value, kind.get(name, bool)) for name, value in (usual | columns).items()}
    return dispatch.Candidates(**{**arrays, "free": arrays["free"].reshape(n, days)})


def rate(who: dispatch.Candidates, *, remote: bool = False) -> dispatch.Rating:
    return dispatch.rate(who, latitude=LILLE[0], longitude=LILLE[1], remote=remote)


def test_who_has_everything_for_her_has_all_points() -> None:
    assert rate(candidates()).points.tolist() == [100]


def test_each_thing_less_costs_points() -> None:
    worse = {"latitude": 50.8, "branch": False, "level": False, "met": True, "month": 1, "free": [False, True]}
    best = rate(candidates()).points[0]
    for name, value in worse.items():
        assert rate(candidates(**{name: [value]})).points[0] < best, name


def test_each_reason_to_be_left_out_is_told() -> None:
    reasons = {
        dispatch.NOT_THIS_FORMAT: {"takes_format": [False]}, dispatch.NOT_THIS_AUDIENCE: {"takes_audience": [False]},
        dispatch.TOO_FAR: {"latitude": [48.0]}, dispatch.PAUSED: {"paused": [True]}, dispatch.AWAY: {"away": [True]},
        dispatch.MONTH_FULL: {"month": [2]}, dispatch.YEAR_FULL: {"year": [6]}, dispatch.IN: {}}
    for reason, columns in reasons.items():
        assert rate(candidates(**columns)).out.tolist() == [reason]


def test_a_remote_meeting_has_no_distance() -> None:
    far = candidates(latitude=[-21.1], longitude=[55.5])
    assert rate(far, remote=True).out.tolist() == [dispatch.IN]
    assert rate(far, remote=True).points.tolist() == [100]


def test_an_unknown_place_neither_helps_nor_excludes() -> None:
    rating = rate(candidates(latitude=[NAN], longitude=[NAN]))
    assert rating.out.tolist() == [dispatch.IN]
    assert 60 < rating.points[0] < 100


def test_no_candidate_and_no_day_are_no_trouble() -> None:
    assert dispatch.best(rate(candidates(0)), 10).tolist() == []
    assert rate(candidates(days=0)).points.tolist() == [80]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 60), st.booleans()), max_size=80), st.integers(1, 12))
def test_best_is_what_a_sort_gives(rows: list[tuple[int, int, bool]], limit: int) -> None:
    points, km, out = (np.array([row[i] for row in rows]) for i in range(3))
    rating = dispatch.Rating(points.astype(int), km.astype(float), out.astype(int))
    wanted = sorted((i for i, row in enumerate(rows) if not row[2]), key=lambda i: (-rows[i][0], rows[i][1], i))[:limit]
    assert dispatch.best(rating, limit).tolist() == wanted


@given(st.floats(-60, 60), st.floats(-179, 179), st.floats(-60, 60), st.floats(-179, 179))
def test_distances_are_those_of_places(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> None:
    here = dispatch.kilometres(latitude, longitude, np.array([other_latitude]), np.array([other_longitude]))[0]
    assert abs(here - distance.kilometres(latitude, longitude, other_latitude, other_longitude)) < 0.01


@given(st.integers(0, 40))
def test_points_stay_between_0_and_100(month: int) -> None:
    worst = {"latitude": [0.0], "branch": [False], "level": [False], "met": [True], "free": [[False, False]]}
    assert 0 <= rate(candidates(month=[month], month_limit=[0], **worst)).points[0] <= 100
