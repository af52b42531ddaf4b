"""Sums of the ledger at a million entries: organiser sets and a covering index, against the naive join of encounters and networks.

    python benchmarks/ledger_sums.py [ENTRIES]          (SQLite in a temporary folder; DATABASE_URL for PostgreSQL, an empty database)

Question: month x department x audience x gender of twelve months, everything below a network, each encounter once.
"""
from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ENTRIES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
LINES, NETWORKS, MONTHS, REPEATS = 4, 300, 60, 5
GOAL = 1.5  # times as fast as the naive join, at least, for the umbrella


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="industrielles.config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", "ledger", verbosity=0, skip_checks=True)
        fill(random.Random(1))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        print(f"{connection.vendor}, {ENTRIES:,} entries, {NETWORKS} networks; median of {REPEATS}, in milliseconds")
        ratios = [compare(node) for node in (1, 2, NETWORKS)]
        print(f"umbrella: {ratios[0]:.1f} times as fast as the naive join; goal {GOAL}")
        sys.exit(ratios[0] < GOAL)


def fill(dice: random.Random) -> None:
    """A tree of networks, sets of one to three of them, encounters of four lines; and the same as a table of encounter x network."""
    from django.db import connection

    from industrielles.ledger import verbs as ledger
    from industrielles.ledger.models import Entry

    for node in range(1, NETWORKS + 1):
        ledger.graft(node, None if node == 1 else 1 if node < 12 else dice.randrange(2, 12))
    sets = [ledger.together(dice.sample(range(1, NETWORKS + 1), dice.choices((1, 2, 3), (82, 13, 5))[0])) for _ in range(2000)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_organiser (source_key varchar(40), node bigint)")
    for entries in batches(dice, sets):
        Entry.objects.bulk_create(entries, batch_size=5000)
        pairs = {(e.source_key, int(node)) for e in entries for node in e.organisers.key.split(",")}
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO naive_organiser VALUES (%s, %s)", sorted(pairs))
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX naive_node ON naive_organiser (node, source_key)")
        cursor.execute("CREATE INDEX naive_source ON ledger_entry (source_key)")


def batches(dice: random.Random, sets: list[Any]) -> Iterator[list[Any]]:
    from industrielles.ledger.models import Entry

    for first in range(0, ENTRIES // LINES, 20_000):
        entries = []
        for number in range(first, min(first + 20_000, ENTRIES // LINES)):
            year, month = divmod(dice.randrange(MONTHS), 12)
            day, organisers = dt.date(2022 + year, month + 1, dice.randrange(1, 28)), dice.choice(sets)
            department = f"{dice.randrange(1, 101):02}"
            audience = dice.choices(Entry.Audience.values, (80, 5, 5, 2, 2, 2, 2, 2))[0]
            common = {
                "fact": "bench.people", "source_type": "bench", "source_key": str(number), "on": day, "month": day.year * 100 + day.month,
                "organisers": organisers, "department": department, "audience": audience, "method": "teacher",
            }
            entries += [Entry(**common, line=line, gender=gender, quantity=dice.randrange(30))
                        for line, gender in enumerate(Entry.Gender.values)]
        yield entries


NAIVE = """SELECT month, department, audience, gender, SUM(quantity) FROM ledger_entry
WHERE fact = 'bench.people' AND month BETWEEN 202601 AND 202612 AND source_key IN (
  SELECT source_key FROM naive_organiser JOIN ledger_lineage ON ledger_lineage.node = naive_organiser.node WHERE ancestor = %s)
GROUP BY month, department, audience, gender"""


def compare(node: int) -> float:
    """Time both for one network, check that they agree, print; returns how many times as fast ours is."""
    from django.db import connection

    from industrielles.ledger.models import Entry

    year = Entry.objects.filter(fact="bench.people").between(dt.date(2026, 1, 1), dt.date(2026, 12, 31)).under(node)

    def naive() -> dict[Any, int]:
        with connection.cursor() as cursor:
            cursor.execute(NAIVE, [node])
            return {tuple(row[:-1]): row[-1] for row in cursor.fetchall() if row[-1]}

    ours, theirs = timed(lambda: year.by("month", "department", "audience", "gender")), timed(naive)
    assert ours[1] == theirs[1]
    few = timed(lambda: year.by("month"))[0]
    ratio = theirs[0] / ours[0]
    print(f"network {node:>3}: organiser sets {ours[0]:7.1f}   naive join {theirs[0]:7.1f}   ratio {ratio:5.1f}"
          f"   by month alone {few:7.1f}")
    return ratio


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    times, result = [], None
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), result


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    main()
