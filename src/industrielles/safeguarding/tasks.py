"""What time brings: reports go up, clearances end, parents are reminded."""
from __future__ import annotations

from industrielles.kit import clock

from . import verbs
from .models import Authorisation, Clearance, Report


def escalate_reports() -> int:
    """Reports nobody took in hand in time are told to everybody above, once. Returns how many."""
    return sum(verbs.escalate(one) for one in Report.objects.late(clock.now()).order_by("pk"))


def end_clearances() -> int:
    """What ends soon is told ahead; what is over suspends what it allowed. Returns how many letters and ends."""
    told = sum(verbs.tell_ahead(one) for one in Clearance.objects.ending_in(max(Clearance.TOLD_BEFORE)).select_related("person", "network"))
    over = Clearance.objects.expired().filter(lapsed_at=None).select_related("person", "network").order_by("pk")
    return told + sum(verbs.lapse(one) for one in over)


def remind_guardians() -> int:
    """Parents asked a week ago are reminded, once. Returns how many letters."""
    return sum(verbs.remind_guardian(one) for one in Authorisation.objects.waiting_since(clock.now() - verbs.REMINDED_AFTER).order_by("pk"))
