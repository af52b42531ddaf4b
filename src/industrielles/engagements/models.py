"""Nouns: an engagement from the asking to the report, its partners, dates, invitations, lendings, reports."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import NOTHING, Personal
from industrielles.network.models import Network
from industrielles.network.queries import ScopedQuerySet
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department, School
from industrielles.pool.models import Branch, RoleModel

from .queries import EngagementQuerySet, InvitationQuerySet, LendingQuerySet


class Engagement(Moving, models.Model):
    """One meeting of a role model with an audience."""

    class Status(models.TextChoices):
        SENT = "sent", _("to be confirmed by its asker")
        REQUESTED = "requested", _("to be dispatched")
        PROPOSED = "proposed", _("put to role models")
        CONFIRMED = "confirmed", _("confirmed")
        HELD = "held", _("held")
        NOT_HELD = "not held", _("not held")
        CANCELLED = "cancelled", _("cancelled by its asker")
        UNMET = "unmet", _("without a follow-up")

    MOVES = {
        Status.SENT: (Status.REQUESTED, Status.CANCELLED),
        Status.REQUESTED: (Status.PROPOSED, Status.CONFIRMED, Status.CANCELLED, Status.UNMET),
        Status.PROPOSED: (Status.REQUESTED, Status.CONFIRMED, Status.CANCELLED, Status.UNMET),
        Status.CONFIRMED: (Status.REQUESTED, Status.HELD, Status.NOT_HELD, Status.CANCELLED),
        Status.HELD: (Status.NOT_HELD,),
        Status.NOT_HELD: (Status.HELD, Status.REQUESTED),
        Status.CANCELLED: (),
        Status.UNMET: (Status.REQUESTED,),
    }
    REFUSALS = {
        Status.CONFIRMED: _("Somebody has already accepted this visit, or it is no longer asked for."),
        Status.CANCELLED: _("This visit can no longer be cancelled."),
        Status.PROPOSED: _("This request no longer awaits an invitation."),
    }

    class Kind(models.TextChoices):
        CLASS_VISIT = "class visit", _("class visit")

    class Level(models.TextChoices):
        CM = "cm", _("CM1–CM2")
        SIXIEME = "6e-5e", _("6e–5e")
        QUATRIEME = "4e-3e", _("4e–3e")
        SECONDE = "2de", _("Seconde")
        PREMIERE = "1re-Tle", _("Première or terminale")
        CAP = "cap-bac-pro", _("CAP or vocational baccalaureate")
        HIGHER = "higher", _("After the baccalaureate")

    personal = Personal(
        ("contact_name", "contact_email", "contact_phone", "head_name", "room"),
        until="three years after the last visit asked for; at once when she asks and nothing is under way", ground="legitimate interest")

    code = CodeField()
    request_key = models.UUIDField(unique=True)  # one per form filled in: sent twenty times, it is one request
    link_version = models.PositiveSmallIntegerField(default=1)  # a colleague takes over: older links end
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CLASS_VISIT)
    status = models.CharField(max_length=12, choices=Status, default=Status.SENT, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="engagements")  # the owner; see Partner for all
    networks = models.ManyToManyField(Network, through="Partner", related_name="shared_engagements")

    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements", verbose_name=_("school"))
    school_name = models.CharField(_("school"), max_length=200)  # as she wrote it, or as the directory says
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="engagements", verbose_name=_("department"))
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    level = models.CharField(_("level"), max_length=12, choices=Level)
    headcount = models.PositiveSmallIntegerField(_("number of pupils"), validators=[MinValueValidator(1), MaxValueValidator(400)])
    girls = models.PositiveSmallIntegerField(_("of whom girls, about"), null=True, blank=True)
    remote = models.BooleanField(_("remote"), default=False)
    window_from = models.DateField(_("any day from"), null=True, blank=True)
    window_to = models.DateField(_("to"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("duration, in minutes"), default=60, validators=[MinValueValidator(30), MaxValueValidator(480)])
    aims = models.TextField(_("what you would like the pupils to take away"), max_length=1000, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("branch you would like"))
    room = models.CharField(_("room and access"), max_length=200, blank=True)

    contact_name = models.CharField(_("your first name and surname"), max_length=120, blank=True)
    contact_role = models.CharField(_("your role in the school"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(max_length=2, default="fr")
    head_name = models.CharField(_("head of school"), max_length=120, blank=True)
    head_agreed_on = models.DateField(_("the head of school agreed on"), null=True, blank=True)  # declared by the teacher
    forgotten_at = models.DateTimeField(null=True, editable=False)  # the contact was erased

    sent_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # by its asker, through the mailed link
    role_model = models.ForeignKey(RoleModel, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements")
    agreed_at = models.DateTimeField(null=True, editable=False)  # when a role model accepted
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closing_words = models.CharField(_("why"), max_length=300, blank=True)
    counted_revision = models.PositiveSmallIntegerField(default=0)  # the revision in the ledger; 0: nothing counted

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(headcount__gte=1, headcount__lte=400), name="engagement_headcount", violation_error_message=_("Write the number of pupils, from 1 to 400.")),
            models.CheckConstraint(condition=Q(girls=None) | Q(girls__lte=F("headcount")), name="engagement_girls", violation_error_message=_("There are more girls than pupils.")),
            models.CheckConstraint(condition=Q(window_from=None, window_to=None) | Q(window_to__gte=F("window_from")), name="engagement_window", violation_error_message=_("The last day comes before the first.")),
            models.CheckConstraint(condition=~Q(status__in=("confirmed", "held")) | Q(role_model__isnull=False, starts_at__isnull=False, ends_at__isnull=False), name="engagement_confirmed_is_whole"),
            models.CheckConstraint(condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")), name="engagement_hours"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "confirmed_at"]),
            models.Index(fields=["role_model", "starts_at"]),
            models.Index(fields=["department", "status"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    @property
    def place(self) -> str:
        """Where, in one line: the school and its town."""
        town = self.commune.name if self.commune else self.department.name
        return self.school_name if town in self.school_name else f"{self.school_name}, {town}"

    @property
    def asker(self) -> str:
        """The person to write to, or what is left when she was forgotten."""
        return self.contact_name or str(_("the teacher"))


class Partner(models.Model):
    """A network that takes part in an engagement: its owner, and those that lend someone. An encounter counts once for each, and once in all."""

    personal = NOTHING

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="partners")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="partners")
    since = models.DateTimeField(default=clock.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["engagement", "network"], name="partner_once")]

    def __str__(self) -> str:
        return f"{self.network_id} in {self.engagement_id}"


class ClassGroup(models.Model):
    """A class of the school that takes part: level and label, never names."""

    personal = NOTHING

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="class_groups")
    label = models.CharField(_("class"), max_length=40)
    school_year = models.CharField(max_length=9)  # "2026-2027"

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["engagement", "label"], name="class_group_once")]

    def __str__(self) -> str:
        return self.label


class ProposedDate(models.Model):
    """A day the asker can do, and the moment of the day."""

    class Moment(models.TextChoices):
        MORNING = "morning", _("morning")
        AFTERNOON = "afternoon", _("afternoon")
        ALL_DAY = "all day", _("morning or afternoon")

    personal = NOTHING
    HOURS: ClassVar = {Moment.MORNING: dt.time(10), Moment.AFTERNOON: dt.time(14), Moment.ALL_DAY: dt.time(10)}

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="proposed_dates")
    on = models.DateField()
    moment = models.CharField(max_length=10, choices=Moment, default=Moment.ALL_DAY)

    class Meta:
        ordering: ClassVar = ["on", "moment"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["engagement", "on", "moment"], name="proposed_date_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.moment}"


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

    MOVES = {
        Status.WAITING: (Status.SENT, Status.WITHDRAWN, Status.FILLED),
        Status.SENT: (Status.ACCEPTED, Status.DECLINED, Status.COUNTERED, Status.EXPIRED, Status.WITHDRAWN, Status.FILLED),
        Status.COUNTERED: (Status.ACCEPTED, Status.SENT, Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN, Status.FILLED),
        Status.FORWARD: (Status.ACCEPTED, Status.WITHDRAWN, Status.FILLED, Status.DECLINED),
        Status.ACCEPTED: (Status.RELEASED,),
        Status.DECLINED: (),
        Status.EXPIRED: (Status.ACCEPTED,),
        Status.WITHDRAWN: (),
        Status.FILLED: (),
        Status.RELEASED: (),
    }
    REFUSALS = {Status.ACCEPTED: _("This invitation is no longer open. Thank you for having answered all the same."),
                Status.DECLINED: _("You have already answered this invitation.")}

    personal = Personal(("role_model", "answer_words", "colleague"), until="three years after the visit", ground="legitimate interest")

    code = CodeField()
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="invitations")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="invitations")  # the role model's, one of the engagement's partners
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

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement"], condition=Q(status="accepted"), name="one_accepted_invitation", violation_error_message=_("Somebody has already accepted.")),
            models.UniqueConstraint(fields=["engagement", "role_model"], condition=Q(status__in=("waiting", "sent", "countered", "forward", "accepted")), name="one_open_invitation_each", violation_error_message=_("She is already invited.")),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "sent_at"])]

    def __str__(self) -> str:
        return f"invitation {self.code}"


class Lending(Moving, models.Model):
    """One network asks another of the same territory to lend someone; when it agrees, the engagement has both."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {Status.ASKED: (Status.AGREED, Status.REFUSED, Status.WITHDRAWN), Status.AGREED: (), Status.REFUSED: (), Status.WITHDRAWN: ()}
    REFUSALS: ClassVar[dict[Any, Any]] = {}

    personal = Personal(("asked_by", "answered_by"), until="three years after the visit", ground="legitimate interest")

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
            models.UniqueConstraint(fields=["engagement", "lender"], condition=Q(status__in=("asked", "agreed")), name="one_lending_each", violation_error_message=_("This network has already been asked.")),
            models.CheckConstraint(condition=~Q(network=F("lender")), name="lending_between_two"),
        ]

    def __str__(self) -> str:
        return f"lending {self.code}"


