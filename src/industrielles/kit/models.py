"""What the background work keeps: which periodic job ran when, and which workers are alive."""
from __future__ import annotations

from django.db import models

from .personal import NOTHING


class Slot(models.Model):
    """One turn of a periodic job; the unique row decides which process runs it (see kit.jobs)."""

    personal = NOTHING
    name = models.CharField(max_length=80)
    number = models.BigIntegerField()  # seconds since 1970 divided by the job's period
    tries = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, default="")  # the kind of fault, never its text: a text may name a person

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Beat(models.Model):
    """The last moment a worker was seen at work."""

    personal = NOTHING
    worker = models.CharField(max_length=120, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
