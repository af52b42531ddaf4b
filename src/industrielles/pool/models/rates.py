"""Nouns: how often somebody opened public pages in one minute."""
from __future__ import annotations

from typing import ClassVar

from django.db import models

from industrielles.kit.personal import Personal


class Rate(models.Model):
    """Pages asked from one place in one minute. The place is a keyed hash of an address, anew each day: nobody is followed."""

    personal = Personal(("place",), rule="pool.rates")

    place = models.CharField(max_length=32)
    minute = models.DateTimeField()
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "minute"], name="one_rate")]
        indexes: ClassVar = [models.Index(fields=["minute"], name="rates_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} {self.pages}"
