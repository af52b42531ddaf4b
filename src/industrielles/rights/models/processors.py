"""Nouns: those who process data for us."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING

from ..queries import ProcessorQuerySet


class Processor(models.Model):
    """A company that handles data on our behalf: a host, a mail server. Each needs a contract (GDPR art. 28)."""

    personal = NOTHING  # a company

    code = CodeField()
    name = models.CharField(_("name"), max_length=120)
    service = models.CharField(_("what it does for us"), max_length=200)
    country = models.CharField(_("country where the data is"), max_length=60)
    contract_on = models.DateField(_("contract signed on (GDPR art. 28)"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = ProcessorQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
