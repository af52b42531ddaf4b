"""Ages, and what each allows (GDPR art. 8; law 78-17 art. 45): pure functions of two days.

An age is reached on the birthday. Whoever is born on 29 February reaches hers on 1 March of other years: never a day too early.
"""
from __future__ import annotations

import datetime as dt
from enum import Enum

YOUNGEST, ALONE, ADULT = 14, 15, 18  # years: below the first nobody is received; an account alone; free


class Regime(Enum):
    """What an age asks for."""

    REFUSED = "refused"  # below 14: somewhere else
    CONFIRMED = "confirmed"  # 14: a parent confirms by mail, and she assents
    AUTHORISED = "authorised"  # 15 to 17: an account alone, the rest locked until a parent authorises it
    FREE = "free"  # 18 and over


def age(born_on: dt.date, on: dt.date) -> int:
    """Whole years on this day; below zero for a birth to come."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def birthday(born_on: dt.date, years: int) -> dt.date:
    """The day this age is reached."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:  # born on 29 February
        return dt.date(born_on.year + years, 3, 1)


def is_minor(born_on: dt.date, on: dt.date) -> bool:
    """Below 18 on this day."""
    return age(born_on, on) < ADULT


def regime(born_on: dt.date, on: dt.date) -> Regime:
    """What this age asks for on this day. Raises ValueError for a birth to come."""
    years = age(born_on, on)
    if years < 0:
        raise ValueError("Nobody is born after today.")
    if years < YOUNGEST:
        return Regime.REFUSED
    if years < ALONE:
        return Regime.CONFIRMED
    return Regime.AUTHORISED if years < ADULT else Regime.FREE
