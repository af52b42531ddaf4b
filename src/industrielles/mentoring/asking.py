"""The gentle questions of the programme's days, one tap each, and the days they come: pure."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ANSWERS = {4: _("yes"), 3: _("rather yes"), 2: _("rather not"), 1: _("no")}
_MENTEE = {
    "meets": pgettext_lazy("tu", "Do you meet as planned?"), "heard": pgettext_lazy("tu", "Do you feel listened to?"),
    "useful": pgettext_lazy("tu", "Does it help you?"), "safe": pgettext_lazy("tu", "Do you feel at ease, and safe?")}
_MENTOR = {
    "meets": _("Do you meet as planned?"), "trust": _("Does she speak to you with trust?"), "useful": _("Do you feel useful?"),
    "helped": _("Do you have the support you need?")}
_MENTEE_AT_THE_END = {
    "found": pgettext_lazy("tu", "Did you find what you were looking for?"),
    "clearer": pgettext_lazy("tu", "Do you see more clearly what you would like to do?"),
    "safe": pgettext_lazy("tu", "Did you always feel at ease, and safe?"),
    "again": pgettext_lazy("tu", "Would you recommend it to a friend?")}
_MENTOR_AT_THE_END = {
    "found": _("Did she find what she was looking for, as far as you know?"), "learnt": _("Did you learn something yourself?"),
    "helped": _("Did you have the support you needed?"), "again": _("Would you accompany again?")}


def asked(side: str, *, closing: bool = False) -> dict[str, Any]:
    """The questions to this side, in order: code -> words; a girl reads tu."""
    if side == "mentee":
        return _MENTEE_AT_THE_END if closing else _MENTEE
    return _MENTOR_AT_THE_END if closing else _MENTOR


def last_due(first_met_on: dt.date, ends_on: dt.date, day: dt.date, *, first: int, every: int) -> dt.date | None:
    """The last day of questions up to this day: `first` days after the first meeting, then every `every` days, before the end."""
    since = (min(day, ends_on) - first_met_on).days - first
    return first_met_on + dt.timedelta(days=first + since // every * every) if since >= 0 else None


def news_due(first_met_on: dt.date, taken: int, last: dt.date | None) -> dt.date:
    """The day by which an adult of the programme takes news of one of the two: twice in the first month, then monthly (MENTOR 5.1).
    `taken`, `last`: of this one, not of the other."""
    if taken < 2 or last is None:
        return first_met_on + dt.timedelta(days=14 if taken == 0 else 30)
    return max(last + dt.timedelta(days=31), first_met_on + dt.timedelta(days=30))
