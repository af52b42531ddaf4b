"""Nouns: how long, decided by whom; what is held back; what was emptied."""
from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING, Personal
from industrielles.people.models import Person

from ..queries import HoldQuerySet, SweepQuerySet, TermQuerySet


class Term(models.Model):
    """A rule was given another number of days, within its bounds; the latest row holds, the others are its history."""

    personal = NOTHING

    rule = models.CharField(max_length=60)
    days = models.PositiveIntegerField(_("days"))
    reason = models.CharField(_("why"), max_length=300)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.rule}: {self.days} days"


class Hold(models.Model):
    """Nothing of this rule, or nothing of this person, is emptied until it is lifted: a judge, an inquiry, a dispute."""

    personal = Personal(("person", "reason"), rule="rights.holds")

    rule = models.CharField(_("rule"), max_length=60, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    held_at = models.DateTimeField(default=clock.now)
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="hold_of_one_thing", condition=Q(rule="", person__isnull=False) | (~Q(rule="") & Q(person=None))),
            models.UniqueConstraint(name="one_live_hold_of_a_rule", fields=["rule"], condition=Q(lifted_at=None) & ~Q(rule="")),
            models.UniqueConstraint(name="one_live_hold_of_a_person", fields=["person"], condition=Q(lifted_at=None)),
            models.CheckConstraint(name="hold_dates", condition=Q(lifted_at=None) | Q(lifted_at__gte=F("held_at"))),
        ]

    def __str__(self) -> str:
        return self.rule or f"person {self.person_id}"


class Sweep(models.Model):
    """One passage of a rule: what was emptied, by which term, when. Whole, it is a certificate; its digest says if a byte changes."""

    personal = NOTHING

    code = CodeField()
    rule = models.CharField(max_length=60)
    days = models.PositiveIntegerField()
    before = models.DateTimeField()  # what came due before this moment
    reached = models.BigIntegerField(default=0)  # key of the last row looked at: after a kill, the rest is done
    done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    awaiting_visa = models.BooleanField(default=False)  # public archives: proposed, not emptied
    visa = models.CharField(_("reference of the visa"), max_length=120, blank=True)
    visa_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SweepQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(name="one_sweep_under_way", fields=["rule"], condition=Q(finished_at=None))]
        indexes: ClassVar = [models.Index(fields=["rule", "finished_at"], name="sweeps_of_rule")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.done}"

    def certificate(self) -> dict[str, Any]:
        """What was emptied, by which rule and term, when: numbers and codes, never what it was."""
        from industrielles.kit.retention import declared

        rule = declared().get(self.rule)
        return {
            "certificate": self.code, "rule": self.rule, "action": rule.action if rule else "", "ground": rule.ground if rule else "",
            "models": list(rule.models) if rule else [], "term_in_days": self.days, "due_before": _utc(self.before), "rows": self.done,
            "started_at": _utc(self.started_at), "finished_at": _utc(self.finished_at), "visa": self.visa}

    def as_json(self) -> bytes:
        """The certificate, always the same bytes: keys in order, UTF-8."""
        return json.dumps(self.certificate(), sort_keys=True, ensure_ascii=False, indent=1).encode()

    def seal(self) -> str:
        """SHA-256 of its bytes, in hexadecimal."""
        return hashlib.sha256(self.as_json()).hexdigest()

    @property
    def is_intact(self) -> bool:
        """Whether it still says what was sealed."""
        return bool(self.digest) and self.seal() == self.digest


def _utc(moment: dt.datetime | None) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else ""
