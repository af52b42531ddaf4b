"""Nouns: a file of members that somebody took away."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import ExportQuerySet


class Export(models.Model):
    """Who took which columns of how many members, and why; the file itself is kept nowhere."""

    class Format(models.TextChoices):
        CSV = "csv", _("CSV, for any program")
        XLSX = "xlsx", _("Excel")

    personal = Personal(("by", "reason", "people"), rule="members.exports")

    code = CodeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    networks = models.ManyToManyField(Network, related_name="+")
    people = models.ManyToManyField(Person, related_name="exports")  # whose rows they were: she may ask
    view = models.CharField(max_length=60, blank=True)
    columns = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    format = models.CharField(_("file"), max_length=4, choices=Format)
    reason = models.CharField(_("what for"), max_length=300)
    at = models.DateTimeField(default=clock.now)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.rows} rows, {self.at:%Y-%m-%d}"
