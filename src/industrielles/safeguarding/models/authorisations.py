"""Nouns: what the holders of parental authority allow a minor, part by part."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import ages
from ..queries import AgreementQuerySet, AuthorisationQuerySet, GuardianQuerySet


class Part(models.TextChoices):
    """What is allowed, one thing at a time."""

    TAKE_PART = "take part", _("takes part")
    ONLINE = "online", _("meets on line, in the platform")
    SCHOOL = "school", _("meets at her school")
    COMPANY = "company", _("meets at the company")
    IMAGE = "image", _("may be photographed or filmed")


MODES = (Part.ONLINE, Part.SCHOOL, Part.COMPANY)
OF_ALL_HOLDERS = (Part.IMAGE,)  # a non-usual act: every holder agrees (C. civ. 372-1); one is presumed to act for both elsewhere (372-2)


class Authorisation(Moving, models.Model):
    """What was asked of the parents of one minor, in one network: answered by a link without account, revoked by the same link."""

    class Status(models.TextChoices):
        ASKED = "asked", _("waiting for a parent")
        GIVEN = "given", _("given by a parent")
        REFUSED = "refused", _("refused by a parent")
        REVOKED = "revoked", _("taken back by a parent")

    MOVES = {
        Status.ASKED: (Status.GIVEN, Status.REFUSED, Status.REVOKED),
        Status.GIVEN: (Status.REVOKED,),
        Status.REFUSED: (),
        Status.REVOKED: (),
    }
    REFUSALS: ClassVar[dict[Any, Any]] = {
        Status.GIVEN: _("You have already answered: you can change each part below."), Status.REFUSED: _("You have already answered."),
        Status.REVOKED: _("It was already taken back."),
    }
    personal = Personal(("person", "born_on", "emergency_name", "emergency_phone"), rule="safeguarding.authorisations")

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorisations")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="authorisations")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED, editable=False)
    born_on = models.DateField(_("born on"))
    sole_holder = models.BooleanField(_("I alone hold parental authority"), default=False)
    emergency_name = models.CharField(_("whom to call in an emergency"), max_length=120, blank=True)
    emergency_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    assented_at = models.DateTimeField(_("she agrees herself"), null=True, editable=False)
    moved_at = models.DateTimeField(default=clock.now, editable=False)
    adult_on = models.DateField(editable=False)  # her eighteenth birthday

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "network"], condition=Q(status__in=("asked", "given")),
                                    name="one_live_authorisation"),
            models.CheckConstraint(name="authorisation_ages", condition=Q(adult_on__gt=F("born_on"))),
        ]

    def __str__(self) -> str:
        return f"authorisation {self.code}"

    @property
    def is_live(self) -> bool:
        """Asked or given, neither refused nor taken back."""
        return self.status in (self.Status.ASKED, self.Status.GIVEN)

    def needs_assent(self, on: dt.date) -> bool:
        """At 14 her own word counts as much as her parent's."""
        return self.assented_at is None and ages.regime(self.born_on, on) == ages.Regime.CONFIRMED


class Guardian(models.Model):
    """A holder of parental authority, known by a name and an address; no account."""

    personal = Personal(("name", "email"), rule="safeguarding.authorisations")

    code = CodeField()
    authorisation = models.ForeignKey(Authorisation, on_delete=models.CASCADE, related_name="guardians")
    rank = models.PositiveSmallIntegerField()  # 1: who answers; 2: the other holder
    name = models.CharField(_("first and last name"), max_length=160)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, default="fr")
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = GuardianQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authorisation", "rank"], name="guardian_rank"),
            models.CheckConstraint(name="guardian_ranks", condition=Q(rank__in=(1, 2))),
        ]

    def __str__(self) -> str:
        return f"guardian {self.code}"


class Agreement(models.Model):
    """One holder allows one part, from a moment to a moment, under one version of the text."""

    personal = Personal(("guardian",), rule="safeguarding.authorisations")

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="agreements")
    part = models.CharField(max_length=10, choices=Part)
    version = models.CharField(max_length=20)  # of the text that was signed
    signature = models.CharField(max_length=12)  # its code
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guardian", "part"], condition=Q(withdrawn_at=None), name="one_live_agreement"),
            models.CheckConstraint(name="agreement_dates", condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.guardian_id}"
