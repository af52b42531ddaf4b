"""Questions about role models and ambassadors."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from industrielles.kit import clock
from industrielles.network.queries import ScopedQuerySet
from industrielles.places.queries import Near
from industrielles.places.search import words


class RoleModelQuerySet(Near, ScopedQuerySet):
    def current(self) -> Any:
        """Neither withdrawn, nor gone from their network."""
        return self.filter(ended_on=None, membership__ended_on=None)

    def published(self) -> Any:
        """In the public directory, by their own consent."""
        return self.current().exclude(published_on=None)

    def ready(self) -> Any:
        """Current and not paused today."""
        return self.current().filter(Q(paused_until=None) | Q(paused_until__lte=clock.today()))

    def naming(self, text: str) -> Any:
        """Whose public text holds every word, accents and capitals aside."""
        return self.filter(*(Q(search_text__contains=word) for word in words(text)))

    def accepting(self, formats: Iterable[str]) -> Any:
        """Who accept one of these formats."""
        return self.filter(_any_of("formats", formats))

    def meeting(self, audiences: Iterable[str]) -> Any:
        """Who meet one of these audiences, or anyone."""
        return self.filter(_any_of("audiences", audiences) | Q(audiences=[]))

    def by_department(self) -> dict[str, int]:
        """How many in each department, by its code."""
        rows: QuerySet = self.order_by().values_list("department").annotate(n=Count("pk"))
        return dict(rows)


def _any_of(field: str, values: Iterable[str]) -> Q:
    """Rows whose JSON list holds one of the values: as text, the same on both databases."""
    held = Q(pk__in=[])
    for value in values:
        held |= Q(**{f"{field}__icontains": f'"{value}"'})
    return held


class AmbassadorQuerySet(ScopedQuerySet):
    def current(self) -> Any:
        return self.filter(ended_on=None, membership__ended_on=None)

    def by_department(self) -> dict[str, int]:
        """How many lead each department, by its code; one may lead several."""
        rows: QuerySet = self.order_by().exclude(departments=None).values_list("departments").annotate(n=Count("pk", distinct=True))
        return dict(rows)
