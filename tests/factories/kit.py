"""Rows of the background work for tests."""
from __future__ import annotations

import factory

from industrielles.kit import clock
from industrielles.kit.models import Beat, Slot


class SlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slot

    name = "tests.job"
    number = factory.Sequence(int)
    started_at = factory.LazyFunction(clock.now)


class BeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Beat

    worker = factory.Sequence(lambda n: f"machine:{n}")
    beat_at = factory.LazyFunction(clock.now)
