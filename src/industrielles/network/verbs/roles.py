"""Roles given and taken."""
from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Grant, Membership, Network
from ..roles import NEVER_IN_UMBRELLA, ONLY_IN_UMBRELLA, Role
from ._tree import hold_the_tree

LONGEST_REASON = 240


@transaction.atomic
def grant(membership: Membership, *, role: str, on: dt.date | None = None, reason: str = "", by: Person | None = None) -> Grant:
    """Give a role to a member from a day on (today unless given), and say why; who holds it keeps it. Raises Refused: not within one's
    right, not a member any more, not a role of this kind of network, a role that two people give (`submit`)."""
    refuse_unless(by is None or policies.can_grant(by, membership, role))
    if by is not None and role == Role.UMBRELLA_COORDINATOR and not policies.decides_alone(by):
        raise Refused(_("Two people name a coordinator of the collective: propose her, another one confirms."), field="role")
    return _made_grant(membership, role=role, on=on, reason=reason, by=by)


def _made_grant(membership: Membership, *, role: str, on: dt.date | None = None, reason: str = "", by: Person | None) -> Grant:
    """The role, given: the right was seen to by who calls. Raises Refused: not a member any more, not a role of this kind of network."""
    membership = locked(membership)
    if membership.ended_on:
        raise Refused(_("This person is no longer a member of the network."))
    umbrella = membership.network.kind == Network.Kind.UMBRELLA
    if role in (NEVER_IN_UMBRELLA if umbrella else ONLY_IN_UMBRELLA):
        raise Refused(_("This role does not exist in this network."), field="role")
    given, made = Grant.objects.get_or_create(
        membership=membership, role=role, ended_on=None,
        defaults={"network_id": membership.network_id, "started_on": on or clock.today(), "granted_by": by,
                  "reason": reason.strip()[:LONGEST_REASON]})
    if made:
        journal.write("network.grant", given, by=by, network_id=given.network_id, membership=membership)
    return given


@transaction.atomic
def revoke(grant: Grant, *, reason: str = "", by: Person | None = None) -> Grant:
    """End a role today, and say why. Raises Refused: not within one's right, or the last coordinator of the umbrella."""
    refuse_unless(by is None or policies.can_revoke(by, grant))
    return _end(locked(grant), reason=reason, by=by)


def _end(grant: Grant, *, reason: str = "", by: Person | None) -> Grant:
    """The role, ended today. When it leaves an open network without a coordinator, those who run what is above are told: nobody is kept
    against her will, and nobody's requests wait unseen."""
    if grant.ended_on:
        return grant
    if grant.role == Role.UMBRELLA_COORDINATOR:
        hold_the_tree()
        if not Grant.objects.current().filter(role=grant.role).exclude(pk=grant.pk).exists():
            raise Refused(_("She is the last coordinator of the umbrella: name another one first."))
    grant.ended_on = max(clock.today(), grant.started_on)
    grant.ended_by, grant.ended_reason = by, reason.strip()[:LONGEST_REASON]
    grant.save(update_fields=["ended_on", "ended_by", "ended_reason"])
    journal.write("network.revoke", grant, by=by, network_id=grant.network_id, membership=grant.membership_id)
    others = Grant.objects.in_force().filter(network=grant.network_id, role=Role.COORDINATOR)
    if grant.role == Role.COORDINATOR and grant.network.closed_on is None and not others.exists():
        telling.nobody_runs(grant)
    return grant
