"""Who may found, join, give and take roles: never above one's own right, never for oneself."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from industrielles.journal.models import Entry
from industrielles.people.models import Person
from industrielles.people.policies import has_second_step

from .models import Decision, Declaration, Grant, Look, Membership, Network, Organisation, Proposal
from .queries import powers
from .roles import (
    GUARDED,
    MAY_GIVE,
    MAY_GIVE_ELSEWHERE,
    MAY_TAKE,
    NEVER_IN_UMBRELLA,
    ONLY_IN_UMBRELLA,
    RUNS_BELOW,
    RUNS_ITSELF,
    STAFF,
    Role,
)


def runs(person: Any, network: Network | None) -> bool:
    """Runs this network: coordinates it or one above it, or the umbrella itself."""
    return network is not None and Network.objects.run_by(person).filter(pk=network.pk).exists()


def runs_the_umbrella(person: Any, subject: Any = None) -> bool:
    """Coordinates the umbrella: founds networks and names their first coordinator."""
    return bool(powers(person, RUNS_ITSELF))


def coordinates(person: Any, subject: Any = None) -> bool:
    """Coordinates a network or the umbrella."""
    return bool(powers(person, (*RUNS_BELOW, *RUNS_ITSELF)))


def holds_power(person: Any, subject: Any = None) -> bool:
    """Coordinates a network or the umbrella, or treats safeguarding reports, and has these rights today."""
    return bool(powers(person, GUARDED))


def needs_second_step(person: Any, subject: Any = None) -> bool:
    """What she reads and does asks for a second step, or will again: her roles at rest come back, and not to whoever reads her mailbox."""
    return holds_power(person) or (bool(getattr(person, "pk", None)) and Grant.objects.at_rest().filter(
        membership__person=person, role__in=GUARDED).exists())


def is_at_rest(person: Any, subject: Any = None) -> bool:
    """Has a role of power that gives no right today: something is looked into, and she is told so without a reason."""
    return bool(getattr(person, "pk", None)) and Grant.objects.at_rest().filter(membership__person=person, role__in=STAFF).exists()


def can_found(person: Any, parent: Network | None) -> bool:
    """A network under the umbrella: its coordinator; a local one: whoever runs the network above."""
    return runs_the_umbrella(person) or runs(person, parent)


def has_networks(person: Any, subject: Any = None) -> bool:
    """Founds networks: the umbrella's coordinator anywhere, a coordinator below her own."""
    hers = powers(person, (*RUNS_BELOW, *RUNS_ITSELF))
    return any(one.is_open for one in hers) or (bool(hers) and Network.objects.run_by(person).open().exists())


def can_describe(person: Any, network: Network | None) -> bool:
    """Runs the network, or the umbrella: its name, its contact, its departments."""
    return network is not None and network.closed_on is None and can_found(person, network)


def can_welcome(person: Any, network: Network | None) -> bool:
    """May name who runs this network."""
    return network is not None and network.closed_on is None and can_give(person, network, runs_as(network))


def runs_as(network: Network) -> Role:
    """The role of who runs a network of this kind."""
    return Role.UMBRELLA_COORDINATOR if network.kind == Network.Kind.UMBRELLA else Role.COORDINATOR


def can_move(person: Any, network: Network) -> bool:
    """May place a network elsewhere in the tree: the umbrella's coordinator."""
    return runs_the_umbrella(person, network)


def can_move_here(person: Any, network: Network | None) -> bool:
    """May place this network elsewhere: the umbrella's coordinator, any but the umbrella and what is closed."""
    return network is not None and network.parent_id is not None and network.closed_on is None and runs_the_umbrella(person)


def can_join(person: Any, network: Network) -> bool:
    """May make somebody a member of this network."""
    return runs(person, network) or runs_the_umbrella(person)


def can_leave(person: Any, membership: Membership) -> bool:
    """Herself, or who runs the network."""
    return membership.person_id == getattr(person, "pk", None) or can_join(person, membership.network)


def can_grant(person: Any, membership: Membership, role: str) -> bool:
    """May give this role to this member: within the networks she runs and never above her right; nobody names herself."""
    if membership.person_id == getattr(person, "pk", None):
        return person.is_active and role in MAY_TAKE
    return can_give(person, membership.network, role)


def can_revoke(person: Any, grant: Grant) -> bool:
    """Whoever may give it; and everybody may lay down her own role."""
    return grant.membership.person_id == getattr(person, "pk", None) or can_give(person, grant.network, grant.role)


def can_give(person: Any, network: Network, role: str) -> bool:
    """Whether one of her current roles reaches this network and allows giving this role."""
    return any(_reaches(mine, network, role) for mine in _held(person))


def roles_to_give(person: Any, networks: Iterable[Network]) -> list[Role]:
    """The roles this person may give in at least one of these networks by herself, and that exist there, in the order they are named."""
    held, found = _held(person), set()
    for network in networks:
        elsewhere = (*NEVER_IN_UMBRELLA, *ONLY_IN_UMBRELLA) if network.kind == Network.Kind.UMBRELLA else ONLY_IN_UMBRELLA  # named by two
        found |= {role for role in Role if role not in elsewhere and any(_reaches(mine, network, role) for mine in held)}
    return [role for role in Role if role in found]


def knows(person: Any, other: Person) -> bool:
    """Whether this person reads the name of the other in a network she runs, now or before."""
    hers = Membership.objects.visible_to(person).filter(person=other).select_related("person")
    return any(one.is_introduced for one in hers)


