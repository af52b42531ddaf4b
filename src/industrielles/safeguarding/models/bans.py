"""Nouns: somebody who may not come back, and somebody who looks like her."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import BanQuerySet, RecognitionQuerySet


class Ban(models.Model):
    """Somebody who may not come back, in any network. Who she is stands nowhere: salted keyed hashes of her address, her telephone, her
    name with her birth date, by which she is recognised (`hashes`)."""

    class Reason(models.TextChoices):
        REPORT = "report", _("a safeguarding report")
        CLEARANCE = "clearance", _("a check that does not allow")
        PARTNER = "partner", _("told by a partner")

    personal = Personal(("email_hash", "phone_hash", "name_hash", "salt"), rule="safeguarding.bans")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="bans")  # which decided
    reason = models.CharField(_("why"), max_length=10, choices=Reason)
    salt = models.CharField(max_length=32, editable=False)
    email_hash = models.CharField(max_length=64, blank=True, editable=False)
    phone_hash = models.CharField(max_length=64, blank=True, editable=False)
    name_hash = models.CharField(max_length=64, blank=True, editable=False)
    banned_at = models.DateTimeField(default=clock.now, editable=False)
    banned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects = BanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-banned_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="ban_of_somebody", condition=~Q(email_hash="") | ~Q(phone_hash="") | ~Q(name_hash="")),
        ]

    def __str__(self) -> str:
        return f"ban {self.code}"


class Recognition(models.Model):
    """Somebody who comes looks like somebody who may not come back: told to who answers for her network, never to her."""

    class Outcome(models.TextChoices):
        SAME = "same", _("it is she: not received")
        OTHER = "other", _("somebody else")

    personal = Personal(("about_key",), rule="safeguarding.bans")

    code = CodeField()
    ban = models.ForeignKey(Ban, on_delete=models.PROTECT, related_name="recognitions")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")  # where she comes
    about_type = models.CharField(max_length=60)  # her application, her account: "mentoring.mentor"
    about_key = models.CharField(max_length=40)
    shown = models.CharField(max_length=20)  # by what: "email phone name"
    noticed_at = models.DateTimeField(default=clock.now, editable=False)
    outcome = models.CharField(_("what you found"), max_length=6, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-noticed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ban", "about_type", "about_key"], name="recognised_once"),
            models.CheckConstraint(name="recognition_settled", condition=Q(outcome="", settled_at=None) | (
                ~Q(outcome="") & Q(settled_at__isnull=False))),
        ]

    def __str__(self) -> str:
        return f"recognition {self.code}"
