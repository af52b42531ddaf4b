"""Rows of the journal for tests."""
from __future__ import annotations

import factory

from industrielles.journal.models import Closing, Entry
from industrielles.kit import clock


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    verb = "tests.act"
    subject_type = "tests.thing"
    subject_key = factory.Sequence(str)


class ClosingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Closing

    before = factory.LazyFunction(clock.now)
    traces = True
