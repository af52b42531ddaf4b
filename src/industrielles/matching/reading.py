"""Files of pairs and of people, read into arrays; what is wrong is said with its file, line and reason."""
from __future__ import annotations

import csv
import gzip
import math
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from industrielles.matching.edges import HEAVIEST, MOST, BadInput
from industrielles.matching.people import Mentees, Mentors
from industrielles.matching.words import gettext as _

YES, NO = {"1", "yes", "y", "true", "oui", "o", "vrai", "x"}, {"", "0", "no", "n", "false", "non", "faux"}
# Columns of ours <- what other files call them (mentor-match among them), in small letters, spaces for underscores.
CALLED = {
    "who": ("email", "id", "identifiant"), "first": ("first name", "prénom", "prenom"), "last": ("last name", "nom"), "name": ("name",),
    "organisation": ("organisation", "organization", "company", "entreprise"), "sector": ("sector", "branch", "branche", "secteur"),
    "job": ("job", "profession", "current profession", "target profession", "métier", "metier"), "grade": ("grade", "niveau"),
    "latitude": ("latitude", "lat"), "longitude": ("longitude", "lon", "lng"), "remote": ("remote", "à distance", "a distance"),
    "languages": ("languages", "langues"), "half_days": ("half days", "half-days", "demi-journées", "demi-journees"),
    "interests": ("interests", "intérêts", "interets"), "minor": ("minor", "mineure"), "cleared": ("cleared", "habilitée", "habilitee"),
    "capacity": ("capacity", "places", "capacité", "capacite"),
}
SETS = ("languages", "half_days", "interests")
CODES = ("organisation", "sector", "job")


