"""A network closes, or goes on in another one. What it did stays counted as it was; its people are told and go where they belong.

The tree changes in one short transaction; people follow one by one (`carry`, by tasks.empty_closed), so that whoever is killed on the
way goes on where she was: who was carried is no longer there to be carried.
"""
from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person

from .. import telling
from ..models import Declaration, Membership, Network
from ..queries import heir_of
from ..roles import GO_ALONG
from ._tree import hold_the_tree
from .members import join, leave
from .networks import move
from .roles import _made_grant
from .twins import _twin_of


def refuse_closing(network: Network) -> None:
    """Raise Refused for the umbrella, and for what is closed."""
    if network.parent_id is None:
        raise Refused(_("The umbrella stays open."))
    if network.closed_on:
        raise Refused(_("This network is closed."))


def refuse_merging(network: Network, into: Network | None) -> None:
    """Raise Refused for two networks that cannot become one."""
    refuse_closing(network)
    if into is None or into.pk == network.pk or into.closed_on:
        raise Refused(_("Choose the network in which it goes on."), field="into")
    if into.parent_id is None:
        raise Refused(_("A network does not merge into the umbrella: close it, its requests go there."), field="into")
    if into.path.startswith(network.path):
        raise Refused(_("Choose a network that is not below it."), field="into")


@transaction.atomic
def close(network: Network, *, by: Person | None = None) -> Network:
    """Close a network, once two people decided it (`second`): no request comes to it any more, those under way go to the network above,
    as do the networks below it. Its people are let go by `carry`. Closed twice, it is closed once. Raises Refused."""
    refuse_unless(by is None)
    hold_the_tree()
    network = locked(network)
    if network.closed_on:
        return network
    refuse_closing(network)
    parent = network.parent
    assert parent is not None
    _hand_over(network, parent)
    network.closed_on = clock.today()
    network.save(update_fields=["closed_on"])
    journal.write("network.close", network, by=by, network_id=network.pk, parent=parent)
    return network


@transaction.atomic
def merge(network: Network, *, into: Network, by: Person | None = None) -> Network:
    """A network goes on in another, once two people decided it (`second`): requests under way, departments, organisations and networks
    below go there now, people by `carry`. It stays in the tree, closed, under the one that goes on: what it counted keeps its name, and
    counts there too. Merged twice, it is merged once. Raises Refused."""
    refuse_unless(by is None)
    hold_the_tree()
    network, into = locked(network), locked(into)
    if network.merged_into_id == into.pk:
        return network
    refuse_merging(network, into)
    _hand_over(network, into)
    into.departments.add(*network.departments.all())
    for organisation in network.organisations.current().order_by("pk"):
        _twin_of(organisation, into)
    if network.parent_id != into.pk:
        network = move(network, parent=into, by=None)
    network.kind, network.closed_on, network.merged_into = Network.Kind.LOCAL, clock.today(), into
    network.save(update_fields=["kind", "closed_on", "merged_into"])
    journal.write("network.merge", network, by=by, network_id=network.pk, into=into)
    return network


def _hand_over(network: Network, heir: Network) -> None:
    """What is open goes on elsewhere: networks below it, then what each room holds."""
    for below in Network.objects.open().filter(parent=network).order_by("pk"):
        move(below, parent=heir, by=None)
    heir.refresh_from_db()
    for dotted in settings.NETWORK_SUCCESSORS:
        import_string(dotted)(network, heir=heir, by=None)


@transaction.atomic
def carry(membership: Membership, *, by: Person | None = None) -> Membership | None:
    """One member of a closed network: her membership and her roles there end today; where it goes on she is a member from today, with what
    she offered and without any right over others. A letter tells her. Done twice, it is done once. Returns her new membership, None where
    nothing goes on. Raises Refused while the network is open."""
    membership = locked(membership)
    network = membership.network
    if network.closed_on is None:
        raise Refused(_("This network is open."))
    heir = heir_of(network)
    if membership.ended_on:
        return None
    new = _joined(membership, heir) if heir else None
    for dotted in settings.MEMBER_CARRIERS:
        import_string(dotted)(membership, new=new, by=None)
    had_news = Consent.objects.live().filter(person=membership.person_id, purpose=Purpose.NEWS, network_id=network.pk).exists()
    people.end_consents(membership.person, network_id=network.pk, by=None)
    leave(membership, by=None)
    journal.write("network.carry", membership, by=by, network_id=network.pk, into=heir)
    telling.carried(membership, heir, had_news=had_news)
    return new


def _joined(old: Membership, heir: Network) -> Membership:
    organisation = _twin_of(old.organisation, heir) if old.organisation else None
    new = join(old.person, network=heir, organisation=organisation, by=None)
    if not new.declarations.filter(settled_at=None).exists():  # where she said she works, and nobody has read yet: both columns at once
        Declaration.objects.filter(membership=old, settled_at=None).update(membership=new, network=heir)
    for held in old.grants.filter(ended_on=None, role__in=GO_ALONG).order_by("pk"):
        _made_grant(new, role=held.role, reason=_("%(network)s goes on in this network.") % {"network": old.network.name}, by=None)
    return new
