"""People met, as they may be published: no figure, no subtraction between figures, months, genders, networks or filters gives back a group
of fewer than eleven people (rules P-16). Readers of a network's figures see all of them.

What is published: for the whole, people by month and gender; for each network below it, people by month, and people by gender in a year.
A group is told by its gender, its month or its network: how many did not state their gender, or were counted in which way, tells none."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from industrielles.ledger.disclosure import PUBLIC

ALL = "*"  # in the place of a month or a gender: all of them together
UNSTATED = "unstated"
Key = tuple[int, str, str]  # (network, month "202609", gender), (network, "method", method)
Line = tuple[Key, tuple[Key, ...]]  # (a total, what it sums)


@dataclass(frozen=True)
class Cube:
    """Figures by network, month and gender, and by network and method, with every total; None where too few to show."""

    figures: Mapping[Key, int | None]

    def of(self, network: int, month: str = ALL, gender: str = ALL) -> int | None:
        return self.figures.get((network, month, gender), 0)

    def counted(self, network: int, method: str) -> int | None:
        return self.figures.get((network, "method", method), 0)

    @property
    def hides(self) -> bool:
        return None in self.figures.values()


def cube(rows: Iterable[tuple[int, int, str, str, int]], whole: int, parts: Sequence[int], threshold: int = PUBLIC) -> Cube:
    """The cube of `rows` (network, month, gender, method, quantity), of what was reversed taken off. `whole`: the network of which
    `parts` are the networks below, whose figures can be subtracted from its own. With a threshold of 0 nothing is hidden nor left out."""
    figures: dict[Key, int] = {}
    for network, month, gender, method, quantity in rows:
        for key in {(network, place, one) for place in (str(month), ALL) for one in (gender, ALL)}:
            if not threshold or network == whole or ALL in key:
                figures[key] = figures.get(key, 0) + quantity
        figures[network, "method", method] = figures.get((network, "method", method), 0) + quantity
    hidden = hide(figures, lines(figures, whole, parts), threshold)
    return Cube({key: None if key in hidden else value for key, value in figures.items()})


def lines(figures: Mapping[Key, int], whole: int, parts: Sequence[int]) -> list[Line]:
    """Every sum that a reader can do: months, genders and methods of a network; networks of the whole."""
    found: dict[Key, list[Key]] = {}
    above: dict[Key, list[Key]] = {}
    for network, month, gender in figures:
        key = (network, month, gender)
        if month == "method":
            found.setdefault((network, "by method", ALL), []).append(key)
        else:
            if month != ALL:
                found.setdefault((network, f"months {gender}", ALL), []).append(key)
            if gender != ALL:
                found.setdefault((network, f"genders {month}", ALL), []).append(key)
            if network in parts:
                above.setdefault((whole, month, gender), []).append(key)
    sums = [(_total(name), tuple(keys)) for name, keys in found.items()]
    return sums + [(total, tuple(keys)) for total, keys in above.items()]


def _total(name: Key) -> Key:
    network, words, _all = name
    kind, _space, which = words.partition(" ")
    return {"months": (network, ALL, which), "genders": (network, which, ALL)}.get(kind, (network, ALL, ALL))


def hide(figures: Mapping[Key, int], sums: Sequence[Line], threshold: int) -> set[Key]:
    """What is not published: too few people, and as much beside them as it takes for no subtraction to give them back."""
    hidden = {key for key, value in figures.items() if 0 < value < threshold and key[1] != "method" and key[2] != UNSTATED}
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
