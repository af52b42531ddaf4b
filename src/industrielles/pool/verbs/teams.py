"""Members of a team, with what comes with their role."""
from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places.models import Department

from ..models import Ambassador, RoleModel
from .charges import appoint, dismiss
from .profiles import retire


@transaction.atomic
def welcome(
    node: Network,
    *,
    email: str,
    role: str,
    first_name: str = "",
    last_name: str = "",
    language: str = "fr",
    departments: Iterable[Department] = (),
    reason: str = "",
    by: Person | None = None,
) -> Membership:
    """Somebody known by her address becomes a member of a network, in a role, told by a letter; `departments`: those an ambassador leads.
    Done twice, it is done once. Raises Refused."""
    given = network.welcome(email, network=node, role=role, first_name=first_name, last_name=last_name, language=language, reason=reason,
                            by=by)
    return _with_charge(given, departments, by=by)


@transaction.atomic
def give(membership: Membership, *, role: str, departments: Iterable[Department] = (), reason: str = "",
         by: Person | None = None) -> Membership:
    """Give a member a role, told by a letter, with what comes with it. Raises Refused."""
    return _with_charge(network.give(membership, role=role, reason=reason, by=by), departments, by=by)


def _with_charge(given: Grant, departments: Iterable[Department], *, by: Person | None) -> Membership:
    if given.role == Role.AMBASSADOR:
        departments = list(departments)
        if not departments:
            raise Refused(_("Write the departments she leads."), field="departments")
        appoint(given.membership, departments=departments, by=by)
    return given.membership


@transaction.atomic
def take(grant: Grant, *, reason: str = "", by: Person | None = None) -> Grant:
    """Take a role back, with what came with it: an ambassador's charge, a role model's profile. Raises Refused as `revoke` does."""
    membership = grant.membership
    given = network.revoke(grant, reason=reason, by=by)
    if grant.role == Role.AMBASSADOR:
        for charge in Ambassador.objects.current().filter(membership=membership):
            dismiss(charge, by=by)
    if grant.role == Role.ROLE_MODEL:
        for role_model in RoleModel.objects.filter(membership=membership, ended_on=None):
            retire(role_model, by=by)
    return given


@transaction.atomic
def part(membership: Membership, *, reason: str = "", by: Person | None = None) -> Membership:
    """Somebody leaves a network: her roles end, with her profile and her charge there; what she did stays counted. Raises Refused as
    `leave` does."""
    for role_model in RoleModel.objects.filter(membership=membership, ended_on=None):
        retire(role_model, by=by)
    for charge in Ambassador.objects.current().filter(membership=membership):
        dismiss(charge, by=by)
    return network.leave(membership, reason=reason, by=by)
