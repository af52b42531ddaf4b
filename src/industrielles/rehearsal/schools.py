"""Invented schools of the demo, written as a directory file of the official shape and imported like the real one."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from industrielles.places.directory import uai_letter
from industrielles.places.models import Commune

PATRONS = (
    "Jeanne-Barret",
    "Sophie-Germain",
    "Irène-Joliot-Curie",
    "Alice-Recoque",
    "Émilie-du-Châtelet",
    "Rosalind-Franklin",
    "Nicole-Girard-Mangin",
    "Alice-Guy",
    "Madeleine-Brès",
    "Katherine-Johnson",
    "Ada-Lovelace",
    "Hedy-Lamarr",
)
KINDS = (
    ("Lycée général et technologique", "Lycée", "302", "LYCEE D ENSEIGNT GENERAL ET TECHNOLOGIQUE"),
    ("Collège", "Collège", "340", "COLLEGE"),
    ("Lycée professionnel", "Lycée", "320", "LYCEE PROFESSIONNEL"),
    ("Lycée polyvalent", "Lycée", "306", "LYCEE POLYVALENT"),
)
COLUMNS = (
    "Identifiant_de_l_etablissement",
    "Nom_etablissement",
    "Type_etablissement",
    "Statut_public_prive",
    "Adresse_1",
    "Code_postal",
    "Code_commune",
    "Nom_commune",
    "Code_departement",
    "Code_academie",
    "Code_region",
    "Voie_generale",
    "Voie_technologique",
    "Voie_professionnelle",
    "latitude",
    "longitude",
    "etat",
    "date_ouverture",
    "date_maj_ligne",
    "code_nature",
    "libelle_nature",
)


def write(file: Path, communes: Iterable[Commune]) -> int:
    """Two invented schools for each commune; returns how many. UAI of the 98xx range, which no real lycée has."""
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        rows = csv.DictWriter(text, COLUMNS, delimiter=";", restval="")
        rows.writeheader()
        for commune in communes:
            for _ in range(2):
                rows.writerow(row(commune, count))
                count += 1
    return count


def row(commune: Commune, number: int) -> dict[str, object]:
    """A line of the directory for an invented school."""
    kind, family, nature, words = KINDS[number % len(KINDS)]
    department = commune.department
    digits = f"{department.code.zfill(3).replace('2A', '620').replace('2B', '720')[-3:]}{9800 + number % 200:04}"
    vocational = "professionnel" in kind or "polyvalent" in kind
    return {
        "Identifiant_de_l_etablissement": digits + uai_letter(digits),
        "Nom_etablissement": f"{kind} {PATRONS[number % len(PATRONS)]}",
        "Type_etablissement": family,
        "Statut_public_prive": "Public",
        "Adresse_1": "rue de l’Atelier",
        "Code_postal": commune.postcode,
        "Code_commune": commune.code,
        "Nom_commune": commune.name,
        "Code_departement": department.code.zfill(3),
        "Code_academie": department.academy_id,
        "Code_region": department.region_id,
        "Voie_generale": int(not vocational or "polyvalent" in kind),
        "Voie_technologique": int(family == "Lycée"),
        "Voie_professionnelle": int(vocational),
        "latitude": commune.latitude,
        "longitude": commune.longitude,
        "etat": "OUVERT",
        "date_ouverture": "1989-09-01",
        "date_maj_ligne": "2026-09-01",
        "code_nature": nature,
        "libelle_nature": words,
    }
