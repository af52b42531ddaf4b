"""Rows of safety for tests."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory

from industrielles.kit import clock
from industrielles.network.roles import Role
from industrielles.safeguarding import ages
from industrielles.safeguarding.models import (
    Agreement,
    Alert,
    Authorisation,
    Ban,
    Clearance,
    Evidence,
    Guardian,
    Reading,
    Recognition,
    Report,
)
from tests.factories.network import GrantFactory, NetworkFactory
from tests.factories.people import PersonFactory


def referent_of(network: Any, **fields: Any) -> Any:
    """A safeguarding referent of this network."""
    person = PersonFactory(**fields)
    GrantFactory(network=network, role=Role.REFERENT, membership__person=person)
    return person


class ClearanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Clearance

    person = factory.SubFactory(PersonFactory)
    network = factory.SubFactory(NetworkFactory)
    kind = "b3"
    seen_on = factory.LazyFunction(clock.today)
    until = factory.LazyAttribute(lambda row: row.seen_on + dt.timedelta(days=365))


class BanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ban

    network = factory.SubFactory(NetworkFactory)
    reason = "report"
    salt = "0" * 32
    email_hash = "0" * 64


class RecognitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recognition

    ban = factory.SubFactory(BanFactory)
    network = factory.SelfAttribute("ban.network")
    about_type, about_key = "people.person", factory.Sequence(lambda n: str(9_000_000 + n))  # nobody's account
    shown = "email"


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    key = factory.LazyFunction(uuid.uuid4)
    network = factory.SubFactory(NetworkFactory)
    words = "Il m’a demandé mon numéro."
    received_at = factory.LazyFunction(clock.now)
    due_at = factory.LazyAttribute(lambda row: row.received_at + dt.timedelta(hours=24))


class AlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alert

    report = factory.SubFactory(ReportFactory)
    person = factory.SubFactory(PersonFactory)
    step = "first"


class ReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reading

    report = factory.SubFactory(ReportFactory)
    reader = factory.SubFactory(PersonFactory)
    reason = "Je suis de garde"


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    report = factory.SubFactory(ReportFactory)
    number = factory.Sequence(lambda n: n + 1)
    kind = "note"
    said_at = factory.LazyFunction(clock.now)
    body = "Appelé le collège."
    seal = "0" * 64


class AuthorisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Authorisation

    person = factory.SubFactory(PersonFactory)
    network = factory.SubFactory(NetworkFactory)
    born_on = factory.LazyFunction(lambda: ages.birthday(clock.today(), -16))
    adult_on = factory.LazyAttribute(lambda row: ages.birthday(row.born_on, 18))


class GuardianFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Guardian

    authorisation = factory.SubFactory(AuthorisationFactory)
    rank = 1
    name = "Odile Quintard"
    email = factory.Sequence(lambda n: f"parent.{n}@exemple.invalid")


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    guardian = factory.SubFactory(GuardianFactory)
    part = "take part"
    version = "2026-11"
    signature = "ABCDEFGHJKLM"
