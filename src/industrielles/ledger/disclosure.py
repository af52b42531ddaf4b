"""Disclosure control: no published figure lets one recognise a person. Groups under 11 in public, under 5 for their own teacher."""
from __future__ import annotations

from collections.abc import Sequence

PUBLIC = 11
TEACHER = 5


def shown(value: int, threshold: int = PUBLIC) -> int | None:
    """The figure, or None when it counts 1 to threshold - 1 people. Zero is shown: it recognises nobody."""
    return None if 0 < value < threshold else value


def shown_row(values: Sequence[int], threshold: int = PUBLIC) -> tuple[list[int | None], int | None]:
    """(figures, total) of a row as they may stand side by side: no subtraction gives back a hidden figure.

    Where a figure is too small, the smallest of the others (with its equals) is hidden too. Each hidden figure may then be a small
    or a large one: exchanging them shows the same row, even to somebody who knows this rule. Where there is no other, the total is
    hidden. This protects a row with its total; totals of columns beside it would undo it.
    """
    cells = [shown(value, threshold) for value in values]
    if None not in cells:
        return cells, sum(values)
    others = [value for value in cells if value]
    if not others:
        return cells, None
    return [None if value and value <= min(others) else value for value in cells], sum(values)
