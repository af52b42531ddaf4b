"""Who may found, join, give and take roles: never above one's own right, never for oneself."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .models import Grant, Membership, Network
from .roles import MAY_GIVE, MAY_GIVE_ELSEWHERE, MAY_TAKE, NEVER_IN_UMBRELLA, ONLY_IN_UMBRELLA, RUNS_ITSELF, Role


def runs(person: Any, network: Network | None) -> bool:
    """Runs this network: coordinates it or one above it, or the umbrella itself."""
    return network is not None and Network.objects.run_by(person).filter(pk=network.pk).exists()


def runs_the_umbrella(person: Any, subject: Any = None) -> bool:
    """Coordinates the umbrella: founds networks and names their first coordinator."""
    return bool(getattr(person, "pk", None)) and person.is_active and (
        Grant.objects.current().filter(membership__person=person, role__in=RUNS_ITSELF).exists())


def can_found(person: Any, parent: Network | None) -> bool:
    """A network under the umbrella: its coordinator; a local one: whoever runs the network above."""
    return runs_the_umbrella(person) or runs(person, parent)


def has_networks(person: Any, subject: Any = None) -> bool:
    """Founds networks: the umbrella's coordinator anywhere, a coordinator below her own."""
    return Network.objects.placed_by(person).exists()


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
    """The roles this person may give in at least one of these networks, and that exist there, in the order they are named."""
    held, found = _held(person), set()
    for network in networks:
        elsewhere = NEVER_IN_UMBRELLA if network.kind == Network.Kind.UMBRELLA else ONLY_IN_UMBRELLA
        found |= {role for role in Role if role not in elsewhere and any(_reaches(mine, network, role) for mine in held)}
    return [role for role in Role if role in found]


def _held(person: Any) -> list[Grant]:
    """Her roles by which she may give some."""
    if not getattr(person, "pk", None) or not person.is_active:
        return []
    return list(Grant.objects.current().filter(membership__person=person, role__in=MAY_GIVE).select_related("network").order_by("pk"))


def _reaches(mine: Grant, network: Network, role: str) -> bool:
    if mine.role in RUNS_ITSELF:
        return role in (MAY_GIVE[Role(mine.role)] if mine.network_id == network.pk else MAY_GIVE_ELSEWHERE)
    return network.path.startswith(mine.network.path) and role in MAY_GIVE[Role(mine.role)]
