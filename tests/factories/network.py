"""Networks, memberships and roles for tests. Networks are made by the verb: their path and the ledger's tree come with it."""
from __future__ import annotations

from typing import Any

import factory

from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network, Organisation
from industrielles.network.roles import Role

from .people import PersonFactory


def umbrella() -> Network:
    """The umbrella, founded when it is missing."""
    return Network.objects.filter(kind=Network.Kind.UMBRELLA).first() or network.found(
        "Le collectif", kind=Network.Kind.UMBRELLA, slug="collectif", contact_email="collectif@exemple.invalid", by=None)


class NetworkFactory(factory.django.DjangoModelFactory):
    """NetworkFactory(departments=[…]) stands under the umbrella; NetworkFactory(parent=…, kind="local") below another one."""

    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Réseau {n}")
    slug = factory.Sequence(lambda n: f"reseau-{n}")
    kind = Network.Kind.NETWORK
    contact_email = factory.LazyAttribute(lambda made: f"{made.slug}@exemple.invalid")
    departments: Any = ()

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Network:
        if fields["kind"] == Network.Kind.UMBRELLA:
            return umbrella()
        fields.setdefault("parent", umbrella())
        return network.found(fields.pop("name"), **fields, by=None)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Ateliers {n}")
    kind = Organisation.Kind.COMPANY


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    network = factory.SubFactory(NetworkFactory)


class GrantFactory(factory.django.DjangoModelFactory):
    """A role in a network: GrantFactory(role=…, network=…, membership__person=…)."""

    class Meta:
        model = Grant

    network = factory.SubFactory(NetworkFactory)
    membership = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..network"))
    role = Role.COORDINATOR


def coordinator_of(node: Network, **fields: Any) -> Any:
    """Somebody who runs this network (or the umbrella)."""
    role = Role.UMBRELLA_COORDINATOR if node.kind == Network.Kind.UMBRELLA else Role.COORDINATOR
    person = PersonFactory(**fields)
    GrantFactory(network=node, role=role, membership__person=person)
    return person
