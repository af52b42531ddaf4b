"""Nouns: what somebody asks about what is held of her."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import DemandQuerySet


class Demand(Moving, models.Model):
    """She asks to see, correct, receive, erase, or that something stop. One month to answer, two more with a reason (GDPR art. 12(3))."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("see what is held of me")
        PORTABILITY = "portability", _("receive my data")
        RECTIFICATION = "rectification", _("correct my data")
        OBJECTION = "objection", _("object to a use of my data")
        ERASURE = "erasure", _("erase my data")

    class Status(models.TextChoices):
        SENT = "sent", _("to be confirmed from the mailbox")
        RECEIVED = "received", _("to be answered")
        ANSWERED = "answered", _("done")
        REFUSED = "refused", _("refused, with the reason")

    MOVES = {
        Status.SENT: (Status.RECEIVED, Status.ANSWERED),
        Status.RECEIVED: (Status.ANSWERED, Status.REFUSED),
        Status.ANSWERED: (),
        Status.REFUSED: (),
    }
    REFUSALS: ClassVar[dict[Any, Any]] = {
        Status.ANSWERED: _("This demand was already answered."), Status.REFUSED: _("This demand was already answered."),
        Status.RECEIVED: _("This demand was already confirmed."),
    }
    personal = Personal(("person", "email", "words", "answer", "delay_reason"), rule="rights.demands", also=("rights.unconfirmed",))

    code = CodeField()
    key = models.UUIDField(unique=True)  # one per form filled in: sent twenty times, it is one demand
    kind = models.CharField(_("what you ask"), max_length=14, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="demands")
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=2, default="fr")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, related_name="demands")  # whose coordinators answer
    rule = models.CharField(max_length=60, blank=True)  # the processing she objects to
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    received_at = models.DateTimeField(default=clock.now, editable=False)
    due_on = models.DateField(editable=False)
    delay_reason = models.CharField(_("why it takes longer"), max_length=300, blank=True)
    delayed_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("your answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # None: at once, by the program
    cleared_at = models.DateTimeField(null=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="demand_answered", condition=Q(status__in=("sent", "received"), answered_at=None)
                                   | Q(status__in=("answered", "refused"), answered_at__isnull=False)),
        ]
        indexes: ClassVar = [models.Index(fields=["network", "status", "due_on"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def is_late(self) -> bool:
        """Past its day, without an answer."""
        return self.status == self.Status.RECEIVED and clock.today() > self.due_on

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.RECEIVED

    @property
    def days_left(self) -> int:
        return (self.due_on - clock.today()).days


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last of that month (Reg. 1182/71, art. 3)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))
