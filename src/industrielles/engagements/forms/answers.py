"""What a role model answers to an invitation, and what either side tells afterwards."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit import typography
from industrielles.kit.forms import Day, Form, Hour, NumberField, Radios

from ..models import Engagement, ProposedDate, Report
from .dates import DatesForm
from .fields import capitals, text_field, words_field

EARLIEST, LATEST = dt.time(7), dt.time(19)  # a school's day


def moment_at(engagement: Engagement, day: dt.date, hour: dt.time) -> dt.datetime:
    """`hour` of `day` where the school is, aware."""
    return dt.datetime.combine(day, hour, tzinfo=ZoneInfo(engagement.department.timezone))


def hour_field(**options: Any) -> forms.TimeField:
    return forms.TimeField(label=gettext_lazy("At what time?"), required=False, widget=Hour, **options)


class _OnADay(Form):
    """A day and an hour of a visit, read together as `starts_at`."""

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagement = engagement

    def _day_and_moment(self) -> tuple[dt.date | None, str]:
        return self.cleaned_data.get("on"), ProposedDate.Moment.ALL_DAY

    def clean_hour(self) -> dt.time | None:
        hour = self.cleaned_data["hour"]
        if self.engagement.is_class_visit and hour and not EARLIEST <= hour <= LATEST:
            raise forms.ValidationError(_("Give an hour between 7 in the morning and 7 in the evening"))
        return hour

    @property
    def starts_at(self) -> dt.datetime:
        """When the visit would begin: the hour given, else the usual one of that half-day."""
        day, moment = self._day_and_moment()
        usual = self.engagement.hour or ProposedDate.HOURS[ProposedDate.Moment(moment)]
        return moment_at(self.engagement, day, self.cleaned_data.get("hour") or usual)


class AcceptForm(_OnADay):
    """One of the dates the teacher proposed, or a day of the period; `anyway` appears when something is in the way."""

    date = forms.ChoiceField(label=gettext_lazy("Which date suits you?"), widget=Radios)
    on = forms.DateField(label=gettext_lazy("Which day suits you?"), widget=Day())
    hour = hour_field(help_text=gettext_lazy("If you leave this empty: 10:00 in the morning, 14:00 in the afternoon."))
    anyway = forms.BooleanField(label=gettext_lazy("Accept all the same"), required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, engagement=engagement, **kwargs)
        self.dates = {str(date.pk): date for date in engagement.proposed_dates.all()}
        if engagement.hour or self.agreed:
            del self.fields["hour"]
        if self.agreed:
            del self.fields["date"], self.fields["on"]
        elif self.dates:
            self.fields["date"].choices = [(key, _date_words(date)) for key, date in self.dates.items()]
            if len(self.dates) == 1:
                self.initial.setdefault("date", next(iter(self.dates)))
            self._offer_window()
        else:
            del self.fields["date"]
            self._bound_day()

    def _offer_window(self) -> None:
        """A period beside the dates: one more choice, and a day that is needed only then."""
        if self.engagement.window_from:
            self.fields["date"].choices = [*self.fields["date"].choices, ("window", _("Another day of the period, below"))]
            self.fields["on"].required = False
            self._bound_day()
        else:
            del self.fields["on"]

    def _bound_day(self) -> None:
        start, end = self.engagement.window_from, self.engagement.window_to
        if start and end:
            self.fields["on"].widget.attrs.update(min=start.isoformat(), max=end.isoformat())
            self.fields["on"].help_text = _("Any day from %(start)s to %(end)s.") % _told(start, end)

    @property
    def agreed(self) -> dt.datetime | None:
        """The moment of a panel that others have accepted already."""
        return self.engagement.starts_at if self.engagement.status == Engagement.Status.CONFIRMED else None

    @property
    def starts_at(self) -> dt.datetime:
        return self.agreed or super().starts_at

    def _day_and_moment(self) -> tuple[dt.date | None, str]:
        date = self.dates.get(self.cleaned_data.get("date", ""))
        return (date.on, date.moment) if date else super()._day_and_moment()

    def clean(self) -> dict[str, Any]:
        if self.agreed:
            return self.cleaned_data
        if not self.errors and self._day_and_moment()[0] is None:
            self.add_error("on", _("Give the day that suits you"))
        start, end, day = self.engagement.window_from, self.engagement.window_to, self.cleaned_data.get("on")
        of_period = not self.dates.get(self.cleaned_data.get("date", ""))
        if of_period and day and start and end and not start <= day <= end:
            self.add_error("on", _("Give a day from %(start)s to %(end)s, or propose another date") % _told(start, end))
        return self.cleaned_data


def _told(start: dt.date, end: dt.date) -> dict[str, str]:
    return {"start": typography.day(start), "end": typography.day(end)}


def _date_words(date: ProposedDate) -> str:
    return f"{typography.day(date.on)}, {date.get_moment_display()}"


def anyway_field(label: Any) -> forms.BooleanField:
    """Shown once something was said to be in the way."""
    return forms.BooleanField(label=label, required=False)


class CounterForm(_OnADay):
    """Another date than those proposed."""

    on = forms.DateField(label=gettext_lazy("Which day would suit you?"), widget=Day())
    hour = forms.TimeField(label=gettext_lazy("At what time?"), widget=Hour)
    words = words_field(gettext_lazy("A word to who asks"))
    anyway = anyway_field(gettext_lazy("Propose it all the same"))

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, engagement=engagement, **kwargs)
        self.fields["on"].widget.attrs.update(min=DatesForm.first().isoformat(), max=DatesForm.last().isoformat())

    def clean_on(self) -> dt.date:
        day = self.cleaned_data["on"]
        if day < DatesForm.first():
            raise forms.ValidationError(_("This day is past: give a day from %(day)s on") % {"day": typography.day(DatesForm.first())})
        if day > DatesForm.last():
            raise forms.ValidationError(_("This is too far ahead: give a day before %(day)s") % {"day": typography.day(DatesForm.last())})
        return day


class ForwardForm(AcceptForm):
    """She puts herself forward for an open request, on one of its dates."""

    words = words_field(gettext_lazy("A word to the coordinator"))
    anyway = anyway_field(gettext_lazy("Put me forward all the same"))


class DeclineForm(Form):
    """Not this time; why is hers to say or not."""

    words = words_field(gettext_lazy("Why, if you like"))


class PassOnForm(Form):
    """A colleague could go instead."""

    colleague = text_field(
        gettext_lazy("Who could go?"), most=160,
        help_text=gettext_lazy("Her first name and her company, and how to reach her if she agrees."))
    words = words_field(gettext_lazy("A word to the coordinator"))


class ReleaseForm(Form):
    """She can no longer come."""

    words = words_field(gettext_lazy("A word to who asks"), required=True)


def count_field(label: Any, **options: Any) -> NumberField:
    """How many there were."""
    return NumberField(label=label, min_value=0, max_value=2000, required=False, **options)


class ReportForm(Form):
    """What took place, in six questions, filled in on a phone."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=gettext_lazy("1. Did the visit take place?"), widget=Radios, choices=(
        (Report.Outcome.HELD, gettext_lazy("Yes")),
        (Report.Outcome.NO_SHOW, gettext_lazy("No, somebody did not come")),
        (Report.Outcome.CANCELLED_LATE, gettext_lazy("No, it was cancelled at the last moment"))))
    people = count_field(gettext_lazy("2. How many pupils were there?"))
    girls = count_field(gettext_lazy("3. Of whom girls"))
    boys = count_field(gettext_lazy("Of whom boys"), help_text=gettext_lazy("You do not know? Leave both empty: we write “not stated”."))
    method = forms.ChoiceField(
        label=gettext_lazy("4. How were they counted?"), widget=Radios, choices=capitals(Report.Method), required=False,
        initial=Report.Method.TEACHER_COUNT)
    teacher_present = text_field(gettext_lazy("5. Which adult of the school was in the room?"), required=False)
    smile = forms.TypedChoiceField(
        label=gettext_lazy("6. How did it go?"), widget=Radios, choices=capitals(Report.Smile), required=False, coerce=int,
        empty_value=None)
    words = forms.CharField(
        label=gettext_lazy("A word about it"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("A question that made you smile, something to change next time. No pupil’s name."))

    marks_optional = False

    def __init__(self, *args: Any, known: dict[str, Any] | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(known or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("outcome") == Report.Outcome.HELD and not self.errors:
            self._clean_counts(data)
        return data

    def _clean_counts(self, data: dict[str, Any]) -> None:
        if not data.get("people"):
            self.add_error("people", _("Write how many pupils were there, for example 28"))
        elif (data.get("girls") or 0) + (data.get("boys") or 0) > data["people"]:
            self.add_error("girls", _("Girls and boys together are more than the pupils who were there"))
        elif (data.get("girls") is None) != (data.get("boys") is None) and (data["girls"] or data["boys"] or 0) < data["people"]:
            empty = "girls" if data.get("girls") is None else "boys"
            self.add_error(empty, _("Fill in both, girls and boys (0 if there were none), or leave both empty"))
        if not data.get("teacher_present"):
            self.add_error("teacher_present", _("Write the name of the adult who was in the room with the class"))

    def told(self) -> dict[str, Any]:
        """What `report` is told; nothing is counted when nothing took place."""
        data = dict(self.cleaned_data)
        held = data["outcome"] == Report.Outcome.HELD
        for name in ("people", "girls", "boys"):
            data[name] = (data[name] or 0) if held else 0
        data["method"] = data["method"] or Report.Method.TEACHER_COUNT
        return data
