"""Nouns: invitations of role models, lendings between networks."""
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
from industrielles.pool.models import RoleModel

from ..queries import InvitationQuerySet, LendingQuerySet
from .requests import Engagement


class Invitation(Moving, models.Model):
    """An engagement put to one role model, who accepts, declines, proposes another date or a colleague; or who puts herself forward."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("next in order")
        SENT = "sent", _("awaiting her answer")
        COUNTERED = "countered", _("she proposes another date")
        FORWARD = "forward", _("she puts herself forward")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("left unanswered")
        WITHDRAWN = "withdrawn", _("withdrawn")
        FILLED = "filled", _("somebody else came first")
        RELEASED = "released", _("accepted, then cancelled")

    OPEN = (Status.WAITING, Status.SENT, Status.COUNTERED, Status.FORWARD)  # may still become accepted
    ASKING = (Status.WAITING, Status.SENT, Status.COUNTERED)  # somebody was asked: the request is proposed
    MOVES = {
        Status.WAITING: (Status.SENT, Status.WITHDRAWN, Status.FILLED),
        Status.SENT: (Status.ACCEPTED, Status.DECLINED, Status.COUNTERED, Status.EXPIRED, Status.WITHDRAWN, Status.FILLED),
        Status.COUNTERED: (Status.ACCEPTED, Status.SENT, Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN, Status.FILLED),
        Status.FORWARD: (Status.ACCEPTED, Status.WITHDRAWN, Status.FILLED, Status.DECLINED, Status.EXPIRED),
        Status.ACCEPTED: (Status.RELEASED,),
        Status.DECLINED: (),
        Status.EXPIRED: (Status.ACCEPTED,),
        Status.WITHDRAWN: (),
        Status.FILLED: (),
        Status.RELEASED: (),
    }
    REFUSALS = {
        Status.ACCEPTED: _("This invitation is no longer open. Thank you for having answered all the same."),
        Status.DECLINED: _("This invitation was already answered, or is no longer open."),
        Status.COUNTERED: _("This invitation was already answered, or is no longer open."),
    }

    personal = Personal(("role_model", "made_by", "answer_words", "colleague"), rule="engagements.words")

    code = CodeField()
    link_version = models.PositiveSmallIntegerField(default=1)  # she left, or was erased: older links end
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="invitations")
    network = models.ForeignKey(  # the role model's, one of the engagement's partners
        Network, on_delete=models.PROTECT, related_name="invitations")
    role_model = models.ForeignKey(RoleModel, on_delete=models.PROTECT, related_name="invitations")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING, editable=False)
    rank = models.PositiveSmallIntegerField(default=1)  # order in the cascade
    score = models.PositiveSmallIntegerField(null=True)  # 0 to 100, as suggested when she was invited
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, editable=False)
    answer_words = models.CharField(_("a word, if you like"), max_length=300, blank=True)
    colleague = models.CharField(_("a colleague who could"), max_length=160, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)  # the date she chose or proposes
    accepted_despite = models.JSONField(default=list, editable=False)  # words of suggestions.Hitch she had read: "clash", "monthly"…

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_open_invitation_each", fields=["engagement", "role_model"],
                                    condition=Q(status__in=("waiting", "sent", "countered", "forward", "accepted")),
                                    violation_error_message=_("She is already invited.")),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "sent_at"])]

    def __str__(self) -> str:
        return f"invitation {self.code}"

    @property
    def local_start(self) -> dt.datetime | None:
        """The date she chose or proposes, on the clock of the school, naive."""
        return self.starts_at.astimezone(self.engagement.zone).replace(tzinfo=None) if self.starts_at else None


class Lending(Moving, models.Model):
    """One network asks another of the same territory to lend someone; when it agrees, the engagement has both."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {Status.ASKED: (Status.AGREED, Status.REFUSED, Status.WITHDRAWN), Status.AGREED: (), Status.REFUSED: (), Status.WITHDRAWN: ()}
    REFUSALS: ClassVar[dict[Any, Any]] = {}

    personal = Personal(("asked_by", "answered_by", "words", "answer_words"), rule="engagements.words")

    code = CodeField()
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="lendings")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="lendings_asked")  # who asks: a partner
    lender = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="lendings_given")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED, editable=False)
    words = models.CharField(_("a word to them"), max_length=300, blank=True)
    answer_words = models.CharField(_("a word back"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = LendingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_lending_each", fields=["engagement", "lender"], condition=Q(status__in=("asked", "agreed")),
                                    violation_error_message=_("This network has already been asked.")),
            models.CheckConstraint(condition=~Q(network=F("lender")), name="lending_between_two"),
        ]

    def __str__(self) -> str:
        return f"lending {self.code}"
