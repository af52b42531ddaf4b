"""Seats of a request: one for a visit, up to six for a panel. The day is agreed with the first; the others take or leave it."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import F

from industrielles.kit import clock
from industrielles.pool.models import RoleModel

from .. import telling
from ..models import Engagement, Invitation
from ._turns import NOBODY, fill_others, of

Status = Invitation.Status


def take(engagement: Engagement) -> bool:
    """Take one of the seats that are free: one statement decides who came first. False when there is none."""
    taken = Engagement.objects.filter(pk=engagement.pk, seats_taken__lt=F("seats")).update(seats_taken=F("seats_taken") + 1)
    engagement.seats_taken += taken
    return bool(taken)


def settle(engagement: Engagement, role_model: RoleModel, starts_at: dt.datetime) -> None:
    """After a seat was taken: the first agrees the day; while seats are free, who proposed another day is asked for this one; the last
    ends the search."""
    if engagement.status == Engagement.Status.CONFIRMED:
        engagement.edition += 1
        engagement.save(update_fields=["edition"])
    else:
        engagement.move_to(
            Engagement.Status.CONFIRMED, role_model=role_model, starts_at=starts_at, agreed_at=clock.now(), edition=engagement.edition + 1,
            ends_at=starts_at + dt.timedelta(minutes=engagement.minutes))
    if not engagement.seats_free:
        fill_others(engagement)
        return
    for invitation in of(engagement, Status.COUNTERED):
        invitation.move_to(Status.SENT, sent_at=clock.now(), reminders=0, accepted_despite=[])
        telling.role_model("engagements/letters/invite", invitation, key=f"invite/{engagement.edition}")


def leave(engagement: Engagement, others: Sequence[Invitation]) -> None:
    """A seat is free again. The first of the `others` who still come leads; without them the request looks for somebody, for any day."""
    if not others:
        engagement.move_to(Engagement.Status.REQUESTED, edition=engagement.edition, **NOBODY)
        return
    Engagement.objects.filter(pk=engagement.pk, seats_taken__gt=0).update(
        seats_taken=F("seats_taken") - 1, role_model=others[0].role_model, edition=engagement.edition)
    engagement.seats_taken -= 1
    engagement.role_model = others[0].role_model
