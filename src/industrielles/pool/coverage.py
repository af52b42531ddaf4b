"""Where an ambassador is missing, and who could be the next one, with the reasons. A coordinator reads the names of her networks only."""
from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import charts, clock
from industrielles.network.models import Network
from industrielles.network.policies import runs_the_umbrella
from industrielles.places.models import Department

from .models import Ambassador, Contribution, RoleModel

RECENT = dt.timedelta(days=183)
YEAR = dt.timedelta(days=365)
MOST = 10


@dataclass
class Coverage:
    """`led`: department -> ambassadors who lead it whole; `partly`: -> those who lead an industry territory of it; `wanted`: those that
    count here; `people`: department -> role models whom the reader may name; `everywhere`: whether all France is wanted."""

    led: dict[str, int] = field(default_factory=dict)
    partly: dict[str, int] = field(default_factory=dict)
    wanted: list[Department] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    everywhere: bool = False

    @property
    def missing(self) -> list[Department]:
        """Departments that nobody leads whole, most role models first: there somebody can begin tomorrow."""
        without = [one for one in self.wanted if not self.led.get(one.pk)]
        return sorted(without, key=lambda one: (-self.people.get(one.pk, 0), one.pk))


def covered(person: Any) -> Coverage:
    """What this person reads: the umbrella counts everybody in all of France; a coordinator her networks, in their departments."""
    everywhere = runs_the_umbrella(person)
    mine = Ambassador.objects.visible_to(person).current()
    leading = Ambassador.objects.counted(everywhere, mine)
    found = Coverage(everywhere=everywhere)
    rows = defaultdict(set)
    for key, department in leading.values_list("pk", "departments"):
        rows[department].add(key)
    for key, department in leading.values_list("pk", "academies__departments"):
        rows[department].add(key)
    found.led = {code: len(keys) for code, keys in rows.items() if code}
    parts = defaultdict(set)
    for key, code in leading.filter(territories__isnull=False).values_list("pk", "territories__communes__department").distinct():
        parts[code].add(key)
    found.partly = {code: len(keys) for code, keys in parts.items() if code}
    found.people = RoleModel.objects.visible_to(person).current().by_department()
    wanted = Department.objects.select_related("region").order_by("pk")
    if not everywhere:
        networks = Network.objects.run_by(person).open()
        wanted = wanted.filter(Q(networks__in=networks) | Q(pk__in=list(found.people))).distinct()
    found.wanted = list(wanted)
    return found


def figure(coverage: Coverage) -> Any:
    """The map: ambassadors by department, with its finding in the title."""
    without, all_ = len(coverage.missing), len(coverage.wanted)
    title = ngettext("%(n)s department of %(all)s has no ambassador", "%(n)s departments of %(all)s have no ambassador", without) % {
        "n": without, "all": all_}
    values = {one.pk: coverage.led.get(one.pk, 0) for one in coverage.wanted}
    return charts.choropleth(
        values, title=title if without else _("Every department has an ambassador"), unit=_("ambassadors"),
        what=_("Ambassadors in charge today who lead the whole department, by themselves or with their academy"), markers=coverage.led,
        within=() if coverage.everywhere else values)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could lead a department, why, and whether she wished it. `score` orders; it is shown nowhere."""

    membership: Any
    job: str
    reasons: tuple[str, ...]
    score: int


def candidates(person: Any, department: Department) -> list[Candidate]:
    """Who could lead this department, of the networks this person runs, the best first: who wished to lead, who visits, who was active
    lately, with an ambassador in the region to help her begin. Who leads already is left out."""
    now = clock.now()
    held = Q(engagements__status="held")
    leading = Ambassador.objects.current().values("membership")
    people = RoleModel.objects.visible_to(person).current().filter(department=department).exclude(membership__in=leading)
    people = people.exclude(person=person).select_related("person", "membership__network", "membership__person").annotate(
        held=Count("engagements", filter=held & Q(engagements__starts_at__gte=now - YEAR), distinct=True),
        last=Max("engagements__starts_at", filter=held)).order_by("pk")
    wished = wishes(person)
    helped = neighbours(person, department)
    found = [*(_candidate(one, one.membership_id in wished, helped) for one in people), *_others(person, department, helped)]
    return sorted(found, key=lambda one: (-one.score, one.membership.pk))[:MOST]


def _candidate(one: Any, wished: bool, helped: int) -> Candidate:
    reasons, score = [], 0
    if wished:
        reasons.append(_("She offered to lead a territory."))
        score += 100
    if one.held:
        reasons.append(ngettext("%(n)s visit held in a year.", "%(n)s visits held in a year.", one.held) % {"n": one.held})
        score += 5 * min(one.held, 8)
    if one.last and one.last >= clock.now() - RECENT:
        reasons.append(_("Active in the last six months."))
        score += 20
    if one.is_paused:
        reasons.append(_("Paused today: ask her first."))
        score -= 40
    if helped:
        reasons.append(_helping(helped))
        score += 5
    return Candidate(one.membership, one.job, tuple(reasons or [_("A role model of this department.")]), score)


def wishes(person: Any) -> set[int]:
    """Memberships, of the networks this person runs, of those who told this very network, or one that goes on in it, that they would
    lead a territory: what was said to another one is not read here."""
    keen = Contribution.objects.visible_to(person).current().offering(Contribution.Offer.LEADING)
    return set(keen.values_list("membership", flat=True))


def _others(person: Any, department: Department, helped: int) -> list[Candidate]:
    """Members of this department who wished to lead and meet no class themselves: one may lead without speaking."""
    keen = Contribution.objects.visible_to(person).current().offering(Contribution.Offer.LEADING).filter(department=department)
    keen = keen.exclude(membership__in=Ambassador.objects.current().values("membership")).exclude(membership__person=person)
    keen = keen.exclude(membership__in=RoleModel.objects.current().values("membership"))
    found = keen.select_related("membership__network", "membership__person").order_by("pk")[:MOST]
    reasons = (_("She offered to lead a territory."), *((_helping(helped),) if helped else ()))
    return [Candidate(one.membership, one.job, reasons, 100 + (5 if helped else 0)) for one in found]


def _helping(helped: int) -> str:
    return ngettext("%(n)s ambassador in the region can help her begin.", "%(n)s ambassadors in the region can help her begin.",
                    helped) % {"n": helped}


def neighbours(person: Any, department: Department) -> int:
    """Active ambassadors of the region, of the networks this person runs."""
    near = Ambassador.objects.visible_to(person).current().filter(
        Q(departments__region=department.region_id) | Q(academies__departments__region=department.region_id), status="active")
    return near.distinct().count()


def elsewhere(person: Any, department: Department) -> int:
    """How many role models of networks she does not run live there: a number, for the umbrella only."""
    if not runs_the_umbrella(person):
        return 0
    hers = RoleModel.objects.visible_to(person).values("pk")
    return RoleModel.objects.current().filter(department=department).exclude(pk__in=hers).count()


def in_words(charges: Iterable[Ambassador]) -> dict[int, str]:
    """What each leads, in words. Reads what `with_territory` has read."""
    return {
        charge.pk: ", ".join([
            *(one.name for one in charge.departments.all()),
            *(_("academy of %(name)s") % {"name": one.name} for one in charge.academies.all()),
            *(one.name for one in charge.territories.all())])
        for charge in charges}
