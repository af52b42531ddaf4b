"""Who could meet whom: rules, points, and a sparse graph that loses hardly anything."""
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.matching import RULES, BadInput, Mentees, Mentors, Wishes, assign, candidates, graph
from industrielles.matching.people import Pairing
from industrielles.places import distance

LILLE, ARRAS, LYON = (50.63, 3.07), (50.29, 2.78), (45.76, 4.84)
BITS, CODES, FLAGS = ("languages", "half_days", "interests"), ("sector", "job", "organisation"), ("remote", "minor", "cleared")


def side(kind: type, n: int, **columns: Any) -> Any:
    """n people of Lille who could meet anybody, changed by columns."""
    usual: dict[str, Any] = {"latitude": [LILLE[0]] * n, "longitude": [LILLE[1]] * n, "remote": [False] * n, "sector": [1] * n,
                             "job": [1] * n, "organisation": [-1] * n, "languages": [1] * n, "half_days": [7] * n, "interests": [7] * n}
    usual |= {"minor": [False] * n} if kind is Mentees else {"cleared": [True] * n, "capacity": [1] * n}
    types = dict.fromkeys(BITS, np.uint64) | dict.fromkeys(CODES, np.int32) | dict.fromkeys(FLAGS, bool) | {"capacity": np.int64}
    return kind(**{name: np.array(value, types.get(name, float)) for name, value in (usual | columns).items()})


def crowd(n: int, m: int, seed: int = 0) -> tuple[Mentees, Mentors]:
    """People around some towns, a third of whom stand at one point."""
    dice = np.random.default_rng(seed)

    def columns(k: int) -> dict[str, Any]:
        town = dice.integers(0, 6, k)
        return {"latitude": 44 + town + (town > 2) * dice.normal(0, 0.2, k),
                "longitude": 1 + town % 3 + (town > 2) * dice.normal(0, 0.2, k),
                "remote": dice.random(k) < 0.3, "sector": dice.integers(0, 4, k), "job": dice.integers(0, 12, k),
                "organisation": dice.integers(0, 30, k), "languages": dice.integers(1, 4, k), "half_days": dice.integers(1, 1 << 10, k),
                "interests": dice.integers(0, 1 << 12, k)}
    return (side(Mentees, n, **columns(n), minor=dice.random(n) < 0.4),
            side(Mentors, m, **columns(m), cleared=dice.random(m) < 0.7, capacity=dice.integers(0, 4, m)))


def why(mentee: dict[str, Any], mentor: dict[str, Any], **options: Any) -> str:
    """The rule that counts for one mentee and one mentor."""
    found = candidates(side(Mentees, 1, **mentee), side(Mentors, 1, **mentor), **options)
    counts = found.refusals(np.array([0]))
    assert counts.sum() == 1 and (found.edges.mentee.size == 1) == bool(counts[0, 0]) and found.alone.size == counts[0, 1:].sum()
    return RULES[int(counts[0].argmax())]


@pytest.mark.parametrize(("mentee", "mentor", "rule"), [
    ({}, {}, "allowed"),
    ({}, {"capacity": [0]}, "no place"),
    ({"minor": [True]}, {}, "allowed"),
    ({"minor": [True]}, {"cleared": [False]}, "not cleared"),
    ({}, {"cleared": [False]}, "allowed"),
    ({"organisation": [3]}, {"organisation": [3]}, "same organisation"),
    ({"organisation": [3]}, {"organisation": [4]}, "allowed"),
    ({"languages": [1]}, {"languages": [2]}, "no language"),
    ({"languages": [0]}, {"languages": [2]}, "allowed"),
    ({"half_days": [8]}, {"half_days": [7]}, "no half-day"),
    ({"latitude": [LYON[0]], "longitude": [LYON[1]]}, {}, "too far"),
    ({"latitude": [LYON[0]], "longitude": [LYON[1]], "remote": [True]}, {}, "too far"),
    ({"latitude": [LYON[0]], "longitude": [LYON[1]], "remote": [True]}, {"remote": [True]}, "allowed"),
    ({"latitude": [float("nan")]}, {}, "allowed"),
])
def test_each_rule_forbids_what_it_says_and_is_counted(mentee: Any, mentor: Any, rule: str) -> None:
    assert why(mentee, mentor) == rule


def test_forbidden_pairs_and_the_safety_of_a_minor_come_before_all() -> None:
    assert why({}, {}, forbidden=np.array([[0, 0]])) == "forbidden"
    assert why({"minor": [True], "organisation": [3]}, {"cleared": [False], "organisation": [3]}) == "not cleared"


def test_exactly_on_the_circle_is_inside() -> None:
    away = distance.kilometres(*LILLE, *ARRAS)
    arras = {"latitude": [ARRAS[0]], "longitude": [ARRAS[1]]}
    assert why(arras, {}, wishes=Wishes(radius=away)) == "allowed"
    assert why(arras, {}, wishes=Wishes(radius=away - 0.001)) == "too far"


