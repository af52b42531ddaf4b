"""Nouns: the form of a network, shown inside the page of a partner."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import FrameQuerySet


class Frame(models.Model):
    """A partner's page that shows our short form: only the sites written here may frame it, only so many send it in an hour."""

    MOST_AN_HOUR = 120
    MOST_ORIGINS = 5
    personal = NOTHING  # the name of an institution

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="frames")
    partner = models.CharField(_("the partner"), max_length=120)
    origins = models.JSONField(_("its sites"), default=list)  # "https://www.example.org", nothing after the host
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    hour_from = models.DateTimeField(default=clock.now, editable=False)
    sent_this_hour = models.PositiveSmallIntegerField(default=0, editable=False)
    joined: int  # once asked for

    objects = FrameQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="frame_rate", condition=Q(sent_this_hour__gte=0, sent_this_hour__lte=120))]

    def __str__(self) -> str:
        return f"{self.partner} ({self.code})"
