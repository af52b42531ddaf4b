"""Which half-days a calendar file takes. Pure: bytes in, days out; titles, places and people are not even looked at.

A half-day is taken by an hour of events in all: the morning is 8 to 13, the afternoon 13 to 18, on her own clock. Events said to leave
one free (TRANSP:TRANSPARENT), and cancelled ones, take nothing. Repeated events are unfolded within the days asked for (RFC 5545).
"""
from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

MOST_EVENTS = 5_000
MOST_REPEATED = 300
MOST_TIMES = 400  # of one repeated event, within the days asked for
OLDEST = dt.timedelta(days=366 * 15)  # a repeated event that began before is left aside
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
HALVES = ((1, dt.time(8), dt.time(13)), (2, dt.time(13), dt.time(18)))
ENOUGH = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Span = tuple[dt.datetime, dt.datetime]  # naive, on her clock


class Unreadable(Exception):
    """This is no calendar file."""


def busy_days(content: bytes, first: dt.date, last: dt.date, zone: ZoneInfo) -> dict[dt.date, int]:
    """Day -> halves taken (1 morning, 2 afternoon, 3 both), from `first` to `last` included. Raises Unreadable."""
    taken: dict[tuple[dt.date, int], dt.timedelta] = defaultdict(dt.timedelta)
    for start, end in _spans(content, first, last, zone):
        day = max(start.date(), first)
        while day <= min(end.date(), last):
            for half, opens, closes in HALVES:
                inside = min(end, dt.datetime.combine(day, closes)) - max(start, dt.datetime.combine(day, opens))
                taken[day, half] += max(inside, dt.timedelta())
            day += dt.timedelta(days=1)
    found: dict[dt.date, int] = defaultdict(int)
    for (day, half), length in taken.items():
        found[day] |= half if length >= ENOUGH else 0
    return {day: halves for day, halves in sorted(found.items()) if halves}


