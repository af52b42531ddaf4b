"""Who may do what with an engagement: `can_<verb>(person, subject)`. Whether it is possible now is the verb's business."""
from __future__ import annotations

from typing import Any

from industrielles.network.models import Network
from industrielles.pool.models import RoleModel

from .models import Engagement, Invitation, Lending


def can_dispatch(person: Any, engagement: Engagement | None) -> bool:
    """Runs one of the networks that take part: reads the request, invites, notes."""
    return engagement is not None and Network.objects.run_by(person).filter(partners__engagement=engagement).exists()


def can_own(person: Any, engagement: Engagement | None) -> bool:
    """Runs the network the request was sent to: closes, reopens, settles, asks another network to lend."""
    return engagement is not None and Network.objects.run_by(person).filter(pk=engagement.network_id).exists()


def can_answer(person: Any, invitation: Invitation | None) -> bool:
    """Is the one invited."""
    return invitation is not None and _is(person, invitation.role_model)


def can_withdraw(person: Any, invitation: Invitation | None) -> bool:
    """Runs one of the networks of the engagement: withdraws an invitation, chooses a volunteer."""
    return invitation is not None and can_dispatch(person, invitation.engagement)


def can_report(person: Any, engagement: Engagement | None) -> bool:
    """Was there as role model, or runs one of the networks."""
    if engagement is None:
        return False
    return _is(person, engagement.role_model) or engagement.invitations.accepted_by(person).exists() or can_dispatch(person, engagement)


def can_put_forward(person: Any, engagement: Engagement | None) -> bool:
    """Is a role model of one of the networks of a request that still looks for somebody."""
    if engagement is None or not engagement.seeks or not getattr(person, "pk", None):
        return False
    return RoleModel.objects.current().filter(person=person, network__partners__engagement=engagement).exists()


def can_take_place(person: Any, engagement: Engagement | None) -> bool:
    """Is a role model of a network that takes part, or of the territory in which places are published."""
    if engagement is None or not getattr(person, "pk", None):
        return False
    return Engagement.objects.filter(pk=engagement.pk).places_for(person).exists()


def can_answer_lending(person: Any, lending: Lending | None) -> bool:
    """Runs the network that is asked to lend someone."""
    return lending is not None and Network.objects.run_by(person).filter(pk=lending.lender_id).exists()


def can_withdraw_lending(person: Any, lending: Lending | None) -> bool:
    """Runs the network that asked."""
    return lending is not None and Network.objects.run_by(person).filter(pk=lending.network_id).exists()


def _is(person: Any, role_model: RoleModel | None) -> bool:
    return role_model is not None and getattr(person, "pk", None) is not None and role_model.person_id == person.pk
