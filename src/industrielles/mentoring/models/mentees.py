"""Nouns: a mentee, from her application on; the group of a school that applies together."""
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
from industrielles.places.models import Commune, Department, School
from industrielles.pool.models import Branch
from industrielles.safeguarding import ages

from .. import wishes
from ..queries import GroupQuerySet, MenteeQuerySet
from .programmes import Programme


def french() -> list[str]:
    """What everybody is taken to speak until she says otherwise."""
    return ["fr"]


class Group(models.Model):
    """A school that applies for some of its pupils: a headcount and a link; each girl says herself who she is."""

    personal = Personal(("contact_name", "contact_email"), rule="mentoring.groups", also=("mentoring.unconfirmed_groups",))
    LIFE = dt.timedelta(days=7)  # for the referent to confirm her address

    code = CodeField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    school_name = models.CharField(max_length=200)
    label = models.CharField(max_length=60)  # “2de C”, “club sciences”
    headcount = models.PositiveSmallIntegerField()
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    request_key = models.UUIDField(unique=True)
    sent_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.label}, {self.school_name}"

    @property
    def is_live(self) -> bool:
        """Whether girls may still come by its link."""
        return self.confirmed_at is not None and self.programme.takes_applications


class Mentee(Moving, models.Model):
    """What a girl, or a young person, said of herself, and how far she is: nobody reads it but her coordinators and the referent."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed by mail yet")
        LOCKED = "locked", _("waits for a parent’s agreement")
        READY = "ready", _("ready to be matched")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES: ClassVar = {
        Status.UNCONFIRMED: (Status.LOCKED, Status.READY, Status.WITHDRAWN),
        Status.LOCKED: (Status.READY, Status.DECLINED, Status.WITHDRAWN),
        Status.READY: (Status.LOCKED, Status.DECLINED, Status.WITHDRAWN),
        Status.DECLINED: (), Status.WITHDRAWN: (),
    }
    LIFE = dt.timedelta(days=7)  # to confirm; a parent of a girl of 14 too
    WORDS = ("email", "first_name", "last_name", "called", "school_name", "likes", "wonders", "ties", "parent_name", "parent_email", "word")
    personal = Personal((*WORDS, "person", "born_on", "gender", "commune", "needs", "in_care"), rule="mentoring.mentees",
                        also=("mentoring.unconfirmed",))

    code = CodeField()
    request_key = models.UUIDField(unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentees")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="mentees")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="mentees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="mentees")  # once confirmed
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED, editable=False)
    born_on = models.DateField(null=True, editable=False)  # said once; she cannot change it herself
    email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    called = models.CharField(max_length=80, blank=True)  # how she wishes to be addressed
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    gender = models.CharField(max_length=8, choices=wishes.Gender, blank=True)
    level = models.CharField(max_length=12, choices=wishes.Class, blank=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    school_name = models.CharField(max_length=200, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, related_name="+")  # latitude and longitude are its own
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    interests = models.JSONField(default=list)  # of wishes.Interest
    likes = models.CharField(max_length=400, blank=True)
    wonders = models.CharField(max_length=400, blank=True)
    wishes = models.JSONField(default=list)  # first to third: [wishes.Wish, her words]
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")  # if one calls her
    half_days = models.PositiveIntegerField(default=0)  # bits of pool.availability
    modes = models.JSONField(default=list)  # of wishes.Mode
    languages = models.JSONField(default=french)  # of RoleModel.Language
    needs = models.JSONField(default=list)  # of wishes.Need
    ties = models.CharField(max_length=160, blank=True)  # companies of her family: nobody of them is proposed
    in_care = models.BooleanField(default=False)  # entrusted to child protection (ASE): noted by the coordinator (CASF L133-6)
    convention_on = models.DateField(null=True)  # agreement with the department, without which nobody in care is matched
    parent_name = models.CharField(max_length=120, blank=True)
    parent_email = models.EmailField(blank=True)
    word = models.CharField(max_length=600, blank=True)  # why not
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    lapses_at = models.DateTimeField(editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # by herself: her assent
    parent_confirmed_at = models.DateTimeField(null=True, editable=False)  # by a parent's mailbox: asked at 14
    ready_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)  # declined or withdrawn
    emptied_at = models.DateTimeField(null=True, editable=False)

    objects = MenteeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "programme"], condition=Q(status__in=["locked", "ready"]), name="one_live_mentee"),
            models.CheckConstraint(name="mentee_confirmed",
                                   condition=Q(status__in=["unconfirmed", "withdrawn"]) | Q(confirmed_at__isnull=False)),
            models.CheckConstraint(name="mentee_decided",
                                   condition=~Q(status__in=["declined", "withdrawn"]) | Q(decided_at__isnull=False)),
            models.CheckConstraint(name="mentee_age_told", condition=Q(born_on__isnull=False) | Q(emptied_at__isnull=False)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme", "status"], name="mentees_of_programme"),
            models.Index(fields=["status", "lapses_at"], name="mentees_lapse"),
            models.Index(fields=["email"], name="mentees_email"),
        ]

    def __str__(self) -> str:
        return f"mentee {self.code}"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name(self) -> str:
        """What she is called: all that anybody but her coordinators reads."""
        return self.called or self.first_name

    @property
    def age(self) -> int | None:
        """Whole years, today."""
        return ages.age(self.born_on, clock.today()) if self.born_on else None

    @property
    def is_minor(self) -> bool:
        """Under 18 today; who has been emptied is nobody's minor."""
        return self.born_on is not None and ages.is_minor(self.born_on, clock.today())

    @property
    def needs_a_parent_first(self) -> bool:
        """At 14: a parent says yes from a mailbox, and so does she, before there is an account."""
        return self.born_on is not None and ages.regime(self.born_on, clock.today()) == ages.Regime.CONFIRMED

    @property
    def is_live(self) -> bool:
        return self.status in (self.Status.LOCKED, self.Status.READY)

    @property
    def has_lapsed(self) -> bool:
        return self.lapses_at <= clock.now()

    @property
    def wished(self) -> list[tuple[str, str]]:
        """Her wishes in words, first to third: (kind, what she wrote)."""
        return [(str(wishes.Wish(kind).label), words) for kind, words in self.wishes]

    @property
    def said(self) -> dict[str, list[str]]:
        """What she ticked, in words."""
        return {"interests": [str(wishes.Interest(one).label) for one in self.interests],
                "modes": [str(wishes.Mode(one).label) for one in self.modes],
                "needs": [str(wishes.Need(one).label) for one in self.needs]}
