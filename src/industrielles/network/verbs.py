"""Everything that happens to networks, memberships and roles."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.ledger import verbs as ledger
from industrielles.people.models import Person
from industrielles.places.models import Department

from . import policies
from .models import Grant, Membership, Network, Organisation
from .roles import NEVER_IN_UMBRELLA, ONLY_IN_UMBRELLA, Role


def _refuse_unless(allowed: bool) -> None:
    """A person outside her right is refused in one sentence, that says nothing of what is there."""
    if not allowed:
        raise Refused(_("Your role does not allow this."))


@transaction.atomic
def found(name: str, *, kind: str, contact_email: str, parent: Network | None = None, slug: str = "",
          departments: Iterable[Department] = (), by: Person | None = None) -> Network:
    """Found the umbrella (once, without a parent), a network or a local network. `by` None: the installation itself.
    Raises Refused: not within one's right, a second umbrella, a parent that is missing or closed, an address taken."""
    _refuse_unless(by is None or policies.can_found(by, parent))
    _hold_the_tree()
    _refuse_orphan(kind, parent)
    network = Network(name=name, kind=kind, parent=parent, contact_email=contact_email, path=new_code(), slug=slug or slugify(name)[:50])
    try:
        with transaction.atomic():
            network.save()
    except IntegrityError:
        raise Refused(_("This address is taken by another network."), field="slug") from None
    network.path = f"{parent.path if parent else ''}{network.pk}."
    network.save(update_fields=["path"])
    network.departments.set(departments)
    ledger.graft(network.pk, parent.pk if parent else None)
    journal.write("network.found", network, by=by, network_id=network.pk, parent=parent)
    return network


def _refuse_orphan(kind: str, parent: Network | None) -> None:
    umbrella = kind == Network.Kind.UMBRELLA
    if umbrella and Network.objects.filter(kind=kind).exists():
        raise Refused(_("There is an umbrella already: an installation has one."))
    if umbrella == (parent is not None):
        raise Refused(_("Choose the network above this one."), field="parent")
    if parent is not None and parent.closed_on:
        raise Refused(_("The network above is closed."), field="parent")


def _hold_the_tree() -> None:
    """One change of the tree at a time: the umbrella's row is its lock."""
    list(Network.objects.select_for_update(of=("self",)).filter(kind=Network.Kind.UMBRELLA))


@transaction.atomic
def move(network: Network, *, parent: Network, by: Person | None = None) -> Network:
    """Place a network, with all that is below it, under another one; past sums move with it. Raises Refused for the umbrella,
    for a place below itself, for a closed one."""
    _refuse_unless(by is None or policies.can_move(by, network))
    _hold_the_tree()
    network, parent = locked(network), locked(parent)
    if network.parent_id is None:
        raise Refused(_("The umbrella stays at the top."))
    if parent.path.startswith(network.path):
        raise Refused(_("A network cannot be placed below itself."), field="parent")
    _refuse_orphan(network.kind, parent)
    before, after = network.path, f"{parent.path}{network.pk}."
    Network.objects.under(network).update(path=Concat(Value(after), Substr("path", len(before) + 1)))
    network.parent, network.path = parent, after
    network.save(update_fields=["parent"])
    ledger.graft(network.pk, parent.pk)
    journal.write("network.move", network, by=by, network_id=network.pk, parent=parent)
    return network


@transaction.atomic
def join(person: Person, *, network: Network, organisation: Organisation | None = None, on: dt.date | None = None,
         by: Person | None = None) -> Membership:
    """Make somebody a member from a day on (today unless given). Who is a member stays the same one. Raises Refused."""
    _refuse_unless(by is None or policies.can_join(by, network))
    if network.closed_on or person.erased_at:
        raise Refused(_("This network is closed.") if network.closed_on else _("This person is no longer here."))
    if organisation is not None and organisation.network_id != network.pk:
        raise Refused(_("This organisation belongs to another network."), field="organisation")
    membership, made = Membership.objects.get_or_create(
        person=person, network=network, ended_on=None, defaults={"organisation": organisation, "started_on": on or clock.today()})
    if made:
        journal.write("network.join", membership, by=by, network_id=network.pk, person=person)
    return membership


@transaction.atomic
def leave(membership: Membership, *, by: Person | None = None) -> Membership:
    """End a membership and its roles today. Raises Refused when it would leave the umbrella without a coordinator."""
    _refuse_unless(by is None or policies.can_leave(by, membership))
    membership = locked(membership)
    if membership.ended_on:
        return membership
    for one in membership.grants.filter(ended_on=None).order_by("pk"):
        _end(one, by=by)
    membership.ended_on = max(clock.today(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    journal.write("network.leave", membership, by=by, network_id=membership.network_id)
    return membership


@transaction.atomic
def grant(membership: Membership, *, role: str, on: dt.date | None = None, by: Person | None = None) -> Grant:
    """Give a role to a member from a day on (today unless given); who holds it keeps it. Raises Refused: not within one's right, not a
    member any more, not a role of this kind of network."""
    _refuse_unless(by is None or policies.can_grant(by, membership, role))
    membership = locked(membership)
    if membership.ended_on:
        raise Refused(_("This person is no longer a member of the network."))
    umbrella = membership.network.kind == Network.Kind.UMBRELLA
    if role in (NEVER_IN_UMBRELLA if umbrella else ONLY_IN_UMBRELLA):
        raise Refused(_("This role does not exist in this network."), field="role")
    given, made = Grant.objects.get_or_create(
        membership=membership, role=role, ended_on=None,
        defaults={"network_id": membership.network_id, "started_on": on or clock.today(), "granted_by": by})
    if made:
        journal.write("network.grant", given, by=by, network_id=given.network_id, membership=membership)
    return given


@transaction.atomic
def revoke(grant: Grant, *, by: Person | None = None) -> Grant:
    """End a role today. Raises Refused: not within one's right, or the last coordinator of the umbrella."""
    _refuse_unless(by is None or policies.can_revoke(by, grant))
    return _end(locked(grant), by=by)


def _end(grant: Grant, *, by: Person | None) -> Grant:
    if grant.ended_on:
        return grant
    if grant.role == Role.UMBRELLA_COORDINATOR:
        _hold_the_tree()
        if not Grant.objects.current().filter(role=grant.role).exclude(pk=grant.pk).exists():
            raise Refused(_("She is the last coordinator of the umbrella: name another one first."))
    grant.ended_on = max(clock.today(), grant.started_on)
    grant.save(update_fields=["ended_on"])
    journal.write("network.revoke", grant, by=by, network_id=grant.network_id, membership=grant.membership_id)
    return grant


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her memberships and roles end today; that they were stays counted. Raises Refused as `leave` does."""
    for membership in person.memberships.filter(ended_on=None).order_by("pk"):
        leave(membership, by=None)
