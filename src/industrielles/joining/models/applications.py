"""Nouns: an application: somebody who wishes to be counted in."""
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
from industrielles.kit.wording import Worded
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department
from industrielles.pool.models import Branch, Contribution, RoleModel

from ..queries import ApplicationQuerySet
from .frames import Frame
from .links import Link


class Application(Moving, Worded, models.Model):
    """What somebody said of herself when she came in, from the form to the word of welcome. Who is under 18 leaves no row."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed by mail yet")
        WAITING = "waiting", _("to be welcomed")
        HANDED = "handed", _("proposed to another network")
        WELCOMED = "welcomed", _("welcomed")
        DECLINED = "declined", _("declined")

    class Via(models.TextChoices):
        FORM = "form", _("the form of the site")
        LINK = "link", _("an invitation")
        FRAME = "frame", _("the page of a partner")
        SHEET = "sheet", _("a spreadsheet")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Non-binary or other")
        UNSAID = "unsaid", _("Prefer not to say")

    class JobForm(models.TextChoices):
        FEMININE = "feminine", _("Feminine: “une technicienne”")
        MASCULINE = "masculine", _("Masculine: “un technicien”")
        EPICENE = "epicene", _("Neither: “membre de l’équipe technique”")

    Situation, Level, Offer = Contribution.Situation, Contribution.Position, Contribution.Offer  # she says them again of herself
    MOVES: ClassVar = {
        Status.UNCONFIRMED: (Status.WAITING, Status.WELCOMED),
        Status.WAITING: (Status.HANDED, Status.WELCOMED, Status.DECLINED),
        Status.HANDED: (Status.WAITING, Status.WELCOMED),
        Status.WELCOMED: (), Status.DECLINED: (),
    }
    LIFE = dt.timedelta(days=7)  # to open the letter and confirm
    LIFE_INVITED = dt.timedelta(days=30)  # for who did not ask to come, and was invited by her association
    LATE, TOO_LATE = dt.timedelta(days=3), dt.timedelta(days=7)  # waiting for a word of welcome
    WORDS = ("email", "first_name", "last_name", "phone", "job", "employer", "word", "name_key", "mail_key", "phone_key")
    personal = Personal((*WORDS, "gender", "commune", "person", "offers"), rule="joining.decided",
                        also=("joining.unconfirmed", "joining.declined"))

    code = CodeField()
    request_key = models.UUIDField(unique=True)  # sent twice, it is one application
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="applications")
    sent_to = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, related_name="+")  # asked to receive her
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="applications")  # once confirmed
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED, editable=False)
    via = models.CharField(max_length=6, choices=Via, default=Via.FORM)
    link = models.ForeignKey(Link, on_delete=models.SET_NULL, null=True, related_name="applications")
    frame = models.ForeignKey(Frame, on_delete=models.SET_NULL, null=True, related_name="applications")
    email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fr")
    situation = models.CharField(max_length=10, choices=Situation, default=Situation.INDUSTRY)
    gender = models.CharField(max_length=8, choices=Gender, blank=True)  # for the figures of the collective, and for nothing else
    job = models.CharField(max_length=120, blank=True)
    job_form = models.CharField(max_length=10, choices=JobForm, blank=True)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    diploma = models.CharField(max_length=12, choices=RoleModel.Level, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    employer = models.CharField(max_length=160, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    offers = models.JSONField(default=list)  # of Offer
    consents = models.JSONField(default=dict)  # purpose -> version of the text she read (people.consents)
    names_her = models.BooleanField(default=False)  # whoever invited her may read her first name
    word = models.CharField(max_length=600, blank=True)  # of welcome, or why not
    name_key = models.CharField(max_length=160, blank=True, editable=False)
    mail_key = models.CharField(max_length=254, blank=True, editable=False)
    phone_key = models.CharField(max_length=9, blank=True, editable=False)
    sent_at = models.DateTimeField(default=clock.now, editable=False)
    lapses_at = models.DateTimeField(editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    emptied_at = models.DateTimeField(null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "network"], condition=Q(status__in=["waiting", "handed"]), name="one_waiting_application"),
            models.CheckConstraint(name="application_confirmed", condition=Q(status="unconfirmed") | Q(confirmed_at__isnull=False)),
            models.CheckConstraint(name="application_handed", condition=~Q(status="handed") | Q(sent_to__isnull=False)),
            models.CheckConstraint(name="application_decided",
                                   condition=~Q(status__in=["welcomed", "declined"]) | Q(decided_at__isnull=False)),
        ]
        indexes: ClassVar = [
            models.Index(fields=["network", "status", "confirmed_at"], name="applications_desk"),
            models.Index(fields=["status", "lapses_at"], name="applications_lapse"),
            models.Index(fields=["email"], name="applications_email"),
            models.Index(fields=["name_key"], name="applications_name"),
            models.Index(fields=["mail_key"], name="applications_mail"),
        ]

    def __str__(self) -> str:
        return f"application {self.code}"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def public_name(self) -> str:
        """First name and initial: “Nadia B.”."""
        return f"{self.first_name} {self.last_name[:1].upper()}.".strip() if self.last_name else self.first_name

    @property
    def days_waiting(self) -> int:
        """Whole days since she confirmed."""
        return (clock.now() - self.confirmed_at).days if self.confirmed_at else 0

    @property
    def alert(self) -> str:
        """"late" after three days without a word, "too late" after seven, else ""."""
        waited = clock.now() - self.confirmed_at if self.confirmed_at and self.is_open else dt.timedelta(0)
        return "too late" if waited >= self.TOO_LATE else "late" if waited >= self.LATE else ""

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.HANDED)

    @property
    def has_lapsed(self) -> bool:
        return self.lapses_at <= clock.now()

    @property
    def offered(self) -> list[str]:
        """What she offers, in words."""
        return [str(self.Offer(one).label) for one in self.Offer.values if one in self.offers]
