"""What is expected of a role model: answers, visits, reports, each with the address where she does it."""
from __future__ import annotations

from typing import Any

from industrielles.places import distance
from industrielles.pool.models import RoleModel

from . import addresses, nearby
from .models import Engagement, Invitation

Rows = list[tuple[Engagement, str]]


def profile_of(person: Any) -> RoleModel | None:
    """The role model this person is, if she is one; the first when she is one in several networks."""
    return RoleModel.objects.current().filter(person=person).select_related("commune", "network", "branch").order_by("pk").first()


def to_answer(person: Any) -> Rows:
    """Invitations that await her answer, the oldest first."""
    sent = Invitation.objects.behind_link().to(person).filter(status=Invitation.Status.SENT, engagement__in=Engagement.objects.seeking())
    return [(one.engagement, addresses.answer(one)) for one in sent.order_by("sent_at", "pk")]


def visits_of(person: Any) -> dict[str, Rows]:
    """Her accepted visits: `coming` soonest first, `to_tell`, `told` latest first."""
    accepted = Invitation.objects.behind_link().to(person).filter(status=Invitation.Status.ACCEPTED)
    found: dict[str, Rows] = {"coming": [], "to_tell": [], "told": []}
    for invitation in accepted.order_by("engagement__starts_at", "pk"):
        visit = invitation.engagement
        if visit.status == Engagement.Status.CONFIRMED:
            over = visit.is_over
            address = addresses.answer_report(invitation) if over else addresses.answer(invitation)
            found["to_tell" if over else "coming"].append((visit, address))
        elif visit.status == Engagement.Status.UNTOLD:
            found["to_tell"].append((visit, addresses.answer_report(invitation)))
        elif visit.status in (Engagement.Status.HELD, Engagement.Status.NOT_HELD):
            found["told"].insert(0, (visit, addresses.answer_report(invitation)))
    return found


def near(role_model: RoleModel, most: int, **narrow: Any) -> list[tuple[Engagement, int | None, int | None]]:
    """Open requests and published places near her, nearest first, with kilometres and estimated minutes (None: remote, or unknown).
    `narrow`: which of them, as `nearby.of` takes it."""
    found = nearby.of(role_model, most, **narrow)
    return [(visit, None, None) if km is None else (visit, max(1, round(km)), distance.minutes(km)) for visit, km in found]
