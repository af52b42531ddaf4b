"""On which days a school is closed: its zone's holidays (editable rows), public holidays of its department, Sundays.

The calendars of Corsica and of overseas are in no package: until somebody enters them they are unknown, and `is_known` says so.
"""
from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .models import Academy, Department, Holiday

# Subdivisions of the package `holidays` that keep days of their own.
SUBDIVISIONS = {"57": "57", "67": "6AE", "68": "6AE", "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
                "975": "PM", "977": "BL", "978": "MF", "984": "TF", "986": "WF", "987": "PF", "988": "NC"}


def school_year(day: dt.date) -> str:
    """The school year of a day, "2026-2027": it turns on 1 September, as the summer holidays end."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"


@lru_cache(maxsize=512)
def _public_holidays(year: int, subdivision: str, language: str) -> dict[dt.date, str]:
    import holidays

    return dict(holidays.France(  # type: ignore[attr-defined]
        years=year, subdiv=subdivision or None, language=language))


def public_holiday(day: dt.date, department_code: str = "") -> str:
    """The public holiday of that day in that department, in the language of the moment; empty when it is none."""
    language = "fr" if (get_language() or "fr").startswith("fr") else "en_US"
    return _public_holidays(day.year, SUBDIVISIONS.get(department_code, ""), language).get(day, "")


def is_public_holiday(day: dt.date, department_code: str = "") -> bool:
    """Whether nobody works that day in that department: Alsace-Moselle and overseas have days of their own."""
    return bool(public_holiday(day, department_code))


def school_holiday(day: dt.date, academy: Academy | None) -> Holiday | None:
    """The school holidays of that academy's zone on that day, if any are known."""
    if academy is None:
        return None
    return Holiday.objects.filter(zone=academy.zone, starts_on__lte=day, ends_on__gte=day).first()


def is_school_holiday(day: dt.date, academy: Academy | None) -> bool:
    """Whether that day falls in known school holidays of that academy. See `is_known`."""
    return school_holiday(day, academy) is not None


def is_known(day: dt.date, academy: Academy | None) -> bool:
    """Whether the calendar holds the school holidays of that academy for that school year."""
    return academy is not None and Holiday.objects.filter(zone=academy.zone, school_year=school_year(day)).exists()


def caveat(day: dt.date, academy: Academy | None) -> str:
    """What to tell who chooses a date when the calendar of that academy is not known; empty when it is."""
    if academy is None or is_known(day, academy):
        return ""
    return _("The school holidays of %(academy)s for %(year)s are not known here: check the date with the school.") % {
        "academy": academy.name, "year": school_year(day)}


def why_closed(day: dt.date, department: Department | None = None, academy: Academy | None = None) -> str:
    """Why no class takes place that day, in words; empty when nothing is known against it. The academy is the department's unless given."""
    academy = academy or (department.academy if department else None)
    return reasons(day, day, department, academy).get(day, "")


def reasons(first: dt.date, last: dt.date, department: Department | None, academy: Academy | None) -> dict[dt.date, str]:
    """Closed days from `first` to `last` included, each with its reason, in one query."""
    off = list(Holiday.objects.filter(zone=academy.zone, starts_on__lte=last, ends_on__gte=first)) if academy else []
    closed = {}
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(number)
        feast = public_holiday(day, department.code if department else "")
        vacation = next((row for row in off if row.starts_on <= day <= row.ends_on), None)
        if feast:
            closed[day] = _("It is a public holiday (%(name)s).") % {"name": feast}
        elif vacation:
            closed[day] = _("It is in the school holidays (%(name)s).") % {"name": vacation.label}
        elif day.isoweekday() == 7:
            closed[day] = _("It is a Sunday.")
    return closed
