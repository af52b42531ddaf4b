"""Nouns: a letter to many, and each of its readers."""
from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import IssueQuerySet, RecipientQuerySet
from .subscriptions import Subscription


class Issue(Moving, models.Model):
    """A letter of a network to many: its news, to those who agreed to them, or a message of service, to its members."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("all has left")
        STOPPED = "stopped", _("stopped")

    class Stream(models.TextChoices):
        NEWS = "news", _("News")
        SERVICE = "service", _("Message of service")

    MOVES = {
        Status.DRAFT: (Status.SENDING,), Status.SENDING: (Status.SENT, Status.STOPPED), Status.SENT: (), Status.STOPPED: (),
    }
    REFUSALS: ClassVar = {Status.SENDING: _("This letter has left already."), Status.STOPPED: _("It is too late: everything has left.")}
    personal = Personal(("author", "query"), rule="members.issues")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+", verbose_name=_("in the name of"))
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stream = models.CharField(_("what it is"), max_length=8, choices=Stream, default=Stream.NEWS)
    reason = models.CharField(_("why it must be sent"), max_length=300, blank=True)  # of a message of service
    subject_fr = models.CharField(_("subject"), max_length=120)
    text_fr = models.TextField(_("text"), max_length=10_000)
    subject_en = models.CharField(_("subject in English"), max_length=120, blank=True)
    text_en = models.TextField(_("text in English"), max_length=10_000, blank=True)
    segment = models.CharField(max_length=60, blank=True)  # name of the view its readers come from; "": everybody
    query = models.CharField(max_length=1000, blank=True)  # its filters
    key = models.UUIDField(null=True, unique=True, editable=False)  # of the form that began it: sent twice, it is one
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)  # when its sending began
    gathered_to = models.BigIntegerField(default=0, editable=False)  # the last member looked at
    gathered_at = models.DateTimeField(null=True, editable=False)  # when all its readers were known
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["id", "network"], name="issue_of_network"),
            models.CheckConstraint(name="issue_service_has_a_reason", condition=~Q(stream="service") | ~Q(reason="")),
            models.CheckConstraint(name="issue_sent", condition=Q(status="draft") | Q(sent_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.subject_fr

    @property
    def is_news(self) -> bool:
        return self.stream == self.Stream.NEWS

    def said(self, language: str) -> tuple[str, str]:
        """(subject, text) in a language; in French when it was not written in that one."""
        english = language == "en" and self.subject_en and self.text_en
        return (self.subject_en, self.text_en) if english else (self.subject_fr, self.text_fr)

    def spoken(self, language: str) -> str:
        """The language in which a reader of `language` gets it."""
        return "en" if language == "en" and self.subject_en and self.text_en else "fr"


class Recipient(Moving, models.Model):
    """One reader of an issue: one row for an address, however many ways lead to it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WRITTEN = "written", _("written to")
        SKIPPED = "skipped", _("left out: she stopped the news, or has no address any more")

    MOVES = {Status.WAITING: (Status.WRITTEN, Status.SKIPPED), Status.WRITTEN: (), Status.SKIPPED: ()}
    personal = Personal(("person", "subscription", "address_hash"), rule="members.recipients")

    code = CodeField()
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="recipients")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, null=True, related_name="+")
    address_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING, editable=False)
    written_at = models.DateTimeField(null=True, editable=False)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "address_hash"], name="recipient_once"),
            models.CheckConstraint(name="recipient_is_somebody", condition=Q(person__isnull=True) ^ Q(subscription__isnull=True)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["issue", "status"], name="recipients_waiting"),
            models.Index(fields=["address_hash"], name="recipients_address"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.issue_id}"
