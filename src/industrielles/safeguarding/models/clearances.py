"""Nouns: somebody's paper was seen."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import ClearanceQuerySet


class Clearance(models.Model):
    """Somebody saw a paper of hers: which kind, when, until when it holds, and whether it allows. Never the paper, never what it says
    (GDPR art. 10): this row has no room for either."""

    class Kind(models.TextChoices):
        B3 = "b3", _("criminal record, bulletin no. 3")
        HONOUR = "honour", _("certificate of good standing (attestation d’honorabilité)")
        DBS = "dbs", _("DBS check (United Kingdom)")
        EMPLOYER = "employer", _("checked by her employer")

    class Outcome(models.TextChoices):
        CLEAR = "clear", _("nothing stands against it")
        NOT_CLEAR = "not clear", _("does not allow")

    personal = Personal(("person", "outcome", "seen_on"), rule="safeguarding.clearances")
    LASTS: ClassVar[dict[str, int]] = {Kind.B3: 365, Kind.HONOUR: 182, Kind.DBS: 365, Kind.EMPLOYER: 365}  # days, at most
    TOLD_BEFORE = (30, 7)  # days before the end

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="clearances")
    kind = models.CharField(_("what was seen"), max_length=8, choices=Kind)
    seen_on = models.DateField(_("seen on"))
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    until = models.DateField(_("holds until"))  # the last day
    outcome = models.CharField(_("what it allows"), max_length=9, choices=Outcome, default=Outcome.CLEAR)
    noted_at = models.DateTimeField(default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    lapsed_at = models.DateTimeField(null=True, editable=False)  # what its end suspends was told (settings.CLEARANCE_LAPSED)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-until", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="clearance_dates", condition=Q(until__gte=F("seen_on")),
                                   violation_error_message=_("It cannot end before it was seen.")),
            models.UniqueConstraint(fields=["person", "network", "kind", "seen_on", "until", "outcome"], condition=Q(withdrawn_at=None),
                                    name="clearance_noted_once"),  # two of one paper: one withdrawn, the other would go on allowing
        ]
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="clearances_of_person"),
                             models.Index(fields=["until"], name="clearances_by_end")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def is_live(self) -> bool:
        """Allows today."""
        return self.allows_on(clock.today())

    def allows_on(self, day: dt.date) -> bool:
        """Allows on this day."""
        return self.outcome == self.Outcome.CLEAR and self.withdrawn_at is None and self.seen_on <= day <= self.until

    @property
    def days_left(self) -> int:
        """Days after today during which it holds; below zero, it is over."""
        return (self.until - clock.today()).days
