from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.ledger.disclosure import PUBLIC, TEACHER, shown, shown_row


def test_small_groups_are_not_shown() -> None:
    assert [shown(value) for value in (0, 1, 10, 11)] == [0, None, None, 11]
    assert [shown(value, TEACHER) for value in (0, 4, 5)] == [0, None, 5]


def test_a_hidden_figure_hides_another_or_the_total() -> None:
    assert shown_row([3, 40, 25]) == ([None, 40, None], 68)
    assert shown_row([3, 40, 25, 25]) == ([None, 40, None, None], 93)
    assert shown_row([3, 40]) == ([None, None], 43)
    assert shown_row([3, 4, 0]) == ([None, None, 0], None)
    assert shown_row([12, 40, 0]) == ([12, 40, 0], 52)
    assert shown_row([]) == ([], 0)


@pytest.mark.parametrize(("threshold", "width", "most"), [(3, 3, 9), (4, 3, 12), (5, 2, 20), (5, 4, 9)])
def test_no_hidden_figure_can_be_worked_out_even_knowing_the_rule(threshold: int, width: int, most: int) -> None:
    rows_behind = defaultdict(list)
    for values in itertools.product(range(most), repeat=width):
        cells, total = shown_row(values, threshold)
        rows_behind[(*cells, total)].append(values)
    for rows in rows_behind.values():
        for figures in zip(*rows, strict=True):
            assert len(set(figures)) > 1 or not 0 < figures[0] < threshold


def test_positive_control_small_figures_hidden_alone_are_found_by_subtraction() -> None:
    values = [3, 40, 25]
    cells = [shown(value) for value in values]
    assert sum(values) - sum(cell for cell in cells if cell) == 3


@given(st.lists(st.integers(0, 500), max_size=8))
def test_what_is_shown_is_true(values: list[int]) -> None:
    cells, total = shown_row(values, PUBLIC)
    assert all(cell in (None, value) for cell, value in zip(cells, values, strict=True))
    assert total in (None, sum(values))
    assert not any(cell and cell < PUBLIC for cell in [*cells, total])
