"""Nouns: two accounts that a coordinator believes to be one person."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import MergeQuerySet


class Merge(Moving, models.Model):
    """Asked by a coordinator; done when both mailboxes have said yes, for nobody is given somebody else's account on a third one's word."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked of both addresses")
        MERGED = "merged", _("one person now")
        REFUSED = "refused", _("two people")

    MOVES: ClassVar = {Status.ASKED: (Status.MERGED, Status.REFUSED), Status.MERGED: (), Status.REFUSED: ()}
    personal = Personal(("kept", "gone"), rule="joining.merges")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")  # in which it was asked
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # the older account
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    kept_agreed_at = models.DateTimeField(null=True, editable=False)
    gone_agreed_at = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kept", "gone"], condition=Q(status="asked"), name="one_open_merge"),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("gone"))),
        ]

    def __str__(self) -> str:
        return f"merge {self.code}"
