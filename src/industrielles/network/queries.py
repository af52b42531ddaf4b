"""Questions about networks; `visible_to` is the only way from a page to the rows of a network."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from industrielles.places.search import indexed, words

from .roles import READS_FIGURES, RUNS_BELOW, RUNS_ITSELF


class NetworkQuerySet(models.QuerySet):
    def open(self) -> NetworkQuerySet:
        return self.filter(closed_on=None)

    def under(self, network: Any) -> NetworkQuerySet:
        """The network and all below it."""
        return self.filter(path__startswith=network.path)

    def run_by(self, person: Any) -> NetworkQuerySet:
        """Networks whose rows this person runs: a coordinator hers and those below it, the umbrella's coordinator the umbrella itself."""
        return self._granted(person, below=RUNS_BELOW, itself=RUNS_ITSELF)

    def placed_by(self, person: Any) -> NetworkQuerySet:
        """Open networks whose place in the tree this person answers for: the umbrella's coordinator all, a coordinator hers and below."""
        found = self.run_by(person).open()
        return self.open() if found.filter(parent=None).exists() else found

    def with_coordinators(self) -> NetworkQuerySet:
        """Each with how many people coordinate it."""
        grants = Q(grants__role__in=(*RUNS_BELOW, *RUNS_ITSELF), grants__ended_on=None, grants__membership__ended_on=None)
        return self.annotate(coordinators=models.Count("grants__membership__person", filter=grants, distinct=True))

    def counted_for(self, person: Any) -> NetworkQuerySet:
        """The networks whose figures this person reads."""
        return self._granted(person, below=READS_FIGURES, itself=())

    def visible_to(self, person: Any) -> NetworkQuerySet:
        """Networks are public while they are open; their rows are not."""
        return self.open()

    def _granted(self, person: Any, *, below: tuple[str, ...], itself: tuple[str, ...]) -> NetworkQuerySet:
        if not getattr(person, "pk", None) or not person.is_active:
            return self.none()
        grants = person.memberships.filter(ended_on=None, grants__ended_on=None, grants__role__in=(*below, *itself))
        wanted = Q(pk__in=[])
        for path, key, role in grants.values_list("network__path", "network_id", "grants__role"):
            if role in below:
                wanted |= Q(path__startswith=path)
            elif role in itself:
                wanted |= Q(pk=key)
        return self.filter(wanted)


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a network (`network` field unless `scope` says otherwise)."""

    scope = "network"

    def visible_to(self, person: Any) -> Any:
        """Rows of the networks this person runs; outside them a row does not exist."""
        Network = apps.get_model("network", "Network")

        return self.filter(**{f"{self.scope}__in": Network.objects.run_by(person)})


class Dated(ScopedQuerySet):
    """Mixin of what runs from a day to a day, in a network."""

    def on(self, day: dt.date) -> Any:
        """Rows that ran on this day; the day of leaving is the first without."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def ended(self) -> Any:
        """Rows that have ended by themselves."""
        return self.exclude(ended_on=None)

    def under(self, network: Any) -> Any:
        """Rows of the network and of all below it."""
        return self.filter(network__path__startswith=network.path)


class MembershipQuerySet(Dated):
    def current(self) -> MembershipQuerySet:
        return self.filter(ended_on=None)

    def of(self, person: Any) -> MembershipQuerySet:
        """This person's own."""
        return self.current().filter(person=person)

    def departed(self, day: Any) -> MembershipQuerySet:
        """Of people who belong nowhere any more, and whose last membership ended on this day or before; not yet erased."""
        later = self.model._base_manager.filter(Q(ended_on=None) | Q(ended_on__gt=day), person=OuterRef("person"))
        return self.filter(~Exists(later), person__erased_at=None)

    def holding(self, role: str) -> MembershipQuerySet:
        """Who hold this role now."""
        return self.filter(pk__in=_grants().current().filter(role=role).values("membership"))

    def naming(self, text: str) -> MembershipQuerySet:
        """Whose name or address holds every word, accents and capitals aside: compared here, for no database folds accents alike."""
        wanted = words(text)
        if not wanted:
            return self
        people = self.values_list("pk", "person__first_name", "person__last_name", "person__email")
        return self.filter(pk__in=[pk for pk, *said in people if all(word in indexed(*filter(None, said)) for word in wanted)])

    def with_roles(self) -> MembershipQuerySet:
        """Each with its person, its network and its current `roles`."""
        held = models.Prefetch("grants", _grants().current().order_by("started_on", "pk"), to_attr="roles")
        return self.select_related("person", "network").prefetch_related(held)

    def people(self) -> int:
        """How many distinct people they are: somebody in three networks is one."""
        return self.aggregate(people=models.Count("person", distinct=True))["people"]


class GrantQuerySet(Dated):
    def current(self) -> GrantQuerySet:
        return self.filter(ended_on=None, membership__ended_on=None)

    def holding(self, role: str) -> GrantQuerySet:
        """Grants of this role."""
        return self.filter(role=role)

    def people(self) -> int:
        """How many distinct people they are."""
        return self.aggregate(people=models.Count("membership__person", distinct=True))["people"]


def _grants() -> Any:
    return apps.get_model("network", "Grant").objects.all()
