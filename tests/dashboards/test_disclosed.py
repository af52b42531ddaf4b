"""Brute force: whatever a reader subtracts, no small group comes back."""
from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from industrielles.dashboards.disclosed import cube, lines
from industrielles.ledger.disclosure import recoverable

UMBRELLA, PARTS = 1, (2, 3, 4)
rows = st.lists(
    st.tuples(
        st.sampled_from(PARTS), st.sampled_from([202609, 202610, 202611]), st.sampled_from(["woman", "man", "unstated"]),
        st.sampled_from(["teacher", "estimate"]), st.integers(1, 40)), max_size=25)


def whole(found: list) -> list:
    """Each part's rows, and the same ones for the umbrella: nothing is shared, which is what an attacker would suppose."""
    return [*found, *((UMBRELLA, *row[1:]) for row in found)]


def figures(found: list) -> dict:
    return dict(cube(found, UMBRELLA, PARTS, 0).figures)


@given(rows)
def test_no_small_group_is_shown(found: list) -> None:
    shown, true = cube(whole(found), UMBRELLA, PARTS).figures, figures(whole(found))
    groups = [key for key in shown if key[1] != "method" and key[2] != "unstated"]
    assert all(shown[key] is None for key in groups if 0 < true[key] < 11)


@given(rows)
def test_what_is_shown_is_true(found: list) -> None:
    shown, true = cube(whole(found), UMBRELLA, PARTS).figures, figures(whole(found))
    assert all(value in (None, true[key]) for key, value in shown.items())


@given(rows)
def test_no_subtraction_gives_a_hidden_figure_back(found: list) -> None:
    shown = cube(whole(found), UMBRELLA, PARTS).figures
    true = {key: value for key, value in figures(whole(found)).items() if key in shown}
    sums, hidden = lines(true, UMBRELLA, PARTS), {key for key, value in shown.items() if value is None}
    for key in hidden:
        assert another_world(key, true, sums, hidden), f"{key} can only be {true[key]}"


def another_world(key: tuple, true: dict, sums: list, hidden: set) -> bool:
    """Whether figures exist that agree with everything shown, and give another value to this one (least squares, not our own code)."""
    order = sorted(hidden)
    system = np.array([[(-1.0 if total == one else 1.0 if one in terms else 0.0) for one in order] for total, terms in sums])
    probe = np.zeros((1, len(order)))
    probe[0, order.index(key)] = 1
    return np.linalg.matrix_rank(np.vstack([system, probe])) > np.linalg.matrix_rank(system)


def test_a_single_small_month_hides_another_one() -> None:
    found = [(2, 202609, "woman", "teacher", 30), (2, 202610, "woman", "teacher", 25), (2, 202611, "woman", "teacher", 4)]
    shown = cube(whole(found), UMBRELLA, PARTS)
    assert shown.of(2, "202611") is None
    assert shown.of(2, "202610") is None
    assert shown.of(2, "202609") == 30


def test_a_small_network_cannot_be_had_by_taking_the_others_from_the_total() -> None:
    found = [(2, 202609, "woman", "teacher", 40), (3, 202609, "woman", "teacher", 30), (4, 202609, "woman", "teacher", 5)]
    shown = cube(whole(found), UMBRELLA, PARTS)
    assert shown.of(4) is None
    assert None in (shown.of(3), shown.of(UMBRELLA))


def test_large_figures_are_all_shown() -> None:
    found = [(2, 202609, "woman", "teacher", 40), (3, 202610, "man", "estimate", 30)]
    shown = cube(whole(found), UMBRELLA, PARTS)
    assert not shown.hides
    assert (shown.of(UMBRELLA), shown.counted(UMBRELLA, "estimate"), shown.of(2, gender="man")) == (70, 30, 0)


def test_how_many_did_not_state_their_gender_is_no_group() -> None:
    found = [(2, 202609, "woman", "teacher", 40), (2, 202609, "man", "teacher", 30), (2, 202609, "unstated", "estimate", 3)]
    shown = cube(whole(found), UMBRELLA, PARTS)
    assert not shown.hides
    assert (shown.of(2, gender="unstated"), shown.counted(2, "estimate")) == (3, 3)


def test_the_months_of_a_network_are_not_published_by_gender() -> None:
    found = [(2, 202609, "woman", "teacher", 40), (2, 202610, "man", "teacher", 30)]
    assert (2, "202609", "woman") not in cube(whole(found), UMBRELLA, PARTS).figures


def test_a_reader_of_the_figures_sees_small_ones() -> None:
    assert cube([(2, 202609, "woman", "teacher", 4)], UMBRELLA, PARTS, 0).of(2, "202609", "woman") == 4


def test_recoverable_finds_a_figure_alone_in_its_sum() -> None:
    total, first, second = (1, "*", "*"), (1, "202609", "*"), (1, "202610", "*")
    assert recoverable({first}, [(total, (first, second))]) == {first}
    assert recoverable({first, second}, [(total, (first, second))]) == set()
