"""Nouns: a search with a name."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import SavedViewQuerySet


class SavedView(models.Model):
    """A search among members that somebody named: hers alone, or shared with those who run the network. It opens with today's results."""

    personal = Personal(("owner", "query"), rule="members.views")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the view"), max_length=60)
    folded = models.CharField(max_length=120, editable=False)  # the name, capitals and accents aside: it is taken once
    query = models.CharField(max_length=1000, blank=True)  # the filters, as an address says them
    shared = models.BooleanField(_("shared with those who run the network"), default=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["folded", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "folded"], name="view_once_hers"),
            models.UniqueConstraint(fields=["network", "folded"], condition=Q(shared=True), name="view_once_shared"),
        ]

    def __str__(self) -> str:
        return self.name
