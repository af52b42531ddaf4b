"""Questions about role models."""
from __future__ import annotations

from typing import Any

from django.db.models import Q

from industrielles.kit import clock
from industrielles.network.queries import ScopedQuerySet
from industrielles.places.queries import Near


class RoleModelQuerySet(Near, ScopedQuerySet):
    def current(self) -> Any:
        return self.filter(ended_on=None)

    def published(self) -> Any:
        """In the public directory, by their own consent."""
        return self.current().exclude(published_on=None)

    def ready(self) -> Any:
        """Current and not paused today."""
        return self.current().filter(Q(paused_until=None) | Q(paused_until__lte=clock.today()))
