"""Where an ambassador leads: departments, whole academies, industry territories, as one question that any located row answers."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from industrielles.kit import clock
from industrielles.places.distance import EARTH
from industrielles.places.models import Commune, Department, School

from .models import Ambassador, RoleModel

YEARS = 3  # a school that nobody visited for so long was never met, for those who are there now
DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Ground:
    """The territory of one or several charges. `departments`: led whole; `parts`: industry territories; `networks`: whose eyes look."""

    departments: frozenset[str]
    parts: frozenset[str]
    networks: frozenset[int]

    def within(self, department: str = "department", commune: str = "commune") -> Q:
        """Rows that stand in it, by their fields `department` and `commune`."""
        found = Q(**{f"{department}__in": sorted(self.departments)})
        if self.parts and commune:
            found |= Q(**{f"{commune}__in": Commune.objects.filter(industry_territories__in=sorted(self.parts))})
        return found


def ground_of(charges: Iterable[Ambassador]) -> Ground:
    """The territory of these charges together. Reads what `with_territory` has read."""
    charges = list(charges)
    whole = {one.pk for charge in charges for one in charge.departments.all()}
    whole |= {one.pk for charge in charges for academy in charge.academies.all() for one in academy.departments.all()}
    parts = {one.pk for charge in charges for one in charge.territories.all()}
    return Ground(frozenset(whole), frozenset(parts), frozenset(charge.network_id for charge in charges))


def departments_of(ground: Ground) -> list[Department]:
    """Departments it touches, led whole or in part, in the order of their numbers."""
    parts = Commune.objects.filter(industry_territories__in=sorted(ground.parts)).values("department")
    return list(Department.objects.filter(Q(pk__in=sorted(ground.departments)) | Q(pk__in=parts)).order_by("pk"))


def open_requests(ground: Ground) -> Any:
    """Requests of the territory that look for somebody, in which one of its networks takes part; the oldest first."""
    Engagement = apps.get_model("engagements", "Engagement")

    found = Engagement.objects.open().with_partners_of(sorted(ground.networks)).filter(ground.within())
    return found.select_related("department", "commune", "school").order_by("confirmed_at", "pk")


def never_met(ground: Ground) -> Any:
    """Open lycées of the territory where none of its networks held a visit in the last three years."""
    Engagement = apps.get_model("engagements", "Engagement")

    since = clock.now() - dt.timedelta(days=YEARS * DAYS_A_YEAR)
    held = Engagement.objects.filter(status="held", starts_at__gte=since, school=OuterRef("pk")).with_partners_of(sorted(ground.networks))
    return School.objects.open().filter(ground.within(), ~Exists(held), kind=School.Kind.LYCEE).select_related("department")


@dataclass(frozen=True)
class Near:
    """A school, the role model nearest to it, and how far she is in kilometres as the crow flies; None when a place is not known."""

    school: School
    role_model: RoleModel | None
    km: float | None


def by_distance(schools: Iterable[School], people: Iterable[RoleModel]) -> list[Near]:
    """Each school with the role model nearest to it; the nearest schools first, those without a place last."""
    schools, people = list(schools), [one for one in people if one.cell is not None]
    placed = [one for one in schools if one.cell is not None] if people else []
    found = []
    if placed:
        here = np.array([(one.x, one.y, one.z) for one in placed], dtype=float)
        there = np.array([(one.x, one.y, one.z) for one in people], dtype=float)
        cosines = here @ there.T
        best = cosines.argmax(axis=1)
        km = EARTH * np.arccos(np.clip(cosines[np.arange(len(placed)), best], -1, 1))
        found = [Near(placed[n], people[best[n]], float(km[n])) for n in np.lexsort(([one.pk for one in placed], km))]
    known = {one.pk for one in placed}
    rest = sorted((one for one in schools if one.pk not in known), key=lambda one: (one.town, one.name, one.pk))
    return found + [Near(one, None, None) for one in rest]
