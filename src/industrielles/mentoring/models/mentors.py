"""Nouns: a mentor in a programme; the steps she took, who took them with her; her references; the training she passed."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department
from industrielles.pool.models import Branch, RoleModel

from .. import wishes
from ..queries import MentorQuerySet, ReferenceQuerySet
from .mentees import french
from .programmes import Module, Programme

REFERENCES = 2  # that must be heard


class Mentor(Moving, models.Model):
    """Somebody who offers to accompany: from her application to the day she may be matched, one step after the other."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed by mail yet")
        APPLIED = "applied", _("has applied")
        INTERVIEWED = "interviewed", _("interviewed")
        REFERENCES = "references", _("references heard")
        CLEARED = "cleared", _("clearance seen")
        TRAINED = "trained", _("trained")
        SIGNED = "signed", _("charter signed")
        MATCHABLE = "matchable", _("may be matched")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    WAY = (Status.APPLIED, Status.INTERVIEWED, Status.REFERENCES, Status.CLEARED, Status.TRAINED, Status.SIGNED, Status.MATCHABLE)
    OUT = (Status.DECLINED, Status.WITHDRAWN)
    MOVES: ClassVar = {
        Status.UNCONFIRMED: (Status.APPLIED, Status.WITHDRAWN),
        Status.APPLIED: (Status.INTERVIEWED, *OUT), Status.INTERVIEWED: (Status.REFERENCES, *OUT),
        Status.REFERENCES: (Status.CLEARED, *OUT), Status.CLEARED: (Status.TRAINED, *OUT), Status.TRAINED: (Status.SIGNED, *OUT),
        Status.SIGNED: (Status.MATCHABLE, *OUT), Status.MATCHABLE: OUT, Status.DECLINED: (), Status.WITHDRAWN: (),
    }
    REFUSALS: ClassVar = dict.fromkeys(WAY, _("The steps are taken one after the other: none is skipped."))
    LIFE = dt.timedelta(days=7)
    MOST = 3  # mentees at once
    WORDS = ("email", "first_name", "last_name", "phone", "job", "path", "employer", "motivation", "interview", "word")
    personal = Personal((*WORDS, "person", "born_on", "gender", "commune"), rule="mentoring.mentors",
                        also=("mentoring.unconfirmed_mentors",))

    code = CodeField()
    request_key = models.UUIDField(unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentors")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="mentors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="mentors")  # once confirmed
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED, editable=False)
    email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    born_on = models.DateField(null=True, editable=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    gender = models.CharField(max_length=8, choices=wishes.Gender, blank=True)
    job = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=600, blank=True)
    diploma = models.CharField(max_length=12, choices=RoleModel.Level, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    employer = models.CharField(max_length=160, blank=True)
    school_name = models.CharField(max_length=200, blank=True)  # a school she is tied to: no pupil of it is proposed
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.PositiveSmallIntegerField(default=1)
    half_days = models.PositiveIntegerField(default=0)
    modes = models.JSONField(default=list)
    languages = models.JSONField(default=french)
    interests = models.JSONField(default=list)
    motivation = models.CharField(max_length=600, blank=True)
    interview = models.CharField(max_length=600, blank=True)  # what was agreed; nothing about health, religion, opinions
    word = models.CharField(max_length=600, blank=True)  # why not
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    lapses_at = models.DateTimeField(editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)  # declined or withdrawn
    emptied_at = models.DateTimeField(null=True, editable=False)

    objects = MentorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "programme"], condition=~Q(status__in=["unconfirmed", "declined", "withdrawn"]),
                name="one_live_mentor"),
            models.CheckConstraint(name="mentor_capacity", condition=Q(capacity__gte=1, capacity__lte=3)),
            models.CheckConstraint(name="mentor_known", condition=Q(
                status__in=["unconfirmed", "declined", "withdrawn"]) | Q(person__isnull=False) | Q(emptied_at__isnull=False)),
            models.CheckConstraint(name="mentor_decided",
                                   condition=~Q(status__in=["declined", "withdrawn"]) | Q(decided_at__isnull=False)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme", "status"], name="mentors_of_programme"),
            models.Index(fields=["status", "lapses_at"], name="mentors_lapse"),
            models.Index(fields=["email"], name="mentors_email"),
        ]

    def __str__(self) -> str:
        return f"mentor {self.code}"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def is_live(self) -> bool:
        return self.status in self.WAY

    @property
    def has_lapsed(self) -> bool:
        return self.lapses_at <= clock.now()

    @property
    def said(self) -> dict[str, list[str]]:
        """What she ticked, in words."""
        return {"interests": [str(wishes.Interest(one).label) for one in self.interests],
                "modes": [str(wishes.Mode(one).label) for one in self.modes],
                "languages": [str(RoleModel.Language(one).label) for one in self.languages]}


class Step(models.Model):
    """One step a mentor took: which, when, with whom. Written with the move, never changed."""

    personal = Personal(("mentor", "taken_by"), rule="mentoring.mentors")

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=12, choices=Mentor.Status)
    on = models.DateField()  # the day it took place
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["mentor", "written_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["mentor", "status"], name="step_once")]

    def __str__(self) -> str:
        return self.status

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        return str(Mentor.Status(self.status).label)


class Reference(models.Model):
    """Somebody who knows a mentor and is called: whether she was heard and recommends her, never her words."""

    personal = Personal(("name", "email", "phone", "relation"), rule="mentoring.references")

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="references")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    relation = models.CharField(max_length=80, blank=True)
    heard_on = models.DateField(null=True)
    heard_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recommends = models.BooleanField(null=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["mentor", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mentor", "number"], name="reference_number"),
            models.CheckConstraint(name="reference_heard", condition=Q(heard_on__isnull=True, recommends__isnull=True) | Q(
                heard_on__isnull=False, recommends__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"reference {self.number}"


class Passed(models.Model):
    """A module of the training a mentor passed."""

    personal = Personal(("mentor",), rule="mentoring.mentors")

    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="passed")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["mentor", "module"], name="module_passed_once")]

    def __str__(self) -> str:
        return f"module {self.module_id}"
