"""Whether a programme is for somebody born on a day: pure."""
from __future__ import annotations

import datetime as dt
from typing import Any

from industrielles.kit import clock
from industrielles.safeguarding.ages import ADULT, YOUNGEST, age

CHILD, ADULTS_ONLY, TOO_YOUNG, TOO_OLD = "child", "adults only", "too young", "too old"


def refusal(programme: Any, born_on: dt.date, *, on: dt.date | None = None) -> str:
    """Why a programme does not take her, "" when it does. Under 14 comes first: nothing of her is kept then."""
    years = age(born_on, on or clock.today())
    if years < YOUNGEST:
        return CHILD
    if years < ADULT and not programme.minors:
        return ADULTS_ONLY
    return TOO_YOUNG if years < programme.age_from else TOO_OLD if years > programme.age_to else ""
