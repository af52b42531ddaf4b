"""How fast a request is put to role models: the sooner an answer is needed, the more of them at once and the shorter the wait."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from industrielles.kit import clock

from .models import Engagement

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@dataclass(frozen=True)
class Pace:
    """From `least` days before an answer is needed: `at_once` asked for each free seat, reminders `remind` after the letter (with the
    second one the next in order is asked as well), the invitation ends `expire` after it."""

    least: int
    at_once: int
    remind: tuple[dt.timedelta, dt.timedelta]
    expire: dt.timedelta


USUAL = Pace(15, 1, (3 * DAY, 7 * DAY), 15 * DAY)  # also when nobody said by when
PACES = (
    USUAL,
    Pace(7, 2, (1 * DAY, 2 * DAY), 4 * DAY),
    Pace(3, 3, (12 * HOUR, 1 * DAY), 2 * DAY),
    Pace(-(10 ** 4), 4, (4 * HOUR, 8 * HOUR), 1 * DAY),
)


def of(engagement: Engagement) -> Pace:
    """The pace of a request today."""
    if engagement.answer_by is None:
        return USUAL
    left = (engagement.answer_by - clock.today()).days
    return next(pace for pace in PACES if left >= pace.least)


def asked_at_once(engagement: Engagement) -> int:
    """How many should be awaited at this moment: the pace, for each seat still free."""
    return of(engagement).at_once * max(1, engagement.seats_free)


def bands() -> list[tuple[Pace, Q]]:
    """Each pace with the invitations it holds for today, as a condition."""
    today, found, below = clock.today(), [], None
    for pace in PACES:
        since = Q(engagement__answer_by__gte=today + dt.timedelta(days=pace.least)) if pace is not PACES[-1] else Q(
            engagement__answer_by__isnull=False)
        until = Q() if below is None else Q(engagement__answer_by__lt=today + dt.timedelta(days=below))
        found.append((pace, since & until | Q(engagement__answer_by=None) if pace is USUAL else since & until))
        below = pace.least
    return found
