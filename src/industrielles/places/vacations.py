"""School holidays from the ministry's own file (fr-en-calendrier-scolaire, CSV): the way to enter those of Corsica and of overseas.

In that file a moment is midnight in Paris, for overseas too; `start_date` is the day on which pupils leave after class, `end_date` the
morning on which they are back. Who leaves on a Saturday or a Wednesday is off that very day.
"""
from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused

from .directory import header, text
from .models import Academy, Holiday
from .search import fold

NEEDED = ("description", "start_date", "end_date", "zones", "annee_scolaire")
EVERYBODY = ("", "eleves")  # of the column "population": teachers, and islands that part from their academy, are left out
PARIS = ZoneInfo("Europe/Paris")


@transaction.atomic
def import_holidays(path: Path | str) -> dict[str, int]:
    """Keep the holidays of a file; those of the zones and school years it holds are replaced. Returns rows by zone. Raises Refused."""
    path = Path(path)
    try:
        content = text(path.read_bytes())
    except OSError as error:
        raise Refused(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error
    lines = content.splitlines() or [""]
    columns, delimiter = header(lines[0], NEEDED)
    names, zones = zone_names(), dict[str, int]()
    rows: dict[tuple[str, dt.date], Holiday] = {}
    for number, values in enumerate(csv.reader(io.StringIO("\n".join(lines[1:])), delimiter=delimiter), start=2):
        row = dict(zip(columns, values, strict=False))
        if len(row) < len(columns) or fold(row.get("population", "")) not in EVERYBODY or fold(row["zones"]) not in names:
            continue
        holiday = stretch(row, names[fold(row["zones"])], number)
        rows[holiday.zone, holiday.starts_on] = holiday
    for zone, year in {(holiday.zone, holiday.school_year) for holiday in rows.values()}:
        Holiday.objects.filter(zone=zone, school_year=year).delete()
    Holiday.objects.filter(pk__in=[  # the same days under another year's name
        old.pk for old in Holiday.objects.all() if (old.zone, old.starts_on) in rows]).delete()
    Holiday.objects.bulk_create(rows.values())
    for holiday in rows.values():
        zones[holiday.zone] = zones.get(holiday.zone, 0) + 1
    return dict(sorted(zones.items()))


def zone_names() -> dict[str, str]:
    """Zones by what the file may call them: "zone a" -> "A", "reunion" -> "La Réunion"."""
    names: dict[str, str] = {}
    for zone in Academy.objects.values_list("zone", flat=True).distinct():
        words = fold(zone)
        names |= {words: zone, f"zone {words}": zone, words.removeprefix("la "): zone, words.replace(" et ", " "): zone}
    return names


def stretch(row: dict[str, str], zone: str, line: int) -> Holiday:
    """One row as days off, first and last included. Raises Refused with the line when its dates cannot be read."""
    try:
        leave, back = _day(row["start_date"]), _day(row["end_date"] or row["start_date"])
        year = row["annee_scolaire"].strip()
        last_of_summer = dt.date(int(year[-4:]), 8, 31)
    except ValueError as error:
        raise Refused(_("Line %(line)d: the dates cannot be read.") % {"line": line}) from error
    name = row["description"].strip()
    off_at_once = name.startswith("Pont") or leave.isoweekday() in (3, 6)
    first = leave if off_at_once else leave + dt.timedelta(1)
    last = back - dt.timedelta(1)
    if name.startswith("Début"):
        name, last = "Vacances d'été", last_of_summer
    return Holiday(zone=zone, name=name, starts_on=first, ends_on=max(first, last), school_year=year, source="fr-en-calendrier-scolaire")


def _day(moment: str) -> dt.date:
    """The day in Paris of "2026-10-16T22:00:00+00:00"; a plain day is itself."""
    if len(moment) == 10:
        return dt.date.fromisoformat(moment)
    return dt.datetime.fromisoformat(moment).astimezone(PARIS).date()
