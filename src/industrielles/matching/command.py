"""`industrielles match`: the matching alone, from files to files, without a site and without a database."""
from __future__ import annotations

import argparse
import csv
import dataclasses
import gzip
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from industrielles.matching import reading, sentences, words
from industrielles.matching.assignment import Assignment, Fairest, assign, fairest
from industrielles.matching.edges import BadInput
from industrielles.matching.graph import ALL_PAIRS, Graph, candidates
from industrielles.matching.people import FIRST, Wishes
from industrielles.matching.settling import fixed, match
from industrielles.matching.words import gettext as _

NEEDS = {"near": ("latitude", "longitude"), "sector": ("sector",), "job": ("job",), "interests": ("interests",),
         "half_days": ("half_days",), "grade": ("grade",)}
USUAL = {**Wishes().points, "grade": 15.0}  # a job to a grade as 4 to 3


def main(options: list[str]) -> int:
    """0: matched; 1: a file is refused, with its line and the reason; 2: a wrong option (argparse)."""
    words.speak(next((options[at + 1] for at, option in enumerate(options[:-1]) if option == "--language"), ""))
    parser = _parser()
    given = parser.parse_args(options)
    people, pairs = (given.mentors, given.mentees), (given.edges, given.capacities)
    if not (all(people) and not any(pairs)) and not (all(pairs) and not any(people)):
        parser.error(_("give --mentors and --mentees, or --edges and --capacities"))
    if all(pairs) and (given.fixed or given.forbidden):
        parser.error(_("--fixed and --forbidden go with --mentors and --mentees"))
    try:
        (_match_people if all(people) else _match_edges)(given)
    except reading.BadFile as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:  # as with `| head`
        sys.stdout = None  # type: ignore[assignment]
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="industrielles match", description=_("Matches mentees and mentors; docs/matching.md."))
    parser.add_argument("--mentors", type=Path, metavar="CSV", help=_("people who accompany: email, organisation, profession, capacity…"))
    parser.add_argument("--mentees", type=Path, metavar="CSV", help=_("people to accompany: the same columns"))
    parser.add_argument("--edges", type=Path, metavar="CSV", help=_("or the allowed pairs: mentee, mentor, weight (.gz too)"))
    parser.add_argument("--capacities", type=Path, metavar="CSV", help=_("and the places: mentor, capacity (.gz too)"))
    parser.add_argument("--fixed", type=Path, metavar="CSV", help=_("pairs that stay as they are: mentee, mentor"))
    parser.add_argument("--forbidden", type=Path, metavar="CSV", help=_("pairs never to be proposed: mentee, mentor"))
    parser.add_argument("--output", type=Path, metavar="CSV", help=_("where the pairs are written; without it, on the screen"))
    parser.add_argument("--fair", action="store_true", help=_("most people first, then the worst pair as good as can be, then the sum"))
    parser.add_argument("--wish", action="append", default=[], metavar=f"{'|'.join(NEEDS)}=N", help=_("how much a wish counts"))
    parser.add_argument("--radius", type=float, default=Wishes().radius, metavar="KM", help=_("how far people travel at most"))
    parser.add_argument("--same-organisation", action="store_true", help=_("colleagues may be matched"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=_("another choice among equals where not all pairs are compared"))
    parser.add_argument("--language", choices=("fr", "en"), help=_("of the words; without it, that of the terminal"))
    return parser


def _match_edges(given: argparse.Namespace) -> None:
    mentors = reading.capacities(given.capacities)
    listed = reading.edges(given.edges, mentors)
    try:
        result = (fairest if given.fair else assign)(
            listed.mentee, listed.mentor, listed.weight, np.array(list(mentors.values()), np.int64), mentees=len(listed.mentees),
            seed=given.seed)
    except BadInput as fault:
        line = reading.line_of(given.edges, fault.row) if fault.row >= 0 else 1
        name = listed.mentees[listed.mentee[fault.row]] if fault.row >= 0 else ""
        reason = _("the pair of mentee “{name}” is there twice").format(name=name) if "twice" in str(fault) else str(fault)
        raise reading.BadFile(given.edges, line, reason) from fault
    names = list(mentors)
    pairs = zip(result.mentee.tolist(), result.mentor.tolist(), strict=True)
    _write(given, ["mentee", "mentor"], ([listed.mentees[one], names[other]] for one, other in pairs))
    _tell(given, result, len(listed.mentees), [])


def _match_people(given: argparse.Namespace) -> None:
    codes = reading.Codes()
    young, able = reading.party(given.mentees), reading.party(given.mentors)
    mentees, mentors = reading.sides(young, able, codes)
    if given.same_organisation:
        mentees = dataclasses.replace(mentees, organisation=np.full(len(mentees), -1, np.int32))
    where = {who.lower(): row for row, who in enumerate(able.who)}
    herself = [(row, where[who.lower()]) for row, who in enumerate(young.who) if who.lower() in where]
    forbidden = np.concatenate([np.array(herself, np.int64).reshape(-1, 2), reading.pairs(given.forbidden, young, able)[0]])
    everything = len(mentees) * len(mentors) <= ALL_PAIRS
    found = candidates(mentees, mentors, _wishes(given, young, able), keep=0 if everything else 20, seed=given.seed,
                       forbidden=forbidden)
    found = _fixed(given, found, young, able)
    edges, result = found.edges, match(found, fair=given.fair, seed=given.seed)
    points = dict(zip((edges.mentee.astype(np.int64) * len(mentors) + edges.mentor).tolist(), (edges.weight - FIRST).tolist(), strict=True))
    points |= {one * len(mentors) + other: worth - FIRST for one, other, worth in found.settled.tolist()}
    rows: list[list[Any]] = [
        [young.who[one], able.who[other], points[one * len(mentors) + other], sentences.why(found.pairing, one, other, codes)]
        for one, other in zip(result.mentee.tolist(), result.mentor.tolist(), strict=True)]
    without = np.setdiff1d(np.arange(len(mentees)), result.mentee)
    refused = dict(zip(found.alone.tolist(), found.refusals().tolist(), strict=True))
    known = np.bincount(edges.mentee, minlength=len(mentees)).tolist()
    rows += [[young.who[one], "", "", sentences.why_nobody(refused.get(one, [known[one]]))] for one in without.tolist()]
    _write(given, ["mentee", "mentor", "points", "why"], rows)
    _tell(given, result, len(mentees), [] if found.whole else [
        _("Not all pairs were compared ({count}): a better one may exist outside.").format(count=found.looked_at)])


def _fixed(given: argparse.Namespace, graph: Graph, young: reading.Party, able: reading.Party) -> Graph:
    """The graph with the pairs of --fixed decided. Raises BadFile, with the line and the reason."""
    pairs, lines = reading.pairs(given.fixed, young, able)
    try:
        return fixed(graph, pairs)
    except BadInput as fault:
        one, other = pairs[fault.row].tolist()
        rule = int(graph.pairing.each(pairs[[fault.row]])[0][0])
        if rule:
            reason = sentences.refused(rule)
        elif "twice" in str(fault):
            reason = _("mentee “{name}” is there twice").format(name=young.who[one])
        else:
            reason = _("mentor “{name}” has fewer places").format(name=able.who[other])
        raise reading.BadFile(given.fixed, lines[fault.row], reason) from fault


def _wishes(given: argparse.Namespace, young: reading.Party, able: reading.Party) -> Wishes:
    """The usual wishes as far as both files say something of them, changed by --wish. Raises BadFile."""
    points = {name: USUAL[name] if all(column in side.columns for column in needs for side in (young, able)) else 0.0
              for name, needs in NEEDS.items()}
    for wish in given.wish:
        name, _sign, value = wish.partition("=")
        name = {"profession": "job", "branch": "sector"}.get(name, name).replace("-", "_")
        if name not in points or not value.replace(".", "", 1).isdigit():
            reason = _("“{wish}”: one of {names}, = and a number").format(wish=wish, names=", ".join(NEEDS))
            raise reading.BadFile(Path("--wish"), 1, reason)
        points[name] = float(value)
    if not any(points.values()):
        points["near"] = 1.0
    return Wishes(**points, radius=given.radius if given.radius > 0 else 1.0)


def _write(given: argparse.Namespace, head: list[str], rows: Iterable[list[Any]]) -> None:
    """The pairs as CSV, compressed where the name says so; names as they came, for the program that reads them."""
    try:
        with _out(given.output) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise reading.BadFile(given.output or Path("-"), 1, _("cannot be written: {fault}").format(fault=fault)) from fault


def _out(file: Path | None) -> Any:
    if file is None:
        return nullcontext(sys.stdout)
    return (gzip.open if file.suffix == ".gz" else open)(file, "wt", encoding="utf-8", newline="")


def _tell(given: argparse.Namespace, result: Assignment, mentees: int, more: list[str]) -> None:
    """Figures beside the pairs: on the screen when these went to a file, else on the error stream."""
    first = result.mentee.size * result.first if isinstance(result, Fairest) else 0  # what being matched counts is no weight of the file
    lines = [
        _("matched: {matched} of {mentees}").format(matched=result.mentee.size, mentees=mentees),
        _("value: {value}").format(value=result.value - first), _("bound: {bound}").format(bound=result.bound - first),
        _("value / bound: {ratio}").format(ratio=round(result.certificate, 6)),
        _("time: {seconds} s").format(seconds=round(result.seconds, 3)), _("key: {key}").format(key=result.key), *more,
    ]
    if isinstance(result, Fairest):
        lines.insert(1, _("worst pair: {worst}").format(worst=result.worst))
    print("\n".join(lines), file=sys.stdout if given.output else sys.stderr)
