"""Nouns: somebody outside who asked for the news."""
from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Network

from ..queries import SubscriptionQuerySet


class Subscription(models.Model):
    """An address that asked for the news of a network, and said so again from its own mail box: to which text, and when."""

    personal = Personal(("email", "address_hash"), rule="members.subscriptions", also=("members.unconfirmed",))

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="subscriptions")
    email = models.EmailField(blank=True)  # emptied when it ends
    address_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    version = models.CharField(max_length=12)  # of the text she read (people.consents)
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "address_hash"], condition=Q(ended_at=None), name="subscription_once"),
            models.CheckConstraint(name="subscription_ended_is_empty", condition=Q(ended_at=None) | Q(email="")),
            models.CheckConstraint(name="subscription_dates", condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("asked_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.code} to {self.network_id}"
