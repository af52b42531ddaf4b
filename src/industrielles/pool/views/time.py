"""Doors of her time: her weeks, days that are not as usual, a pause, the next eight weeks, her calendars."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from industrielles.people.models import Person

from .. import agenda, busy, tasks, verbs
from ..forms.time import CalendarFileForm, CalendarForm, OffDaysForm, PauseForm, WeekForm
from ..models import Calendar, OffDays, RoleModel
from .profile import Act, Section, person_of

ROW = re.compile(r"[0-9]{1,18}")


class TimeSection(Section):
    """A form of the page “my availability”."""

    page = "pool:set_week"
    template_name = "pool/time.html"

    def forms(self) -> dict[str, Any]:
        return {
            "week_form": lambda: WeekForm(instance=self.subject), "pause_form": PauseForm, "off_days_form": OffDaysForm,
            "calendar_form": CalendarForm, "calendar_file_form": CalendarFileForm,
        }

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        role_model = self.subject
        return super().get_context_data(
            off_days=role_model.off_days.to_come(),
            weeks=agenda.weeks(role_model),
            calendar=Calendar.objects.read_for(role_model),
            feed=self.request.build_absolute_uri(agenda.feed_path(role_model)) if role_model.feed_key else "",
            **context,
        )


class SetWeek(TimeSection):
    """Her usual week, or two that alternate, and how many visits."""

    section = "week"
    form_class = WeekForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.subject}

    def form_valid(self, form: WeekForm) -> HttpResponse:
        verbs.describe(self.subject, fields=form.cleaned_data, by=person_of(self.request))
        return self.back(_("Saved."))


class Pause(TimeSection):
    """A rest: nobody invites her before a day."""

    section = "pause"
    form_class = PauseForm

    def form_valid(self, form: PauseForm) -> HttpResponse:
        verbs.pause(self.subject, until=form.cleaned_data["until"], by=person_of(self.request))
        return self.back(_("Your profile is paused. Visits you have accepted stay as they are."))


class SetOffDays(TimeSection):
    """Days that are not as usual."""

    section = "off_days"
    form_class = OffDaysForm

    def form_valid(self, form: OffDaysForm) -> HttpResponse:
        said = form.cleaned_data
        verbs.set_off_days(
            self.subject, starts_on=said["starts_on"], ends_on=said["ends_on"], free=said["free"], by=person_of(self.request))
        return self.back(_("Noted."))


class AddCalendar(TimeSection):
    """Her own calendar, by its address."""

    section = "calendar"
    form_class = CalendarForm

    def form_valid(self, form: CalendarForm) -> HttpResponse:
        verbs.add_calendar(self.subject, address=form.cleaned_data["address"], by=person_of(self.request))
        return self.back(_("Noted: we read your calendar within a few minutes, then every six hours."))


class SendCalendar(TimeSection):
    """Her own calendar, by a file."""

    section = "calendar_file"
    form_class = CalendarFileForm

    def form_valid(self, form: CalendarFileForm) -> HttpResponse:
        try:
            days = tasks.busy_days_of(self.subject, form.cleaned_data["file"])
        except busy.Unreadable:
            form.add_error("file", _("This file is no calendar: choose one that ends with .ics."))
            return self.form_invalid(form)
        verbs.send_calendar(self.subject, days=days, by=person_of(self.request))
        return self.back(_("Your calendar is read: it takes %(n)s days in the next four months.") % {"n": len(days)})


class RemoveCalendar(Act):
    """Her own calendar is read no more."""

    page = "pool:set_week"

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.remove_calendar(role_model, by=by)
        return _("Your calendar is forgotten.")


class OpenFeed(Act):
    """A secret address for her agenda."""

    page = "pool:set_week"

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.open_feed(role_model, by=by)
        return _("Here is the address of your agenda. Keep it for yourself: whoever has it reads your visits.")


class CloseFeed(Act):
    """The secret address answers no more."""

    page = "pool:set_week"

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.close_feed(role_model, by=by)
        return _("This address answers no more.")


class Resume(Act):
    """Back from a pause."""

    page = "pool:set_week"

    def act(self, role_model: RoleModel, by: Person) -> str:
        verbs.pause(role_model, until=None, by=by)
        return _("Welcome back: you may be invited again.")


class ClearOffDays(Act):
    """These days are as usual again."""

    page = "pool:set_week"

    def act(self, role_model: RoleModel, by: Person) -> str:
        row = self.request.POST.get("days", "")
        days = OffDays.objects.of(by).filter(role_model=role_model, pk=row).first() if ROW.fullmatch(row) else None
        if days is not None:
            verbs.clear_off_days(days, by=by)
        return _("Removed.")
