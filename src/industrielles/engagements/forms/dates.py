"""Dates as a teacher proposes them: one to three days with a moment, or a period in which any day will do."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit import clock, typography
from industrielles.kit.forms import Day, Form

from ..models import ProposedDate
from .fields import capitals

NUMBERS = (1, 2, 3)
AHEAD = dt.timedelta(days=548)  # eighteen months: nobody knows her timetable further


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day to come, on the browser's own calendar."""
    return forms.DateField(label=label, required=False, widget=Day(), **options)


def moment_field(label: Any) -> forms.ChoiceField:
    """Morning, afternoon, or either."""
    return forms.ChoiceField(
        label=label, choices=capitals(ProposedDate.Moment), required=False, initial=ProposedDate.Moment.ALL_DAY,
        widget=forms.Select({"class": "l-10"}))


class DatesForm(Form):
    """Asks for at least one day, or a period; what is past or too far is refused, holidays are only remarked on (see documents.remarks)."""

    marks_optional = False

    date1, moment1 = day_field(gettext_lazy("First possibility: the day")), moment_field(gettext_lazy("First possibility: the moment"))
    date2, moment2 = day_field(gettext_lazy("Second possibility: the day")), moment_field(gettext_lazy("Second possibility: the moment"))
    date3, moment3 = day_field(gettext_lazy("Third possibility: the day")), moment_field(gettext_lazy("Third possibility: the moment"))
    window_from = day_field(gettext_lazy("Any day from"))
    window_to = day_field(gettext_lazy("to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.day_names():
            self.fields[name].widget.attrs.update(min=self.first().isoformat(), max=self.last().isoformat())

    @staticmethod
    def day_names() -> list[str]:
        return [f"date{n}" for n in NUMBERS] + ["window_from", "window_to"]

    @staticmethod
    def first() -> dt.date:
        """The first day that may be asked for: tomorrow."""
        return clock.today() + dt.timedelta(days=1)

    @staticmethod
    def last() -> dt.date:
        return clock.today() + AHEAD

    @property
    def possibilities(self) -> list[tuple[Any, Any, int]]:
        """(day, moment, number) of each line, as bound fields."""
        return [(self[f"date{n}"], self[f"moment{n}"], n) for n in NUMBERS]

    def clean(self) -> dict[str, Any]:
        for name in self.day_names():
            self._check_day(name)
        start, end = self.cleaned_data.get("window_from"), self.cleaned_data.get("window_to")
        if bool(start) != bool(end) and not self.errors.keys() & {"window_from", "window_to"}:
            self.add_error("window_to" if start else "window_from", _("Give both days of the period, or neither"))
        if start and end and end < start:
            self.add_error("window_to", _("The last day comes before the first."))
        self._check_twice()
        if not self.errors and not self.dates and not self.window:
            self.add_error("date1", _("Give at least one possible day, or a period"))
        return self.cleaned_data

    def _check_day(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if day and day < self.first():
            self.add_error(name, _("This day is past: give a day from %(day)s on") % {"day": typography.day(self.first())})
        elif day and day > self.last():
            self.add_error(name, _("This is too far ahead: give a day before %(day)s") % {"day": typography.day(self.last())})

    def _check_twice(self) -> None:
        """Refuse the same day and moment on two lines, beside the later one: she meant another."""
        seen = set()
        for n in NUMBERS:
            given = self.cleaned_data.get(f"date{n}"), self.cleaned_data.get(f"moment{n}") or ProposedDate.Moment.ALL_DAY.value
            if given[0] and given in seen:
                self.add_error(f"date{n}", _("This date is given twice: change it, or leave this line empty"))
            seen.add(given)

    @property
    def dates(self) -> list[tuple[dt.date, str]]:
        """The days given with their moment, each once, in order of time."""
        given = {(self.cleaned_data[f"date{n}"], self.cleaned_data.get(f"moment{n}") or ProposedDate.Moment.ALL_DAY.value)
                 for n in NUMBERS if self.cleaned_data.get(f"date{n}")}
        return sorted(given)

    @property
    def window(self) -> tuple[dt.date, dt.date] | None:
        """The period given, first and last day included."""
        start, end = self.cleaned_data.get("window_from"), self.cleaned_data.get("window_to")
        return (start, end) if start and end else None

    @property
    def days(self) -> list[dt.date]:
        """Every day named, for remarks on holidays."""
        return sorted({day for day, _moment in self.dates} | set(self.window or ()))

    def words(self) -> str:
        """The dates as one reads them: “mardi 9 décembre (matin) ; …”."""
        moments = dict(ProposedDate.Moment.choices)
        told = [f"{typography.day(day)} ({moments[moment]})" for day, moment in self.dates]
        if self.window:
            start, end = self.window
            told.append(_("any day from %(start)s to %(end)s") % {"start": typography.day(start), "end": typography.day(end)})
        return "\n".join(told)


def proposed(engagement: Any) -> dict[str, Any]:
    """The dates of an engagement as first answers of a DatesForm."""
    answers: dict[str, Any] = {"window_from": engagement.window_from, "window_to": engagement.window_to}
    for number, date in zip(NUMBERS, engagement.proposed_dates.all(), strict=False):
        answers |= {f"date{number}": date.on, f"moment{number}": date.moment}
    return answers
