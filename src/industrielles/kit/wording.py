"""Choices of a row in words."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    class Base(models.Model):
        pass
else:
    Base = object


class Worded(Base):
    """Mixin of a model that long lists show, before models.Model in its bases: `get_…_display` finds the words of its own choice.
    Django's puts all of them in words, for each field of each row."""

    def _get_FIELD_display(self, field: Any) -> Any:
        value = getattr(self, field.attname)
        return next((str(words) for choice, words in field.flatchoices if choice == value), value)
