"""What the verbs about newcomers share: a row held, a place in a network."""
from __future__ import annotations

from typing import Any

from industrielles.network import verbs as network
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.pool import verbs as pool
from industrielles.pool.models import Contribution, RoleModel

from ..models import Application


def hold(application: Application) -> Application:
    """The application, read again with what letters say of it, and held until the end of the transaction."""
    return Application.objects.select_for_update(of=("self",)).whole().get(pk=application.pk)


def note_offers(application: Application, membership: Membership) -> None:
    """What she said of herself goes where it is read, and where she changes it: her job and what she offers, unless she has said it there
    since; her employer, in her words, to be linked to an organisation; meeting classes makes a profile nobody sees yet. Without all it
    needs, she has the role and makes her profile herself."""
    note_contribution(application, membership)
    if application.employer.strip() and membership.organisation_id is None:
        network.declare(membership, words=application.employer, by=None)
    if Application.Offer.VISITS not in application.offers:
        return
    if RoleModel.objects.filter(person=membership.person_id, network=membership.network_id, ended_on=None).exists():
        return
    needed: dict[str, Any] = {"job": application.job.strip(), "branch": application.branch, "level": application.diploma,
                              "commune": application.commune}
    if all(needed.values()):
        pool.offer(membership, **needed, form=application.job_form or RoleModel.Form.FEMININE, by=None)
    else:
        network.grant(membership, role=Role.ROLE_MODEL, by=None)


def note_contribution(application: Application, membership: Membership) -> None:
    """What she brings, as she said it when she came; what she has said there since stands."""
    if not Contribution.objects.filter(membership=membership).exists():
        situation = "" if application.via == Application.Via.SHEET else application.situation  # no file says it
        pool.contribute(
            membership, situation=situation, job=application.job, position=application.level, branch=application.branch,
            department=application.department, offers=application.offers, by=None)


def part(application: Application, membership: Membership | None) -> None:
    """She leaves this network: her profile there is closed first, then her membership and its roles."""
    if membership is None:
        return
    for role_model in RoleModel.objects.filter(membership=membership, ended_on=None):
        pool.retire(role_model, by=None)
    network.leave(membership, by=None)


def membership_of(application: Application) -> Membership | None:
    """Her current membership of the network she came to."""
    if application.person is None:
        return None
    return Membership.objects.of(application.person).select_related("person", "network").filter(network=application.network).first()
