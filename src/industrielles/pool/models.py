"""Nouns: industry branches, role models with their availability, ambassadors."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING, Personal
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department, Located

from .queries import AmbassadorQuerySet, OffDaysQuerySet, RoleModelQuerySet


class Branch(models.Model):
    """An industry branch: the list of the strategic committees (CSF), editable because it changes."""

    personal = NOTHING

    code = models.SlugField(primary_key=True)
    name_fr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["name_fr"]

    def __str__(self) -> str:
        return self.name_en if translation.get_language() == "en" else self.name_fr


class Ambassador(models.Model):
    """Leads a territory: the departments where she animates the role models entrusted to her."""

    personal = Personal(("person",), until="five years after she left", ground="contract")

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ambassadorships")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="ambassadors")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="ambassador")
    departments = models.ManyToManyField(Department, related_name="ambassadors", verbose_name=_("departments"))
    ended_on = models.DateField(null=True, blank=True)

    objects = AmbassadorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "network"], name="ambassador_of_network")]

    def __str__(self) -> str:
        return f"ambassador {self.code}"


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

    class Audience(models.TextChoices):
        PRIMARY = "primary", _("Primary school")
        MIDDLE = "middle", _("Middle school (collège)")
        HIGH = "high", _("High school (lycée)")
        VOCATIONAL = "vocational", _("Vocational high school, CFA")
        HIGHER = "higher", _("Higher education")

    personal = Personal(
        ("person", "job", "words", "photo", "commune"),
        until="until she withdraws it; erased with her",
        ground="consent",
    )

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_models")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="role_models")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="role_model")
    ambassador = models.ForeignKey(Ambassador, on_delete=models.SET_NULL, null=True, blank=True, related_name="role_models")
    job = models.CharField(_("your job, in your own words"), max_length=120)
    words = models.CharField(_("one sentence to the pupils"), max_length=240, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="role_models", verbose_name=_("industry branch"))
    level = models.CharField(_("your last diploma"), max_length=12, choices=Level)
    photo = models.ImageField(_("photo"), upload_to="photos", blank=True)
    tile = models.SlugField(_("drawing"), default="engrenage")  # shown when there is no photo; a thing unless she chooses a face
    formats = models.JSONField(_("what you accept"), default=list)  # of Format
    audiences = models.JSONField(_("whom you meet"), default=list)  # of Audience; empty: anyone
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
    works_holidays = models.BooleanField(_("also free in school holidays"), default=False)
    monthly_limit = models.PositiveSmallIntegerField(_("visits a month, at most"), default=2, validators=[MaxValueValidator(31)])
    yearly_limit = models.PositiveSmallIntegerField(_("visits a school year, at most"), default=6, validators=[MaxValueValidator(200)])
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    published_on = models.DateField(_("in the public directory since"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)  # was public until then: its address says so (410)
    ended_on = models.DateField(null=True, blank=True)
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
            models.CheckConstraint(condition=Q(published_on=None) | Q(ended_on=None), name="role_model_published_is_current"),
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
    def format_labels(self) -> list[str]:
        """What she accepts, in words, in the order of the choices."""
        return [str(kind.label) for kind in self.Format if kind in self.formats]

    @property
    def audience_labels(self) -> list[str]:
        """Whom she meets, in words; none means anyone."""
        return [str(kind.label) for kind in self.Audience if kind in self.audiences]


class OffDays(models.Model):
    """Days that are not as usual: away, or free although the week says otherwise."""

    personal = Personal(("role_model", "starts_on", "ends_on"), until="one year after it ended", ground="contract")

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
