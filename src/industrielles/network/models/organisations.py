"""Nouns: organisations as a network knows them, the number the State gives them, who answers for them, their logo, what members declare."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING, Personal
from industrielles.kit.wording import Worded
from industrielles.people.models import Person

from ..known import DeclarationQuerySet, OrganisationQuerySet, ReferentQuerySet
from .networks import Network


class LegalEntity(models.Model):
    """An organisation as the State numbers it, once for the whole collective: a SIREN or a UAI, and nothing else.

    Several networks may know it, each by a row of its own (Organisation): none learns from this row that another one does.
    """

    personal = NOTHING

    siren = models.CharField("SIREN", max_length=9, blank=True)
    uai = models.CharField("UAI", max_length=8, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["siren"], condition=~Q(siren=""), name="legal_entity_once_by_siren"),
            models.UniqueConstraint(fields=["uai"], condition=~Q(uai=""), name="legal_entity_once_by_uai"),
            models.CheckConstraint(condition=(~Q(siren="") & Q(uai="")) | (Q(siren="") & ~Q(uai="")), name="legal_entity_one_number"),
        ]

    def __str__(self) -> str:
        return self.siren or self.uai


class Organisation(Worded, models.Model):
    """A company, a school, a federation, an association, a public body or a training provider, as one network knows it."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        SCHOOL = "school", _("school")
        FEDERATION = "federation", _("federation")
        ASSOCIATION = "association", _("association")
        PUBLIC_BODY = "public body", _("public body")
        TRAINING = "training", _("training provider")

    personal = NOTHING

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="organisations")
    legal = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    town = models.CharField(_("town"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)  # of the network, about the organisation
    logo = models.ImageField(_("logo"), upload_to="logos", blank=True)
    search_text = models.CharField(max_length=300, editable=False, blank=True)  # folded: name, town, SIREN or UAI
    made_at = models.DateTimeField(default=clock.now, editable=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "legal"], condition=Q(merged_into=None), name="organisation_once_by_number"),
            models.UniqueConstraint(fields=["id", "network"], name="organisation_of_network"),
        ]
        indexes: ClassVar = [models.Index(fields=["network", "merged_into", "name"], name="organisations_listed")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page in coordination."""
        return reverse("network:organisation", args=[self.code])

    @property
    def siren(self) -> str:
        return self.legal.siren if self.legal else ""

    @property
    def uai(self) -> str:
        return self.legal.uai if self.legal else ""


class Referent(models.Model):
    """Who answers for an organisation, from a day to a day: a member, or a contact who agreed to be noted here."""

    class Agreed(models.TextChoices):
        """How a contact said that she may be noted here."""

        LETTER = "letter", _("by e-mail")
        PHONE = "phone", _("by telephone")
        PAPER = "paper", _("on paper")
        MEETING = "meeting", _("face to face")

    personal = Personal(("person", "name", "role", "email", "phone"), rule="network.referents")

    code = CodeField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="referents")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # a member; else a contact:
    name = models.CharField(_("name"), max_length=160, blank=True)
    role = models.CharField(_("her role there"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed = models.CharField(_("how she agreed"), max_length=8, choices=Agreed, blank=True)
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, editable=False)

    objects = ReferentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["started_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], condition=Q(ended_on=None), name="one_current_referent"),
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=Q(ended_on=None, person=None) & ~Q(email=""), name="one_current_contact"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="referent_dates"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(forgotten_at__isnull=False) | Q(agreed_on__isnull=False), name="contact_agreed"),
        ]

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.name

    @property
    def address(self) -> str:
        """Where she is written to, "" when nobody knows."""
        return (self.person.email or "") if self.person else self.email


class LogoRelease(models.Model):
    """The organisation agreed that its logo be shown in public: who agreed, when, until when; a row is withdrawn, never changed."""

    personal = Personal(("agreed_by",), rule="network.logo_releases")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="releases")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.CharField(_("who agreed"), max_length=160)  # her name and her role there
    agreed_on = models.DateField(_("agreed on"))
    until = models.DateField(_("until, included"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["agreed_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(withdrawn_on=None), name="one_live_release"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("agreed_on")), name="release_dates",
                                   violation_error_message=_("The last day comes before the first.")),
        ]

    def __str__(self) -> str:
        return f"release of {self.organisation_id}, {self.agreed_on}"


class Declaration(models.Model):
    """A member says where she works, in her words; who runs the network says which organisation that is."""

    personal = Personal(("membership", "words"), rule="network.declarations")

    code = CodeField()
    membership = models.ForeignKey("network.Membership", on_delete=models.PROTECT, related_name="declarations")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("where you work"), max_length=160)
    declared_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="declarations")

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["declared_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership"], condition=Q(settled_at=None), name="one_open_declaration"),
            models.CheckConstraint(condition=Q(organisation=None) | Q(settled_at__isnull=False), name="declaration_settled"),
        ]

    def __str__(self) -> str:
        return f"declaration of {self.membership_id}"
