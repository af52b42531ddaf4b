"""Rows of the journal for tests."""
from __future__ import annotations

import factory

from industrielles.journal.models import Entry


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    verb = "tests.act"
    subject_type = "tests.thing"
    subject_key = factory.Sequence(str)
