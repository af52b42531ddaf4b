"""Nouns: networks in a tree."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING
from industrielles.kit.wording import Worded
from industrielles.places.models import Department

from ..queries import NetworkQuerySet


class Network(Worded, models.Model):
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
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged")
    mission_fr = models.TextField(_("mission, in French"), max_length=3000, blank=True)  # plain text, paragraphs between empty lines
    mission_en = models.TextField(_("mission, in English"), max_length=3000, blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos", blank=True)
    colour = models.CharField(_("main colour"), max_length=7, blank=True)  # "#1B5E3F"; readable, see colours.py
    colour_2 = models.CharField(_("second colour"), max_length=7, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="umbrella"), name="one_umbrella"),
            models.CheckConstraint(
                condition=Q(kind="umbrella", parent=None) | (~Q(kind="umbrella") & Q(parent__isnull=False)), name="umbrella_has_no_parent"
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(closed_on__isnull=False), name="merged_is_closed"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mission(self) -> str:
        """What it is for, in the language of the page when it was written in it, else in the other."""
        first, second = (self.mission_en, self.mission_fr) if get_language() == "en" else (self.mission_fr, self.mission_en)
        return first or second

    @property
    def depth(self) -> int:
        """How far below the umbrella, for a list drawn as a tree: 0 for itself, at most 3."""
        return min(self.path.count(".") - 1, 3)
