"""The directory into the database: slices of schools, each in a transaction of its own, so that an import interrupted anywhere
and started again ends as if it had never stopped, and one run twice changes nothing."""
from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.kit import clock

from . import directory, distance, ground
from .directory import Reading, Refusal
from .models import Academy, Commune, Department, ImportRun, School
from .search import fold, indexed

SLICE = 1000
FARTHEST = 40.0  # kilometres from its commune beyond which the coordinates of a school are not believed
MOST_CLOSED = 0.2  # share of the open schools that a complete file may close without being doubted
KEPT_REFUSALS = 2000
WRITTEN = [field.name for field in School._meta.concrete_fields if not field.primary_key]
COLUMNS = [field.attname for field in School._meta.concrete_fields if not field.primary_key]
LENGTHS = {field.attname: field.max_length for field in School._meta.concrete_fields if field.max_length}


def import_schools(path: Path | str, *, complete: bool = False) -> ImportRun:
    """Read the directory and keep its schools; returns the run with its counts and its report.

    `complete`: open schools of the same kinds that are absent from the file are closed, unless they are too many to be believed.
    Raises Refused when the file cannot be the directory; then nothing has been written.
    """
    reading = directory.read(Path(path))
    if not Department.objects.exists():
        ground.load_ground()
    run = ImportRun.objects.create(
        file_name=reading.name[:200], fingerprint=reading.fingerprint, is_complete=complete, started_at=clock.now())
    around, notes = Around(), Counter[str]()
    uais = sorted(reading.rows)
    kinds: set[str] = set()
    for start in range(0, len(uais), SLICE):
        schools = {}
        for uai in uais[start:start + SLICE]:
            values = described(reading, uai, around, notes)
            if values:
                schools[uai] = values
                kinds.add(values["kind"])
        _keep(schools, run)
    if complete:
        _close_absent(reading, kinds, run)
    return _end(run, reading, notes)


class Around:
    """What a row of the directory is joined to: departments, academies, communes by code and by postcode."""

    def __init__(self) -> None:
        self.departments = dict(Department.objects.values_list("code", "academy"))
        self.academies = set(Academy.objects.values_list("code", flat=True))
        self.communes: dict[str, tuple[float | None, float | None]] = {}
        self.by_postcode: dict[str, list[tuple[str, str]]] = defaultdict(list)
        columns = ("code", "name", "postcodes", "latitude", "longitude", "city")
        for code, name, postcodes, latitude, longitude, city in Commune.objects.order_by("code").values_list(*columns):
            self.communes[code] = (latitude, longitude)
            for postcode in postcodes.split():
                # An arrondissement comes before its city, which shares all its postcodes.
                self.by_postcode[postcode].insert(0 if city else len(self.by_postcode[postcode]), (code, fold(name)))

    def commune(self, row: dict[str, str]) -> str | None:
        """The commune of a row: by its code; else by its postcode and name; else the only one of its postcode, or an arrondissement."""
        code, town = row["code_commune"].upper(), fold(row["nom_commune"])
        if code in self.communes:
            return code
        there = self.by_postcode.get(row["code_postal"], [])
        named = [found for found, name in there if name == town or (name.startswith(f"{town} ") and "arrondissement" in name)]
        return named[0] if named else there[0][0] if len(there) == 1 else None


def described(reading: Reading, uai: str, around: Around, notes: Counter[str]) -> dict[str, Any] | None:
    """Columns of a school from all its rows; None when they are refused. Notes what was odd."""
    rows = reading.rows[uai]
    row = directory.main_site(rows)
    department = directory.department_code(row)
    if department not in around.departments:
        reading.refusals.append(Refusal(int(row["line"]), uai, _("the department %(code)s is not known") % {"code": department}))
        return None
    commune = around.commune(row)
    state = directory.state(row)
    academy = row.get("code_academie", "")
    notes["several_sites"] += len(rows) > 1
    notes["without_commune"] += commune is None
    here = (row["nom_commune"], row["code_postal"])
    elsewhere = sorted({part for site in rows for part in (site["nom_commune"], site["code_postal"]) if part not in here})
    values: dict[str, Any] = {
        "name": row["nom_etablissement"], "kind": directory.kind(row), "nature": row.get("libelle_nature", "").capitalize(),
        "sector": {"public": School.Sector.PUBLIC, "prive": School.Sector.PRIVATE}.get(fold(row.get("statut_public_prive", "")), ""),
        "address": ", ".join(filter(None, (row.get(f"adresse_{n}", "") for n in (1, 2, 3)))),
        "postcode": row["code_postal"], "town": row["nom_commune"], "commune_id": commune, "department_id": department,
        "academy_id": academy if academy in around.academies else around.departments[department],
        "has_general": _any(rows, "voie_generale"), "has_technological": _any(rows, "voie_technologique"),
        "has_vocational": _any(rows, "voie_professionnelle"), "has_apprentices": _any(rows, "apprentissage"),
        "is_priority": any(site.get("appartenance_education_prioritaire") for site in rows),
        "headcount": max((int(site["nombre_d_eleves"]) for site in rows if site.get("nombre_d_eleves", "").isdecimal()), default=None),
        "email": row.get("mail", "") if "@" in row.get("mail", "") else "",
        "phone": row.get("telephone", ""), "website": row.get("web", ""),
        "sites": len(rows), "opened_on": directory.day(row.get("date_ouverture", "")), "closing": state == "closing",
        "closed_on": (directory.day(row.get("date_maj_ligne", "")) or clock.today()) if state == "closed" else None,
        "search_text": indexed(row["nom_etablissement"], *here, uai, *elsewhere),
        **_placed(row, commune, around, notes),
    }
    return {name: value[:LENGTHS[name]] if name in LENGTHS and value else value for name, value in values.items()}


