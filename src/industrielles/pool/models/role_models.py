"""Nouns: role models and the days that are not as usual."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department, Located

from ..queries import OffDaysQuerySet, RoleModelQuerySet
from .ambassadors import Ambassador
from .branches import Branch

UNTIL_SHE_SAYS = dt.date.max  # of a pause that only she ends


def french() -> list[str]:
    """The languages of a new profile."""
    return ["fr"]


class RoleModel(Located):
    """A member who accepts to be met: who she is at work, where she goes, when, how often."""

    class Level(models.TextChoices):
        CAP = "cap", _("CAP")
        BAC_PRO = "bac pro", _("Vocational baccalaureate")
        BTS = "bts", _("BTS, two years of higher education")
        BUT = "but", _("BUT or bachelor’s degree")
        MASTER = "master", _("Master’s degree")
        ENGINEER = "engineer", _("Engineering school")
        DOCTORATE = "doctorate", _("Doctorate")

    class Format(models.TextChoices):
        """What she accepts; kinds of engagement on their side read the same words."""

        CLASS_VISIT = "class visit", _("Class visit")
        REMOTE = "remote", _("Remote meeting")
        COMPANY_VISIT = "company visit", _("Company visit")
        FORUM = "forum", _("Forum")
        DISCOVERY = "discovery half-day", _("Discovery half-day")
        ROUND_TABLE = "round table", _("Round table")
        CONFERENCE = "conference", _("Conference")
        INTERVIEW = "interview", _("Interview")

    class Audience(models.TextChoices):
        PRIMARY = "primary", _("Primary school")
        MIDDLE = "middle", _("Middle school (collège)")
        HIGH = "high", _("High school (lycée)")
        VOCATIONAL = "vocational", _("Vocational high school, CFA")
        HIGHER = "higher", _("Higher education")

    class Form(models.TextChoices):
        """How her job is written: a choice of display, apart from her gender, never guessed."""

        FEMININE = "feminine", _("in the feminine")
        MASCULINE = "masculine", _("in the masculine")
        EPICENE = "epicene", _("in words that say neither")

    class Language(models.TextChoices):
        """In which she can meet people."""

        FRENCH = "fr", _("French")
        ENGLISH = "en", _("English")
        GERMAN = "de", _("German")
        SPANISH = "es", _("Spanish")
        ITALIAN = "it", _("Italian")
        PORTUGUESE = "pt", _("Portuguese")
        ARABIC = "ar", _("Arabic")
        CREOLE = "cr", _("Creole")
        SIGNED = "fsl", _("French Sign Language")

    class Topic(models.TextChoices):
        """What she likes to talk about."""

        PATH = "path", _("how I chose")
        STUDIES = "studies", _("studies and diplomas")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        CHANGE = "change", _("changing jobs at thirty or fifty")
        MACHINES = "machines", _("machines and gestures")
        RESEARCH = "research", _("research and trials")
        CLIMATE = "climate", _("climate and resources")
        DIGITAL = "digital", _("data, robots, artificial intelligence")
        TEAM = "team", _("leading a team")
        COMPANY = "company", _("starting a company")
        BALANCE = "balance", _("pay, hours, life outside work")
        PLACE = "place", _("being one woman among many men")

    personal = Personal(
        ("person", "job", "words", "photo", "commune", "languages", "topics", "feed_key"), rule="network.members", also=("pool.profiles",))

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_models")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="role_models")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="role_model")
    ambassador = models.ForeignKey(Ambassador, on_delete=models.SET_NULL, null=True, blank=True, related_name="role_models")
    job = models.CharField(_("your job, in your own words"), max_length=120)
    form = models.CharField(_("how your job is written"), max_length=10, choices=Form, default=Form.FEMININE)
    words = models.CharField(_("one sentence to the pupils"), max_length=240, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="role_models", verbose_name=_("industry branch"))
    level = models.CharField(_("your last diploma"), max_length=12, choices=Level)
    photo = models.ImageField(_("photo"), upload_to="photos", blank=True)
    photo_agreed_on = models.DateField(null=True, blank=True, editable=False)  # without it the photo is hers alone to see
    tile = models.SlugField(_("drawing"), default="engrenage")  # shown when there is no photo; a thing unless she chooses a face
    formats = models.JSONField(_("what you accept"), default=list)  # of Format
    audiences = models.JSONField(_("whom you meet"), default=list)  # of Audience; empty: anyone
    languages = models.JSONField(_("in which languages"), default=french)  # of Language
    topics = models.JSONField(_("what you like to talk about"), default=list, blank=True)  # of Topic
    commune = models.ForeignKey(  # None only when she was erased
        Commune, on_delete=models.PROTECT, null=True, related_name="role_models", verbose_name=_("your town")
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="role_models")
    radius_km = models.PositiveSmallIntegerField(
        _("how far you go, in km"), default=50, validators=[MinValueValidator(1), MaxValueValidator(300)]
    )
    half_days = models.PositiveSmallIntegerField(
        _("usual half-days"), default=0b11_11_11_11_11
    )  # bit 2*weekday for the morning, +1 for the afternoon; Monday 0
    odd_half_days = models.PositiveSmallIntegerField(
        _("half-days of odd weeks"), null=True, blank=True
    )  # None: every week is alike; else `half_days` holds for weeks with an even number (ISO 8601)
    works_holidays = models.BooleanField(_("also free in school holidays"), default=False)
    monthly_limit = models.PositiveSmallIntegerField(_("visits a month, at most"), default=2, validators=[MaxValueValidator(31)])
    yearly_limit = models.PositiveSmallIntegerField(_("visits a school year, at most"), default=6, validators=[MaxValueValidator(200)])
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    published_on = models.DateField(_("in the public directory since"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)  # was public until then: its address says so (410)
    ended_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(_("last confirmed on"), default=clock.today, editable=False)  # she said it is still true
    asked_on = models.DateField(null=True, blank=True, editable=False)  # whether it still is; None once she has answered
    times_asked = models.PositiveSmallIntegerField(default=0, editable=False)
    archived_on = models.DateField(null=True, blank=True, editable=False)  # she did not answer: nobody invites her until she is back
    told_until = models.DateTimeField(null=True, editable=False)  # of requests near her that came until then, a letter told her
    feed_key = models.CharField(max_length=22, null=True, unique=True, editable=False)  # 128 bits: whoever has it reads her agenda
    made_at = models.DateTimeField(default=clock.now, editable=False)
    search_text = models.TextField(
        blank=True, editable=False
    )  # folded: job, words, branch, department, region; never a name, never her town

    objects = RoleModelQuerySet.as_manager()

    class Meta(Located.Meta):
        constraints: ClassVar = [
            *Located.Meta.constraints,
            models.UniqueConstraint(fields=["id", "network"], name="role_model_of_network"),
            models.UniqueConstraint(fields=["person", "network"], condition=Q(ended_on=None), name="one_current_role_model"),
            models.CheckConstraint(condition=Q(half_days__lt=1 << 14), name="role_model_half_days"),
            models.CheckConstraint(condition=Q(odd_half_days=None) | Q(odd_half_days__lt=1 << 14), name="role_model_odd_half_days"),
            models.CheckConstraint(condition=Q(published_on=None) | Q(ended_on=None), name="role_model_published_is_current"),
            models.CheckConstraint(condition=Q(published_on=None) | Q(archived_on=None), name="role_model_archived_is_not_public"),
            models.CheckConstraint(
                condition=Q(asked_on=None, times_asked=0) | Q(asked_on__isnull=False, times_asked__gt=0), name="role_model_asked"),
            models.CheckConstraint(condition=Q(commune__isnull=False) | Q(ended_on__isnull=False), name="role_model_has_a_town"),
        ]
        indexes: ClassVar = [
            *Located.Meta.indexes,
            models.Index(fields=["network", "ended_on", "cell", "x", "y", "z"], name="role_model_place"),
        ]

    def __str__(self) -> str:
        return f"role model {self.code}"

    @property
    def public_name(self) -> str:
        return self.person.public_name

    def get_absolute_url(self) -> str:
        """Her portrait."""
        return reverse("pool:portrait", args=[self.code])

    def get_profile_url(self) -> str:
        """Where she edits her profile."""
        return reverse("pool:describe", args=[self.code])

    @property
    def is_current(self) -> bool:
        """Neither withdrawn, nor gone from her network, nor erased."""
        return self.ended_on is None and self.membership.ended_on is None and self.person.is_active

    @property
    def is_public(self) -> bool:
        return self.published_on is not None and self.ended_on is None

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > clock.today()

    @property
    def has_public_photo(self) -> bool:
        """She agreed that her photo be shown with her portrait."""
        return bool(self.photo) and self.photo_agreed_on is not None

    @property
    def format_labels(self) -> list[str]:
        """What she accepts, in words, in the order of the choices."""
        return [str(kind.label) for kind in self.Format if kind in self.formats]

    @property
    def audience_labels(self) -> list[str]:
        """Whom she meets, in words; none means anyone."""
        return [str(kind.label) for kind in self.Audience if kind in self.audiences]

    @property
    def language_labels(self) -> list[str]:
        return [str(one.label) for one in self.Language if one in self.languages]

    @property
    def topic_labels(self) -> list[str]:
        return [str(one.label) for one in self.Topic if one in self.topics]


class OffDays(models.Model):
    """Days that are not as usual: away, or free although the week says otherwise."""

    personal = Personal(("role_model", "starts_on", "ends_on"), rule="pool.off_days")

    role_model = models.ForeignKey(RoleModel, on_delete=models.CASCADE, related_name="off_days")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to, included"))
    free = models.BooleanField(_("free on these days"), default=False)  # False: away

    objects = OffDaysQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="off_days_dates",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"
