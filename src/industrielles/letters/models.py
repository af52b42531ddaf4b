"""Letters: a letter is a row before it is sent."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import NOTHING, Personal

from .queries import Letters, Preferences


class Kind(models.TextChoices):
    """What a letter is about, as its reader chooses her rhythm."""

    NECESSARY = "necessary", _("what you asked for or promised")
    REMINDERS = "reminders", _("reminders of invitations")
    NEAR = "near", _("requests near me")
    NEWCOMERS = "newcomers", _("newcomers in my network")
    NEWS = "news", _("the news of networks")


STOPPED_IN_ONE_CLICK = (Kind.NEWS, Kind.NEAR)  # letters to many
ASKING = (Kind.REMINDERS, Kind.NEAR)  # letters that ask a role model for something


class Rhythm(models.TextChoices):
    """How often a kind of letter comes."""

    AT_ONCE = "at once", _("at once")
    DAILY = "daily", _("once a day, at 8:00")
    WEEKLY = "weekly", _("once a week, on Monday at 8:00")
    NONE = "none", _("never")


class Letter(Moving, models.Model):
    """One message to one reader, in her language; sent at least once, always with the same Message-ID, so that it arrives once."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        HELD = "held", _("waiting for the day’s or the week’s letter")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be delivered")
        SUPPRESSED = "suppressed", _("not sent: no address that can be written to")
        WITHDRAWN = "withdrawn", _("withdrawn before it was sent")
        BUNDLED = "bundled", _("sent inside the day’s or the week’s letter")

    MOVES = {
        Status.QUEUED: (Status.SENT, Status.FAILED, Status.SUPPRESSED, Status.WITHDRAWN),
        Status.HELD: (Status.BUNDLED, Status.SUPPRESSED, Status.WITHDRAWN),
        Status.SENT: (), Status.FAILED: (), Status.SUPPRESSED: (), Status.WITHDRAWN: (), Status.BUNDLED: (),
    }
    personal = Personal(("address", "reply_to", "subject", "text", "html", "attachments", "last_error"), rule="letters.letters")

    code = CodeField()
    key = models.CharField(max_length=200, unique=True)
    address = models.EmailField(blank=True)
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    template = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NECESSARY)
    network_id = models.BigIntegerField(default=0)  # whose news it is; a number, for letters know nothing of networks
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
            models.Index(fields=("retry_at",), name="letters_held", condition=models.Q(status="held")),
        )
        constraints = (
            models.CheckConstraint(name="letters_settled", condition=models.Q(status__in=("queued", "held"), settled_at__isnull=True)
                                   | (~models.Q(status__in=("queued", "held")) & models.Q(settled_at__isnull=False))),
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


class Refusal(models.Model):
    """A reader stopped the news of a network (0: of all), known by a keyed hash of her address. It outlives imports, merges and new
    sign-ups; only she takes it back, by asking again and confirming."""

    personal = NOTHING

    address_hash = models.CharField(max_length=64)
    network_id = models.BigIntegerField(default=0)
    since = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("address_hash", "network_id"), name="letters_refused_once"),)

    def __str__(self) -> str:
        return f"{self.address_hash[:8]} {self.network_id}"


class Preference(models.Model):
    """The rhythm a reader chose for a kind of letter, known by a keyed hash of her address; what is not here comes at once."""

    personal = Personal(("address_hash",), rule="letters.preferences")

    address_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    chosen_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Preferences.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("address_hash", "kind"), name="letters_preferred_once"),
            models.CheckConstraint(name="letters_necessary_always", condition=~models.Q(kind="necessary")),
        )

    def __str__(self) -> str:
        return f"{self.address_hash[:8]} {self.kind} {self.rhythm}"
