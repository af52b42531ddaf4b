"""Where a request stands, as steps one reads from top to bottom."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import clock

from ..models import Engagement

Status = Engagement.Status
DONE, HERE, AHEAD = "fait", "ici", "avenir"


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, here, or ahead (the CSS class); `at` when it was reached, or is to be."""

    state: str
    words: str
    at: dt.datetime | None = None
    more: str = ""


def timeline(visit: Engagement) -> list[Step]:
    """The steps of a request, those behind and those ahead; an ended one stops where it ended."""
    steps = [Step(DONE, _("Request sent"), visit.sent_at)]
    if visit.confirmed_at:
        steps.append(Step(DONE, _("Request confirmed by you"), visit.confirmed_at))
    if visit.status in (Status.CANCELLED, Status.UNMET):
        words = _("Request cancelled") if visit.status == Status.CANCELLED else _("Closed: nobody could come this time")
        return [*steps, Step(HERE, words, visit.closed_at, visit.closing_words)]
    if not visit.confirmed_at:
        steps.append(Step(HERE, _("To be confirmed by you")))
    return [*steps, *_search(visit), *_visit(visit)]


def _search(visit: Engagement) -> list[Step]:
    if visit.status in Engagement.AGREED:
        missing = ngettext("%(n)s speaker to find", "%(n)s speakers to find", visit.seats_free) % {"n": visit.seats_free}
        return [Step(DONE, _("Somebody has accepted"), visit.agreed_at, missing if visit.seeks else "")]
    more = {
        Status.REQUESTED: _("The coordination of %(network)s is looking for the right person near you."),
        Status.PROPOSED: _("The coordination of %(network)s has proposed your request; an answer takes a few days."),
    }.get(Status(visit.status), "")
    return [Step(HERE if more else AHEAD, _("Search for the right person"), None, more % {"network": visit.network.name} if more else "")]


def _visit(visit: Engagement) -> list[Step]:
    name = _("The visit") if visit.is_class_visit else capfirst(visit.get_kind_display())
    if visit.status in (Status.HELD, Status.NOT_HELD):
        words = _("It took place") if visit.status == Status.HELD else _("It did not take place")
        return [Step(DONE, words, visit.starts_at), Step(DONE, _("Report sent"))]
    if visit.status in (Status.CONFIRMED, Status.UNTOLD):
        over = visit.ends_at is not None and visit.ends_at < clock.now()
        report = Step(HERE if over else AHEAD, _("Your report, in two minutes"))
        return [Step(DONE if over else HERE, name, visit.starts_at), report]
    return [Step(AHEAD, name), Step(AHEAD, _("Your report, in two minutes"))]
