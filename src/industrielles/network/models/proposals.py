"""Nouns: a network somebody proposes."""
from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.people.models import Person
from industrielles.places.models import Department

from ..queries import ProposalQuerySet
from .networks import Network


class Proposal(Moving, models.Model):
    """Somebody proposes that her association, her company, her territory becomes a network; the umbrella answers."""

    class Status(models.TextChoices):
        SENT = "sent", _("to be confirmed by its author")
        WAITING = "waiting", _("to be answered")
        ASKED = "asked", _("a question awaits an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    OPEN = (Status.WAITING, Status.ASKED)
    MOVES = {
        Status.SENT: (Status.WAITING,),
        Status.WAITING: (Status.ASKED, Status.ACCEPTED, Status.DECLINED),
        Status.ASKED: (Status.WAITING, Status.ACCEPTED, Status.DECLINED),
        Status.ACCEPTED: (),
        Status.DECLINED: (),
    }
    REFUSALS = {
        Status.ACCEPTED: _("This proposal was already answered."),
        Status.DECLINED: _("This proposal was already answered."),
        Status.ASKED: _("This proposal was already answered, or a question is still open."),
    }

    personal = Personal(("first_name", "last_name", "email", "answered_by", "question", "answer", "words"), rule="network.proposals")

    code = CodeField()
    request_key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("name of the network"), max_length=120)
    mission = models.TextField(_("what it does"), max_length=1500)
    departments = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name=_("departments"))
    size = models.PositiveIntegerField(_("how many people"))
    why = models.TextField(_("why join the collective"), max_length=1000)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    email = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT, editable=False)
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    moved_at = models.DateTimeField(default=clock.now, editable=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=600, blank=True)
    answer = models.TextField(max_length=1500, blank=True)
    words = models.CharField(max_length=600, blank=True)  # with which it was declined
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, related_name="proposals")  # founded from it

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["status", "moved_at"], name="proposal_status")]

    def __str__(self) -> str:
        return f"proposal {self.code}"

    @property
    def author(self) -> str:
        """Who wrote it, who would coordinate."""
        return f"{self.first_name} {self.last_name}".strip()
