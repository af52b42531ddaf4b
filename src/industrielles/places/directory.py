"""The national directory of schools, as published (fr-en-annuaire-education, CSV): read line by line, each school once.

What stands here knows the file and nothing of the database. A line that cannot be read is refused with its number and the reason;
a school with several sites stands on several lines and becomes one school.
"""
from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from industrielles.kit.lines import one_line
from industrielles.kit.refusals import Refused

from .models import School
from .search import fold

NEEDED = ("identifiant_de_l_etablissement", "nom_etablissement", "type_etablissement", "code_postal", "code_commune", "nom_commune",
          "code_departement", "latitude", "longitude", "etat")
USED = frozenset((*NEEDED, "statut_public_prive", "adresse_1", "adresse_2", "adresse_3", "code_academie", "voie_generale",
                  "voie_technologique", "voie_professionnelle", "apprentissage", "appartenance_education_prioritaire", "nombre_d_eleves",
                  "mail", "telephone", "web", "libelle_nature", "date_ouverture", "date_maj_ligne"))  # the others are not kept
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23 letters: no I, O, Q
LONGEST_FIELD = 20  # lines: a quoted field longer than this was never closed
KINDS = {"lycee": "lycee", "college": "college", "ecole": "ecole", "erea": "erea", "medico social": "care",
         "information et orientation": "guidance", "service administratif": "office"}
STATES = {"ouvert": "open", "a fermer": "closing", "ferme": "closed"}


@dataclass(frozen=True)
class Refusal:
    """One line that was not taken, and why."""

    line: int
    uai: str
    reason: str


@dataclass
class Reading:
    """What a file says: the rows of each UAI, and the lines refused."""

    name: str
    fingerprint: str
    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    refusals: list[Refusal] = field(default_factory=list)
    lines: int = 0


def uai_letter(digits: str) -> str:
    """The letter that the seven digits of an UAI call for: their remainder by 23, in an alphabet without I, O and Q."""
    return LETTERS[int(digits) % 23]


def is_uai(text: str) -> bool:
    """Whether `text` is seven digits and the letter they call for."""
    return bool(re.fullmatch(r"[0-9]{7}[A-Z]", text)) and text[7] == uai_letter(text[:7])


def read(path: Path) -> Reading:
    """Read a whole file. Raises Refused, in words, when it cannot be the directory: absent, empty, wrong encoding, columns
    missing, or cut in the middle of a line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error
    reading = Reading(path.name, hashlib.sha256(raw).hexdigest())
    lines = list(io.StringIO(text(raw), newline="\n"))  # a line ends with "\n" here, with nothing else
    if not lines:
        raise Refused(_("%(file)s is empty.") % {"file": path.name})
    columns, delimiter = header(lines[0], NEEDED)
    for line, values, problem in _records(lines, delimiter):
        reading.lines += 1
        _take(reading, line, values, columns, problem)
    last = reading.refusals[-1].line if reading.refusals else 0
    if last == len(lines) and not lines[-1].endswith("\n"):
        raise Refused(_("The file is cut in the middle of line %(line)d: nothing was imported. Download it again.") % {"line": last})
    return reading


def text(raw: bytes) -> str:
    """The file as text. A character cut in two at the very end is a cut file, not a wrong encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4000]:
        raise Refused(_("This file is not text in UTF-8 (it looks like UTF-16 or a spreadsheet). Download the CSV again."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return raw[: error.start].decode("utf-8-sig")
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(_("Line %(line)d is not in UTF-8. The file was probably saved by a spreadsheet: take it as published, "
                        "or save it again as “CSV UTF-8”.") % {"line": line}) from error


def header(line: str, needed: tuple[str, ...]) -> tuple[list[str], str]:
    """Names of the columns, in lower case, and what stands between them. Raises Refused with the names that are missing."""
    delimiter = max(";,\t", key=line.count)
    columns = [name.strip().strip('"').lower() for name in line.strip("\r\n").split(delimiter)]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise Refused(_("These columns are missing: %(names)s. Is this the right file, in CSV, as published?")
                      % {"names": ", ".join(missing)})
    return columns, delimiter


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """(number of its last line, values, problem) of each record.

    A quoted field may hold line ends; one that is never closed spoils only its line.
    """
    number = 1
    while number < len(lines):
        text, end, problem = lines[number], number + 1, ""
        if not text.strip():
            number += 1
            continue
        values = text.rstrip("\r\n").split(delimiter)
        if '"' in text:
            for end in range(number + 1, min(number + LONGEST_FIELD, len(lines)) + 1):
                try:
                    values, problem = next(csv.reader(["".join(lines[number:end])], delimiter=delimiter, strict=True)), ""
                    break
                except csv.Error as error:
                    problem = _("a quotation mark is not closed")
                    if "unexpected end" not in str(error):
                        break
            end = number + 1 if problem else end
        yield end, values, problem
        number = end


def _take(reading: Reading, line: int, values: list[str], columns: list[str], problem: str) -> None:
    row = {name: one_line(value) for name, value in zip(columns, values, strict=False) if name in USED}
    row["line"], uai = str(line), row.get("identifiant_de_l_etablissement", "").upper()
    if len(values) != len(columns) and not problem:
        problem = _("%(found)d columns instead of %(wanted)d") % {"found": len(values), "wanted": len(columns)}
    problem = problem or _problem(row, uai)
    if problem:
        reading.refusals.append(Refusal(line, uai[:12], problem))
    else:
        reading.rows[uai].append(row)


def _problem(row: dict[str, str], uai: str) -> str:
    """What is wrong with a whole row, in words; empty when nothing is."""
    if not re.fullmatch(r"[0-9]{7}[A-Z]", uai):
        return _("an UAI is seven digits and a letter")
    if not is_uai(uai):
        return _("the letter of this UAI should be %(letter)s") % {"letter": uai_letter(uai[:7])}
    return "" if row["nom_etablissement"] else _("the name is empty")


def state(row: dict[str, str]) -> str:
    """ "open", "closing" or "closed"; what is not known is open."""
    return STATES.get(fold(row["etat"]), "open")


def place(row: dict[str, str]) -> tuple[float, float] | None:
    """(latitude, longitude) of a row, None when they are absent or are no place on Earth."""
    try:
        latitude, longitude = float(row["latitude"].replace(",", ".")), float(row["longitude"].replace(",", "."))
    except ValueError:
        return None
    return (latitude, longitude) if -90 <= latitude <= 90 and -180 <= longitude < 180 and (latitude, longitude) != (0, 0) else None


def main_site(rows: list[dict[str, str]]) -> dict[str, str]:
    """The row that speaks for a school of several sites, whatever their order in the file: open, placed, not an annexe, most tracks."""
    def worth(row: dict[str, str]) -> tuple[Any, ...]:
        annexe = fold(row["nom_etablissement"]).startswith("annexe")
        tracks = sum(row.get(f"voie_{track}") == "1" for track in ("generale", "technologique", "professionnelle"))
        last = sorted(f"{name}={value}" for name, value in row.items() if name != "line")
        return state(row) == "closed", place(row) is None, annexe, -tracks, len(row["nom_etablissement"]), last

    return min(rows, key=worth) if len(rows) > 1 else rows[0]


def department_code(row: dict[str, str]) -> str:
    """"059" -> "59", "02A" -> "2A", "974" -> "974"."""
    code = row["code_departement"].upper()
    return code[1:] if len(code) == 3 and code.startswith("0") else code


def day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def kind(row: dict[str, str]) -> str:
    return KINDS.get(fold(row["type_etablissement"]), School.Kind.OTHER)
