"""People met, as they may be published: no figure, no subtraction between figures, months, genders, networks or filters gives back a group
of fewer than eleven people (rules P-16). Readers of a network's figures see all of them.

What is published: for the whole, people by month and gender; for each network below it, people by month, and people by gender in a year.
A group is told by its gender, its month or its network: how many did not state their gender, or were counted in which way, tells none."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from industrielles.ledger.disclosure import PUBLIC, Key, Line, hide

ALL = "*"  # in the place of a month or a gender: all of them together
UNSTATED = "unstated"

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
    harmless = {key for key in figures if key[1] == "method" or key[2] == UNSTATED}
    hidden = hide(figures, lines(figures, whole, parts), threshold, harmless=harmless)
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
