"""What people choose and fill in on the pages of figures."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.forms import Day, Filters, Form, NumberField
from industrielles.ledger.models import Entry
from industrielles.network.models import Network

from .indicators import INDICATORS, Progress


class Choice(Filters):
    """Which school year, which network."""

    year = forms.ChoiceField(label=_("School year"))
    network = forms.ChoiceField(label=_("Network"))

    def __init__(self, *args: Any, years: list[str], networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year.replace("-", "–")) for year in years]  # type: ignore[attr-defined]
        self.fields["network"].choices = [(one.slug, one.name) for one in networks]  # type: ignore[attr-defined]


class EntryFilters(Choice):
    """Which entries."""

    fact = forms.ChoiceField(label=_("What is counted"))
    month = forms.ChoiceField(label=_("Month"))
    department = forms.CharField(label=_("Department"), max_length=3)
    method = forms.ChoiceField(label=_("How counted"), choices=[("", _("Every way")), *Entry.Method.choices])

    def __init__(self, *args: Any, facts: dict[str, Any], months: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [("", _("Everything")), *facts.items()]  # type: ignore[attr-defined]
        self.fields["month"].choices = [("", _("Every month")), *months]  # type: ignore[attr-defined]
        self.fields["department"].widget.attrs["class"] = "saisie l-4"


class TargetForm(Form):
    """A promised number, from a day to a day."""

    indicator = forms.CharField(widget=forms.HiddenInput)
    goal = NumberField(label=_("Goal"), min_value=1, max_value=10_000_000)
    starts_on = forms.DateField(label=_("From"), widget=Day)
    ends_on = forms.DateField(label=_("Until"), widget=Day)

    @classmethod
    def of(cls, progress: Progress) -> TargetForm:
        """The form of a target as it stands; for one never set, the current school year is proposed."""
        today = clock.today()
        first = dt.date(today.year if today.month >= 9 else today.year - 1, 9, 1)
        initial = {
            "indicator": progress.code, "goal": progress.goal, "starts_on": progress.starts_on or first,
            "ends_on": progress.ends_on or dt.date(first.year + 1, 8, 31)}
        return cls(initial=initial, prefix=_prefix(progress.code))

    @classmethod
    def sent(cls, data: Any) -> TargetForm | None:
        """The form that was sent, among those of the page."""
        return next((cls(data, prefix=_prefix(code)) for code in INDICATORS if data.get(f"{_prefix(code)}-indicator") == code), None)


def _prefix(code: str) -> str:
    return code.replace(".", "_")
