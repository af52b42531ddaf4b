"""Nouns: ambassadors, who lead a territory, and the trainings they followed."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.kit.wording import Worded
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person
from industrielles.places.models import Academy, Department, IndustryTerritory

from ..queries import AmbassadorQuerySet, TrainingQuerySet


class Ambassador(Moving, Worded, models.Model):
    """Leads a territory: departments, academies, industry territories, where she animates the role models entrusted to her."""

    class Status(models.TextChoices):
        NAMED = "named", _("named")
        SIGNED = "signed", _("charter signed")
        TRAINED = "trained", _("trained")
        ACTIVE = "active", _("active")

    MOVES: ClassVar = {
        Status.NAMED: (Status.SIGNED,),
        Status.SIGNED: (Status.TRAINED,),
        Status.TRAINED: (Status.ACTIVE,),
        Status.ACTIVE: (),
    }
    REFUSALS: ClassVar = {
        (Status.NAMED, Status.TRAINED): _("She signs the charter first."),
        (Status.NAMED, Status.ACTIVE): _("She signs the charter, then follows a training."),
        (Status.SIGNED, Status.ACTIVE): _("Note the training she followed first."),
    }
    personal = Personal(("person",), rule="network.members")

    code = CodeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ambassadorships")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="ambassadors")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="ambassador")
    departments = models.ManyToManyField(Department, blank=True, related_name="ambassadors", verbose_name=_("departments"))
    academies = models.ManyToManyField(Academy, blank=True, related_name="ambassadors", verbose_name=_("academies"))
    territories = models.ManyToManyField(
        IndustryTerritory, blank=True, related_name="ambassadors", verbose_name=_("industry territories"))
    status = models.CharField(max_length=8, choices=Status, default=Status.NAMED, editable=False)
    named_on = models.DateField(default=clock.today, editable=False)
    status_on = models.DateField(default=clock.today, editable=False)  # since when she is where she is
    ended_on = models.DateField(null=True, blank=True)

    objects = AmbassadorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "network"], name="ambassador_of_network")]
        indexes: ClassVar = [models.Index(fields=["network", "ended_on", "status"], name="ambassadors_listed")]

    def __str__(self) -> str:
        return f"ambassador {self.code}"

    @property
    def has_signed(self) -> bool:
        """Signed a charter, of whatever version."""
        return self.status != self.Status.NAMED


class Training(models.Model):
    """A training session an ambassador followed: which, when, and who said so."""

    personal = Personal(("ambassador", "noted_by"), rule="network.members")

    code = CodeField()
    ambassador = models.ForeignKey(Ambassador, on_delete=models.PROTECT, related_name="trainings")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("training"), max_length=120)
    on = models.DateField(_("day"))
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["ambassador", "name", "on"], name="training_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"
