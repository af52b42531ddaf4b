"""Who may meet whom in a programme today, and how good the pair would be: the columns that `industrielles.matching` compares, the rules
that only this room knows, as tables of mentees x mentors. One query a question, whatever the number of people."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from industrielles.matching import Edges, Graph, Wishes
from industrielles.matching import Mentees as Young
from industrielles.matching import Mentors as Able
from industrielles.matching.people import FIRST, RULES, Pairing
from industrielles.pool.models import RoleModel
from industrielles.safeguarding.models import Clearance

from . import affinity, standing
from .models import Mentee, Mentor, Programme
from .wishes import Class, Interest, Mode

Level = RoleModel.Level
# Steps of a path: what a mentee has behind her, what a mentor's diploma is. One or two steps above is “just ahead” (grade, in the engine).
REACHED: dict[str, int] = {
    Class.MIDDLE: 0, Class.SECOND: 1, Class.GENERAL: 2, Class.TECHNICAL: 2, Class.VOCATIONAL: 2, Class.HIGHER: 3,
    Class.UNIVERSITY: 3}
DIPLOMAS: dict[str, int] = {
    Level.CAP: 2, Level.BAC_PRO: 2, Level.BTS: 3, Level.BUT: 3, Level.MASTER: 4, Level.ENGINEER: 4, Level.DOCTORATE: 5}
MODES, INTERESTS, LANGUAGES = list(Mode), list(Interest), list(RoleModel.Language)
ENGINE = ("near", "interests", "half_days", "path")  # what the engine weighs; "wishes" are words, read here
Table = NDArray[Any]  # mentees x mentors


class Rule(IntEnum):
    """Why two people may not be proposed to each other, in the order in which it is told; ALLOWED: they may."""

    ALLOWED = 0
    NO_PLACE = 1
    NOT_CLEARED = 2
    CARE = 3  # a child in care, and a mentor whose certificate of good standing was not seen (CASF L133-6)
    BEFORE = 4  # refused, left out, or ended before
    FORBIDDEN = 5  # by the coordinator, in this scenario
    COMPANY = 6
    SCHOOL = 7
    NO_MODE = 8
    NO_LANGUAGE = 9
    NO_HALF_DAY = 10
    TOO_FAR = 11


# What the engine calls its rules. Companies, schools and pairs kept apart are tables of this room.
ENGINE_RULES = {"allowed": Rule.ALLOWED, "no place": Rule.NO_PLACE, "not cleared": Rule.NOT_CLEARED, "forbidden": Rule.FORBIDDEN,
                "same organisation": Rule.COMPANY, "no language": Rule.NO_LANGUAGE, "no half-day": Rule.NO_HALF_DAY,
                "too far": Rule.TOO_FAR}


@dataclass(frozen=True)
class Ground:
    """Everything a matching needs, in rows of `mentees` and columns of `mentors`, both in the order of their keys.

    `why`: the first Rule that forbids each pair; `points`: 0 to 1000, meaningful where it is allowed; `places`: what each mentor may still
    take; `room`: how many mentees the programme may still take; `pairing`: the same people as the engine compares them; `modes`: bits of
    the ways in which each pair may meet, in the order of wishes.Mode."""

    programme: Programme
    mentees: list[Mentee]
    mentors: list[Mentor]
    weights: dict[str, int]
    pairing: Pairing
    why: Table
    points: Table
    places: NDArray[np.int64]
    room: int
    modes: Table

    @property
    def rows(self) -> dict[int, int]:
        """Key of a mentee -> her row."""
        return {one.pk: row for row, one in enumerate(self.mentees)}

    @property
    def columns(self) -> dict[int, int]:
        """Key of a mentor -> her column."""
        return {one.pk: column for column, one in enumerate(self.mentors)}

    @property
    def graph(self) -> Graph:
        """All allowed pairs, for the engine: each worth 1000 + its points."""
        one, other = np.nonzero(self.why == Rule.ALLOWED)
        edges = Edges(one.astype(np.int32), other.astype(np.int32), self.points[one, other].astype(np.int64) + FIRST, self.places,
                      len(self.mentees))
        alone = np.flatnonzero((self.why != Rule.ALLOWED).all(axis=1))
        return Graph(edges, alone, self.why.size, True, self.pairing)

    def refusals(self, row: int) -> list[int]:
        """How many mentors each Rule keeps from this mentee, in the order of Rule."""
        return np.bincount(self.why[row], minlength=len(Rule)).tolist()


def ground(programme: Programme, weights: dict[str, int], *, forbidden: Iterable[tuple[int, int]] = (), proposed_stand: bool = True,
           mentees: Iterable[Mentee] | None = None, mentors: Iterable[Mentor] | None = None, but: Mentee | None = None) -> Ground:
    """The people of a programme who may be matched today, compared. `forbidden`: (mentee, mentor) keys the coordinator keeps apart.
    `proposed_stand`: whether pairs proposed and not confirmed yet keep their mentee and their place (a scenario replaces them).
    `mentees`, `mentors`: only these ones, whoever they are (default: who is free; every mentor who may be matched). `but`: what waits for
    this mentee takes no place."""
    young = sorted(standing.free_mentees(programme, proposed_stand=proposed_stand) if mentees is None else mentees, key=lambda one: one.pk)
    able = sorted(standing.able_mentors(programme) if mentors is None else mentors, key=lambda one: one.pk)
    taken = standing.taken(programme, proposed_stand=proposed_stand, but=but)
    places = np.array([max(0, one.capacity - taken.get(one.pk, 0)) for one in able], np.int64)
    ways = _ways(programme, young, able)
    pairing = _paired(young, able, weights, places, ways)
    return Ground(
        programme=programme, mentees=young, mentors=able, weights=weights, pairing=pairing, places=places, modes=ways[0][:, None] & ways[1],
        why=_why(young, able, pairing, ways, set(forbidden)), points=_points(young, able, weights, pairing),
        room=max(0, programme.capacity - sum(taken.values())))


def _bits(said: Iterable[str], known: list[Any]) -> int:
    return sum(1 << at for at, one in enumerate(known) if one in set(said))


def _ways(programme: Programme, young: list[Mentee], able: list[Mentor]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How each may meet, as bits of Mode: mentees as `standing.modes_of`, mentors what they accept; who said nothing accepts all."""
    parts = standing.allowed_parts(young)
    hers = [_bits(standing.modes_of(one, parts.get(one.pk, set())), MODES) for one in young]
    theirs = [_bits(one.modes or programme.modes, MODES) for one in able]
    return np.array(hers, np.int64), np.array(theirs, np.int64)


