"""Nouns: a breach of personal data, as the law wants it written down."""
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

from ..queries import BreachQuerySet


class Breach(models.Model):
    """Data was lost, changed or read by somebody who should not: facts, effects, measures (GDPR art. 33(5)); 72 hours to tell the CNIL."""

    class Risk(models.TextChoices):
        NONE = "none", _("no risk: written down here, told to nobody")
        SOME = "some", _("a risk: the CNIL is told within 72 hours")
        HIGH = "high", _("a high risk: the CNIL and the people are told (art. 34)")

    personal = Personal(("facts", "measures", "told_by"), rule="rights.breaches")
    HOURS = dt.timedelta(hours=72)

    code = CodeField()
    key = models.UUIDField(unique=True)
    known_at = models.DateTimeField(_("when we knew"))
    facts = models.TextField(_("what happened"), max_length=2000)
    categories = models.CharField(_("which data, of which people"), max_length=300)
    people_count = models.PositiveIntegerField(_("how many people, about"), default=0)
    rows_count = models.PositiveIntegerField(_("how many records, about"), default=0)
    effects = models.CharField(_("what may follow for them"), max_length=500)
    measures = models.TextField(_("what was done, what will be"), max_length=2000)
    risk = models.CharField(_("risk for the people"), max_length=6, choices=Risk)
    risk_reason = models.CharField(_("why this risk"), max_length=300)
    authority_told_at = models.DateTimeField(_("the CNIL was told on"), null=True, blank=True)
    people_told_at = models.DateTimeField(_("the people were told on"), null=True, blank=True)
    told_at = models.DateTimeField(default=clock.now, editable=False)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-known_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="breach_told_after", condition=Q(authority_told_at=None) | Q(authority_told_at__gte=F("known_at")),
                                   violation_error_message=_("The CNIL cannot be told before we knew.")),
        ]

    def __str__(self) -> str:
        return f"breach {self.code}"

    @property
    def tell_by(self) -> dt.datetime:
        """Until when the CNIL is told (GDPR art. 33(1))."""
        return self.known_at + self.HOURS

    @property
    def needs_authority(self) -> bool:
        """A risk, and the CNIL does not know yet."""
        return self.risk != self.Risk.NONE and self.authority_told_at is None

    @property
    def needs_people(self) -> bool:
        """A high risk, and the people do not know yet."""
        return self.risk == self.Risk.HIGH and self.people_told_at is None

    @property
    def hours_left(self) -> int:
        """Whole hours until the CNIL must be told; below zero, it is late."""
        return int((self.tell_by - clock.now()).total_seconds() // 3600)
