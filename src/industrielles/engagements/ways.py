"""By which of three ways somebody is found for a request, and what comes next: what each line of the desk says."""
from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import stages
from .models import Invitation

Status = Invitation.Status
LIVE = (*Invitation.OPEN, Status.ACCEPTED)
LETTER = Q(sent_at__isnull=False) | Q(status=Status.WAITING)  # who took a place or put herself forward received no invitation


class Way(TextChoices):
    """How somebody is found; one request may use several ways."""

    INVITED = "invited", gettext_lazy("invited by the coordination")
    PUBLISHED = "published", gettext_lazy("published places")
    FORWARD = "forward", gettext_lazy("put herself forward")


def narrowed(engagements: Any, way: str) -> Any:
    """Of these requests, those in which this way is used at present."""
    if way == Way.PUBLISHED:
        return engagements.filter(slot__isnull=False, slot__ended_at=None)
    live = Invitation.objects.filter(engagement=OuterRef("pk"), status__in=LIVE)
    return engagements.filter(Exists(live.filter(LETTER) if way == Way.INVITED else live.exclude(LETTER)))


def words(card: Any) -> str:
    """Of a card of the desk (tables.Card): “published places, 2 of 6 taken · put herself forward”; “nobody asked yet”."""
    live = [one for one in card.invitations if one.status in LIVE]
    letters = [one for one in live if one.sent_at or one.status == Status.WAITING]
    found = []
    if card.engagement.open_slot:
        found.append(ngettext("published places, %(n)s of %(all)s taken", "published places, %(n)s of %(all)s taken",
                              card.engagement.seats_taken) % {"n": card.engagement.seats_taken, "all": card.engagement.seats})
    elif len(live) > len(letters):
        found.append(str(Way.FORWARD.label))
    if letters:
        found.append(str(Way.INVITED.label))
    return " · ".join(found) or _("nobody asked yet")


def next_step(card: Any) -> str:
    """What has to happen, and by whom, in a few words; "" when all is done."""
    visit = card.engagement
    forward = any(one.status == Status.FORWARD for one in card.invitations)
    if card.stage in (stages.DISPATCH, stages.PROPOSED, stages.CONFIRMED) and visit.seeks and forward:
        return _("choose who put herself forward")
    if card.stage == stages.DISPATCH:
        return _("a place is taken, or propose somebody") if visit.open_slot else _("propose somebody")
    if card.stage == stages.PROPOSED:
        countered = any(one.status == Status.COUNTERED for one in card.invitations)
        return _("who asks answers about another date") if countered else _("she answers")
    if card.stage == stages.CONFIRMED:
        return _("more places are taken, or propose somebody") if visit.seeks else _("the day itself")
    if card.stage == stages.REPORT:
        return _("keep one of two counts") if card.differs else _("tell what took place")
    return ""
