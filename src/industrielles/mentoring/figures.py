"""The figures of one programme, as who runs or watches it reads them: sums of the ledger, and people counted once. Gender, which nobody
reads beside a name, is told eleven people at a time and never by period; answers, when eleven people gave some."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import charts, clock
from industrielles.kit.typography import number, percent
from industrielles.ledger.disclosure import PUBLIC, by_elevens
from industrielles.ledger.models import Entry
from industrielles.places.models import Department

from . import asking, facts
from .counting import ANSWERS, PEOPLE
from .models import Programme, Questions, Side

SUMS = (facts.PAIRS, facts.MEETINGS, facts.MINUTES, facts.AGAIN, facts.ON_TIME, facts.EARLY, facts.LONGER)
BEGINNING = dt.date(2000, 1, 1)


class ProgrammeFigures:
    """All figures of one page: a programme, from the first to the last day asked."""

    def __init__(self, programme: Programme, first: dt.date, last: dt.date) -> None:
        self.programme, self.first, self.last = programme, first, last
        self.entries = Entry.objects.filter(kind=programme.code)

    @cached_property
    def sums(self) -> dict[str, int]:
        """What took place in these days: {fact: quantity}."""
        return self.entries.of(*SUMS).between(self.first, self.last).by("fact")

    @cached_property
    def people(self) -> dict[str, dict[int, tuple[str, str]]]:
        """Who counted on one of these days: {fact: {number: (department, pair)}}."""
        return self._people(self.first, self.last, "department", "source_key")

    def _people(self, first: dt.date, last: dt.date, *names: str) -> dict[str, dict[int, Any]]:
        """{fact: {number: what her first line says}}, in the order in which they came."""
        found: dict[str, dict[int, Any]] = {fact.code: {} for fact in PEOPLE}
        for fact, tally, *said in self.entries.of(*PEOPLE).lasting(first, last).order_by("pk").values_list("fact", "tally", *names):
            found[fact].setdefault(tally, tuple(said))
        return found

    @cached_property
    def pairs(self) -> int:
        """Pairs that ran on one of these days at least."""
        return self.entries.of(facts.MENTEES).lasting(self.first, self.last).values("source_key").distinct().count()

    @property
    def mentees(self) -> int:
        return len(self.people[facts.MENTEES.code])

    @property
    def mentors(self) -> int:
        return len(self.people[facts.MENTORS.code])

    @property
    def hours(self) -> int:
        return round(self.sums.get(facts.MINUTES.code, 0) / 60)

    def finding(self) -> str:
        """What there is to say first."""
        meetings = self.sums.get(facts.MEETINGS.code, 0)
        if not self.pairs:
            return _("No pair has met in these days.")
        return ", ".join((
            ngettext("%(n)s mentee accompanied", "%(n)s mentees accompanied", self.mentees) % {"n": number(self.mentees)},
            ngettext("%(n)s mentor", "%(n)s mentors", self.mentors) % {"n": number(self.mentors)},
            ngettext("%(n)s meeting", "%(n)s meetings", meetings) % {"n": number(meetings)},
            ngettext("%(n)s hour together", "%(n)s hours together", self.hours) % {"n": number(self.hours)})) + "."

    def summary(self) -> charts.Table:
        """One line for each thing that is counted."""
        rows: list[list[Any]] = [
            [_("Mentors of a running pair"), self.mentors], [_("Mentees accompanied"), self.mentees], [_("Pairs under way"), self.pairs],
            [_("Pairs that began"), self.sums.get(facts.PAIRS.code, 0)], [_("Meetings"), self.sums.get(facts.MEETINGS.code, 0)],
            [_("Hours together"), self.hours]]
        return charts.Table([_("What is counted"), _("How many")], rows, _("The programme in figures"))

    def endings(self) -> charts.Table:
        """How pairs ended, and how mentoring went on."""
        ends = ((facts.ON_TIME, _("Ended as planned")), (facts.EARLY, _("Ended before the planned day, or stopped by one of the two")),
                (facts.LONGER, _("Still met after the planned day")), (facts.AGAIN, _("Mentees who began again, later")))
        rows: list[list[Any]] = [[words, self.sums.get(fact.code, 0)] for fact, words in ends]
        return charts.Table([_("What became of pairs"), _("How many")], rows, _("Ends and continuations"))

    def by_month(self) -> charts.Figure:
        """Meetings month by month, the last twelve of the period."""
        found = self.entries.of(facts.MEETINGS).between(self.first, self.last).by("month")
        months = months_of(self.first, self.last)[-12:]
        held = charts.Series(_("Meetings"), [found.get(month.year * 100 + month.month, 0) for month in months], "f2")
        return charts.stacked_months(months, [held], title=_("Meetings, month by month"), what=self.programme.name)

    def by_department(self) -> charts.Table:
        """Mentees and mentors by department, each where she was when she was first counted."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for place, fact in enumerate(PEOPLE):
            for department, _pair in self.people[fact.code].values():
                counts[department][place] += 1
        names = {one.code: one.name for one in Department.objects.filter(code__in=counts)}
        order = sorted(counts, key=lambda code: (not code, code))  # who did not say comes last
        rows: list[list[Any]] = [[names.get(code, code or _("Not stated")), *counts[code]] for code in order]
        return charts.Table([_("Department"), _("Mentees"), _("Mentors")], rows, _("Mentees and mentors, by department"))

    def by_gender(self) -> charts.Table:
        """Since the beginning, whatever period is asked: two periods set side by side would tell of one person."""
        came = self._people(BEGINNING, clock.today(), "gender")
        told = [by_elevens([gender for (gender,) in came[fact.code].values()], harmless=(Entry.Gender.UNSTATED,)) for fact in PEOPLE]
        rows: list[list[Any]] = [[str(words), *(one.get(gender, 0) if one else None for one in told)]
                                 for gender, words in Entry.Gender.choices]
        return charts.Table([_("Gender"), _("Mentees"), _("Mentors")], rows if any(told) else [], _("Mentees and mentors, by gender"))

    def quality(self) -> charts.Table:
        """How often all went well, by who answered: nothing under eleven people."""
        rows: list[list[Any]] = []
        for side, (answered, well) in ANSWERS.items():
            lines = self.entries.between(self.first, self.last)
            people, times = lines.of(answered).heads(), lines.of(answered).total()
            if people >= PUBLIC:
                rows.append([str(side_words(side)), people, times, percent(round(100 * lines.of(well).total() / times))])
        return charts.Table([_("Who answers"), _("People"), _("Times"), _("Nothing low")], rows, _("How it goes, as they say"))

    def questions(self) -> charts.Table:
        """Each question with how many people answered it and the share of yes, while answers are kept; nothing under eleven people."""
        said: dict[tuple[str, bool, str], list[tuple[int, int]]] = defaultdict(list)
        rows = Questions.objects.filter(pair__programme=self.programme, answered_at__date__range=(self.first, self.last))
        for side, closing, mentee, mentor, answers in rows.values_list("side", "closing", "pair__mentee", "pair__mentor", "answers"):
            for question, value in answers.items():
                said[side, closing, question].append((mentee if side == Side.MENTEE else mentor, value))
        told: list[list[Any]] = []
        for side in Side:
            for closing in (False, True):
                for question, words in asking.asked(side, closing=closing).items():
                    given = said[side, closing, question]
                    people = len({person for person, _value in given})
                    if people >= PUBLIC:
                        share = percent(round(100 * sum(value > Questions.LOW for _person, value in given) / len(given)))
                        told.append([f"{side_words(side)} – {words}", people, share])
        return charts.Table([_("Question"), _("People"), _("Yes, or rather yes")], told, _("What they answer, question by question"))

    def tables(self) -> dict[str, charts.Table]:
        """Every table by the name of its file."""
        return {"bilan": self.summary(), "mois": self.by_month().table, "departements": self.by_department(), "genre": self.by_gender(),
                "fins": self.endings(), "qualite": self.quality(), "questions": self.questions()}


def side_words(side: str) -> Any:
    """Who answered, several of them."""
    return _("Mentees") if side == Side.MENTEE else _("Mentors")


def months_of(first: dt.date, last: dt.date) -> list[dt.date]:
    """First days of the months of a period."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [dt.date(place // 12, place % 12 + 1, 1) for place in range(start, end + 1)]
