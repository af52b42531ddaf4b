"""Telephone numbers however they are written: figures, words, both, with anything between them. Pure functions of a folded text."""
from __future__ import annotations

import re
from collections.abc import Iterator

from .number_words import ENGLISH_TENS, FILLERS, TENS, TIMES, UNITS

MOST_FILLERS = 5  # between two figures of one number

_TOKEN = re.compile(r"[a-z]+|\d+|[^\sa-z\d]+")
_WORD = "|".join(sorted((word for word in (*UNITS, *TENS) if len(word) > 1), key=len, reverse=True))
_ONE, _GLUED = re.compile(_WORD), re.compile(rf"(?:{_WORD})+")
_LABELLED = re.compile(r"\b(?:ref(?:erence)?|lot|batch|serial(?: number)?|siret|siren|ip)\s*(?:n°?|number|numero|:|is|c'est|est)?\s*"
                       r"(?!0|33|44)\d[\d.\-/ ]*")  # “lot 204-117”: of a thing, not of a telephone
_DATE = re.compile(r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d|[/.-]\d)")
_HOUR = re.compile(r"(?<!\d)\d{1,2}(?::\d\d| ?h(?![a-z]) ?\d{0,2})(?!\d)")
_MIXED = re.compile(r"\b(?=[\doil|]*\d)[\doil|]{2,}\b")
_LOOKS = str.maketrans("oil|", "0111")
# France and overseas, with or without its zero or its 33; the United Kingdom; any country after a plus; ten figures cut as in America.
_NUMBER = re.compile(r"00[1-9]\d{8,12}|330?[1-9]\d{8}|0[1-9]\d{8}|0[127]\d{9}|440?[127]\d{9}|[67]\d{8}(?!\d)")
_AMERICAN = re.compile(r"[2-9]\d\d[2-9]\d{6}")  # only when said figure by figure
_REVERSED = r"\b(?:envers|backwards?|revers\w*)\b"
_SHAPES = (
    re.compile(r"\+\s*(?:\d[\s().\-_/*]*){9,14}"),
    re.compile(r"(?<!\d)\(?\d{3}\)?[-. ]\s?\d{3}[-. ]\d{4}(?!\d)"),
    re.compile(r"(?<![\d/])0[67](?!\s*/)(?:[^\d~]{1,20}\d\d(?!\d)){4}"),  # two by two, whatever is said between
    re.compile(rf"(?<!\d)(?:\d\d\D{{0,3}}){{4}}[67]0(?!\d)(?=.{{0,60}}{_REVERSED})|{_REVERSED}.{{0,20}}(?:\d\D{{0,3}}){{9}}0"),
)
MOST = 60  # tokens of one run


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each telephone number of a folded text."""
    plain = _MIXED.sub(lambda found: found[0].translate(_LOOKS), text)
    plain = _DATE.sub(lambda found: "~" * len(found[0]), plain)
    plain = _LABELLED.sub(lambda found: "~" * len(found[0]), plain)
    plain = _HOUR.sub(lambda found: "~" * len(found[0]), plain)
    for shape in _SHAPES:
        for found in shape.finditer(plain):
            yield found.span()
    for run in _runs(plain):
        yield from _inside(run)


def _runs(text: str) -> Iterator[list[tuple[str, int, int]]]:
    """Tokens that are nothing but numbers and what is said between them: (figures, start, end)."""
    run: list[tuple[str, int, int]] = []
    gap, ready = 0, _valued(text)
    for figures, start, end in ready:
        if figures:
            run.append((figures, start, end))
            gap = 0
        elif figures is None or gap >= MOST_FILLERS or "~" in text[start:end]:
            yield from _windows(run)
            run, gap = [], 0
        else:
            gap += 1
    yield from _windows(run)


def _windows(run: list[tuple[str, int, int]]) -> Iterator[list[tuple[str, int, int]]]:
    """A long run in pieces that overlap by more than a number: none hides behind others."""
    for first in range(0, len(run), MOST // 2):
        yield run[first:first + MOST]


def _unglued(token: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """“zerosix” as “zero six”; any other token as it stands."""
    word, start = token[0], token.start()
    if len(word) > 5 and word not in UNITS and word not in TENS and _GLUED.fullmatch(word):
        for piece in _ONE.finditer(word):
            yield piece[0], start + piece.start(), start + piece.end()
    else:
        yield word, start, token.end()


def _valued(text: str) -> Iterator[tuple[str | None, int, int]]:
    """Each token with the figures it says; "" for a filler, None for any other word."""
    tokens = [one for found in _TOKEN.finditer(text) for one in _unglued(found)]
    place, times = 0, 1
    while place < len(tokens):
        word, start, end = tokens[place]
        place += 1
        if word.isdigit():
            yield word * times, start, end
        elif word in UNITS or word in TENS:
            value, place, end = _compound(tokens, place - 1)
            if value in range(20, 91, 10) and place < len(tokens) and tokens[place][1] == end and re.fullmatch(r"\d", tokens[place][0]):
                value, end, place = value + int(tokens[place][0]), tokens[place][2], place + 1  # “trente9”
            yield str(value) * times, start, end
        elif word in TIMES:
            times = TIMES[word]
            continue
        elif word in ("cent", "hundred"):
            yield "00", start, end
        else:
            yield ("" if word in FILLERS or not word.isalpha() else None), start, end
        times = 1


def _compound(tokens: list[tuple[str, int, int]], place: int) -> tuple[int, int, int]:
    """The number that begins here, as one says it: “quatre-vingt-dix-huit” is 98, “vingt et un” 21, “thirty four” 34."""
    word = tokens[place][0]
    words = [(one, n) for n, (one, _s, _e) in enumerate(tokens[place:place + 8], place) if one.isalpha()]
    said = [one for one, _n in words]
    value, used = UNITS.get(word, TENS.get(word, 0)), 1
    if word == "quatre" and len(said) > 1 and said[1] in ("vingt", "vingts"):
        value, used = 80, 2
    if value in (20, 30, 40, 50, 60, 70, 80, 90) and (word in TENS or used == 2):
        after = used + (1 if len(said) > used and said[used] == "et" else 0)
        unit = UNITS.get(said[after], -1) if len(said) > after else -1
        teens = value in (60, 80) and word not in ENGLISH_TENS
        if 0 < unit < (17 if teens else 10):
            value, used = value + unit, after + 1
            if unit == 10 and teens and len(said) > used and UNITS.get(said[used], 0) in (7, 8, 9):
                value, used = value + UNITS[said[used]], used + 1
    elif value == 10 and len(said) > 1 and word == "dix" and UNITS.get(said[1], 0) in (7, 8, 9):
        value, used = 10 + UNITS[said[1]], 2
    last = words[used - 1][1]
    return value, last + 1, tokens[last][2]


def _inside(run: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """A telephone number made of whole tokens of this run; the first that fits."""
    for first in range(len(run)):
        figures = ""
        for last in range(first, len(run)):
            figures += run[last][0]
            if len(figures) > 15:
                break
            american = last - first >= 6 and _AMERICAN.fullmatch(figures)
            if (american or _NUMBER.fullmatch(figures)) and not _is_list(run[first:last + 1]):
                yield run[first][1], run[last][2]
                return


def _is_list(tokens: list[tuple[str, int, int]]) -> bool:
    """Quantities that follow each other by chance: two long numbers."""
    long = len(tokens) <= 2 and any(len(figures) > 5 for figures, _s, _e in tokens)
    return long and not tokens[0][0].startswith(("0", "6", "7", "33", "44"))