class Report(models.Model):
    """What took place, told by one side. Rows are added, never changed: a correction is the next revision of its side."""

    class Side(models.TextChoices):
        ROLE_MODEL = "role model", _("the role model")
        TEACHER = "teacher", _("the teacher")
        COORDINATOR = "coordinator", _("the coordinator")

    class Outcome(models.TextChoices):
        HELD = "held", _("it took place")
        NO_SHOW = "no show", _("somebody did not come")
        CANCELLED_LATE = "cancelled late", _("it was cancelled at the last moment")

    class Method(models.TextChoices):
        ROLL_CALL = "roll call", _("roll call")
        TEACHER_COUNT = "teacher's count", _("counted by the teacher")
        ESTIMATE = "estimate", _("estimate")

    class Smile(models.IntegerChoices):
        NO = 1, _("not really")
        YES = 2, _("well")
        GREAT = 3, _("very well")

    personal = Personal(("teacher_present", "words"), until="three years after the visit", ground="legitimate interest")

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="reports")
    key = models.UUIDField(unique=True)  # one per form filled in: sent twenty times, it is one report
    side = models.CharField(max_length=12, choices=Side)
    outcome = models.CharField(_("did it take place?"), max_length=16, choices=Outcome)
    people = models.PositiveSmallIntegerField(_("people met, in all"), default=0, validators=[MaxValueValidator(2000)])
    girls = models.PositiveSmallIntegerField(_("of whom girls"), default=0)
    boys = models.PositiveSmallIntegerField(_("of whom boys"), default=0)
    method = models.CharField(_("how were they counted?"), max_length=20, choices=Method, default=Method.TEACHER_COUNT)
    classes = models.PositiveSmallIntegerField(_("classes met"), default=1, validators=[MaxValueValidator(20)])
    teacher_present = models.CharField(_("the teacher who was present"), max_length=120, blank=True)
    words = models.TextField(_("a word about it"), max_length=1000, blank=True)
    smile = models.PositiveSmallIntegerField(_("how did it go?"), choices=Smile, null=True, blank=True)
    told_at = models.DateTimeField(default=clock.now, editable=False)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["told_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__gte=F("girls") + F("boys")), name="report_sums", violation_error_message=_("Girls and boys together are more than the people met.")),
            models.CheckConstraint(condition=~Q(outcome="held") | Q(people__gte=1, people__lte=2000), name="report_held_has_people", violation_error_message=_("Write how many people were met, from 1 to 2,000.")),
        ]

    def __str__(self) -> str:
        return f"report of {self.engagement_id} by {self.side}"

    @property
    def not_stated(self) -> int:
        """People met whose gender was not told."""
        return self.people - self.girls - self.boys