def test_points_are_those_of_the_wishes() -> None:
    def points(mentee: dict[str, Any], **wishes: float) -> int:
        found = candidates(side(Mentees, 1, **mentee), side(Mentors, 1), Wishes(**{"near": 0, **wishes}))
        return int(found.edges.weight[0]) - 1000
    assert points({}) == 1000
    assert points({"job": [2]}) == 1000 - round(1000 * 20 / 75)
    assert points({"sector": [-1], "job": [-1], "interests": [0]}) == round(1000 * 10 / 75)
    assert points({"interests": [1 << 5 | 1]}, sector=0, job=0, half_days=0) == 333
    arras = candidates(side(Mentees, 1, latitude=[ARRAS[0]], longitude=[ARRAS[1]]), side(Mentors, 1), Wishes(1, 0, 0, 0, 0))
    assert arras.edges.weight[0] - 1000 == round(1000 * (1 - distance.kilometres(*LILLE, *ARRAS) / 80))


@given(st.integers(0, 10_000))
def test_what_is_allowed_is_what_no_rule_forbids(seed: int) -> None:
    mentees, mentors = crowd(12, 9, seed)
    pairing = Pairing(mentees, mentors, Wishes(), np.array([[0, 0], [3, 4]]))
    rows, columns = np.arange(12), np.arange(9)
    chords = pairing.chords(rows, columns)
    assert (pairing.allowed(rows, columns, chords) == (pairing.why_not(rows, columns, chords) == 0)).all()
    points = pairing.points(rows, columns, chords)
    assert points.min() >= 0 and points.max() <= 1000


def test_bounded_looking_loses_hardly_anything_breaks_no_rule_and_repeats_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    mentees, mentors = crowd(3000, 2000)
    everything = candidates(mentees, mentors, keep=0)
    best = assign(everything.edges.mentee, everything.edges.mentor, everything.edges.weight, mentors.capacity, mentees=3000)
    monkeypatch.setattr(graph, "ALL_PAIRS", 0)
    found, again = candidates(mentees, mentors, look=400), candidates(mentees, mentors, look=400)
    assert everything.whole and not found.whole and found.looked_at < 3000 * 2000 / 3
    assert (found.edges.mentor == again.edges.mentor).all() and (found.edges.weight == again.edges.weight).all()
    allowed = dict(zip(zip(everything.edges.mentee.tolist(), everything.edges.mentor.tolist(), strict=True),
                       everything.edges.weight.tolist(), strict=True))
    pairs = list(zip(found.edges.mentee.tolist(), found.edges.mentor.tolist(), strict=True))
    assert pairs == sorted(set(pairs)) and found.edges.weight.tolist() == [allowed[pair] for pair in pairs]
    result = assign(found.edges.mentee, found.edges.mentor, found.edges.weight, mentors.capacity, mentees=3000)
    assert result.value >= 0.995 * best.value
    assert found.alone.tolist() == everything.alone.tolist(), "who found nobody was compared with everybody"


def test_no_mentor_is_the_first_of_everybody_in_one_town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "ALL_PAIRS", 0)
    found = candidates(side(Mentees, 3000), side(Mentors, 2000), look=300)
    first = found.edges.mentor[np.flatnonzero(np.r_[True, np.diff(found.edges.mentee) > 0])]
    assert np.bincount(first).max() <= 0.05 * 3000
    assert assign(found.edges.mentee, found.edges.mentor, found.edges.weight, found.edges.capacity).mentee.size == 2000


def test_somebody_far_from_all_is_compared_with_everybody_or_looks_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "ALL_PAIRS", 0)
    n = 900
    mentees = side(Mentees, n, latitude=[LYON[0]] + [LILLE[0]] * (n - 1), longitude=[LYON[1]] + [LILLE[1]] * (n - 1))
    mentors = side(Mentors, n, latitude=[LILLE[0]] * (n - 1) + [LYON[0]], longitude=[LILLE[1]] * (n - 1) + [LYON[1]],
                   sector=[1] * (n - 1) + [7], job=[1] * (n - 1) + [7])
    found = candidates(mentees, mentors, look=60)
    assert not found.alone.size and found.edges.mentor[found.edges.mentee == 0].tolist() == [n - 1]
    monkeypatch.setattr(graph, "FAR_PAIRS", 0)
    assert not candidates(mentees, mentors, look=60).alone.size


def test_columns_are_checked() -> None:
    with pytest.raises(BadInput, match="sector"):
        side(Mentees, 2, sector=[1])
    with pytest.raises(BadInput, match="capacity"):
        candidates(side(Mentees, 1), side(Mentors, 1, capacity=[-1]))
    with pytest.raises(BadInput, match="keep"):
        candidates(side(Mentees, 1), side(Mentors, 1), look=0)
    with pytest.raises(BadInput, match="wishes"):
        Wishes(near=-1)
    assert candidates(side(Mentees, 0), side(Mentors, 2)).edges.mentee.size == 0
    assert candidates(side(Mentees, 2), side(Mentors, 0)).alone.tolist() == [0, 1]
