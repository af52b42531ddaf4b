"""Rows of the ledger for tests; amounts are recorded through its verbs."""
from __future__ import annotations

import datetime as dt

import factory

from industrielles.ledger.models import Entry, Lineage, OrganiserMember, OrganiserScope, OrganiserSet, Target


class LineageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lineage

    node = factory.Sequence(lambda n: 9000 + n)
    ancestor = factory.SelfAttribute("node")
    depth = 0


class OrganiserSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganiserSet

    key = factory.Sequence(lambda n: str(9000 + n))


class OrganiserMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganiserMember

    organisers = factory.SubFactory(OrganiserSetFactory)
    node = factory.LazyAttribute(lambda o: int(o.organisers.key.split(",")[0]))


class OrganiserScopeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganiserScope

    organisers = factory.SubFactory(OrganiserSetFactory)
    node = factory.LazyAttribute(lambda o: int(o.organisers.key.split(",")[0]))


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    fact = "tests.people"
    source_type = "tests.visit"
    source_key = factory.Sequence(str)
    line = 0
    on = dt.date(2026, 9, 15)
    month = factory.LazyAttribute(lambda o: o.on.year * 100 + o.on.month)
    organisers = factory.SubFactory(OrganiserSetFactory)
    method = Entry.Method.TEACHER
    quantity = 26


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    indicator = "engagements.classes"
    node = 1
    goal = 5000
    starts_on = factory.Sequence(lambda n: dt.date(2023, 9, 1) + dt.timedelta(days=n))
    ends_on = dt.date(2035, 8, 31)
