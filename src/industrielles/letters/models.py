"""Letters: a letter is a row before it is sent."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import NOTHING, Personal

from .queries import Letters


class Letter(Moving, models.Model):
    """One message to one reader, in her language; sent at least once, always with the same Message-ID, so that it arrives once."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be delivered")
        SUPPRESSED = "suppressed", _("not sent: no address that can be written to")
        WITHDRAWN = "withdrawn", _("withdrawn before it was sent")

    MOVES = {
        Status.QUEUED: (Status.SENT, Status.FAILED, Status.SUPPRESSED, Status.WITHDRAWN),
        Status.SENT: (), Status.FAILED: (), Status.SUPPRESSED: (), Status.WITHDRAWN: (),
    }
    personal = Personal(
        fields=("address", "reply_to", "subject", "text", "html", "attachments", "last_error"),
        until="30 days after it was sent; at once when the person is erased", ground="as the act it tells about",
    )

    code = CodeField()
    key = models.CharField(max_length=200, unique=True)
    address = models.EmailField(blank=True)
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    template = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()  # the body alone; the page around it is made when it is sent
    attachments = models.JSONField(default=list)  # [{"name", "type", "content" (base64)}]
    message_id = models.CharField(max_length=150, editable=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.QUEUED, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_number = models.PositiveIntegerField(default=0, editable=False)  # fencing token: a late worker's mark is refused
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    queued_at = models.DateTimeField(default=clock.now, editable=False)
    due_at = models.DateTimeField(default=clock.now)
    retry_at = models.DateTimeField(default=clock.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)  # sent, failed, suppressed or withdrawn
    cleared_at = models.DateTimeField(null=True, editable=False)

    objects = Letters.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("retry_at",), name="letters_due", condition=models.Q(status="queued")),
            models.Index(fields=("settled_at",), name="letters_to_clear", condition=models.Q(cleared_at__isnull=True)),
            models.Index(fields=("address",), name="letters_address"),
        )
        constraints = (
            models.CheckConstraint(name="letters_settled", condition=models.Q(status="queued", settled_at__isnull=True)
                                   | (~models.Q(status="queued") & models.Q(settled_at__isnull=False))),
        )

    def __str__(self) -> str:
        return self.key


class Suppression(models.Model):
    """An address nobody answers at, known only by a keyed hash: never written to again until somebody lifts it."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("the mail server refuses this address")
        ASKED = "asked", _("the reader asked not to be written to")

    personal = NOTHING

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.BOUNCED)
    since = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"{self.reason} {self.address_hash[:8]}"
