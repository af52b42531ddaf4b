"""Disclosure control: no published figure lets one recognise a person. Groups under 11 in public, under 5 for their own teacher."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

PUBLIC = 11
TEACHER = 5
KNOWN = 10**9  # a total that everybody reads elsewhere: it is never chosen to be hidden
Key = tuple[int, str, str]  # whose, where or when, of which gender: what a table of figures is read by
Line = tuple[Key, tuple[Key, ...]]  # (a total, what it sums)


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


def by_elevens(arrived: Sequence[str], *, harmless: Collection[str] = (), threshold: int = PUBLIC) -> dict[str, int | None]:
    """How many of each sort there are among the first who came, elevens at a time: whoever comes next is never alone in what moves.
    `arrived`: the sort of each person, in the order in which they came; `harmless`: sorts that tell of nobody. None: not published."""
    counted = Counter(arrived[:len(arrived) // threshold * threshold])
    figures: dict[Key, int] = {(0, "", sort): n for sort, n in counted.items()}
    total: Key = (0, "", "*")
    line = (total, tuple(figures))
    hidden = hide({**figures, total: KNOWN}, [line], threshold, harmless={(0, "", sort) for sort in harmless})
    return {sort: None if (0, "", sort) in hidden else n for sort, n in counted.items()}


def hide(figures: Mapping[Key, int], sums: Sequence[Line], threshold: int = PUBLIC, *, harmless: Collection[Key] = ()) -> set[Key]:
    """What is not published: too few people, and as much beside them as it takes for no subtraction to give them back. `sums`: what a
    reader can add up, (a total, what it sums); `harmless`: figures that tell of nobody, however small (hidden beside others if need be)."""
    hidden = {key for key, value in figures.items() if 0 < value < threshold and key not in harmless}
    weak = _weak(figures, sums, hidden, threshold)
    while weak:
        for total, terms in weak:
            beside = sorted((figures[key] == 0, figures[key], key) for key in (total, *terms) if key not in hidden)
            if beside:
                hidden.add(beside[0][2])
        weak = _weak(figures, sums, hidden, threshold)
    return hidden


def _weak(figures: Mapping[Key, int], sums: Sequence[Line], hidden: set[Key], threshold: int) -> list[Line]:
    """Sums that still give something away: one figure hidden alone, several that are too few together, a system with one solution."""
    weak = []
    for total, terms in sums:
        inside = [key for key in terms if key in hidden]
        alone = len(inside) + (total in hidden) == 1
        if alone or (inside and total not in hidden and 0 < sum(figures[key] for key in inside) < threshold):
            weak.append((total, terms))
    solved = recoverable(hidden, sums) if hidden and not weak else set()
    if solved:
        mixed = [line for line in sums if {line[0], *line[1]} & hidden and {line[0], *line[1]} - hidden]
        weak = [line for line in mixed if {line[0], *line[1]} & solved] or mixed
    return weak


def recoverable(hidden: set[Key], sums: Sequence[Line]) -> set[Key]:
    """Hidden figures that the published ones determine: those on which every solution of the sums agrees."""
    order = sorted(hidden)
    place = {key: number for number, key in enumerate(order)}
    system = np.zeros((len(sums), len(order)))
    for row, (total, terms) in enumerate(sums):
        for key, sign in ((total, -1.0), *((term, 1.0) for term in terms)):
            if key in place:
                system[row, place[key]] += sign
    _u, sizes, directions = np.linalg.svd(system)
    free = directions[int((sizes > 1e-9).sum()):]
    return {key for number, key in enumerate(order) if not len(free) or np.abs(free[:, number]).max() < 1e-9}
