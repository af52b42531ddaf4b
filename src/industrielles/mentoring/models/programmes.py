"""Nouns: a programme of mentoring; its phases, its training, its charters."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import NOTHING, Personal
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.places.models import Department
from industrielles.safeguarding.ages import ADULT, YOUNGEST
from industrielles.signatures.texts import Text

from ..queries import ProgrammeQuerySet

LEAST_MONTHS = 6


class Programme(Moving, models.Model):
    """A cohort: who may apply, where, until when, how pairs meet, and who watches over them."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("being written")
        OPEN = "open", _("open to applications")
        CLOSED = "closed", _("no longer open to applications")
        ENDED = "ended", _("ended")

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        FORTNIGHTLY = "fortnightly", _("every two weeks")
        MONTHLY = "monthly", _("every month")

    MOVES: ClassVar = {
        Status.DRAFT: (Status.OPEN,), Status.OPEN: (Status.CLOSED, Status.ENDED), Status.CLOSED: (Status.OPEN, Status.ENDED),
        Status.ENDED: (),
    }
    personal = Personal(("referent", "dpia_by"), rule="mentoring.programmes")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="programmes")
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT, editable=False)
    name = models.CharField(_("name"), max_length=80)
    words = models.CharField(_("in two sentences, for those who may apply"), max_length=400)
    departments = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name=_("departments"))  # none: all of France
    apply_until = models.DateField(_("applications until"))
    starts_on = models.DateField(_("first meetings from"))
    ends_on = models.DateField(_("end"))
    months = models.PositiveSmallIntegerField(_("months a pair lasts"), default=LEAST_MONTHS)
    short_because = models.CharField(_("why less than six months"), max_length=240, blank=True)
    age_from = models.PositiveSmallIntegerField(_("youngest mentees"), default=15)
    age_to = models.PositiveSmallIntegerField(_("oldest mentees"), default=20)
    capacity = models.PositiveSmallIntegerField(_("mentees accompanied, at most"), default=20)
    rhythm = models.CharField(_("pairs meet"), max_length=12, choices=Rhythm, default=Rhythm.FORTNIGHTLY)
    minutes = models.PositiveSmallIntegerField(_("minutes of a meeting"), default=60)
    modes = models.JSONField(_("where pairs meet"), default=list)  # of wishes.Mode
    resources = models.JSONField(default=list, editable=False)  # [{"title", "words", "link"}], shown to pairs
    first_questions = models.PositiveSmallIntegerField(_("first questions, days after the first meeting"), default=30)
    questions_every = models.PositiveSmallIntegerField(_("then every so many days"), default=60)
    closing_questions = models.BooleanField(_("closing questions"), default=True)
    referent = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("safeguarding referent"))
    minors = models.BooleanField(_("minors take part"), default=False)
    dpia_on = models.DateField(_("date of the data-protection impact assessment"), null=True, blank=True)
    dpia_by = models.CharField(_("its author"), max_length=120, blank=True)
    women_only = models.BooleanField(_("for girls and women only"), default=False)
    legal_ground = models.CharField(_("legal ground of this restriction"), max_length=240, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="programme_long_enough", condition=Q(months__gte=LEAST_MONTHS) | ~Q(short_because=""),
                                   violation_error_message=_("Say why pairs last less than six months.")),
            models.CheckConstraint(name="programme_ages", condition=Q(age_from__gte=YOUNGEST, age_to__gte=F("age_from")),
                                   violation_error_message=_("Mentees are 14 or more, and the oldest not younger than the youngest.")),
            models.CheckConstraint(
                name="programme_minors", condition=Q(minors=False) | (Q(dpia_on__isnull=False) & ~Q(dpia_by="")),
                violation_error_message=_("Minors take part once the impact assessment has a date and an author.")),
            models.CheckConstraint(name="programme_adults", condition=Q(minors=True) | Q(age_from__gte=ADULT),
                                   violation_error_message=_("Without minors, the youngest are 18.")),
            models.CheckConstraint(name="programme_women_only", condition=Q(women_only=False) | ~Q(legal_ground=""),
                                   violation_error_message=_("Write the legal ground of a programme for girls and women only.")),
            models.CheckConstraint(name="programme_dates", condition=Q(starts_on__gte=F("apply_until"), ends_on__gt=F("starts_on")),
                                   violation_error_message=_("Applications, first meetings, end: in this order.")),
            models.CheckConstraint(name="programme_open_has_referent", condition=Q(status="draft") | Q(referent__isnull=False)),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "apply_until"], name="programmes_open")]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_applications(self) -> bool:
        """Whether one may apply today."""
        return self.status == self.Status.OPEN and self.apply_until >= clock.today()

    @property
    def audience(self) -> str:
        """Code of who it is for: "girls" (minors, women only), "young", "women", "adults"."""
        return ("girls" if self.women_only else "young") if self.minors else ("women" if self.women_only else "adults")


class Phase(models.Model):
    """A part of the programme: how many weeks, what a pair may do then."""

    personal = NOTHING

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=80)
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=4)
    activities = models.JSONField(_("suggested activities"), default=list)  # of sentences

    class Meta:
        ordering: ClassVar = ["programme", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "number"], name="phase_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Module(models.Model):
    """A part of the training of mentors: a page to read, and a short quiz. `questions`: [{"ask", "answers", "right", "why"}]."""

    personal = NOTHING

    code = CodeField()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("what there is to know"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    questions = models.JSONField(_("questions"), default=list)

    class Meta:
        ordering: ClassVar = ["programme", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "number"], name="module_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Charter(models.Model):
    """What one party promises: a version is never edited, a new one is written under it."""

    class Party(models.TextChoices):
        MENTEE = "mentee", _("the mentee")
        MENTOR = "mentor", _("the mentor")
        PARENT = "parent", _("the parent")
        PROGRAMME = "programme", _("the programme")

    personal = NOTHING

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="charters")
    party = models.CharField(max_length=9, choices=Party)
    version = models.PositiveSmallIntegerField(default=1)
    body_fr = models.TextField(_("in French"))
    body_en = models.TextField(_("in English"), blank=True)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["programme", "party", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "party", "version"], name="charter_version")]

    def __str__(self) -> str:
        return f"{self.party} {self.version}"

    @property
    def text(self) -> Text:
        """As it is signed (signatures)."""
        bodies = {"fr": self.body_fr, **({"en": self.body_en} if self.body_en else {})}
        titles = {"fr": f"Charte de mentorat : {self.programme.name}", "en": f"Mentoring charter: {self.programme.name}"}
        return Text(f"mentoring {self.party} {self.programme.code}", str(self.version), titles, bodies)

    @property
    def body(self) -> str:
        """In the language of who reads it, if it is written in it."""
        return (self.body_en if (get_language() or "fr").startswith("en") else "") or self.body_fr