def _paired(young: list[Mentee], able: list[Mentor], weights: dict[str, int], places: NDArray[np.int64],
            ways: tuple[NDArray[np.int64], NDArray[np.int64]]) -> Pairing:
    """The columns as the engine compares them. Without any weight of its own (ENGINE), distance alone is counted, and weighs nothing."""
    cleared = standing.clearances(able)
    share = {"near": weights["near"] if any(weights[name] for name in ENGINE) else 1}
    wishes = Wishes(**share, sector=0, job=0, interests=weights["interests"], half_days=weights["half_days"], grade=weights["path"],
                    radius=weights["radius"])
    online = 1 << MODES.index(Mode.ONLINE)
    mentees = Young(**_columns(young, ways[0] & online > 0, [REACHED.get(one.level, -1) for one in young]),  # type: ignore[call-overload]
                    minor=np.ones(len(young), bool))  # whatever her age: a mentor is cleared
    mentors = Able(**_columns(able, ways[1] & online > 0, [DIPLOMAS.get(one.diploma, -1) for one in able]),  # type: ignore[call-overload]
                   cleared=np.array([bool(cleared.get(one.person_id)) for one in able], bool), capacity=places)
    return Pairing(mentees, mentors, wishes)


def _columns(people: list[Any], remote: NDArray[np.bool_], grades: list[int]) -> dict[str, Any]:
    def place(name: str) -> NDArray[np.float64]:
        return np.array([np.nan if one.commune is None or getattr(one.commune, name) is None else getattr(one.commune, name)
                         for one in people], np.float64)

    unknown = np.full(len(people), -1, np.int32)
    return {
        "latitude": place("latitude"), "longitude": place("longitude"), "remote": remote, "sector": unknown, "job": unknown,
        "organisation": unknown, "grade": np.array(grades, np.int32), "half_days": np.array([one.half_days for one in people], np.uint64),
        "languages": np.array([_bits(one.languages, LANGUAGES) for one in people], np.uint64),
        "interests": np.array([_bits(one.interests, INTERESTS) for one in people], np.uint64)}


def _why(young: list[Mentee], able: list[Mentor], pairing: Pairing, ways: tuple[NDArray[np.int64], NDArray[np.int64]],
         forbidden: set[tuple[int, int]]) -> Table:
    """The first Rule against each pair: those of the engine, then over them those that come before."""
    rows, columns = np.arange(len(young)), np.arange(len(able))
    said = pairing.why_not(rows, columns, pairing.chords(rows, columns))
    why = np.array([ENGINE_RULES[name] for name in RULES], np.int8)[said]
    kinds = standing.clearances(able)
    honour = np.array([Clearance.Kind.HONOUR in kinds.get(one.person_id or 0, ()) for one in able], bool)
    care = np.array([one.in_care for one in young], bool)
    apart = standing.kept_apart(young, able)
    itself = {(one.person_id, one.person_id) for one in young}
    for rule, table in (
        (Rule.NO_MODE, (ways[0][:, None] & ways[1]) == 0),
        (Rule.SCHOOL, affinity.schools(young, able)),
        (Rule.COMPANY, affinity.companies(young, able)),
        (Rule.FORBIDDEN, _listed(young, able, forbidden, "pk")),
        (Rule.BEFORE, _listed(young, able, apart | itself, "person_id")),
        (Rule.CARE, care[:, None] & ~honour),
        (Rule.NOT_CLEARED, said == RULES.index("not cleared")),
        (Rule.NO_PLACE, said == RULES.index("no place")),
    ):
        why[table] = rule
    return why


def _listed(young: list[Mentee], able: list[Mentor], pairs: set[tuple[int, int]], key: str) -> Table:
    """Where these pairs of keys stand."""
    table = np.zeros((len(young), len(able)), bool)
    columns: dict[int, list[int]] = {}
    for column, mentor_there in enumerate(able):
        columns.setdefault(getattr(mentor_there, key), []).append(column)
    theirs: dict[int, list[int]] = {}
    for mentee, mentor in pairs:
        theirs.setdefault(mentee, []).extend(columns.get(mentor, []))
    for row, one in enumerate(young):
        table[row, theirs.get(getattr(one, key), [])] = True
    return table


def _points(young: list[Mentee], able: list[Mentor], weights: dict[str, int], pairing: Pairing) -> Table:
    """0 to 1000: each weight in proportion to their sum."""
    rows, columns = np.arange(len(young)), np.arange(len(able))
    theirs = sum(weights[name] for name in ENGINE)
    told = pairing.points(rows, columns, pairing.chords(rows, columns)).astype(np.float64) * theirs
    told += 1000 * weights["wishes"] * affinity.wished(young, able)
    return np.rint(told / (theirs + weights["wishes"])).astype(np.int32)
