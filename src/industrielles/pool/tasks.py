"""What time brings: is her profile still true; what her own calendar takes."""
from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from industrielles.kit import clock, outside

from . import busy, verbs
from .models import Calendar, RoleModel

EVERY = dt.timedelta(hours=6)  # a calendar is read
AT_ONCE = 20  # calendars in one turn
AHEAD = dt.timedelta(days=120)  # of a calendar, so many days are kept


def ask_still_true() -> int:
    """Eleven months after she last said so, whether her profile is still true; again after three and six weeks. Returns how many."""
    return sum(verbs.ask_again(one) for one in RoleModel.objects.to_ask(clock.today()).select_related("person").order_by("pk"))


def archive_silent() -> int:
    """Silent for two months: let rest. Returns how many."""
    return sum(verbs.archive(one) for one in RoleModel.objects.silent(clock.today()).select_related("person").order_by("pk"))


def read_calendars() -> int:
    """Read the calendars not read for six hours, one worker each: the address is asked outside of any transaction. Returns how many."""
    due = Calendar.objects.due(EVERY).select_related("role_model__department")[:AT_ONCE]
    return sum(read_calendar(one) for one in due)


def read_calendar(calendar: Calendar) -> bool:
    """Whether it was ours to read: the first to note its turn reads it."""
    mine = Calendar.objects.still_as(calendar)
    if not mine.update(tried_at=clock.now()):
        return False
    try:
        days = busy_days_of(calendar.role_model, outside.read(calendar.address))
        verbs.note_busy_days(calendar, days=days)
    except outside.Outside as fault:
        verbs.note_busy_days(calendar, days={}, fault=fault.kind)
    except busy.Unreadable:
        verbs.note_busy_days(calendar, days={}, fault=Calendar.Fault.UNREADABLE)
    return True


def busy_days_of(role_model: RoleModel, content: bytes) -> dict[dt.date, int]:
    """The halves of days to come that a calendar file takes, on the clock of her department. Raises busy.Unreadable."""
    today = clock.today()
    return busy.busy_days(content, today, today + AHEAD, ZoneInfo(role_model.department.timezone))
