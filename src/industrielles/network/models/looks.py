"""Nouns: seeing the pages of somebody with her eyes, to help her."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.people.models import Person

from ..queries import LookQuerySet
from .networks import Network


class Look(models.Model):
    """A coordinator saw the pages of one of her members as she sees them, for half an hour at most, and changed nothing."""

    LONGEST = dt.timedelta(minutes=30)

    personal = Personal(("person", "helper", "reason"), rule="network.looks")

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="looks")
    helper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="looks_given")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    started_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["helper"], condition=Q(ended_at=None), name="one_look_at_a_time"),
            models.CheckConstraint(condition=~Q(helper=F("person")), name="look_at_somebody_else"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="look_dates"),
        ]

    def __str__(self) -> str:
        return f"look {self.code}"

    @property
    def ends_at(self) -> dt.datetime:
        """The moment at which it ends by itself."""
        return self.started_at + self.LONGEST
