"""Days of a rehearsal: working days, and the moments a teacher can still do."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from industrielles.engagements.models import Engagement, ProposedDate
from industrielles.kit import clock
from industrielles.places import calendar

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def workdays(first: dt.date, last: dt.date) -> list[dt.date]:
    """Monday to Friday, both ends included."""
    return [day for n in range((last - first).days + 1) if (day := first + dt.timedelta(n)).weekday() < 5]


def possible(engagement: Engagement) -> list[dt.datetime]:
    """The moments the teacher can do that are still ahead, soonest first; at most five of a window."""
    zone = zoneinfo.ZoneInfo(engagement.department.timezone)
    days = [(date.on, date.moment) for date in engagement.proposed_dates.all()]
    if engagement.window_from and engagement.window_to:
        days += [
            (day, ProposedDate.Moment.ALL_DAY)
            for day in workdays(engagement.window_from, engagement.window_to)
            if not calendar.why_closed(day, engagement.department, engagement.department.academy)
        ]
    moments = [dt.datetime.combine(day, ProposedDate.HOURS[ProposedDate.Moment(moment)], zone) for day, moment in days]
    return [moment for moment in moments if moment > clock.now() + dt.timedelta(days=1)][:5]