class BadFile(ValueError):
    """A file that cannot be used; its words name the file, the line and the reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(_("{file}, line {line}: {reason}").format(file=file, line=line, reason=reason))


@contextmanager
def opened(file: Path) -> Iterator[TextIO]:
    """A text file, compressed or not, with or without a byte-order mark. Raises BadFile."""
    try:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8-sig", newline="") as text:
            yield text
    except UnicodeDecodeError as fault:
        raise BadFile(file, 1, _("this is not UTF-8 text; save it as “CSV UTF-8”")) from fault
    except (OSError, EOFError) as fault:
        raise BadFile(file, 1, _("the file cannot be read: {fault}").format(fault=fault)) from fault


def _rows(file: Path, text: TextIO) -> tuple[list[str], Any]:
    """The names of the columns and a reader of the rest; commas, semicolons or tabs."""
    head = text.readline()
    separator = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=separator), [])
    plain = [" ".join(name.replace("_", " ").lower().split()) for name in names]
    return plain, csv.reader(text, delimiter=separator, skipinitialspace=True)


def _places(file: Path, names: list[str], wanted: tuple[str, ...]) -> list[int]:
    for name in wanted:
        if names.count(name) != 1:
            raise BadFile(file, 1, _("the column “{name}” is missing, or there twice").format(name=name))
    return [names.index(name) for name in wanted]


def _number(file: Path, line: int, name: str, value: str, most: int) -> int:
    if not (value.isascii() and value.strip().isdigit()) or len(value) > 18 or int(value) > most:
        raise BadFile(file, line, _("“{value}” is no {name}: a whole number from 0 to {most} is needed").format(
            value=value, name=name, most=most))
    return int(value)


def capacities(file: Path) -> dict[str, int]:
    """Places of each mentor (columns mentor, capacity). Raises BadFile."""
    found: dict[str, int] = {}
    with opened(file) as text:
        names, rows = _rows(file, text)
        who, places = _places(file, names, ("mentor", "capacity"))
        for row in _lines(file, rows):
            if not row:
                continue
            line = rows.line_num + 1
            if len(row) != len(names):
                raise BadFile(file, line, _("{count} values where there are {wanted} columns").format(count=len(row), wanted=len(names)))
            if row[who] in found:
                raise BadFile(file, line, _("mentor “{name}” is there twice").format(name=row[who]))
            found[row[who]] = _number(file, line, "capacity", row[places], MOST)
    return found


def _lines(file: Path, rows: Any) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as fault:
        raise BadFile(file, rows.line_num + 1, str(fault)) from fault


@dataclass
class Listed:
    """Pairs of a file: arrays of E, and the names behind their numbers."""

    mentee: Any
    mentor: Any
    weight: Any
    mentees: list[str]


def edges(file: Path, mentors: dict[str, int]) -> Listed:
    """Allowed pairs (columns mentee, mentor, weight) of mentors that have a capacity. Raises BadFile."""
    number = {name: row for row, name in enumerate(mentors)}
    known: dict[str, int] = {}
    one, other, worth = array("i"), array("i"), array("q")
    with opened(file) as text:
        names, rows = _rows(file, text)
        a, b, c = _places(file, names, ("mentee", "mentor", "weight"))
        for row in _lines(file, rows):
            try:
                value = row[c]
                if not value.isdigit() or len(value) > 12 or len(row) != len(names):
                    raise ValueError
                other.append(number[row[b]])
                one.append(known.setdefault(row[a], len(known)))
                worth.append(int(value))
            except (ValueError, KeyError, IndexError) as fault:
                if row:
                    raise _fault(file, rows.line_num + 1, row, names, (b, c), number) from fault
    return Listed(np.frombuffer(one, np.int32), np.frombuffer(other, np.int32), np.frombuffer(worth, np.int64), list(known))


def _fault(file: Path, line: int, row: list[str], names: list[str], at: tuple[int, int], mentors: dict[str, int]) -> BadFile:
    """What is wrong with a line of pairs."""
    if len(row) != len(names):
        return BadFile(file, line, _("{count} values where there are {wanted} columns").format(count=len(row), wanted=len(names)))
    try:
        _number(file, line, "weight", row[at[1]], HEAVIEST)
    except BadFile as fault:
        return fault
    if row[at[0]] not in mentors:
        return BadFile(file, line, _("mentor “{name}” has no capacity").format(name=row[at[0]]))
    return BadFile(file, line, _("this line cannot be read"))


def line_of(file: Path, wanted: int) -> int:
    """The line of the file where that row of values stands."""
    with opened(file) as text:
        rows = _rows(file, text)[1]
        at = -1
        for row in rows:
            at += bool(row)
            if at == wanted:
                break
        return int(rows.line_num) + 1


@dataclass
class Party:
    """People of a file: their names, the columns as written, and what the file has at all."""

    file: Path
    who: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)


def party(file: Path) -> Party:
    """The people of a file; each has an e-mail address or an id of her own. Raises BadFile."""
    found = Party(file)
    with opened(file) as text:
        names, rows = _rows(file, text)
        at = {ours: names.index(name) for ours, theirs in CALLED.items() for name in reversed(theirs) if name in names}
        if "who" not in at:
            raise BadFile(file, 1, _("a column “email” or “id” is needed"))
        found.columns = {name: [] for name in at}
        seen: dict[str, int] = {}
        for row in _lines(file, rows):
            line = rows.line_num + 1
            if not any(row):
                continue
            if len(row) != len(names):
                raise BadFile(file, line, _("{count} values where there are {wanted} columns").format(count=len(row), wanted=len(names)))
            who = row[at["who"]].strip()
            if not who:
                raise BadFile(file, line, _("no e-mail address and no id"))
            if seen.setdefault(who.lower(), line) != line:
                raise BadFile(file, line, _("“{name}” is there twice (first on line {first})").format(name=who, first=seen[who.lower()]))
            for name, place in at.items():
                found.columns[name].append(row[place].strip())
            found.who.append(who)
            found.lines.append(line)
    every = [found.columns.get(name, [""] * len(found.who)) for name in ("first", "last", "name")]
    found.called = [" ".join(part for part in parts if part) or who for *parts, who in zip(*every, found.who, strict=True)]
    return found


class Codes:
    """Words that both files share, as numbers; more than 64 of a set do not fit in the bits of an integer."""

    def __init__(self) -> None:
        self.words: dict[str, dict[str, int]] = {name: {} for name in (*SETS, *CODES)}

    def code(self, name: str, word: str) -> int:
        key = " ".join(word.lower().split())
        return self.words[name].setdefault(key, len(self.words[name])) if key else -1

    def bits(self, name: str, people: Party, row: int, value: str) -> int:
        found = 0
        for word in value.replace("|", ";").split(";"):
            code = self.code(name, word)
            if code >= 64:
                raise BadFile(people.file, people.lines[row], _("more than 64 different values of “{name}”").format(name=name))
            found |= 1 << code if code >= 0 else 0
        return found

    def named(self, name: str, bits: int) -> list[str]:
        return [word for word, code in self.words[name].items() if bits >> code & 1]


def columns(people: Party, codes: Codes) -> dict[str, Any]:
    """The columns that both sides have, as arrays. Raises BadFile."""
    count = len(people.who)
    given = {name: people.columns.get(name, [""] * count) for name in CALLED}
    made: dict[str, Any] = {name: np.array([codes.code(name, value) for value in given[name]], np.int32) for name in CODES}
    made |= {name: np.array([codes.bits(name, people, row, value) for row, value in enumerate(given[name])], np.uint64) for name in SETS}
    made |= {name: np.array([_degrees(people, row, name, value, most) for row, value in enumerate(given[name])], float)
             for name, most in (("latitude", 90), ("longitude", 180))}
    made["remote"] = flags(people, "remote")
    made["grade"] = np.array([_number(people.file, people.lines[row], "grade", value, 1000) if value else -1
                              for row, value in enumerate(given["grade"])], np.int32)
    return made


def _degrees(people: Party, row: int, name: str, value: str, most: int) -> float:
    try:
        found = float(value.replace(",", ".")) if value else math.nan
    except ValueError:
        found = math.inf
    if abs(found) > most:
        raise BadFile(people.file, people.lines[row], _("“{value}” is no {name} in degrees").format(value=value, name=name))
    return found


def flags(people: Party, name: str) -> Any:
    """A column of yes and no; a word that is neither is refused, never taken for one of them."""
    found = []
    for row, value in enumerate(people.columns.get(name, [""] * len(people.who))):
        if value.lower() not in YES | NO:
            raise BadFile(people.file, people.lines[row], _("“{value}” in “{name}” is neither yes nor no").format(value=value, name=name))
        found.append(value.lower() in YES)
    return np.array(found, bool)


def sides(young: Party, able: Party, codes: Codes) -> tuple[Mentees, Mentors]:
    """Both files as arrays with the same codes. Raises BadFile."""
    places = [_number(able.file, able.lines[row], "capacity", value, MOST) if value else 1
              for row, value in enumerate(able.columns.get("capacity", [""] * len(able.who)))]
    try:
        return (Mentees(**columns(young, codes), minor=flags(young, "minor")),
                Mentors(**columns(able, codes), cleared=flags(able, "cleared"), capacity=np.array(places, np.int64)))
    except BadInput as fault:
        raise BadFile(young.file, 1, str(fault)) from fault


def pairs(file: Path | None, young: Party, able: Party) -> tuple[Any, list[int]]:
    """Pairs of people of both files (columns mentee, mentor), k x 2, and the line of each; none without a file. Raises BadFile."""
    sides = [{who.lower(): row for row, who in enumerate(side.who)} for side in (young, able)]
    found, lines = [], []
    if file:
        with opened(file) as text:
            names, rows = _rows(file, text)
            at = _places(file, names, ("mentee", "mentor"))
            for row in _lines(file, rows):
                if not any(row):
                    continue
                lines.append(rows.line_num + 1)
                if len(row) != len(names):
                    raise BadFile(file, lines[-1], _("{count} values where there are {wanted} columns").format(
                        count=len(row), wanted=len(names)))
                pair = [row[place].strip() for place in at]
                for name, side, people in zip(pair, sides, (young, able), strict=True):
                    if name.lower() not in side:
                        raise BadFile(file, lines[-1], _("“{name}” is not in {file}").format(name=name, file=people.file))
                found.append([side[name.lower()] for name, side in zip(pair, sides, strict=True)])
    return np.array(found, np.int64).reshape(-1, 2), lines
