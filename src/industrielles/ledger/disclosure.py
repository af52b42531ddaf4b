"""Disclosure control: no published figure lets one recognise a person. Rule: docs/limits.md; groups under 11 in public, under 5 for a teacher."""
from __future__ import annotations

from collections.abc import Sequence

PUBLIC = 11
TEACHER = 5


def shown(value: int, threshold: int = PUBLIC) -> int | None:
    """The figure, or None when it counts 1 to threshold - 1 people. Zero is shown: it recognises nobody."""
    return None if 0 < value < threshold else value


def shown_row(values: Sequence[int], threshold: int = PUBLIC) -> tuple[list[int | None], int | None]:
    """A row of figures and its total, as they may stand side by side: no subtraction gives back a hidden figure.

    Where one figure is too small, larger ones are hidden with it until the hidden ones together leave a doubt of at least
    `threshold` on each; where that cannot be, the total is hidden too. Rows that share columns are each safe; publish no totals
    of the columns beside them."""
    cells = [shown(value, threshold) for value in values]
    small = cells.count(None)
    if not small:
        return cells, sum(values)
    larger = sorted({value for value in cells if value})
    for reach in larger[:1]:
        cells = [None if value and value <= reach else value for value in cells]
    if not larger or not any(cells):
        return [shown(value, threshold) for value in values], None
    return cells, sum(values)
