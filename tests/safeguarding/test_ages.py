"""Ages and what each asks for, on and around birthdays."""
from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.safeguarding.ages import Regime, age, birthday, is_minor, regime

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(("born", "on", "years"), [
    ("2012-02-29", "2026-02-28", 13), ("2012-02-29", "2026-03-01", 14), ("2012-02-29", "2028-02-28", 15), ("2012-02-29", "2028-02-29", 16),
    ("2011-11-21", "2026-11-20", 14), ("2011-11-21", "2026-11-21", 15), ("2008-12-31", "2026-12-30", 17), ("2009-01-01", "2027-01-01", 18),
    ("2030-01-01", "2029-12-31", -1),
])
def test_an_age_is_reached_on_the_birthday(born: str, on: str, years: int) -> None:
    assert age(dt.date.fromisoformat(born), dt.date.fromisoformat(on)) == years


@pytest.mark.parametrize(("years", "before", "after"), [
    (14, Regime.REFUSED, Regime.CONFIRMED), (15, Regime.CONFIRMED, Regime.AUTHORISED), (18, Regime.AUTHORISED, Regime.FREE)])
@pytest.mark.parametrize("born", [dt.date(2008, 2, 29), dt.date(2009, 7, 1), dt.date(2010, 12, 31), dt.date(2011, 1, 1)])
def test_a_regime_begins_on_the_birthday_and_not_the_day_before(born: dt.date, years: int, before: Regime, after: Regime) -> None:
    day = birthday(born, years)
    assert (regime(born, day - dt.timedelta(days=1)), regime(born, day)) == (before, after)
    assert is_minor(born, day) == (years < 18)


def test_nobody_is_born_after_today() -> None:
    with pytest.raises(ValueError):
        regime(dt.date(2027, 1, 1), dt.date(2026, 12, 31))


@given(DAYS, st.integers(0, 90))
def test_a_birthday_is_the_first_day_of_an_age(born: dt.date, years: int) -> None:
    day = birthday(born, years)
    assert age(born, day) == years and age(born, day - dt.timedelta(days=1)) == years - 1
