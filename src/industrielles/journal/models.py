"""Who did what, when: ids, never values."""
from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from industrielles.kit import clock
from industrielles.kit.personal import NOTHING

from .queries import Acts


class Entry(models.Model):
    """One act, written with the act itself, never changed nor removed (the database refuses it)."""

    personal = NOTHING  # ids only: a person who is erased leaves a number that leads nowhere

    verb = models.CharField(max_length=60)  # "engagements.accept"
    subject_type = models.CharField(max_length=60)  # "engagements.invitation"
    subject_key = models.CharField(max_length=40)
    by_id = models.BigIntegerField(null=True)
    as_holder = models.CharField(max_length=30)  # "teacher": who held the signed link when nobody had signed in
    network_id = models.BigIntegerField(null=True)
    ids = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(default=clock.now)

    objects = Acts.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("subject_type", "subject_key"), name="journal_subject"),
            models.Index(fields=("by_id",), name="journal_by", condition=models.Q(by_id__isnull=False)),
            models.Index(fields=("network_id",), name="journal_network", condition=models.Q(network_id__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_key}"
