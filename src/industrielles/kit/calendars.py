"""What calendar files need besides their events: the clock of a place."""
from __future__ import annotations

import datetime as dt
from functools import cache

import icalendar


@cache
def clock_of(name: str, year: int) -> icalendar.Timezone:
    """The clock of a place ("Indian/Reunion") as calendars want it described (RFC 5545, VTIMEZONE), for the years around this one; a file
    without it is read at the wrong hour elsewhere."""
    return icalendar.Timezone.from_tzid(name, first_date=dt.date(year - 1, 1, 1), last_date=dt.date(year + 2, 1, 1))
