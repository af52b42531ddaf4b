"""Nouns: the places of an engagement that role models take by themselves."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.personal import NOTHING

from .requests import Engagement


class Slot(models.Model):
    """An engagement whose seats are published as places to take, with the agreement of who asks. It holds nobody: the engagement counts its
    seats, its invitations say who took them. Shown are the school or organiser, the town, the days and the level; never who asks."""

    class Reach(models.TextChoices):
        TERRITORY = "territory", _("role models of the networks of the territory")
        PUBLIC = "public", _("everybody, without the name of the school or organiser")

    personal = NOTHING

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="slot")
    reach = models.CharField(max_length=12, choices=Reach, default=Reach.TERRITORY)
    at_once = models.BooleanField(default=False)  # taken is accepted; else the coordinator confirms
    published_at = models.DateTimeField(default=clock.now, editable=False)  # when who asks agreed to it
    ended_at = models.DateTimeField(null=True, editable=False)  # no longer published; those who took a place keep it

    class Meta:
        ordering: ClassVar = ["published_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["ended_at", "reach"], name="slot_open")]

    def __str__(self) -> str:
        return f"places of {self.engagement_id}"


def most_places(engagement: Engagement) -> int:
    """How many places may be published: a class and a journalist meet one person."""
    alone = (Engagement.Kind.CLASS_VISIT, Engagement.Kind.INTERVIEW)
    return max(1, engagement.seats) if engagement.kind in alone else Engagement.MOST_SEATS
