"""Questions about letters."""
from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q


class Letters(models.QuerySet):
    """Letters by where they are on their way."""

    def due(self, now: dt.datetime) -> Letters:
        """Queued letters whose moment has come and that no worker holds; oldest first."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(free, status="queued", retry_at__lte=now).order_by("retry_at", "pk")

    def ripe(self, now: dt.datetime) -> Letters:
        """Letters held for a day's or a week's letter whose hour has come; oldest first."""
        return self.filter(status="held", retry_at__lte=now).order_by("retry_at", "pk")

    def addressed_to(self, address: str) -> Letters:
        """Letters to an address, written in any case."""
        return self.filter(address__iexact=address.strip())

    def with_bodies_before(self, moment: dt.datetime) -> Letters:
        """Letters settled before a moment whose words are still kept."""
        return self.exclude(status__in=("queued", "held")).filter(settled_at__lt=moment, cleared_at__isnull=True)


class Preferences(models.QuerySet):
    """What readers chose."""

    def of(self, address_hash: str) -> dict[str, str]:
        """The rhythms of one reader, by kind."""
        return dict(self.filter(address_hash=address_hash).values_list("kind", "rhythm"))