def decides_alone(person: Any) -> bool:
    """Coordinates the umbrella and is the only one: there is nobody yet to confirm what she proposes."""
    found = set(Grant.objects.of_the_umbrella().values_list("membership__person", flat=True))
    return found == {getattr(person, "pk", None)}


def can_answer_proposal(person: Any, proposal: Proposal | None) -> bool:
    """Coordinates the umbrella, and the proposal is confirmed by its author."""
    return proposal is not None and proposal.status != Proposal.Status.SENT and runs_the_umbrella(person)


def can_submit(person: Any, kind: str, network: Network) -> bool:
    """May propose what two people decide: a coordinator of the umbrella anything; of a network that hers closes or merges."""
    if kind == Decision.Kind.NAME:
        return network.kind == Network.Kind.UMBRELLA and runs_the_umbrella(person)
    return can_close(person, network)


def can_close(person: Any, network: Network | None) -> bool:
    """May propose that this network closes or goes on in another: who runs it, and the umbrella."""
    return network is not None and network.closed_on is None and network.parent_id is not None and can_found(person, network)


def can_second(person: Any, decision: Decision | None) -> bool:
    """Coordinates the umbrella, did not propose it, and is not the one it concerns."""
    if decision is None or not runs_the_umbrella(person) or decision.proposed_by_id == person.pk or decision.kind == Decision.Kind.STEP:
        return False
    return decision.membership is None or decision.membership.person_id != person.pk


def can_vouch(person: Any, decision: Decision | None) -> bool:
    """Says that it is really her who lost her second step: two coordinators of the umbrella, neither of them herself."""
    return decision is not None and decision.kind == Decision.Kind.STEP and runs_the_umbrella(person) and person.pk not in (
        decision.proposed_by_id, decision.vouched_by_id)


def can_lose_step(person: Any, subject: Any = None) -> bool:
    """Has passed the first step, has a second one, and belongs to a network: those who know her can help."""
    return bool(getattr(person, "pk", None)) and person.is_active and has_second_step(person) and (
        Membership.objects.current().filter(person=person).exists())


def can_set_aside(person: Any, decision: Decision | None) -> bool:
    """Whoever proposed it, and the umbrella's coordinators."""
    return decision is not None and (decision.proposed_by_id == getattr(person, "pk", None) or runs_the_umbrella(person))


def can_read_decision(person: Any, decision: Decision | None) -> bool:
    """Those who decide, and those whose network it touches."""
    return decision is not None and has_networks(person)


def can_look(person: Any, membership: Membership | None) -> bool:
    """May see this member's pages with her eyes: who runs all the networks she belongs to, or had a role in, whose visits her pages tell;
    and nobody at the pages of a minor, nor of somebody with a role of power, whose pages show others (trust 37)."""
    if membership is None or membership.ended_on or not membership.person.is_active or membership.person_id == getattr(person, "pk", None):
        return False
    hers = list(membership.person.memberships.values_list("network", "ended_on", "grants__role", "grants__ended_on"))
    if any(role in STAFF and ended is None for _network, _left, role, ended in hers) or not membership.is_introduced:
        return False
    if any(import_string(dotted)(membership.person) for dotted in settings.MINORS):
        return False
    networks = {network for network, left, role, _ended in hers if left is None or role}
    return networks <= set(Network.objects.run_by(person).filter(pk__in=networks).values_list("pk", flat=True))


def was_seen(person: Any, subject: Any = None) -> bool:
    """Somebody has seen her pages with her eyes in the past year, or opened what is written of her."""
    return bool(getattr(person, "pk", None)) and (
        Look.objects.of(person).exists() or Entry.objects.about(person).traces().exclude(by_id=person.pk).exists())


def _held(person: Any) -> list[Grant]:
    """Her roles by which she may give some."""
    if not getattr(person, "pk", None) or not person.is_active:
        return []
    return list(Grant.objects.in_force().filter(membership__person=person, role__in=MAY_GIVE).select_related("network").order_by("pk"))


def _reaches(mine: Grant, network: Network, role: str) -> bool:
    if mine.role in RUNS_ITSELF:
        return role in (MAY_GIVE[Role(mine.role)] if mine.network_id == network.pk else MAY_GIVE_ELSEWHERE)
    return network.path.startswith(mine.network.path) and role in MAY_GIVE[Role(mine.role)]


def runs_some(person: Any, networks: list[Network]) -> bool:
    """Runs at least one network; `networks` are those she runs, read once for the whole page."""
    return bool(networks)


def can_know(person: Any, organisation: Organisation | None) -> bool:
    """Runs the network that knows this organisation."""
    return organisation is not None and runs(person, organisation.network)


def can_qualify(person: Any, declaration: Declaration | None) -> bool:
    """Runs the network where a member says where she works."""
    return declaration is not None and runs(person, declaration.network)


def can_declare(person: Any, membership: Membership | None) -> bool:
    """A member says where she works herself."""
    return membership is not None and membership.ended_on is None and membership.person_id == getattr(person, "pk", None)


def can_see_logo(person: Any, organisation: Organisation | None) -> bool:
    """Everybody while the organisation agrees; else who runs the network."""
    return organisation is not None and (
        Organisation.objects.shown().filter(pk=organisation.pk).exists() or runs(person, organisation.network))
