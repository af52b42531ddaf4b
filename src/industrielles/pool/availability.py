"""When a role model is free: her usual half-days, her exceptions, her pause, holidays. Pure: rows or arrays in, answers out.

A half-day is one bit of `half_days`: 2 x weekday for the morning, one more for the afternoon, Monday first.
In this order: a pause; days she said she is away, or free; public holidays; school holidays unless she works in them; her usual week.
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


def free_on(
    role_model: Any,
    day: dt.date,
    moment: str = ALL_DAY,
    *,
    off_days: Iterable[Any] | None = None,
    school_holiday: bool = False,
    public_holiday: bool = False,
) -> bool:
    """Whether one role model is free. `off_days`: her OffDays (hers are read unless given); the two holidays are those where she lives."""
    if role_model.paused_until and day < role_model.paused_until:
        return False
    said = [row.free for row in (role_model.off_days.all() if off_days is None else off_days) if row.starts_on <= day <= row.ends_on]
    if said:
        return all(said)
    if public_holiday or (school_holiday and not role_model.works_holidays):
        return False
    return bool(role_model.half_days & bits(day, moment))


def free(
    day: dt.date,
    moment: str,
    *,
    half_days: NDArray,
    works_holidays: NDArray,
    paused_until: NDArray,
    off_days: Iterable[tuple[int, bool]],
    school_holiday: NDArray | bool = False,
    public_holiday: NDArray | bool = False,
) -> NDArray[np.bool_]:
    """The same for many at once: which of n role models are free that day.
    `half_days`, `works_holidays`: n values; `paused_until`: n ordinals of days, 0 for none; `off_days`: (position among the n, free) of
    the exceptions that hold that day; the two holidays: n booleans, or one for all."""
    usual = (half_days & bits(day, moment)) != 0
    usual &= ~(np.asarray(public_holiday, bool) | (np.asarray(school_holiday, bool) & ~np.asarray(works_holidays, bool)))
    away = np.zeros(len(half_days), bool)
    for position, is_free in off_days:
        usual[position] |= is_free
        away[position] |= not is_free
    return usual & ~away & ~(np.asarray(paused_until) > day.toordinal())
