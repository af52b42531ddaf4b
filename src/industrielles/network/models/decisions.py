"""Nouns: what two people decide."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.people.models import Person

from ..queries import DecisionQuerySet
from .members import Membership
from .networks import Network


class Decision(Moving, models.Model):
    """Something that one person proposes and another confirms within seven days: a coordinator of the umbrella, a network closed,
    two networks made one, the account of somebody who lost her second step."""

    class Kind(models.TextChoices):
        NAME = "name", _("name a coordinator of the umbrella")
        CLOSE = "close", _("close a network")
        MERGE = "merge", _("merge two networks")
        STEP = "step", _("open the account of somebody who lost her second step")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("awaits a second person")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("set aside")
        EXPIRED = "expired", _("nobody confirmed it in seven days")

    MOVES = {Status.PROPOSED: (Status.CONFIRMED, Status.REFUSED, Status.EXPIRED),
             Status.CONFIRMED: (), Status.REFUSED: (), Status.EXPIRED: ()}
    REFUSALS = {
        Status.CONFIRMED: _("This was already decided, or is no longer proposed."),
        Status.REFUSED: _("This was already decided, or is no longer proposed."),
    }
    LIFE = dt.timedelta(days=7)

    STEP_DELAY = dt.timedelta(hours=24)  # from the second confirmation until the code told by telephone works: time to say no
    STEP_LIFE = dt.timedelta(days=7)  # of that code

    personal = Personal(("proposed_by", "settled_by", "membership", "reason", "vouched_by", "vouched_how", "settled_how"),
                        rule="network.decisions")

    code = CodeField()
    kind = models.CharField(max_length=5, choices=Kind)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="decisions")
    into = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, related_name="+")  # the network that goes on, of a merge
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="decisions")  # who is named
    reason = models.CharField(_("why"), max_length=300)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED, editable=False)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now, editable=False)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)
    # A lost second step is proposed by her who lost it; two others confirm, each of whom says how she knows that it is her.
    vouched_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    vouched_at = models.DateTimeField(null=True, editable=False)
    vouched_how = models.CharField(max_length=300, blank=True)
    settled_how = models.CharField(max_length=300, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network"], condition=Q(status="proposed", kind__in=("close", "merge")),
                                    name="one_open_change_of_a_network"),
            models.UniqueConstraint(fields=["membership"], condition=Q(status="proposed", kind="name"), name="one_open_naming_each"),
            models.UniqueConstraint(fields=["membership"], condition=Q(status="proposed", kind="step"), name="one_open_loss_each"),
            models.CheckConstraint(name="decided_by_two", condition=~Q(status="confirmed")
                                   | (Q(settled_by__isnull=False) & ~Q(settled_by=F("proposed_by")))),
            models.CheckConstraint(name="lost_step_seen_by_two_others", condition=~Q(status="confirmed", kind="step")
                                   | (Q(vouched_by__isnull=False) & ~Q(vouched_by=F("settled_by")) & ~Q(vouched_by=F("proposed_by")))),
            models.CheckConstraint(name="decision_says_of_whom", condition=Q(kind__in=("name", "step"), membership__isnull=False, into=None)
                                   | Q(kind="close", membership=None, into=None) | Q(kind="merge", membership=None, into__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def expires_at(self) -> dt.datetime:
        """The last moment to confirm it."""
        return self.proposed_at + self.LIFE

    @property
    def code_from(self) -> dt.datetime:
        """When the code told by telephone begins to work, of a lost step that two have vouched for."""
        return (self.settled_at or clock.now()) + self.STEP_DELAY

    @property
    def code_until(self) -> dt.datetime:
        """When that code is too old."""
        return self.code_from + self.STEP_LIFE

    @property
    def is_open(self) -> bool:
        """Awaits a second person, and still may."""
        return self.status == self.Status.PROPOSED and clock.now() < self.expires_at