def _spans(content: bytes, first: dt.date, last: dt.date, zone: ZoneInfo) -> Iterator[Span]:
    """From when to when she is taken."""
    try:
        calendars = icalendar.Calendar.from_ical(content, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")][:MOST_EVENTS]
    except Exception:  # a hostile file makes its reader raise anything
        raise Unreadable from None
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise Unreadable
    marked: list[Any] = [event for event in events if "RECURRENCE-ID" in event]
    moved = {(str(event.get("UID")), _local(event["RECURRENCE-ID"].dt, zone)) for event in marked}
    left = MOST_REPEATED
    for event in events:
        repeated = "RRULE" in event or "RDATE" in event
        left -= repeated
        if left < 0 and repeated:
            continue
        try:
            yield from _of_event(event, first, last, zone, moved)
        except Exception:
            continue


def _of_event(event: Any, first: dt.date, last: dt.date, zone: ZoneInfo, moved: set[tuple[str, dt.datetime]]) -> Iterator[Span]:
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    given = event["DTSTART"].dt
    start = _local(given, zone)
    length = _length(event, given, start, zone)
    if not dt.timedelta() < length <= dt.timedelta(days=366):
        return
    for begin in _starts(event, given, start, length, first, last, zone):
        if "RECURRENCE-ID" in event or (str(event.get("UID")), begin) not in moved:
            yield begin, begin + length


def _length(event: Any, given: Any, start: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    if "DTEND" in event:
        return _local(event["DTEND"].dt, zone) - start
    if "DURATION" in event:
        return event["DURATION"].dt
    return dt.timedelta(days=0 if isinstance(given, dt.datetime) else 1)


def _starts(
    event: Any, given: Any, start: dt.datetime, length: dt.timedelta, first: dt.date, last: dt.date, zone: ZoneInfo
) -> list[dt.datetime]:
    """When it begins, each time, on her clock."""
    opens, closes = dt.datetime.combine(first, dt.time()) - length, dt.datetime.combine(last, dt.time.max)
    if "RRULE" not in event and "RDATE" not in event:
        return [start]
    if closes - start > OLDEST:
        return []
    own = given.tzinfo if isinstance(given, dt.datetime) and given.tzinfo else zone  # a rule is written on the event's own clock
    there = start.replace(tzinfo=zone).astimezone(own).replace(tzinfo=None) if isinstance(given, dt.datetime) else start
    days: set[dt.date] = set()
    for rule in _listed(event.get("RRULE")):
        days |= set(_repeated(rule, there, opens.date() - DAY, closes.date() + DAY, own))
    times = {dt.datetime.combine(day, there.time()) for day in days}
    times |= {_there(one.dt, own) for group in _listed(event.get("RDATE")) for one in group.dts}
    times -= {_there(one.dt, own) for group in _listed(event.get("EXDATE")) for one in group.dts}
    if "RRULE" not in event:
        times.add(there)
    found = sorted(times)[:MOST_TIMES]
    return [one.replace(tzinfo=own).astimezone(zone).replace(tzinfo=None) if own is not zone else one for one in found]


def _repeated(rule: Any, begins: dt.datetime, first: dt.date, last: dt.date, own: Any) -> list[dt.date]:
    """The days of a rule between two days, month by month: bounded whatever the rule says, for one that never falls would be looked for
    until the year 9999."""
    if not set(rule) <= PARTS or str(rule["FREQ"][0]).upper() not in FREQUENCIES:
        return []
    start, hour = begins.date(), begins - dt.datetime.combine(begins.date(), dt.time())
    ends = [_there(one, own) if isinstance(one, dt.datetime) else _there(one, own) + hour for one in rule.get("UNTIL", [])]
    until = min([(end - hour).date() for end in ends] + [last])
    left = int(rule["COUNT"][0]) if "COUNT" in rule else None
    found: list[dt.date] = []
    month = (start if left is not None else max(start, first)).replace(day=1)
    while month <= until:
        for day in _of_month(rule, start, month):
            if day < start or day > until:
                continue
            if left is not None:
                left -= 1
                if left < 0:
                    return found
            if day >= first:
                found.append(day)
        month = (month + dt.timedelta(days=31)).replace(day=1)
    return found


def _of_month(rule: Any, start: dt.date, month: dt.date) -> list[dt.date]:
    """The days of a rule in one month, as RFC 5545 (3.3.10) says for what calendars write; COUNT and UNTIL aside."""
    frequency, every = str(rule["FREQ"][0]).upper(), int(rule.get("INTERVAL", [1])[0])
    months = [int(one) for one in rule.get("BYMONTH", [])] or ([start.month] if frequency == "YEARLY" else [])
    apart = {"MONTHLY": (month.year - start.year) * 12 + month.month - start.month, "YEARLY": month.year - start.year}.get(frequency, 0)
    if every < 1 or (months and month.month not in months) or apart % every:
        return []
    days = [month.replace(day=n) for n in range(1, monthrange(month.year, month.month)[1] + 1)]
    if frequency == "DAILY":
        days = [day for day in days if (day - start).days % every == 0]
    week = start - dt.timedelta(days=start.weekday())
    if frequency == "WEEKLY":
        days = [day for day in days if (day - week).days // 7 % every == 0]
    named, dated = [str(one).upper() for one in rule.get("BYDAY", [])], [int(one) for one in rule.get("BYMONTHDAY", [])]
    if not named and not dated and frequency != "DAILY":
        named, dated = ([NAMES[start.weekday()]], []) if frequency == "WEEKLY" else ([], [start.day])
    found = [day for day in days if (not named or _is_named(day, named)) and (not dated or {day.day, day.day - len(days) - 1} & set(dated))]
    places = [int(one) for one in rule.get("BYSETPOS", [])] if frequency in ("MONTHLY", "YEARLY") else []
    if places:
        found = [day for n, day in enumerate(found) if n + 1 in places or n - len(found) in places]
    return found


def _is_named(day: dt.date, named: list[str]) -> bool:
    """Whether a day is among “MO”, “2TU”, “-1FR” of its month."""
    name, from_start = NAMES[day.weekday()], (day.day - 1) // 7 + 1
    from_end = -((monthrange(day.year, day.month)[1] - day.day) // 7 + 1)
    return any(one in (name, f"{from_start}{name}", f"+{from_start}{name}", f"{from_end}{name}") for one in named)


def _there(value: Any, own: Any) -> dt.datetime:
    """A day or a moment, naive, on the event's own clock."""
    if isinstance(value, dt.datetime):
        return value.astimezone(own).replace(tzinfo=None) if value.tzinfo else value
    return dt.datetime.combine(value, dt.time())


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _local(value: Any, zone: ZoneInfo) -> dt.datetime:
    """A day or a moment, naive, on her clock; what names no clock is on hers."""
    if isinstance(value, dt.datetime):
        return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
    return dt.datetime.combine(value, dt.time())
