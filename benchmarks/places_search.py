"""Search of schools as one types: 60,000 invented schools, the room's search beside a naive `icontains` on four columns, in one run.

    python benchmarks/places_search.py [--schools 60000]          (SQLite; PostgreSQL when DATABASE_URL says so)

Prints for each text the median milliseconds of both, and their ratio. Goal: under 50 ms everywhere, ratio at most 1.5.
"""
from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import places_ground

TEXTS = ["0590", "lycee", "lycée professionnel", "marie curie", "saint denis", "st jo", "utrillo", "lille", "59000", "zzz",
         "victor hugo montreuil"]


def naive(text: str) -> Any:
    """What one writes first: each word in one of four columns, capitals aside, accents not."""
    from django.db.models import Q

    from industrielles.places.models import School

    rows = School.objects.all()
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(town__icontains=word) | Q(postcode__icontains=word) | Q(uai__icontains=word))
    return rows.order_by("name")[:8]


def milliseconds(question: Callable[[], Any], times: int = 7) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        list(question())
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--schools", type=int, default=60_000)
    count = parser.parse_args().schools
    with places_ground.database() as vendor:
        from industrielles.places.models import School

        places_ground.schools(count, random.Random(1))
        print(f"{vendor}, {count:,} schools; milliseconds, median of 7\n{'text':24} search   naive  ratio")
        worst = 0.0
        for text in TEXTS:
            ours = milliseconds(lambda text=text: School.objects.search(text)[:8])
            theirs = milliseconds(lambda text=text: naive(text))
            worst = max(worst, ours)
            print(f"{text:24} {ours:6.1f}  {theirs:6.1f}  {ours / theirs:5.2f}")
        print(f"slowest search {worst:.1f} ms (goal: 50)")


if __name__ == "__main__":
    main()
