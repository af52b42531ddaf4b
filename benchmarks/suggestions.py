"""The best ten of 10,000 role models for a request: one query and arithmetic, beside the loop one writes first, in one run.

    python benchmarks/suggestions.py [--people 10000]          (SQLite; PostgreSQL when DATABASE_URL says so)

All belong to the network of the request; each has three visits in the year. Goal: under 100 ms on site and remote.
"""
from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import places_ground

GOAL = 100.0  # milliseconds
VISITS = 3


def people(count: int, dice: random.Random) -> Any:
    """A network with that many role models over the mainland; gives the network, its department and the role models."""
    from industrielles.kit import clock
    from industrielles.network import verbs as network
    from industrielles.network.models import Membership, Network
    from industrielles.people.models import Person
    from industrielles.places.distance import placed
    from industrielles.places.models import Academy, Commune, Department, Region
    from industrielles.pool.models import Branch, OffDays, RoleModel

    nord = Department.objects.create(code="59", name="Nord", region=Region.objects.create(code="32", name="Hauts-de-France"),
                                     academy=Academy.objects.create(code="09", name="Lille", zone="B"))
    commune = Commune.objects.create(code="59350", name="Lille", department=nord, **placed(50.63, 3.07))
    ours = network.found("Réseau", kind=Network.Kind.UMBRELLA, slug="reseau", contact_email="r@exemple.invalid", by=None)
    branch = Branch.objects.first() or Branch.objects.create(code="automobile", name_fr="Automobile", name_en="Cars")
    persons = Person.objects.bulk_create([Person(email=f"p{n}@exemple.invalid", first_name="N", last_name=f"N{n}") for n in range(count)])
    members = Membership.objects.bulk_create([Membership(person=person, network=ours) for person in persons])
    hers = RoleModel.objects.bulk_create([RoleModel(
        person=member.person, network=ours, membership=member, job="Régleuse", branch=branch, level="bts", commune=commune, department=nord,
        formats=["class visit", "remote"], audiences=["high", "middle"], radius_km=dice.choice((30, 50, 80)), monthly_limit=2,
        yearly_limit=8, half_days=dice.randrange(1, 1 << 10), **placed(dice.uniform(43, 50.7), dice.uniform(-1, 7)),
    ) for member in members], batch_size=500)
    OffDays.objects.bulk_create([OffDays(role_model=one, network=ours, starts_on=clock.today(), ends_on=clock.today() + dt.timedelta(60))
                                 for one in hers[::20]])
    return ours, nord, hers


def visits(ours: Any, nord: Any, hers: list[Any], dice: random.Random) -> Any:
    """Their visits of the year; gives two requests, on site and remote."""
    from django.db import connection

    from industrielles.engagements.models import Engagement, Partner, ProposedDate
    from industrielles.kit import clock

    common: dict[str, Any] = {"network": ours, "school_name": "Lycée", "department": nord, "level": "2de", "headcount": 28,
                              "confirmed_at": clock.now()}
    start = clock.now() - dt.timedelta(days=30)
    Engagement.objects.bulk_create([Engagement(
        request_key=uuid.uuid4(), status="confirmed", role_model=one, starts_at=start + dt.timedelta(days=dice.randrange(60)),
        ends_at=start + dt.timedelta(days=61), **common) for one in hers for _ in range(VISITS)], batch_size=500)
    requests = []
    for remote in (False, True):
        request = Engagement.objects.create(
            request_key=uuid.uuid4(), status="requested", remote=remote, latitude=50.63, longitude=3.07, **common)
        Partner.objects.create(engagement=request, network=ours)
        for days in (15, 17, 22):
            ProposedDate.objects.create(engagement=request, on=clock.today() + dt.timedelta(days))
        requests.append(request)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return requests


def loop(engagement: Any) -> Any:
    """What one writes first: each role model in turn, with her distance and her visits counted."""
    from industrielles.kit import clock
    from industrielles.places.distance import kilometres
    from industrielles.pool.models import RoleModel

    scored = []
    for one in RoleModel.objects.current().filter(network__in=engagement.networks.all()).select_related("person"):
        km = kilometres(engagement.latitude, engagement.longitude, one.latitude, one.longitude)
        if not engagement.remote and km > one.radius_km:
            continue
        agreed = one.engagements.filter(status__in=("confirmed", "held"))
        month, year = agreed.filter(starts_at__month=clock.today().month).count(), agreed.count()
        if month < one.monthly_limit and year < one.yearly_limit:
            scored.append((100 - km - 10 * month, one.pk, one))
    return sorted(scored, reverse=True)[:10]


def milliseconds(act: Callable[[], Any], times: int) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    count = parser.parse_args().people
    with places_ground.database() as vendor:
        from industrielles.engagements import suggestions

        print(f"{vendor}, {count:,} role models, {VISITS * count:,} visits; milliseconds, median")
        worst = 0.0
        dice = random.Random(1)
        for request in visits(*people(count, dice), dice):
            ours, theirs = milliseconds(lambda r=request: suggestions.find(r), 9), milliseconds(lambda r=request: loop(r), 1)
            worst = max(worst, ours)
            how = "remote" if request.remote else "on site"
            print(f"{how:8} ours {ours:8.1f}   loop {theirs:10.1f}   {theirs / ours:6.1f} times as fast")
        print(f"slowest {worst:.0f} ms (goal: {GOAL:.0f})")
        sys.exit(worst > GOAL)


if __name__ == "__main__":
    main()
