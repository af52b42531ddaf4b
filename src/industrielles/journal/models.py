"""Who did what, when: ids, never values."""
from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from industrielles.kit import clock
from industrielles.kit.personal import NOTHING, Personal

from .queries import Acts


class Entry(models.Model):
    """One act, written with the act itself, never changed; removed only past its term, below a Closing (the database refuses the rest)."""

    # Ids only: a person who is erased leaves a number that leads nowhere.
    personal = Personal(("by_id", "ids"), rule="journal.acts", also=("journal.traces",))

    verb = models.CharField(max_length=60)  # "engagements.accept"
    subject_type = models.CharField(max_length=60)  # "engagements.invitation"
    subject_key = models.CharField(max_length=40)
    by_id = models.BigIntegerField(null=True)
    as_holder = models.CharField(max_length=30)  # "teacher": who held the signed link when nobody had signed in
    network_id = models.BigIntegerField(null=True)
    ids = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=160, null=True, editable=False)  # of a reading: reader, page, day; None for what was done

    objects = Acts.as_manager()

    class Meta:
        ordering = ("-at", "-pk")  # a past that is played, or brought in, is written in any order
        indexes = (
            models.Index(fields=("subject_type", "subject_key"), name="journal_subject"),
            models.Index(fields=("-at", "-id"), name="journal_newest"),
            models.Index(fields=("by_id",), name="journal_by", condition=models.Q(by_id__isnull=False)),
            models.Index(fields=("network_id",), name="journal_network", condition=models.Q(network_id__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(fields=("once",), condition=models.Q(once__isnull=False), name="journal_read_once"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_key}"


class Closing(models.Model):
    """What was written before this moment may be removed: the traces of passage, or the acts. Added, never changed: one sees who closed."""

    personal = NOTHING

    before = models.DateTimeField()
    traces = models.BooleanField()
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{'traces' if self.traces else 'acts'} before {self.before:%Y-%m-%d}"
