"""Nouns: an engagement from the asking to the report, the networks that take part, its classes, its dates."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import NOTHING, Personal
from industrielles.kit.wording import Worded
from industrielles.network.models import Network
from industrielles.network.queries import ScopedQuerySet
from industrielles.places.models import Commune, Department, School
from industrielles.pool.models import Branch, RoleModel

from ..queries import EngagementQuerySet


class Engagement(Moving, Worded, models.Model):
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
        UNTOLD = "untold", _("closed without a report")

    OPEN = (Status.REQUESTED, Status.PROPOSED)  # somebody is looked for
    MOVES = {
        Status.SENT: (Status.REQUESTED, Status.CANCELLED),
        Status.REQUESTED: (Status.PROPOSED, Status.CONFIRMED, Status.CANCELLED, Status.UNMET),
        Status.PROPOSED: (Status.REQUESTED, Status.CONFIRMED, Status.CANCELLED, Status.UNMET),
        Status.CONFIRMED: (Status.REQUESTED, Status.HELD, Status.NOT_HELD, Status.CANCELLED, Status.UNTOLD),
        Status.HELD: (Status.NOT_HELD,),
        Status.NOT_HELD: (Status.HELD, Status.REQUESTED),
        Status.CANCELLED: (),
        Status.UNMET: (Status.REQUESTED,),
        Status.UNTOLD: (Status.HELD, Status.NOT_HELD),
    }
    AGREED = (Status.CONFIRMED, Status.HELD, Status.NOT_HELD, Status.UNTOLD)  # somebody comes, or came
    REFUSALS = {
        Status.CONFIRMED: _("Somebody has already accepted this visit, or it is no longer asked for."),
        Status.CANCELLED: _("This visit can no longer be cancelled."),
        Status.PROPOSED: _("This request no longer awaits an invitation."),
    }

    class Kind(models.TextChoices):
        """What is asked for; RoleModel.Format says the same words for what she accepts."""

        CLASS_VISIT = "class visit", _("class visit")
        DISCOVERY = "discovery half-day", _("discovery half-day")
        COMPANY_VISIT = "company visit", _("company visit")
        ROUND_TABLE = "round table", _("round table")
        CONFERENCE = "conference", _("conference")
        INTERVIEW = "interview", _("interview")

    PUBLIC_KINDS = (Kind.ROUND_TABLE, Kind.CONFERENCE, Kind.INTERVIEW)  # only who agreed to be proposed to media and organisers
    SEATED_KINDS = (Kind.ROUND_TABLE, Kind.CONFERENCE)  # several may speak
    MOST_SEATS = 6

    class Audience(models.TextChoices):
        """Values of ledger.Entry.Audience, and several of them together."""

        PUPILS = "pupils", _("pupils")
        STUDENTS = "students", _("students")
        JOB_SEEKERS = "job-seekers", _("job-seekers")
        EMPLOYEES = "employees", _("employees")
        COMPANIES = "companies", _("companies’ representatives")
        PRESCRIBERS = "prescribers", _("teachers, advisers, partners")
        PARENTS = "parents", _("parents")
        PUBLIC = "public", _("general public")
        MIXED = "mixed", _("several of these")

    class Post(models.TextChoices):
        """Where she stands at work, as her path tells it."""

        OPERATOR = "operator", _("operator or skilled worker")
        TECHNICIAN = "technician", _("technician")
        EXECUTIVE = "executive", _("engineer or executive")

    class Paid(models.TextChoices):
        NOTHING = "nothing", _("nothing is paid")
        TRAVEL = "travel", _("travel is paid")
        FEE = "fee", _("a fee, travel included")

    class Level(models.TextChoices):
        CM = "cm", _("CM1–CM2")
        SIXIEME = "6e-5e", _("6e–5e")
        QUATRIEME = "4e-3e", _("4e–3e")
        SECONDE = "2de", _("Seconde")
        PREMIERE = "1re-Tle", _("Première or terminale")
        CAP = "cap-bac-pro", _("CAP or vocational baccalaureate")
        HIGHER = "higher", _("After the baccalaureate")

    personal = Personal(
        ("contact_name", "contact_email", "contact_phone", "head_name", "room", "aims", "closing_words", "sought", "paid_words"),
        rule="engagements.askers", also=("engagements.unconfirmed",))

    code = CodeField()
    request_key = models.UUIDField(unique=True)  # one per form filled in: sent twenty times, it is one request
    link_version = models.PositiveSmallIntegerField(default=1)  # a colleague takes over: older links end
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CLASS_VISIT)
    status = models.CharField(max_length=12, choices=Status, default=Status.SENT, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="engagements")  # the owner; see Partner for all
    networks = models.ManyToManyField(Network, through="Partner", related_name="shared_engagements")

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements", verbose_name=_("school"))
    school_name = models.CharField(_("school"), max_length=200)  # as she wrote it, or as the directory says
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="engagements", verbose_name=_("department"))
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)  # of a class
    headcount = models.PositiveSmallIntegerField(_("number of pupils"), validators=[MaxValueValidator(20_000)])  # or of people; 0: not said
    girls = models.PositiveSmallIntegerField(_("of whom girls, about"), null=True, blank=True)
    remote = models.BooleanField(_("remote"), default=False)
    window_from = models.DateField(_("any day from"), null=True, blank=True)
    window_to = models.DateField(_("to"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("duration, in minutes"), default=60, validators=[MinValueValidator(30), MaxValueValidator(480)])
    aims = models.TextField(_("what you would like the pupils to take away"), max_length=1000, blank=True)
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("branch you would like"))
    room = models.CharField(_("room and access"), max_length=200, blank=True)

    title = models.CharField(_("title or subject"), max_length=160, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, blank=True)
    answer_by = models.DateField(_("answer needed by"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("how many speakers"), default=1)
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)  # accepted; one conditional UPDATE decides
    wanted_post = models.CharField(_("whom you look for"), max_length=12, choices=Post, blank=True)
    hour = models.TimeField(_("at what time"), null=True, blank=True)  # said by who organises; else the usual one of that half-day
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    sought = models.CharField(_("whom you look for, in your words"), max_length=300, blank=True)
    paid = models.CharField(_("fee and travel"), max_length=12, choices=Paid, blank=True)
    paid_words = models.CharField(_("how much, or how"), max_length=200, blank=True)

    contact_name = models.CharField(_("your first name and surname"), max_length=120, blank=True)
    contact_role = models.CharField(_("your role in the school"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(max_length=2, default="fr")
    head_name = models.CharField(_("head of school"), max_length=120, blank=True)
    head_agreed_on = models.DateField(_("the head of school agreed on"), null=True, blank=True)  # declared by the teacher
    consented_at = models.DateTimeField(null=True, editable=False)  # she agreed to be contacted (asked of organisers and journalists)
    forgotten_at = models.DateTimeField(null=True, editable=False)  # the contact was erased

    sent_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # by its asker, through the mailed link
    role_model = models.ForeignKey(RoleModel, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements")
    agreed_at = models.DateTimeField(null=True, editable=False)  # when a role model accepted
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closing_words = models.CharField(_("why"), max_length=300, blank=True)
    edition = models.PositiveSmallIntegerField(default=0, editable=False)  # changes told to others: SEQUENCE of the calendar file
    standing_report = models.ForeignKey("engagements.Report", on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    counted_revision = models.PositiveSmallIntegerField(  # the last in the ledger; it stands while the status is held
        default=0, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)  # the coordinator kept one of two counts

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="engagement_headcount", condition=Q(kind="class visit", headcount__gte=1, headcount__lte=400)
                                   | ~Q(kind="class visit") & Q(headcount__lte=20_000),
                                   violation_error_message=_("Write the number of pupils, from 1 to 400.")),
            models.CheckConstraint(name="engagement_girls", condition=Q(girls=None) | Q(girls__lte=F("headcount")),
                                   violation_error_message=_("There are more girls than pupils.")),
            models.CheckConstraint(name="engagement_window",
                                   condition=Q(window_from=None, window_to=None)
                                   | Q(window_from__isnull=False, window_to__isnull=False, window_to__gte=F("window_from")),
                                   violation_error_message=_("The last day comes before the first.")),
            models.CheckConstraint(name="engagement_hours", condition=Q(starts_at=None, ends_at=None)
                                   | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="engagement_confirmed_is_whole",
                                   condition=~Q(status__in=("confirmed", "held", "not held", "untold"))
                                   | Q(role_model__isnull=False, starts_at__isnull=False, ends_at__isnull=False)),
            models.CheckConstraint(name="engagement_told_by_a_report",
                                   condition=Q(status__in=("held", "not held"), standing_report__isnull=False)
                                   | (~Q(status__in=("held", "not held")) & Q(standing_report=None))),
            models.CheckConstraint(name="engagement_seats", condition=Q(seats__gte=1, seats__lte=6, seats_taken__lte=F("seats")),
                                   violation_error_message=_("From one to six speakers.")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "confirmed_at"]),
            models.Index(fields=["role_model", "starts_at", "status", "school"], name="engagement_load"),  # read alone by suggestions
            models.Index(fields=["contact_email"], name="engagement_asker"),
            models.Index(fields=["department", "status"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    @property
    def is_class_visit(self) -> bool:
        return self.kind == self.Kind.CLASS_VISIT

    @property
    def seats_free(self) -> int:
        """Speakers still to be found."""
        return self.seats - self.seats_taken

    @property
    def open_slot(self) -> Any:
        """The published places (Slot), free or full; None when nothing is published."""
        slot = getattr(self, "slot", None)
        return slot if slot is not None and slot.ended_at is None else None

    @property
    def seeks(self) -> bool:
        """Somebody may be invited and may accept: nobody comes yet, or seats of a panel are free and it has not begun."""
        panel = self.status == self.Status.CONFIRMED and self.seats > 1 and self.seats_free > 0
        return self.status in self.OPEN or (panel and self.starts_at is not None and self.starts_at > clock.now())

    @property
    def name(self) -> str:
        """What it is called: the school that is visited, else its title."""
        return self.school_name if self.is_class_visit else self.title

    @property
    def place(self) -> str:
        """Where, in one line: the school, or who organises, and the town."""
        town = self.commune.name if self.commune else self.department.name
        return self.school_name if town in self.school_name else f"{self.school_name}, {town}"

    @property
    def asker(self) -> str:
        """The person to write to, or what is left when she was forgotten."""
        return self.contact_name or str(self.asker_words)

    @property
    def asker_words(self) -> Any:
        """Who asks, unnamed: the teacher, the journalist, the organiser."""
        if self.is_class_visit:
            return _("the teacher")
        return _("the journalist") if self.kind == self.Kind.INTERVIEW else _("the organiser")

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the school."""
        return ZoneInfo(self.department.timezone)

    @property
    def local_start(self) -> dt.datetime | None:
        """When it starts on the clock of the school, naive: filters of the kit show it as it is."""
        return self.starts_at.astimezone(self.zone).replace(tzinfo=None) if self.starts_at else None

    @property
    def local_end(self) -> dt.datetime | None:
        return self.ends_at.astimezone(self.zone).replace(tzinfo=None) if self.ends_at else None

    @property
    def last_day(self) -> dt.date:
        """The last day that was asked for."""
        days = [one.on for one in self.proposed_dates.all()] + ([self.window_to] if self.window_to else [])
        return max(days, default=dt.date.min)

    def asks_for(self, day: dt.date) -> bool:
        """Is it one of the days asked for, on the clock of the school?"""
        inside = self.window_from is not None and self.window_to is not None and self.window_from <= day <= self.window_to
        return inside or any(one.on == day for one in self.proposed_dates.all())

    @property
    def is_over(self) -> bool:
        """The hour of its end has passed."""
        return self.ends_at is not None and self.ends_at <= clock.now()

    def older_than(self, age: dt.timedelta) -> bool:
        """Confirmed by its asker longer than `age` ago."""
        return self.confirmed_at is not None and self.confirmed_at < clock.now() - age


class Partner(models.Model):
    """A network that takes part in an engagement: its owner, and those that lend someone. Counts once for each, and once in all."""

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

    @property
    def starts_at(self) -> dt.datetime:
        """The moment a visit would start, by the clock of the school."""
        hour = self.engagement.hour or self.HOURS[self.Moment(self.moment)]
        return dt.datetime.combine(self.on, hour, self.engagement.zone)
