"""What lies near: 200,000 places gathered around towns as people are, ranges of cells beside a full scan
with the textbook formula, in one run.

    python benchmarks/places_near.py [--places 200000]          (SQLite; PostgreSQL when DATABASE_URL says so)

Counts of both must agree. Goals: the 20 nearest in 10 ms; a circle of 50 km at most 0.2 of the full scan, unless it holds a tenth of all.
"""
from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import places_ground

TOWNS = {"Paris": (48.8566, 2.3522, 30), "Lyon": (45.7640, 4.8357, 12), "Lille": (50.6309, 3.0709, 10), "Rennes": (48.1173, -1.6778, 6),
         "Saint-Denis": (-20.8790, 55.4486, 4), "Aurillac": (44.9266, 2.4397, 1)}
TEXTBOOK = ("SELECT count(*) FROM places_school WHERE 12742.0176 * asin(sqrt(power(sin((radians(latitude) - %(lat)s) / 2), 2) "
            "+ cos(%(lat)s) * cos(radians(latitude)) * power(sin((radians(longitude) - %(lon)s) / 2), 2))) <= %(km)s")


def places(count: int, dice: random.Random) -> None:
    """`count` places: two thirds around towns, the others over the mainland."""
    from django.db import connection

    from industrielles.places.distance import placed
    from industrielles.places.models import Department, Region, School

    nord = Department.objects.create(code="59", name="Nord", region=Region.objects.create(code="32", name="Hauts-de-France"))
    weights = [weight for _lat, _lon, weight in TOWNS.values()]
    for start in range(0, count, 20_000):
        rows = []
        for number in range(start, min(start + 20_000, count)):
            latitude, longitude = dice.uniform(43, 50.5), dice.uniform(-1, 7)
            if dice.random() < 2 / 3:
                south, west, _weight = dice.choices(list(TOWNS.values()), weights)[0]
                latitude, longitude = dice.gauss(south, 0.2), dice.gauss(west, 0.25)
            rows.append(School(uai=f"{number:08}", name="x", department=nord, **placed(latitude, longitude)))
        School.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def median(question: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """Milliseconds, and the answer."""
    took, answer = [], None
    for _ in range(times):
        start = time.perf_counter()
        answer = question()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), answer


def textbook(latitude: float, longitude: float, km: float) -> int:
    from math import radians

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(TEXTBOOK, {"lat": radians(latitude), "lon": radians(longitude), "km": km})
        return int(cursor.fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=int, default=200_000)
    count = parser.parse_args().places
    with places_ground.database() as vendor:
        from industrielles.places.models import School

        places(count, random.Random(1))
        print(f"{vendor}, {count:,} places; milliseconds, median of 5\n{'around':12} within 50 km   count   scan  ratio   20 nearest")
        for town, (latitude, longitude, _weight) in TOWNS.items():
            ours, found = median(lambda lat=latitude, lon=longitude: School.objects.near(lat, lon, 50).count())
            theirs, wanted = median(lambda lat=latitude, lon=longitude: textbook(lat, lon, 50), times=3)
            nearest, _rows = median(lambda lat=latitude, lon=longitude: School.objects.nearest(lat, lon, 20))
            assert found == wanted, f"{town}: {found} near, {wanted} by the textbook"
            print(f"{town:12} {found:12,} {ours:7.1f} {theirs:6.1f}  {ours / theirs:5.2f} {nearest:12.1f}")


if __name__ == "__main__":
    main()
