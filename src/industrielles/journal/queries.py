"""Questions to the journal."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models


class Acts(models.QuerySet):
    """What was done, to what, by whom, in which networks; newest first."""

    def of(self, subject: models.Model) -> Acts:
        """Entries about one row, of any room."""
        return self.filter(subject_type=subject._meta.label_lower, subject_key=str(subject.pk))

    def by(self, person: Any) -> Acts:
        """Entries of what this person did herself."""
        return self.filter(by_id=person.pk)

    def in_networks(self, ids: Iterable[int]) -> Acts:
        """Entries that happened in one of these networks (ids)."""
        return self.filter(network_id__in=ids)
