"""A small folder of open data, made for the purpose: invented schools of real communes, invented classes."""

import csv
from pathlib import Path

from industrielles.places import ground
from industrielles.places.directory import read
from industrielles.places.models import Commune, Department
from industrielles.rehearsal import schools

TOWNS = ("59350", "59183", "62041", "38185", "97411")  # Lille, Dunkerque, Arras, Grenoble, Saint-Denis de La Réunion


def make(folder: Path, classes_each: int = 3) -> Path:
    """The folder with its two files: ten schools, `classes_each` classes a school, one class without pupils, one of an unknown school."""
    if not Department.objects.exists():
        ground.load_ground()
    directory = folder / "annuaire-education-extrait.csv"
    schools.write(directory, [Commune.objects.get(pk=code) for code in TOWNS])
    uais = sorted(read(directory).rows)
    with (folder / "classes-seconde-extrait.csv").open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text, delimiter=";", lineterminator="\n")
        rows.writerow(["academie", "uai", "division", "effectif"])
        for number, uai in enumerate(uais):
            rows.writerows(["", uai, f"2GT{n + 1}", 22 + (number + n) % 14] for n in range(classes_each))
        rows.writerow(["", uais[0], "2GT9", 0])
        rows.writerow(["", "0599999A", "2GT1", 30])
    return folder
