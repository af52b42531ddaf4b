"""The ground under the extract of the directory."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from industrielles.places.models import Academy, Commune, Department
from tests.factories.places import AcademyFactory, CommuneFactory, DepartmentFactory, RegionFactory

DATA = Path(__file__).parent / "data"
DIRECTORY = DATA / "directory.csv"
REAL = Path(__file__).parents[3] / "shared" / "data" / "annuaire-education-lycees.csv"

AREAS = [("59", "Nord", "09", "Lille", "B"), ("974", "La Réunion", "28", "La Réunion", "La Réunion"), ("75", "Paris", "01", "Paris", "C"),
         ("988", "Nouvelle-Calédonie", "40", "Nouvelle-Calédonie", "Nouvelle-Calédonie"),
         ("971", "Guadeloupe", "32", "Guadeloupe", "Guadeloupe")]
COMMUNES = [("59350", "Lille", "59", "59000 59800", 50.630888, 3.07086), ("59512", "Roubaix", "59", "59100", 50.6916, 3.1742),
            ("97411", "Saint-Denis", "974", "97400 97490", -20.878974, 55.448634), ("75056", "Paris", "75", "75001 75013", 48.8565, 2.3524),
            ("75113", "Paris 13e Arrondissement", "75", "75013", 48.832314, 2.355313), ("98812", "Koumac", "988", "98850", None, None)]


@pytest.fixture
def ground(db: Any) -> dict[str, Commune]:
    """Five departments with their academies, six communes; by INSEE code."""
    region = RegionFactory()
    for code, name, academy, academy_name, zone in AREAS:
        DepartmentFactory(code=code, name=name, region=region, academy=AcademyFactory(code=academy, name=academy_name, zone=zone))
    found = {}
    for code, name, department, postcodes, latitude, longitude in COMMUNES:
        city = found.get("75056") if code == "75113" else None
        found[code] = CommuneFactory(code=code, name=name, department_id=department, postcodes=postcodes, latitude=latitude,
                                     longitude=longitude, city=city, population=1000 if city else 100_000)
    return found


@pytest.fixture
def lille(ground: Any) -> Academy:
    return Department.objects.get(pk="59").academy


@pytest.fixture
def reunion(ground: Any) -> Academy:
    return Department.objects.get(pk="974").academy
