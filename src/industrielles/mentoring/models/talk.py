"""Nouns: what the two write to each other, what was held and looked at, who read a thread and why. Added, never changed (S-7)."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.people.models import Person

from ..queries_life import MessageQuerySet, OpeningQuerySet
from .life import Pair, Side


class Message(models.Model):
    """A message of one to the other: text only. The database refuses one outside a pair that is under way, or by anybody else; nobody
    changes or removes one, until twelve months after the end."""

    personal = Personal(("author", "body"), rule="mentoring.pairs")
    LONGEST = 2000

    code = CodeField()
    key = models.UUIDField(unique=True)  # one per form: sent twenty times, it is one message
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=6, choices=Side)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    held_for = models.CharField(max_length=60, blank=True)  # what the detector found: "phone,handle"; "": it goes
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    shown_from = models.DateTimeField(default=clock.now, editable=False)  # in the morning, when it was written at night

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["pair", "sent_at"], name="messages_of_pair")]

    def __str__(self) -> str:
        return f"message {self.code}"

    @property
    def fate(self) -> str:
        """What became of it: "goes" for what was not held or was let through, "waits" to be looked at, "stays" held."""
        ruling = getattr(self, "ruling", None)
        return "goes" if not self.held_for or (ruling and ruling.goes) else "stays" if ruling else "waits"


class Ruling(models.Model):
    """A held message was looked at: it goes, or it stays held. Once; its author is told kindly."""

    personal = Personal(("ruled_by",), rule="mentoring.pairs")

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="ruling")
    goes = models.BooleanField()
    ruled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"ruling on {self.message_id}"


class Opening(models.Model):
    """The safeguarding referent read a thread, and said why before: both sides see it."""

    personal = Personal(("reader", "reason"), rule="mentoring.pairs")
    LASTS = dt.timedelta(hours=8)

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="openings")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why you read it"), max_length=200)
    read_at = models.DateTimeField(default=clock.now, editable=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-read_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["pair", "reader"], name="openings_of_pair")]

    def __str__(self) -> str:
        return f"opening of {self.pair_id}"
