"""Nouns: networks in a tree, organisations, dated memberships, dated roles."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING, Personal
from industrielles.people.models import Person
from industrielles.places.models import Department

from .queries import GrantQuerySet, MembershipQuerySet, NetworkQuerySet, ScopedQuerySet
from .roles import Role


class Network(models.Model):
    """A node of the tree umbrella > network > local network; owns its people, its needs, its encounters."""

    class Kind(models.TextChoices):
        UMBRELLA = "umbrella", _("umbrella")
        NETWORK = "network", _("network")
        LOCAL = "local", _("local network")

    personal = NOTHING

    code = CodeField()
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True, editable=False)  # "1.", "1.4.", "1.4.17.": the keys down to this one
    departments = models.ManyToManyField(Department, blank=True, verbose_name=_("departments"), related_name="networks")
    contact_email = models.EmailField(_("contact address"))
    founded_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="umbrella"), name="one_umbrella"),
            models.CheckConstraint(
                condition=Q(kind="umbrella", parent=None) | (~Q(kind="umbrella") & Q(parent__isnull=False)), name="umbrella_has_no_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How far below the umbrella, for a list drawn as a tree: 0 for itself, at most 3."""
        return min(self.path.count(".") - 1, 3)


class Organisation(models.Model):
    """A company, a school, a federation, an association, a public body or a training provider."""

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
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    uai = models.CharField("UAI", max_length=8, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "siren"], condition=~Q(siren=""), name="organisation_once_by_siren"),
            models.UniqueConstraint(fields=["id", "network"], name="organisation_of_network"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a network, from a day to a day."""

    personal = Personal(("person",), until="five years after it ended", ground="contract")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    roles: list[Grant]  # those held now, once asked for (`with_roles`)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "network"], condition=Q(ended_on=None), name="one_current_membership"),
            models.UniqueConstraint(fields=["id", "network"], name="membership_of_network"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="membership_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.network_id}"


class Grant(models.Model):
    """A role held in a network, from a day to a day; a row is ended, never changed."""

    personal = Personal(("membership",), until="five years after it ended", ground="contract")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="grants")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24, choices=Role)
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership", "role"], condition=Q(ended_on=None), name="one_current_grant"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="grant_dates"),
        ]
        indexes: ClassVar = [models.Index(fields=["role", "ended_on", "network"])]

    def __str__(self) -> str:
        return f"{self.role} in {self.network_id}"
