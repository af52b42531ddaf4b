"""Nouns: a consent, dated, to one text for one purpose."""
from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from industrielles.kit import clock
from industrielles.kit.personal import Personal

from .. import consents
from ..queries import ConsentQuerySet
from .persons import Person


class Consent(models.Model):
    """Somebody said yes to this version of this text; a row is withdrawn, never changed. `network_id`: for which network (0: for all).

    A number and no foreign key: people know nothing of networks.
    """

    personal = Personal(("person",), rule="people.consents")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=consents.Purpose)
    network_id = models.BigIntegerField(default=0)
    version = models.CharField(max_length=12)
    language = models.CharField(max_length=2, default="fr")  # in which she read it
    source = models.CharField(max_length=20)  # where she said it: "join", "profile", "letter"
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "purpose", "network_id"], condition=Q(withdrawn_at=None), name="one_live_consent"),
            models.CheckConstraint(name="consent_dates", condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at"))),
        ]
        indexes: ClassVar = [models.Index(fields=["purpose", "network_id", "withdrawn_at"], name="consents_live")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"

    @property
    def text(self) -> Any:
        """What she said yes to."""
        return consents.text(self.purpose, self.version)
