"""When a pair may meet, and when a message written at night is delivered. Pure: half-days and moments in, moments out."""
from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from industrielles.pool.availability import AFTERNOON, MORNING, bit

PARIS = ZoneInfo("Europe/Paris")
NIGHT, DAWN = dt.time(21), dt.time(7)  # quiet hours, on her clock
HOURS = {MORNING: dt.time(10), AFTERNOON: dt.time(17, 30)}
FREE_AFTERNOONS = {2: dt.time(14), 5: dt.time(14), 6: dt.time(14)}  # Wednesday, week-end: not after school
AHEAD = 35  # days looked at


def clock_of(department: Any) -> ZoneInfo:
    """The clock of who lives there: a girl of Guadeloupe sleeps while Paris has breakfast."""
    return ZoneInfo(department.timezone) if department is not None else PARIS


def time_of(department: Any) -> str:
    """How that clock is called: "heure de La Réunion", "heure de Paris"."""
    return _("%(place)s time") % {"place": "Paris" if clock_of(department) == PARIS else department.name}


def changes(moment: dt.datetime) -> bool:
    """Whether clocks change in that hour: it does not exist that day, or comes twice."""
    return moment.utcoffset() != moment.replace(fold=1).utcoffset()


def delivered(at: dt.datetime, zone: dt.tzinfo = PARIS) -> dt.datetime:
    """When the other one reads what is written at this moment: at once, or at seven in the morning of the zone."""
    local = at.astimezone(zone)
    if DAWN <= local.time() < NIGHT:
        return at
    day = local.date() + dt.timedelta(days=local.time() >= NIGHT)
    return dt.datetime.combine(day, DAWN, tzinfo=zone).astimezone(dt.UTC)


def moments(hers: int, theirs: int, after: dt.datetime, *, zone: dt.tzinfo = PARIS, most: int = 3) -> list[dt.datetime]:
    """The next moments that suit both half-days (`pool.availability` bits), from two days later on, one a day; those that suit `hers`
    alone when nothing suits both. Never at night."""
    common = hers & theirs or hers
    first, found = after.astimezone(zone).date() + dt.timedelta(days=2), []
    for day in (first + dt.timedelta(days=n) for n in range(AHEAD)):
        half = next((one for one in (AFTERNOON, MORNING) if common & bit(day.weekday(), one)), None)
        if half:
            hour = FREE_AFTERNOONS.get(day.weekday(), HOURS[half]) if half == AFTERNOON else HOURS[half]
            found.append(dt.datetime.combine(day, hour, tzinfo=zone))
        if len(found) == most:
            break
    return found


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def phase_of(phases: list[Any], first_met_on: dt.date, day: dt.date) -> tuple[Any, int] | None:
    """The phase a pair is in on this day and its week in it (from 0): the last one once all are over; None without phases."""
    week = max(0, (day - first_met_on).days // 7)
    for phase in phases:
        if week < phase.weeks:
            return phase, week
        week -= phase.weeks
    return (phases[-1], phases[-1].weeks - 1) if phases else None
