from __future__ import annotations

import itertools
from collections import defaultdict
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.ledger.disclosure import PUBLIC, TEACHER, by_elevens, shown, shown_row


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


def test_by_elevens_moves_by_eleven_people_or_not_at_all() -> None:
    came = ["woman"] * 8 + ["man"] * 3
    assert by_elevens(came[:10]) == {}
    assert by_elevens(["woman"] * 11 + came[:10]) == by_elevens(["woman"] * 11) == {"woman": 11}
    assert by_elevens(came * 2) == {"woman": None, "man": None}
    assert by_elevens(came * 4) == {"woman": 32, "man": 12}


def test_by_elevens_hides_nothing_for_who_did_not_say() -> None:
    came = ["woman"] * 20 + ["unstated"] * 2
    assert by_elevens(came) == {"woman": None, "unstated": None}
    assert by_elevens(came, harmless=("unstated",)) == {"woman": 20, "unstated": 2}


def test_by_elevens_never_tells_who_came_last() -> None:
    """Two states one person apart are published alike, or differ by a group of eleven."""
    random = Random(11)
    for _n in range(200):
        came = random.choices(["woman", "man", "other"], [6, 3, 1], k=random.randrange(1, 80))
        before, after = by_elevens(came[:-1]), by_elevens(came)
        assert before == after or len(came) % 11 == 0
        assert not any(0 < n < 11 for n in after.values() if n is not None)
