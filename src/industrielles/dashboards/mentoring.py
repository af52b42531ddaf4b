"""Mentoring as it may be published: people counted once, pairs, meetings, hours. A network with fewer than eleven mentors or mentees is
not told apart, nor a department where a subtraction would give such a group back; gender is told eleven people at a time, since the
beginning. Readers of a network's figures see its people and departments, however few; of gender they read no more than others."""
from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from industrielles.kit import charts, clock
from industrielles.ledger.disclosure import KNOWN, PUBLIC, Key, Line, by_elevens, hide, recoverable
from industrielles.ledger.models import Entry
from industrielles.network.models import Network
from industrielles.places.models import Department

from .indicators import BEGINNING, MEETINGS, MENTEES, MENTORS, MINUTES

PEOPLE = (MENTORS, MENTEES)


class Mentoring:
    """What the page of figures says of mentoring. `networks`: those just below the whole; `chosen`: one of them all; `days`: from the
    first to the last."""

    def __init__(self, whole: Network, networks: Sequence[Network], chosen: Network, days: tuple[dt.date, dt.date], *,
                 sees_all: bool = False) -> None:
        self.whole, self.networks, self.chosen, self.days, self.sees_all = whole, list(networks), chosen, days, sees_all
        self.nodes = {whole.pk, chosen.pk, *(one.pk for one in networks)}

    @cached_property
    def people(self) -> dict[tuple[int, str], dict[int, str]]:
        """Who counted in these days, of each network: {(network, fact): {number: department}}, each where she was first counted."""
        found: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
        rows = self._of(PEOPLE).lasting(*self.days).filter(organisers__scope__node__in=self.nodes)
        for node, fact, tally, department, pair in rows.order_by("pk").values_list(
                "organisers__scope__node", "fact", "tally", "department", "source_key"):
            found[node, fact].setdefault(tally, department)
            if fact == MENTEES:
                found[node, "pairs"][int(pair)] = ""
        return found

    @cached_property
    def sums(self) -> dict[tuple[int, str], int]:
        """Meetings and minutes of these days: {(network, fact): quantity}."""
        rows = self._of((MEETINGS, MINUTES)).between(*self.days).filter(organisers__scope__node__in=self.nodes)
        told = rows.order_by().values_list("organisers__scope__node", "fact").annotate(quantity=Sum("quantity"))
        return {(node, fact): quantity for node, fact, quantity in told}

    def _of(self, facts: Sequence[str]) -> Any:
        return Entry.objects.filter(fact__in=facts)

    def count(self, network: int, fact: str) -> int:
        """How many different ones, of a network with those below it."""
        return len(self.people.get((network, fact), ()))

    @cached_property
    def hidden(self) -> set[int]:
        """Networks that are not told apart: fewer than eleven mentors or mentees, and one more where a subtraction would give them back.
        The whole is known: it is a public target."""
        if self.sees_all:
            return set()
        few = {one.pk: min(self.count(one.pk, fact) for fact in PEOPLE) for one in self.networks}
        parts: dict[Key, int] = {(pk, "", ""): n for pk, n in few.items() if n}
        total: Key = (self.whole.pk, "", "")
        held = hide({**parts, total: KNOWN}, [(total, tuple(parts))]) if parts else set()
        return {key[0] for key in held - {total}}

    def row(self, network: Network) -> list[Any]:
        """One line of the table: mentors, mentees, pairs, meetings, hours; all or nothing."""
        if network.pk in self.hidden:
            return [network.name, None, None, None, None, None]
        people = [self.count(network.pk, name) for name in (*PEOPLE, "pairs")]
        return [network.name, *people, self.sums.get((network.pk, MEETINGS), 0), self.hours(network.pk)]

    def hours(self, network: int) -> int:
        return round(self.sums.get((network, MINUTES), 0) / 60)

    def table(self) -> charts.Table:
        """The chosen network; for the whole, the networks below it too. A person of two networks counts in each, and once in the whole."""
        below = self.networks if self.chosen == self.whole else []
        told = [one for one in below if self.count(one.pk, MENTEES) or (one.pk, MEETINGS) in self.sums]
        head = [_("Network"), _("Mentors"), _("Mentees"), _("Pairs"), _("Meetings"), _("Hours together")]
        rows = [self.row(one) for one in (*told, self.chosen)] if self.anything else []
        return charts.Table(head, rows, _("Mentoring, network by network"))

    @property
    def anything(self) -> bool:
        """Whether there is something to tell of the chosen network."""
        return bool(self.count(self.chosen.pk, MENTEES) or self.sums.get((self.chosen.pk, MEETINGS)))

    def by_department(self) -> charts.Table:
        """Mentees by department. In public, of the whole only, and only when no sum of networks and departments gives a small group
        back."""
        counts = Counter(self.people.get((self.chosen.pk, MENTEES), {}).values())
        names = {one.code: one.name for one in Department.objects.filter(code__in=counts)}
        told = self.sees_all or (self.chosen == self.whole and not self.gives_back(counts))
        order = sorted(counts, key=lambda code: (not code, code)) if told else []
        rows: list[list[Any]] = [[names.get(code, code or _("Not stated")), counts[code]] for code in order]
        return charts.Table([_("Department"), _("Mentees")], rows, _("Mentees, by department"))

    def gives_back(self, counts: Counter[str]) -> bool:
        """Whether the figures by department, beside those by network, tell of fewer than eleven mentees of one place."""
        cells: dict[Key, int] = {}
        for one in self.networks:
            for department, n in Counter(self.people.get((one.pk, MENTEES), {}).values()).items():
                cells[one.pk, department, ""] = n
        sums: list[Line] = [((0, code, "*"), tuple(key for key in cells if key[1] == code)) for code in counts]
        sums += [((one.pk, "*", ""), tuple(key for key in cells if key[0] == one.pk)) for one in self.networks if one.pk not in self.hidden]
        small = {key for key, n in cells.items() if n < PUBLIC}
        return min(counts.values(), default=PUBLIC) < PUBLIC or bool(recoverable(set(cells), sums) & small)

    def by_gender(self) -> charts.Table:
        """Since the beginning, whatever year is asked: two years set side by side would tell of one person. Networks: to their readers."""
        came: dict[str, dict[int, str]] = {fact: {} for fact in PEOPLE}
        if self.anything and (self.sees_all or self.chosen == self.whole):
            rows = self._of(PEOPLE).under(self.chosen.pk).lasting(BEGINNING, clock.today()).order_by("pk")
            for fact, tally, gender in rows.values_list("fact", "tally", "gender"):
                came[fact].setdefault(tally, gender)
        told = [by_elevens(list(came[fact].values()), harmless=(Entry.Gender.UNSTATED,)) for fact in PEOPLE]
        lines: list[list[Any]] = [[str(words), *(one.get(gender, 0) if one else None for one in told)]
                                  for gender, words in Entry.Gender.choices]
        return charts.Table([_("Gender"), _("Mentors"), _("Mentees")], lines if any(told) else [], _("Mentors and mentees, by gender"))

    def tables(self) -> dict[str, charts.Table]:
        """Every table by the name of its file."""
        return {"mentoring": self.table(), "mentoring_departments": self.by_department(), "mentoring_genders": self.by_gender()}
