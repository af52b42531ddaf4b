"""Rows of the room of rights for tests."""
from __future__ import annotations

import datetime as dt
import uuid

import factory

from industrielles.kit import clock
from industrielles.rights.models import Breach, Demand, Hold, Processor, Sweep, Term
from tests.factories.people import PersonFactory


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    rule = "people.codes"
    days = 2
    reason = "Une raison"


class HoldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hold

    rule = "people.codes"
    reason = "Une enquête"


class SweepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sweep

    rule = "people.codes"
    days = 1
    before = factory.LazyFunction(clock.now)


class DemandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Demand

    key = factory.LazyFunction(uuid.uuid4)
    kind = "rectification"
    person = factory.SubFactory(PersonFactory)
    words = "Mon nom a changé."
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=30))


class ProcessorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Processor

    name = "Hébergeur"
    service = "le serveur"
    country = "France"


class BreachFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Breach

    key = factory.LazyFunction(uuid.uuid4)
    known_at = factory.LazyFunction(clock.now)
    facts = "Une lettre est partie à la mauvaise adresse."
    categories = "une adresse, une personne"
    effects = "une sollicitation"
    measures = "La destinataire l’a détruite."
    risk = "some"
    risk_reason = "une seule adresse"
