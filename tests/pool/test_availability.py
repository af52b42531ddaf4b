"""When a role model is free; one at a time and many at once say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from industrielles.pool import availability
from industrielles.pool.availability import AFTERNOON, ALL_DAY, MORNING, bit, free, free_on, packed, unpacked

MONDAY = dt.date(2026, 10, 5)


@dataclass
class Days:
    starts_on: dt.date
    ends_on: dt.date
    free: bool


@dataclass
class Week:
    """What availability reads of a role model."""

    half_days: int = availability.EVERY_WEEKDAY
    works_holidays: bool = False
    paused_until: dt.date | None = None
    odd_half_days: int | None = None
    busy: dict[dt.date, int] = field(default_factory=dict)
    days: list[Days] = field(default_factory=list)


def says(week: Week, day: dt.date = MONDAY, moment: str = ALL_DAY, **holidays: bool) -> bool:
    return free_on(week, day, moment, off_days=week.days, busy=week.busy.get(day, 0), **holidays)


def test_the_usual_week() -> None:
    week = Week(half_days=packed([(0, MORNING), (2, AFTERNOON)]))
    assert says(week, MONDAY, MORNING) and says(week, MONDAY, ALL_DAY)
    assert not says(week, MONDAY, AFTERNOON)
    assert says(week, MONDAY + dt.timedelta(days=2), AFTERNOON)
    assert not says(Week(), MONDAY + dt.timedelta(days=5))


def test_a_pause_ends_on_its_day() -> None:
    assert not says(Week(paused_until=MONDAY + dt.timedelta(days=1)))
    assert says(Week(paused_until=MONDAY))


def test_exceptions_come_before_the_week_and_away_before_free() -> None:
    saturday = MONDAY + dt.timedelta(days=5)
    free_days, away = Days(saturday, saturday, True), Days(MONDAY, saturday, False)
    assert says(Week(days=[free_days]), saturday)
    assert not says(Week(days=[away]), MONDAY)
    assert not says(Week(days=[free_days, away]), saturday)


def test_holidays() -> None:
    assert not says(Week(), public_holiday=True)
    assert not says(Week(works_holidays=True), public_holiday=True)
    assert not says(Week(), school_holiday=True)
    assert says(Week(works_holidays=True), school_holiday=True)


def test_odd_weeks_may_have_their_own_half_days() -> None:
    week = Week(half_days=packed([(0, MORNING)]), odd_half_days=packed([(0, AFTERNOON)]))
    assert MONDAY.isocalendar().week % 2  # week 41
    assert says(week, MONDAY, AFTERNOON) and not says(week, MONDAY, MORNING)
    assert says(week, MONDAY + dt.timedelta(days=7), MORNING) and not says(week, MONDAY + dt.timedelta(days=7), AFTERNOON)


def test_what_her_own_calendar_takes_is_never_free() -> None:
    said_free = Days(MONDAY, MONDAY, True)
    for week in (Week(busy={MONDAY: 1}), Week(busy={MONDAY: 1}, days=[said_free], half_days=0)):
        assert not says(week, MONDAY, MORNING)
        assert says(week, MONDAY, AFTERNOON) and says(week, MONDAY, ALL_DAY)
    assert not says(Week(busy={MONDAY: 3}), MONDAY, ALL_DAY)


def test_half_days_survive_packing() -> None:
    chosen = [(0, MORNING), (4, AFTERNOON), (5, MORNING)]
    assert unpacked(packed(chosen)) == chosen
    assert bit(6, AFTERNOON) == 1 << 13


weeks = st.builds(
    Week,
    half_days=st.integers(0, (1 << 14) - 1),
    odd_half_days=st.none() | st.integers(0, (1 << 14) - 1),
    busy=st.dictionaries(st.integers(0, 6).map(lambda n: MONDAY + dt.timedelta(days=n)), st.integers(1, 3), max_size=4),
    works_holidays=st.booleans(),
    paused_until=st.none() | st.dates(MONDAY - dt.timedelta(days=5), MONDAY + dt.timedelta(days=9)),
    days=st.lists(
        st.builds(
            lambda start, length, is_free: Days(MONDAY + dt.timedelta(days=start), MONDAY + dt.timedelta(days=start + length), is_free),
            st.integers(-4, 8),
            st.integers(0, 4),
            st.booleans(),
        ),
        max_size=3,
    ),
)


@given(
    st.lists(st.tuples(weeks, st.booleans(), st.booleans()), min_size=1, max_size=8),
    st.integers(0, 6),
    st.sampled_from([MORNING, AFTERNOON, ALL_DAY]),
)
def test_many_at_once_are_as_free_as_one_at_a_time(people: list[tuple[Week, bool, bool]], offset: int, moment: str) -> None:
    day = MONDAY + dt.timedelta(days=offset)
    exceptions = [
        (place, row.free) for place, (week, _, _) in enumerate(people) for row in week.days if row.starts_on <= day <= row.ends_on
    ]
    together = free(
        day,
        moment,
        half_days=np.array([availability.week_of(week.half_days, week.odd_half_days, day) for week, _, _ in people]),
        busy=[(place, week.busy[day]) for place, (week, _, _) in enumerate(people) if day in week.busy],
        works_holidays=np.array([w.works_holidays for w, _, _ in people]),
        paused_until=np.array([week.paused_until.toordinal() if week.paused_until else 0 for week, _, _ in people]),
        off_days=exceptions,
        school_holiday=np.array([school for _, school, _ in people]),
        public_holiday=np.array([public for _, _, public in people]),
    )
    alone = [says(week, day, moment, school_holiday=school, public_holiday=public) for week, school, public in people]
    assert together.tolist() == alone
