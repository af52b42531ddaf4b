"""Where a request stands on the coordinator's desk, and for how long."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, Q, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from industrielles.kit import clock
from industrielles.places.calendar import is_public_holiday

from .models import Engagement

PATIENCE = 3  # working days after which a request, or an invitation, without an answer is late
DISPATCH, PROPOSED, CONFIRMED, REPORT, PAST = "dispatch", "proposed", "confirmed", "report", "past"
STAGES = {
    DISPATCH: gettext_lazy("To dispatch"), PROPOSED: gettext_lazy("Proposed"), CONFIRMED: gettext_lazy("Confirmed"),
    REPORT: gettext_lazy("Report awaited"),
}


def working_days_ago(days: int) -> dt.datetime:
    """The moment that many working days ago: Saturdays, Sundays and public holidays do not count."""
    moment = clock.now()
    while days:
        moment -= dt.timedelta(days=1)
        if moment.isoweekday() < 6 and not is_public_holiday(moment.date()):
            days -= 1
    return moment


def since(moment: dt.datetime | None) -> str:
    """“today”, “yesterday”, “6 days ago”; “in 6 days” for what comes; “” for None."""
    if moment is None:
        return ""
    days = (clock.today() - localdate(moment)).days
    near = {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return ngettext("in %(n)s day", "in %(n)s days", -days) % {"n": -days}


def stage_of(engagement: Engagement) -> str:
    """The column a request belongs to. A told visit comes back to the last one when its counts differ (`differing`, annotated)."""
    stages = {Engagement.Status.REQUESTED: DISPATCH, Engagement.Status.PROPOSED: PROPOSED}
    if engagement.status == Engagement.Status.CONFIRMED:
        return REPORT if engagement.is_over else CONFIRMED
    if engagement.status in stages:
        return stages[Engagement.Status(engagement.status)]
    return REPORT if getattr(engagement, "differing", False) else PAST  # untold too: nothing is awaited any more


def in_progress(engagements: Any) -> Any:
    """Of these requests, those that somebody still has to do something about, with `stage` and `differing`."""
    differing = engagements.differing().values("pk")
    active = Q(status__in=(*Engagement.OPEN, Engagement.Status.CONFIRMED)) | Q(pk__in=differing)
    return engagements.filter(active).annotate(
        differing=Case(When(status__in=("held", "not held"), then=Value(True)), default=Value(False)),
        stage=Case(
            When(status=Engagement.Status.REQUESTED, then=Value(DISPATCH)), When(status=Engagement.Status.PROPOSED, then=Value(PROPOSED)),
            When(status=Engagement.Status.CONFIRMED, ends_at__gte=clock.now(), then=Value(CONFIRMED)), default=Value(REPORT),
            output_field=CharField()))
