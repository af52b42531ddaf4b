"""Questions about role models and ambassadors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, When

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

    def once_public(self) -> Any:
        """In the public directory, now or before: their address says which."""
        return self.exclude(published_on=None, withdrawn_on=None)

    def with_photo(self) -> Any:
        """Those that have one; who may see it is a policy (can_see_photo)."""
        return self.exclude(photo="").select_related("network")

    def of(self, person: Any) -> Any:
        """This person's own profiles."""
        return self.current().filter(person=person)

    def entrusted_to(self, person: Any) -> Any:
        """Whom this person animates as an ambassador."""
        return self.current().filter(ambassador__person=person, ambassador__ended_on=None, ambassador__membership__ended_on=None)

    def of_network(self, key: int) -> Any:
        """Current ones of this network alone."""
        return self.current().filter(network=key)

    def not_of(self, ambassador: Any) -> Any:
        """Whom this ambassador does not animate, those without one first."""
        free = Case(When(ambassador=None, then=0), default=1)
        return self.filter(Q(ambassador=None) | ~Q(ambassador=ambassador)).order_by(free, "person__last_name", "pk")

    def with_ambassador(self) -> Any:
        """Each with who she is, where, and who animates her, by name."""
        return self.select_related("person", "department", "ambassador__person").order_by("person__last_name", "pk")

    def with_load(self, first: dt.datetime, after: dt.datetime) -> Any:
        """Each with `visits`, agreed or held from `first` until `after`, and `last_visit`, the moment of her last one held."""
        agreed = Q(engagements__status__in=("confirmed", "held"), engagements__starts_at__gte=first, engagements__starts_at__lt=after)
        held = Q(engagements__status="held")
        return self.annotate(
            visits=Count("engagements", filter=agreed, distinct=True), last_visit=Max("engagements__starts_at", filter=held)
        )

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


class OffDaysQuerySet(ScopedQuerySet):
    def of(self, person: Any) -> Any:
        """This person's own days."""
        return self.filter(role_model__person=person, role_model__ended_on=None)

    def long_past(self, age: dt.timedelta) -> Any:
        """Over for `age`."""
        return self.filter(ends_on__lt=clock.today() - age)

    def to_come(self) -> Any:
        """Not over yet, soonest first."""
        return self.filter(ends_on__gte=clock.today()).order_by("starts_on", "pk")


class AmbassadorQuerySet(ScopedQuerySet):
    def of(self, person: Any) -> Any:
        """This person's own territories."""
        return self.current().filter(person=person)

    def current(self) -> Any:
        return self.filter(ended_on=None, membership__ended_on=None)

    def by_department(self) -> dict[str, int]:
        """How many lead each department, by its code; one may lead several."""
        rows: QuerySet = self.order_by().exclude(departments=None).values_list("departments").annotate(n=Count("pk", distinct=True))
        return dict(rows)
