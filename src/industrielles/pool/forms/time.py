"""What a role model fills in about her time: her weeks, days that are not as usual, a pause, her own calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazystr
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock, outside
from industrielles.kit.forms import Day, Form, ModelForm, NumberField, Radios, Ticks

from .. import availability
from ..models import RoleModel

SHOWN_DAYS = range(6)  # no class meets on Sundays


class HalfDaysField(forms.MultipleChoiceField):
    """The usual week as ticks, kept as bits (pool.availability)."""

    def __init__(self, **options: Any) -> None:
        choices = [
            (str(availability.bit(weekday, half)), lazystr(f"{weekday} {half}")) for weekday in SHOWN_DAYS for half in availability.HALVES
        ]
        super().__init__(choices=choices, widget=Ticks, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return [str(availability.bit(weekday, half)) for weekday, half in availability.unpacked(value)]
        return value

    def clean(self, value: Any) -> int:
        return sum(int(bit) for bit in set(super().clean(value)))


class WeekForm(ModelForm):
    """Her usual week, or two that alternate, and how many visits."""

    half_days = HalfDaysField(label=_("Usual half-days"), help_text=_("When you could come, in an ordinary week."))
    alternates = forms.BooleanField(
        label=_("One week in two is different"), required=False,
        help_text=_("The first table is then that of weeks with an even number, the second that of odd ones."),
    )
    odd_half_days = HalfDaysField(label=_("Half-days of odd weeks"))
    monthly_limit = NumberField(label=_("Visits a month, at most"), min_value=0, max_value=31)
    yearly_limit = NumberField(label=_("Visits a school year, at most"), min_value=0, max_value=200)

    class Meta:
        model = RoleModel
        fields = ("half_days", "odd_half_days", "works_holidays", "monthly_limit", "yearly_limit")
        help_texts = {"works_holidays": _("For company visits and forums: schools are closed then.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        odd = self.instance.odd_half_days
        self.initial.update(alternates=odd is not None, odd_half_days=self.instance.half_days if odd is None else odd)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("alternates"):
            said["odd_half_days"] = None
        return said

    def even(self) -> list[tuple[str, list[Any]]]:
        """(day, its two ticks) of the usual week, or of even ones."""
        return self._week("half_days")

    def odd(self) -> list[tuple[str, list[Any]]]:
        """The same of odd weeks."""
        return self._week("odd_half_days")

    def _week(self, name: str) -> list[tuple[str, list[Any]]]:
        ticks = list(self[name].subwidgets)
        return [(capfirst(str(WEEKDAYS[day])), ticks[2 * day : 2 * day + 2]) for day in SHOWN_DAYS]


class PauseForm(Form):
    """Until when nobody invites her."""

    until = forms.DateField(label=_("Back on"), widget=Day)
    marks_optional = False


class OffDaysForm(Form):
    """Days that are not as usual."""

    starts_on = forms.DateField(label=_("From"), widget=Day)
    ends_on = forms.DateField(label=_("To, included"), widget=Day, required=False, help_text=_("Leave empty for one day."))
    free = forms.TypedChoiceField(
        label=_("On these days"),
        choices=[("", _("I am away")), ("yes", _("I am free, although my week says otherwise"))],
        required=False,
        widget=Radios,
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = clock.today().isoformat()


class CalendarForm(Form):
    """The address of her own calendar."""

    address = forms.CharField(
        label=_("The secret address of your calendar"), max_length=outside.LONGEST,
        help_text=_("In Google, Outlook or iCloud: “share”, “ICS address”. We keep the half-days it takes, nothing of what fills them."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    marks_optional = False


class CalendarFileForm(Form):
    """A calendar file, once."""

    file = forms.FileField(
        label=_("Or a file of your calendar"), help_text=_("A file that ends with .ics, 1 MB at most. It is read once and not kept."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    marks_optional = False

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > outside.MOST_BYTES:
            raise forms.ValidationError(gettext("This file is too heavy: choose one of less than 1 MB."))
        return sent.read()
