"""Nouns: industry branches."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import translation

from industrielles.kit.personal import NOTHING


class Branch(models.Model):
    """An industry branch: the list of the strategic committees (CSF), editable because it changes."""

    personal = NOTHING

    code = models.SlugField(primary_key=True)
    name_fr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["name_fr"]

    def __str__(self) -> str:
        return self.name_en if translation.get_language() == "en" else self.name_fr
