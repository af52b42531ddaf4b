"""The public figures of a school year and a network: what is drawn, its sentence, its table, its CSV file."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Max, Min, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from industrielles.kit import charts, clock
from industrielles.kit.typography import number, percent
from industrielles.ledger.disclosure import PUBLIC
from industrielles.ledger.models import Entry
from industrielles.network.models import Network

from .disclosed import UNSTATED, Cube, cube
from .indicators import AUDIENCE, CLASSES, ENCOUNTERS, MEDIA, MENTEES, PEOPLE, entries, umbrella
from .mentoring import Mentoring

# Each gender with its colour, which it keeps everywhere. Whoever was not asked or did not answer is “not stated” (rules P-12).
COLOURS = {"woman": "f1", "man": "f3", "other": "f4", "unstated": "f5"}


@dataclass(frozen=True)
class Year:
    """A school year, from September to August: "2026-2027"."""

    first: dt.date

    @classmethod
    def of(cls, day: dt.date) -> Year:
        return cls(dt.date(day.year if day.month >= 9 else day.year - 1, 9, 1))

    @property
    def last(self) -> dt.date:
        return dt.date(self.first.year + 1, 8, 31)

    @property
    def months(self) -> list[dt.date]:
        """First days of its months, up to the present one."""
        all_months = [dt.date(self.first.year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(9, 21)]
        return [month for month in all_months if month <= clock.today()]

    @property
    def words(self) -> str:
        return f"{self}".replace("-", "–")

    def __str__(self) -> str:
        return f"{self.first.year}-{self.first.year + 1}"


def years() -> list[Year]:
    """School years with something counted, and the present one; newest first."""
    bounds = Entry.objects.aggregate(first=Min("on"), last=Max("on"))
    today = clock.today()
    oldest, newest = Year.of(bounds["first"] or today).first.year, Year.of(max(bounds["last"] or today, today)).first.year
    return [Year(dt.date(year, 9, 1)) for year in range(newest, oldest - 1, -1)]


def gender_words(gender: str) -> str:
    """How a gender of the ledger is called in a figure about young people."""
    return {"woman": _("Girls"), "man": _("Boys"), "other": _("Non-binary or other"), "unstated": _("Not stated")}[gender]


class Figures:
    """All figures of one page. `whole`: the umbrella; `networks`: those directly below it; `chosen`: one of them all.

    `sees_all`: the reader reads this network's figures, however small."""

    def __init__(self, whole: Network, networks: Sequence[Network], chosen: Network, year: Year, *, sees_all: bool = False) -> None:
        self.whole, self.networks, self.chosen, self.year, self.sees_all = whole, list(networks), chosen, year, sees_all

    @cached_property
    def people(self) -> Cube:
        """People met by network, month, gender and method, in one question."""
        nodes = {self.whole.pk, self.chosen.pk, *(network.pk for network in self.networks)}
        found = self._of(PEOPLE).filter(organisers__scope__node__in=nodes)
        rows = found.values_list("organisers__scope__node", "month", "gender", "method").annotate(quantity=Sum("quantity")).order_by()
        counted = [(node, month, gender or UNSTATED, method, n) for node, month, gender, method, n in rows if n]
        return cube(counted, self.whole.pk, [network.pk for network in self.networks], 0 if self.sees_all else PUBLIC)

    @cached_property
    def classes(self) -> dict[int, int]:
        """Classes met by network: {id: number}."""
        nodes = {self.whole.pk, *(network.pk for network in self.networks)}
        found = self._of(CLASSES).filter(organisers__scope__node__in=nodes).values_list("organisers__scope__node")
        return dict(found.annotate(quantity=Sum("quantity")).order_by())

    @cached_property
    def mentoring(self) -> Mentoring:
        """Mentors, mentees, pairs, meetings, hours."""
        return Mentoring(self.whole, self.networks, self.chosen, (self.year.first, self.year.last), sees_all=self.sees_all)

    def _of(self, fact: str) -> Any:
        return Entry.objects.filter(fact=fact).between(self.year.first, self.year.last)

    @cached_property
    def what(self) -> str:
        return f"{self.chosen.name}, {self.year.words}"

    def by_month(self) -> charts.Figure:
        """People met by month and gender; by month only when a network's figures are read by everybody."""
        months = self.year.months
        if not self.sees_all and self.chosen != self.whole:
            everybody = charts.Series(_("Young people"), [self.people.of(self.chosen.pk, f"{month:%Y%m}") for month in months], "f2")
            return charts.stacked_months(months, [everybody], title=_("Young people met, month by month"), what=self.what)
        series = {
            gender: charts.Series(gender_words(gender), [self.people.of(self.chosen.pk, f"{month:%Y%m}", gender) for month in months], css)
            for gender, css in COLOURS.items()}
        kept = [one for gender, one in series.items() if gender in ("woman", "man", "unstated") or any(value != 0 for value in one.values)]
        more = charts.always_more(series["woman"], series["man"])
        title = _("More girls than boys, every month") if more else _("Young people met, month by month")
        return charts.stacked_months(months, kept, title=title, what=self.what)

    def girls_in_words(self) -> str:
        """The share of girls with its base, or nothing when it may not be told."""
        values = [self.people.of(self.chosen.pk, gender=gender) for gender in ("woman", "man", "other")]
        if None in values or not any(values):
            return ""
        told = sum(value or 0 for value in values)
        return _("%(share)s of girls among the %(base)s young people whose gender was stated.") % {
            "share": percent(round(100 * (values[0] or 0) / told)), "base": number(told)}

    def by_department(self) -> charts.Figure:
        """Classes met by department, overseas included."""
        found = entries(CLASSES, self.chosen).between(self.year.first, self.year.last).by("department")
        counts = {code: value for code, value in found.items() if code}
        return charts.choropleth(counts, title=_("Classes met by department"), unit=_("classes"), what=self.what)

    def by_method(self) -> charts.Table:
        """How people were counted."""
        methods = [(words, self.people.counted(self.chosen.pk, method)) for method, words in Entry.Method.choices]
        rows = [[str(words), value] for words, value in methods if value != 0]
        total = [_("Total"), self.people.of(self.chosen.pk)]
        return charts.Table([_("How counted"), _("People met")], [*rows, total], _("How people were counted"))

    def by_gender(self) -> charts.Table:
        """People met by gender: every answer has its line, and the base is said."""
        rows: list[list[Any]] = [[gender_words(gender), self.people.of(self.chosen.pk, gender=gender)] for gender in COLOURS]
        total = [_("Total"), self.people.of(self.chosen.pk)]
        return charts.Table([_("Gender"), _("People met")], [*rows, total], _("People met, by gender"))

    @cached_property
    def outside(self) -> dict[tuple[str, str], int]:
        """What was counted outside classes: {(fact, kind): number}."""
        found = Entry.objects.under(self.chosen.pk).filter(fact__in=(ENCOUNTERS, AUDIENCE, MEDIA)).between(self.year.first, self.year.last)
        rows = found.values_list("fact", "kind").annotate(quantity=Sum("quantity")).order_by()
        return {(fact, kind): n for fact, kind, n in rows if n}

    def by_kind(self) -> charts.Table:
        """Encounters outside classes by kind, and what media declare, apart. People reached are for those who read this network's figures:
        one encounter may be of few people."""
        every = apps.get_model("engagements", "Engagement").Kind.choices
        kinds = [(kind, str(capfirst(words))) for kind, words in every if self.outside.get((ENCOUNTERS, kind))]
        facts = [ENCOUNTERS, *([AUDIENCE] if self.sees_all else []), MEDIA]
        head = [_("Kind of meeting"), _("Encounters"), *([_("People reached")] if self.sees_all else []), _("Audience declared by media")]
        rows: list[list[Any]] = [[words, *(self.outside.get((fact, kind), 0) for fact in facts)] for kind, words in kinds]
        return charts.Table(head, rows, _("Encounters outside classes"))

    def by_network(self) -> charts.Table:
        """What each network did, what they did together, and the whole: each encounter once in the total."""
        rows: list[list[Any]] = [
            [network.name, self.classes.get(network.pk, 0), self.people.of(network.pk)] for network in self.networks
            if self.classes.get(network.pk) or self.people.of(network.pk) != 0]
        own, shared = self.own_and_shared
        if own:
            rows.append([_("%(network)s itself") % {"network": self.whole.name}, own, ""])
        if shared:
            rows.append([_("Shared by several networks: counted once in the total"), -shared, ""])
        rows.append([_("Total"), self.classes.get(self.whole.pk, 0), self.people.of(self.whole.pk)])
        return charts.Table([_("Network"), _("Classes met"), _("People met")], rows, _("Networks, and what they did together"))

    @cached_property
    def own_and_shared(self) -> tuple[int, int]:
        """Classes the umbrella met without any of its networks, and those that several of them count."""
        below = self._of(CLASSES).under(*(network.pk for network in self.networks)).total() if self.networks else 0
        each = sum(self.classes.get(network.pk, 0) for network in self.networks)
        return self.classes.get(self.whole.pk, 0) - below, each - below

    def tables(self) -> dict[str, charts.Table]:
        """Every table by the name of its file."""
        return {
            "months": self.by_month().table, "departments": self.by_department().table, "genders": self.by_gender(),
            "methods": self.by_method(), "kinds": self.by_kind(), "networks": self.by_network(), **self.mentoring.tables()}


def updated_at() -> dt.datetime | None:
    """When something was last counted."""
    return Entry.objects.order_by("-pk").values_list("recorded_at", flat=True).first()


def of_network(network: Network) -> list[tuple[str, int | None]]:
    """What everybody may read of a network in its present school year: (words, number; None when too few to tell). Nothing for one whose
    figures are not published: those of a local network would give back those of its neighbours."""
    whole = umbrella()
    if whole is None or network.parent_id != whole.pk or network.closed_on:
        return []
    below = list(Network.objects.open().filter(parent=whole).order_by("pk"))
    figures = Figures(whole, below, network, Year.of(clock.today()))
    found: list[tuple[str, int | None]] = [
        (_("young people met this school year"), figures.people.of(network.pk)),
        (_("classes met this school year"), figures.classes.get(network.pk, 0)),
        (_("mentees accompanied this school year"),
         None if network.pk in figures.mentoring.hidden else figures.mentoring.count(network.pk, MENTEES))]
    return [(words, value) for words, value in found if value != 0]
