"""The next eight weeks of a role model, computed from what she said: half-day by half-day, and why she is not free."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.places import calendar
from industrielles.places.models import Holiday

from . import availability
from .models import RoleModel

WEEKS = 8


@dataclass(frozen=True)
class Half:
    """A half-day: "free", "taken" (a visit, her own calendar), "closed" (holidays), "away", "usual" (not one of her half-days), "past"."""

    state: str
    words: str


@dataclass(frozen=True)
class Day:
    on: dt.date
    morning: Half
    afternoon: Half
    note: str  # why this day is not as usual, in words


@dataclass(frozen=True)
class Week:
    number: int  # ISO 8601
    days: list[Day]  # Monday to Saturday

    @property
    def free(self) -> int:
        """Free half-days."""
        return sum(half.state == "free" for day in self.days for half in (day.morning, day.afternoon))

    @property
    def notes(self) -> list[tuple[dt.date, dt.date, str]]:
        """(from, to, why) of days that are not as usual, days of one reason together."""
        found: list[tuple[dt.date, dt.date, str]] = []
        for day in self.days:
            if day.note and found and found[-1][2] == day.note and day.on - found[-1][1] == dt.timedelta(days=1):
                found[-1] = (found[-1][0], day.on, day.note)
            elif day.note:
                found.append((day.on, day.on, day.note))
        return found


def weeks(role_model: RoleModel) -> list[Week]:
    """From this week's Monday, eight weeks, in six queries whatever she said."""
    today = clock.today()
    monday = today - dt.timedelta(days=today.weekday())
    last = monday + dt.timedelta(days=7 * WEEKS - 1)
    known = _known(role_model, monday, last)
    return [
        Week(start.isocalendar().week, [_day(role_model, start + dt.timedelta(days=n), known, today) for n in range(6)])
        for start in (monday + dt.timedelta(days=7 * n) for n in range(WEEKS))
    ]


def feed_path(role_model: RoleModel) -> str:
    """Where her calendar reads her visits; needs a key."""
    return reverse("engagements:feed", args=[role_model.feed_key])


@dataclass(frozen=True)
class _Known:
    off_days: list[Any]
    busy: dict[dt.date, int]
    visits: dict[dt.date, int]
    holidays: list[Any]
    department: str


def _known(role_model: RoleModel, first: dt.date, last: dt.date) -> _Known:
    zone = ZoneInfo(role_model.department.timezone)
    opens, closes = (dt.datetime.combine(day, dt.time(), zone) for day in (first, last + dt.timedelta(days=1)))
    visits: dict[dt.date, int] = {}
    agreed = role_model.invitations.filter(
        status="accepted", engagement__status="confirmed", engagement__starts_at__gte=opens, engagement__starts_at__lt=closes)
    for start in agreed.order_by("pk").values_list("engagement__starts_at", flat=True):
        assert start is not None  # the filter says so
        here = start.astimezone(zone)
        visits[here.date()] = visits.get(here.date(), 0) | (1 if here.hour < 13 else 2)
    academy = role_model.department.academy
    return _Known(
        list(role_model.off_days.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on")),
        dict(role_model.busy_days.between(first, last).values_list("on", "halves")), visits,
        list(Holiday.objects.filter(zone=academy.zone, starts_on__lte=last, ends_on__gte=first).order_by("starts_on")) if academy else [],
        role_model.department_id)


def _day(role_model: RoleModel, day: dt.date, known: _Known, today: dt.date) -> Day:
    feast = calendar.public_holiday(day, known.department)
    vacation = next((row for row in known.holidays if row.starts_on <= day <= row.ends_on), None)
    taken, visits = known.busy.get(day, 0), known.visits.get(day, 0)
    free = availability.open_halves(
        role_model, day, off_days=known.off_days, busy=taken | visits, school_holiday=vacation is not None, public_holiday=bool(feast))
    said = [row.free for row in known.off_days if row.starts_on <= day <= row.ends_on]
    paused = bool(role_model.paused_until and day < role_model.paused_until)
    away = paused or (bool(said) and not all(said))
    closed = feast or (vacation is not None and not role_model.works_holidays)
    note = (_("pause") if paused else _("you are away") if away else _("free, as you said") if said
            else vacation.label if vacation else feast)
    halves = []
    for bit in (1, 2):
        if day < today:
            halves.append(Half("past", _("over")))
        elif visits & bit:
            halves.append(Half("visit", _("visit agreed")))
        elif free & bit:
            halves.append(Half("free", _("free")))
        elif taken & bit and not away:
            halves.append(Half("taken", _("taken by your calendar")))
        elif away:
            halves.append(Half("away", _("away")))
        else:
            halves.append(Half("closed", _("holidays")) if closed and not said else Half("usual", _("not one of your half-days")))
    return Day(day, halves[0], halves[1], str(note) if day >= today else "")
