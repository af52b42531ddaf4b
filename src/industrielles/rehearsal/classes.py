"""The classes of a folder of open data: `classes-seconde-*.csv`, as published (UTF-8, `;`)."""

from __future__ import annotations

import csv
import uuid
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("academie", "uai", "division", "effectif")
NAMESPACE = uuid.UUID("6ea5c1a0-5d6f-4c0e-9c3c-1d2f8b0a7e11")


class UnusableFolder(Exception):
    """The folder lacks what a trial needs; the text says what to put there."""


@dataclass(frozen=True)
class SchoolClass:
    """One class: the UAI of its school, its label, how many pupils."""

    uai: str
    label: str
    headcount: int
    where: str  # file and line

    @property
    def key(self) -> uuid.UUID:
        """The same class always makes the same request."""
        return uuid.uuid5(NAMESPACE, self.where)


def files(folder: Path) -> tuple[Path, list[Path]]:
    """(directory file, class files) of a folder. Raises UnusableFolder."""
    directories = sorted(folder.glob("annuaire-education-*.csv"))
    classes = sorted(folder.glob("classes-seconde-*.csv"))
    if len(directories) != 1:
        raise UnusableFolder(f"{folder}: one file annuaire-education-*.csv is needed, {len(directories)} found.")
    if not classes:
        raise UnusableFolder(f"{folder}: at least one file classes-seconde-*.csv is needed, none found.")
    return directories[0], classes


def read(paths: list[Path]) -> tuple[list[SchoolClass], list[str]]:
    """The classes of the files, and what was refused: "file, line N: why". Raises UnusableFolder on missing columns."""
    found: list[SchoolClass] = []
    refused: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.DictReader(text, delimiter=";")
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise UnusableFolder(f"{path.name}: column {', '.join(missing)} is missing.")
            for line, row in enumerate(rows, start=2):
                where = f"{path.name}, line {line}"
                headcount = (row["effectif"] or "").strip()
                if not headcount.isdigit() or not 1 <= int(headcount) <= 400:
                    refused.append(f"{where}: the headcount “{headcount}” is not a number from 1 to 400")
                elif not (row["uai"] or "").strip():
                    refused.append(f"{where}: no UAI")
                else:
                    found.append(
                        SchoolClass(row["uai"].strip().upper(), (row["division"] or "").strip() or f"2de {line}", int(headcount), where)
                    )
    return found, refused
