"""Ground of the benchmarks of places: a database of their own, filled with invented schools and dropped at the end."""
from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

FIRST = ["Lycée polyvalent", "Lycée professionnel", "Lycée général et technologique", "Collège", "École élémentaire", "École maternelle"]
PEOPLE = ["Marie Curie", "Victor Hugo", "Maurice Utrillo", "Simone Veil", "Jean Moulin", "Paule Pignolet", "Émilie du Châtelet",
          "Jules Ferry", "Saint-Joseph", "Sainte-Marie", "Louise Michel", "Édouard Branly", "Sophie Germain", "Ada Lovelace",
          "Rosa Parks", "Lucie Aubrac"]
TOWNS = ["Lille", "Saint-Denis", "Montreuil", "Saint-Étienne", "Brest", "Besançon", "Le Tampon", "Grenoble", "Roubaix", "Dunkerque",
         "Lillebonne"]


@contextmanager
def database() -> Iterator[str]:
    """A migrated database that lasts as long as the benchmark; yields the vendor's name."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATA_DIR", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
        import django

        django.setup()
        from django.db import connection

        connection.settings_dict["TEST"]["NAME"] = None if connection.vendor != "sqlite" else str(Path(folder) / "benchmark.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield connection.vendor
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def schools(count: int, dice: random.Random) -> None:
    """`count` invented schools of one department, placed over the mainland."""
    from django.db import connection

    from industrielles.places.distance import placed
    from industrielles.places.models import Department, Region, School
    from industrielles.places.search import indexed

    region = Region.objects.create(code="32", name="Hauts-de-France")
    nord = Department.objects.create(code="59", name="Nord", region=region)
    rows = []
    for number in range(count):
        uai, postcode = f"{number:07}{'ABCDEFGHJKLMNPRSTUVWXYZ'[number % 23]}", f"{dice.randrange(1000, 96000):05}"
        name = f"{dice.choice(FIRST)} {dice.choice(PEOPLE)}"
        town = f"{dice.choice(TOWNS)}{dice.choice(['', '', '-sur-Mer', f' {number % 400}'])}"
        rows.append(School(
            uai=uai, name=name, town=town, postcode=postcode, department=nord, search_text=indexed(name, town, postcode, uai),
            address="12 rue de l'Industrie", website="https://lycee.example.fr", **placed(dice.uniform(43, 50.5), dice.uniform(-1, 7)),
        ))
    School.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
