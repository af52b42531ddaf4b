"""When a role model is free: her usual half-days, her exceptions, her pause, holidays. Pure: rows or arrays in, answers out.

A half-day is one bit of `half_days`: 2 x weekday for the morning, one more for the afternoon, Monday first.
In this order: a pause; days she said she is away, or free; public holidays; school holidays unless she works in them; her usual week,
which may not be the same in odd weeks. Half-days that her own calendar takes are never free.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

MORNING, AFTERNOON, ALL_DAY = "morning", "afternoon", "all day"
HALVES = (MORNING, AFTERNOON)
EVERY_WEEKDAY = 0b11_11_11_11_11


def bit(weekday: int, half: str) -> int:
    """The bit of a half-day ("morning", "afternoon") of a weekday (Monday 0)."""
    return 1 << (2 * weekday + HALVES.index(half))


def bits(day: dt.date, moment: str) -> int:
    """The bits that suit a day and a moment; "all day" is suited by either half."""
    halves = HALVES if moment == ALL_DAY else (moment,)
    return sum(bit(day.weekday(), half) for half in halves)


def packed(chosen: Iterable[tuple[int, str]]) -> int:
    """`half_days` for these (weekday, half)."""
    return sum({bit(weekday, half) for weekday, half in chosen})


def unpacked(half_days: int) -> list[tuple[int, str]]:
    """The (weekday, half) of `half_days`, Monday morning first."""
    return [(weekday, half) for weekday in range(7) for half in HALVES if half_days & bit(weekday, half)]


def week_of(half_days: int, odd_half_days: int | None, day: dt.date) -> int:
    """The half-days of the week of that day: weeks with an odd number (ISO 8601) may have their own."""
    return half_days if odd_half_days is None or day.isocalendar().week % 2 == 0 else odd_half_days


def halves(words: str) -> int:
    """A moment as two bits: 1 the morning, 2 the afternoon, 3 either."""
    return {MORNING: 1, AFTERNOON: 2}.get(words, 3)


def open_halves(
    role_model: Any, day: dt.date, *, off_days: Iterable[Any], busy: int = 0, school_holiday: bool = False, public_holiday: bool = False
) -> int:
    """The halves of a day when one role model is free: 0 none, 1 the morning, 2 the afternoon, 3 both. `off_days`: her OffDays; `busy`: the
    halves that her own calendar takes that day; the two holidays are those where she lives."""
    if role_model.paused_until and day < role_model.paused_until:
        return 0
    said = [row.free for row in off_days if row.starts_on <= day <= row.ends_on]
    if said:
        return 3 & ~busy if all(said) else 0
    if public_holiday or (school_holiday and not role_model.works_holidays):
        return 0
    week = week_of(role_model.half_days, role_model.odd_half_days, day)
    return (week >> 2 * day.weekday()) & 3 & ~busy


def free_on(
    role_model: Any,
    day: dt.date,
    moment: str = ALL_DAY,
    *,
    off_days: Iterable[Any] | None = None,
    busy: int | None = None,
    school_holiday: bool = False,
    public_holiday: bool = False,
) -> bool:
    """Whether one role model is free at a moment of a day. `off_days`, `busy`: as in `open_halves`; hers are read unless given."""
    if busy is None:
        busy = next((row.halves for row in role_model.busy_days.all() if row.on == day), 0)
    off_days = role_model.off_days.all() if off_days is None else off_days
    found = open_halves(role_model, day, off_days=off_days, busy=busy, school_holiday=school_holiday, public_holiday=public_holiday)
    return bool(found & halves(moment))


def free(
    day: dt.date,
    moment: str,
    *,
    half_days: NDArray,
    works_holidays: NDArray,
    paused_until: NDArray,
    off_days: Iterable[tuple[int, bool]],
    busy: Iterable[tuple[int, int]] = (),
    school_holiday: NDArray | bool = False,
    public_holiday: NDArray | bool = False,
) -> NDArray[np.bool_]:
    """The same for many at once: which of n role models are free that day.
    `half_days` (of the week of that day), `works_holidays`: n values; `paused_until`: n ordinals of days, 0 for none; `off_days`:
    (position among the n, free) of the exceptions that hold that day; `busy`: (position, halves) that their own calendars take; the two
    holidays: n booleans, or one for all."""
    found = (np.asarray(half_days, np.int64) >> 2 * day.weekday()) & 3
    closed = np.asarray(public_holiday, bool) | (np.asarray(school_holiday, bool) & ~np.asarray(works_holidays, bool))
    found = np.where(closed, 0, found)
    away = np.asarray(paused_until) > day.toordinal()
    for position, is_free in off_days:
        found[position] |= 3 * is_free
        away[position] |= not is_free
    for position, taken in busy:
        found[position] &= ~taken
    return ((found & halves(moment)) != 0) & ~away
