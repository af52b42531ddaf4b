"""Networks, memberships and roles for tests. Networks are made by the verb: their path and the ledger's tree come with it."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory

from industrielles.network import verbs as network
from industrielles.network.models import (
    Decision,
    Declaration,
    Grant,
    LegalEntity,
    LogoRelease,
    Look,
    Membership,
    Network,
    Organisation,
    Proposal,
    Referent,
)
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


class ProposalFactory(factory.django.DjangoModelFactory):
    """A network somebody proposes; ProposalFactory(status="waiting") once she has confirmed it."""

    class Meta:
        model = Proposal

    request_key = factory.LazyFunction(uuid.uuid4)
    name = factory.Sequence(lambda n: f"Réseau proposé {n}")
    mission = "Faire connaître les métiers de la fonderie."
    size = 40
    why = "Nous voulons aller dans les classes."
    first_name, last_name = "Odile", "Marchand"
    email = factory.Sequence(lambda n: f"odile.{n}@exemple.invalid")


class DecisionFactory(factory.django.DjangoModelFactory):
    """A network somebody proposes to close; another kind with `kind` and what goes with it."""

    class Meta:
        model = Decision

    kind = Decision.Kind.CLOSE
    network = factory.SubFactory(NetworkFactory)
    reason = "Ses membres rejoignent un autre réseau."
    proposed_by = factory.SubFactory(PersonFactory)


class LookFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Look

    person = factory.SubFactory(PersonFactory)
    helper = factory.SubFactory(PersonFactory)
    network = factory.SubFactory(NetworkFactory)
    reason = "Elle ne trouve pas ses invitations."


def coordinator_of(node: Network, **fields: Any) -> Any:
    """Somebody who runs this network (or the umbrella)."""
    role = Role.UMBRELLA_COORDINATOR if node.kind == Network.Kind.UMBRELLA else Role.COORDINATOR
    person = PersonFactory(**fields)
    GrantFactory(network=node, role=role, membership__person=person)
    return person


class LegalEntityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalEntity
        django_get_or_create = ("siren", "uai")

    siren = "552100554"
    uai = ""


class ReferentFactory(factory.django.DjangoModelFactory):
    """A contact of an organisation, who agreed."""

    class Meta:
        model = Referent

    organisation = factory.SubFactory(OrganisationFactory)
    network = factory.SelfAttribute("organisation.network")
    name = "Ève Roux"
    email = factory.Sequence(lambda n: f"referente{n}@exemple.invalid")
    agreed = Referent.Agreed.LETTER
    agreed_on = dt.date(2026, 9, 1)


class LogoReleaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LogoRelease

    organisation = factory.SubFactory(OrganisationFactory)
    network = factory.SelfAttribute("organisation.network")
    agreed_by = "Ève Roux, directrice"
    agreed_on = dt.date(2026, 9, 1)


class DeclarationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Declaration

    membership = factory.SubFactory(MembershipFactory)
    network = factory.SelfAttribute("membership.network")
    words = "Aciéries du Nord"
