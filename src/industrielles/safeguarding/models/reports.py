"""Nouns: a safeguarding report, who was alerted, who read it and why, what was preserved."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import EvidenceQuerySet, ReadingQuerySet, SafetyReportQuerySet


class Report(Moving, models.Model):
    """Somebody says that something is not right. Two people are alerted, of whom the accused is never one; it is due in 24 hours, in two
    when it is urgent, and goes up by itself when nobody took it."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("to be taken in hand")
        TAKEN = "taken", _("taken in hand")
        CLOSED = "closed", _("treated and closed")

    class Outcome(models.TextChoices):
        FOUNDED = "founded", _("founded")
        PASSED = "passed on", _("passed on to the authorities (119, public prosecutor)")
        UNCERTAIN = "uncertain", _("could not be established")
        UNFOUNDED = "unfounded", _("unfounded")

    MOVES = {
        Status.RECEIVED: (Status.TAKEN,),
        Status.TAKEN: (Status.CLOSED,),
        Status.CLOSED: (),
    }
    REFUSALS: ClassVar[dict[Any, Any]] = {
        Status.TAKEN: _("Somebody has already taken this report in hand."),
        (Status.RECEIVED, Status.CLOSED): _("Take the report in hand first."), Status.CLOSED: _("This report is already closed."),
    }
    personal = Personal(("reporter", "reporter_email", "accused", "words", "measures"), rule="safeguarding.reports")
    DUE, URGENT_DUE = dt.timedelta(hours=24), dt.timedelta(hours=2)

    code = CodeField()
    key = models.UUIDField(unique=True)  # one per form filled in: sent twenty times, it is one report
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="safeguarding_reports")
    status = models.CharField(max_length=8, choices=Status, default=Status.RECEIVED, editable=False)
    about_type = models.CharField(max_length=60, blank=True)  # what is reported: "mentoring.message"; "": a situation
    about_key = models.CharField(max_length=40, blank=True)
    thread_type = models.CharField(max_length=60, blank=True)  # what it belongs to, frozen meanwhile: "mentoring.pair"
    thread_key = models.CharField(max_length=40, blank=True)
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reporter_email = models.EmailField(_("an address to answer you"), blank=True)
    accused = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=2, default="fr")
    words = models.TextField(_("what happened"), max_length=4000, blank=True)
    urgent = models.BooleanField(_("somebody is in danger now"), default=False)
    received_at = models.DateTimeField(default=clock.now, editable=False)
    due_at = models.DateTimeField(editable=False)
    escalated_at = models.DateTimeField(null=True, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    outcome = models.CharField(_("what was found"), max_length=10, choices=Outcome, blank=True)
    measures = models.TextField(_("what was done"), max_length=4000, blank=True)
    suspended_at = models.DateTimeField(null=True, editable=False)  # the accused, until it is closed
    waits_since = models.DateTimeField(null=True, editable=False)  # her roles give their rights until a second person confirms
    resumed_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    cleared_at = models.DateTimeField(null=True, editable=False)  # past its term: words and evidence went

    objects = SafetyReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="safeguarding_closed", condition=(
                Q(status="closed", closed_at__isnull=False) & ~Q(outcome="")) | (~Q(status="closed") & Q(closed_at=None, outcome=""))),
            models.CheckConstraint(name="safeguarding_taken", condition=Q(status="received", taken_at=None) | (
                ~Q(status="received") & Q(taken_at__isnull=False))),
            models.CheckConstraint(name="safeguarding_due", condition=Q(due_at__gt=F("received_at"))),
            models.CheckConstraint(name="safeguarding_cleared", condition=Q(cleared_at=None) | Q(
                status="closed", words="", measures="", reporter_email="", accused=None, reporter=None)),
        ]
        indexes: ClassVar = [models.Index(fields=["network", "status", "due_at"], name="safeguarding_reports_due"),
                             models.Index(fields=["thread_type", "thread_key"], name="safeguarding_reports_thread"),
                             models.Index(fields=["about_type", "about_key"], name="safeguarding_reports_about")]

    def __str__(self) -> str:
        return f"report {self.code}"

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.CLOSED

    @property
    def waits(self) -> bool:
        """Whom it accuses is suspended, and her roles are not: one person's word is not enough."""
        return self.waits_since is not None and self.suspended_at is not None and self.resumed_at is None

    @property
    def is_late(self) -> bool:
        """Past its hour, and nobody took it in hand."""
        return self.status == self.Status.RECEIVED and clock.now() >= self.due_at

    @property
    def hours_left(self) -> int:
        """Whole hours until it must be taken in hand; below zero, it is late."""
        return int((self.due_at - clock.now()).total_seconds() // 3600)


class Alert(models.Model):
    """Somebody was told of a report, and may therefore read it. The accused never has one."""

    class Step(models.TextChoices):
        FIRST = "first", _("when it came")
        AGAIN = "again", _("when its time was over")

    personal = Personal(("person",), rule="safeguarding.reports")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="alerts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=5, choices=Step)
    told_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "person"], name="alerted_once")]

    def __str__(self) -> str:
        return f"alert of {self.report_id}"


class Reading(models.Model):
    """Somebody opened a report, and said why before she read it. Added, never changed."""

    personal = Personal(("reader", "reason"), rule="safeguarding.reports")
    LASTS = dt.timedelta(hours=8)

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why you read it"), max_length=200)
    read_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-read_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["report", "reader"], name="readings_of_report")]

    def __str__(self) -> str:
        return f"reading of {self.report_id}"


class Evidence(models.Model):
    """One piece as it stood when it was reported: what, by whom, when, word for word. Chained to the one before; never changed, removed
    only with the report, past its term."""

    class Kind(models.TextChoices):
        WORDS = "words", _("what was reported")
        PEOPLE = "people", _("who they were then")
        MESSAGE = "message", _("a message")
        NOTE = "note", _("a note of the follow-up")

    personal = Personal(("author", "body"), rule="safeguarding.reports")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()  # 1, 2, 3… in its report
    kind = models.CharField(max_length=8, choices=Kind)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    body = models.TextField()
    source = models.CharField(max_length=101, blank=True)  # the row it was copied from: "mentoring.message/17"
    kept_at = models.DateTimeField(default=clock.now, editable=False)
    seal = models.CharField(max_length=64)  # SHA-256 of this piece and of the seal before

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["report", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="evidence_number")]

    def __str__(self) -> str:
        return f"evidence {self.number} of {self.report_id}"
