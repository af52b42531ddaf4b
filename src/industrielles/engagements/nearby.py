"""Open requests and published places near role models: one computation for the page of one and for the letters of many."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.letters.models import Kind
from industrielles.places import distance
from industrielles.pool.models import RoleModel
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Report

from .models import Engagement, Invitation, Partner, ProposedDate
from .suggestions import TAKEN, consenting, wanted

MANY = 500  # role models of whom one question asks
SETTLED = dt.timedelta(minutes=10)  # what came later may not be written down yet: the next letter tells it
Found = list[tuple[Engagement, float | None]]
ALIVE = (*Engagement.OPEN, Engagement.Status.CONFIRMED)


@dataclass(frozen=True)
class Offered:
    """What a network's role models could see near them; `asking`: keys of the open requests of the network, the others are published
    places alone; `since`: from when each could be seen there, where it was asked for."""

    visits: list[Engagement]
    asking: set[int]
    since: dict[int, dt.datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class ToTell:
    """What is new near a role model since she was last told: `found`, nearest first, and at which rhythm she reads of it."""

    role_model: RoleModel
    rhythm: str
    found: Found


def of(role_model: RoleModel, limit: int = 20, narrow: Callable[[Any], Any] = lambda found: found) -> Found:
    """Open requests she could put herself forward for, and published places of her territory, full or not, nearest first, with the
    distance in kilometres (None: remote or unknown): within her radius, with a day still ahead, and for which she was not asked."""
    offered = _offered(role_model.network_id, narrow)
    return _nearest(role_model, offered, offered.visits, _asked([role_model.pk]), _consenting([role_model.pk]))[:limit]


def to_tell(*, until: dt.datetime, since: dt.datetime, rhythms: Iterable[str]) -> Iterator[ToTell]:
    """Role models to whom a letter of one of these rhythms tells what came near them until this moment, and of what: rows of their page
    (`of`) that may be taken and that no earlier letter told. Nobody who was told `since`, pauses, is away, is suspended, may not come back
    or does not wish it. A bounded number of questions for each network, and for each MANY of its role models."""
    suspended = Report.objects.suspending_anybody().values("accused")  # never said: she learns nothing of it
    hers = RoleModel.objects.to_tell(since).exclude(person__in=suspended)
    for network, group in groupby(hers, key=lambda one: one.network_id):
        offered = _offered(network)
        if offered.visits:
            people = list(group)
            offered.since.update(_since(network, offered.visits))
            for first in range(0, len(people), MANY):
                yield from _news(people[first:first + MANY], offered, until, set(rhythms))


def _news(people: list[RoleModel], offered: Offered, until: dt.datetime, rhythms: set[str]) -> Iterator[ToTell]:
    """Of these role models of one network, those who have something to read."""
    wishes = letters.readers(Kind.NEAR, [one.person.email or "" for one in people])
    wishing = [one for one in people if wishes.get(one.person.email or "") in rhythms]
    asked, consents = _asked([one.pk for one in wishing]), _consenting([one.pk for one in wishing])
    fresh = [visit for visit in offered.visits if offered.since[visit.pk] <= until and (visit.seats_free > 0 or not visit.open_slot)]
    told: list[ToTell] = []
    for one in wishing:
        new = [visit for visit in fresh if one.told_until is None or offered.since[visit.pk] > one.told_until]
        found = _nearest(one, offered, new, asked, consents) if new else []
        told += [ToTell(one, wishes[one.person.email or ""], found)] if found else []
    barred = safeguarding.barred([one.role_model.person for one in told]) if told else set()
    yield from (one for one in told if one.role_model.person_id not in barred)


def _offered(network: int, narrow: Callable[[Any], Any] = lambda found: found) -> Offered:
    today = clock.today()
    ahead = Exists(ProposedDate.objects.filter(engagement=OuterRef("pk"), on__gt=today)) | Q(window_to__gt=today)
    asked = Engagement.objects.seeking().with_partners_of([network]).filter(ahead)
    placed = Engagement.objects.published_to([network])
    found = narrow(Engagement.objects.filter(Q(pk__in=asked.values("pk")) | Q(pk__in=placed.values("pk"))))
    found = found.select_related("commune", "department", "branch", "slot").prefetch_related("proposed_dates", "class_groups")
    return Offered(list(found.order_by("pk")), set(asked.order_by().values_list("pk", flat=True)))


def _since(network: int, visits: list[Engagement]) -> dict[int, dt.datetime]:
    """From when each could be seen by this network: asked of it, or published in its territory."""
    asked = Partner.objects.filter(network=network, engagement__status__in=ALIVE)
    partners = dict(asked.order_by().values_list("engagement", "since"))
    found = {}
    for visit in visits:
        published = visit.open_slot.published_at if visit.open_slot else visit.sent_at
        found[visit.pk] = max(visit.confirmed_at or visit.sent_at, partners.get(visit.pk, published))
    return found


def _asked(keys: list[int]) -> dict[int, dict[int, bool]]:
    """Role model -> the visits she was asked for -> whether she holds a place there, or waits for one."""
    found: dict[int, dict[int, bool]] = {}
    hers = Invitation.objects.filter(role_model__in=keys, engagement__status__in=ALIVE).order_by()
    for role_model, visit, status in hers.values_list("role_model", "engagement", "status"):
        visits = found.setdefault(role_model, {})
        visits[visit] = visits.get(visit, False) or status in TAKEN
    return found


def _consenting(keys: list[int]) -> set[int]:
    """Of these role models, those who agreed to be proposed to media and organisers."""
    said = Exists(consenting(OuterRef("person"), OuterRef("network")))
    return set(RoleModel.objects.filter(said, pk__in=keys).order_by().values_list("pk", flat=True))


def _nearest(role_model: RoleModel, offered: Offered, visits: list[Engagement], asked: dict[int, dict[int, bool]],
             consents: set[int]) -> Found:
    """Of these visits, those for her, nearest first."""
    near: list[tuple[float, int, Engagement, float | None]] = []
    hers = asked.get(role_model.pk, {})
    for visit in visits:
        holds = hers.get(visit.pk)  # None: she was never asked
        if holds or (holds is False and visit.pk in offered.asking and not visit.open_slot):
            continue
        takes = wanted(visit)[0].strip('"')
        if takes not in role_model.formats and not (role_model.pk in consents and visit.kind in Engagement.PUBLIC_KINDS):
            continue
        km = None if visit.remote or None in (visit.latitude, role_model.latitude) else distance.kilometres(
            visit.latitude, visit.longitude, role_model.latitude, role_model.longitude)  # type: ignore[arg-type]
        if km is None or km <= role_model.radius_km:
            near.append((km if km is not None else float("inf"), visit.pk, visit, km))
    return [(visit, km) for _distance, _pk, visit, km in sorted(near, key=lambda one: one[:2])]