def _any(rows: list[dict[str, str]], column: str) -> bool:
    return any(row.get(column) == "1" for row in rows)


def _placed(row: dict[str, str], commune: str | None, around: Around, notes: Counter[str]) -> dict[str, Any]:
    """Where the school is: its own coordinates when they lie near its commune, else its commune's, else nowhere."""
    own = directory.place(row)
    latitude, longitude = around.communes.get(commune or "", (None, None))
    if own and latitude is not None and longitude is not None and distance.kilometres(*own, latitude, longitude) > FARTHEST:
        notes["doubted_coordinates"] += 1
        own = None
    if own:
        return {"placed_by": School.PlacedBy.DIRECTORY, **distance.placed(*own)}
    if latitude is None:
        notes["not_placed"] += 1
        return {"placed_by": School.PlacedBy.UNKNOWN, **distance.placed(None, None)}
    notes["placed_by_commune"] += 1
    return {"placed_by": School.PlacedBy.COMMUNE, **distance.placed(latitude, longitude)}


@transaction.atomic
def _keep(schools: dict[str, dict[str, Any]], run: ImportRun) -> None:
    """Insert what is new, update what differs, leave the rest alone."""
    kept = {row.pop("uai"): row for row in School.objects.filter(pk__in=list(schools)).values("uai", *COLUMNS)}
    written = []
    for uai, values in schools.items():
        before = kept.get(uai)
        if before and values["closed_on"] and before["closed_on"]:
            values["closed_on"] = before["closed_on"]  # the day it was first said closed
        if before == values:
            run.unchanged += 1
            continue
        run.added += before is None
        run.closed += bool(before and values["closed_on"] and not before["closed_on"])
        run.changed += bool(before and not (values["closed_on"] and not before["closed_on"]))
        written.append(School(uai=uai, **values))
    School.objects.bulk_create(written, batch_size=SLICE, update_conflicts=True, unique_fields=["uai"], update_fields=WRITTEN)


@transaction.atomic
def _close_absent(reading: Reading, kinds: set[str], run: ImportRun) -> None:
    """Close the open schools that a complete file no longer holds. Those on a refused line are not absent."""
    seen = set(reading.rows) | {refusal.uai for refusal in reading.refusals}
    there = set(School.objects.open().filter(kind__in=kinds).values_list("pk", flat=True))
    absent = sorted(there - seen)
    if len(absent) > MOST_CLOSED * len(there):
        run.report["warning"] = _("%(count)d schools of %(all)d are not in the file: it is probably not complete, none was closed.") % {
            "count": len(absent), "all": len(there)}
        return
    for start in range(0, len(absent), SLICE):
        run.closed += School.objects.filter(pk__in=absent[start:start + SLICE], closed_on=None).update(closed_on=clock.today())


def _end(run: ImportRun, reading: Reading, notes: Counter[str]) -> ImportRun:
    """Write down what the run did."""
    refusals = sorted(reading.refusals, key=lambda refusal: refusal.line)
    run.rows, run.refused, run.ended_at = reading.lines, len(refusals), clock.now()
    run.report |= {"notes": {name: count for name, count in notes.items() if count},
                   "refusals": [asdict(refusal) for refusal in refusals[:KEPT_REFUSALS]]}
    run.save()
    if run.added or run.changed or run.closed:
        ground.cite("schools", name="Annuaire de l'éducation, ministère de l'Éducation nationale (fr-en-annuaire-education)",
                    url="https://data.education.gouv.fr/explore/dataset/fr-en-annuaire-education/", vintage=_vintage(reading),
                    rows=School.objects.count(), fingerprint=reading.fingerprint)
    return run


def _vintage(reading: Reading) -> str:
    """The latest day on which a row of the file was brought up to date."""
    days = [found for rows in reading.rows.values() for row in rows if (found := directory.day(row.get("date_maj_ligne", "")))]
    return max(days, default=dt.date.min).isoformat() if days else reading.name[:40]


def summary(run: ImportRun) -> str:
    """The report of a run, in words, one line for each refusal."""
    counts = {name: getattr(run, name) for name in ("rows", "added", "changed", "unchanged", "closed", "refused")}
    notes = {"several_sites": _("schools with several sites, kept as one: %d"), "placed_by_commune": _("placed at their commune: %d"),
             "doubted_coordinates": _("coordinates far from their commune, not believed: %d"),
             "not_placed": _("without a known place: %d"), "without_commune": _("in a commune that is not known: %d")}
    lines = [_("Lines read: %(rows)d. Schools added: %(added)d, changed: %(changed)d, unchanged: %(unchanged)d, closed: %(closed)d. "
               "Lines refused: %(refused)d.") % counts]
    lines += [f"  {notes[name] % count}" for name, count in run.report["notes"].items()]
    lines += [_("  line %(line)d (%(uai)s): %(reason)s") % {**refusal, "uai": refusal["uai"] or "–"} for refusal in run.report["refusals"]]
    return "\n".join([*lines, *filter(None, [run.report.get("warning")])])
