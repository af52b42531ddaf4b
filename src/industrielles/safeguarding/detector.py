"""What a message with a minor may not carry: addresses, telephone numbers, handles, links, meetings elsewhere, what may not be asked of her
(a secret, a picture) nor offered (money) (S-5). Pure Python.

`findings(text)` says what and where. It reads the text as it is meant: accents, letters that look alike, leetspeak, spaced letters,
shorthand, numbers in words, French and English. Some words are held wherever they stand (patterns.py, patterns_asked.py), others unless
their sentence excuses them (patterns_unless.py). What it finds holds the message until somebody looks; nothing is refused by it alone.
Measured by `industrielles detector` (measuring.py); what it misses is told in decision 0021.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .numbers import numbers
from .patterns import PATTERNS
from .patterns_asked import ASKED
from .patterns_unless import UNLESS
from .shorthand import expanded
from .twins import folded_with_places

LONGEST = 20_000  # characters looked at; a message is shorter


class Kind(Enum):
    """What was found."""

    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    LINK = "link"
    MEETING = "meeting"
    SECRET = "secret"
    PHOTO = "photo"
    GIFT = "gift"


@dataclass(frozen=True)
class Finding:
    """`kind`, and where it stands in the text: text[start:end]."""

    kind: Kind
    start: int
    end: int


def _bounded(pattern: str) -> str:
    """The same pattern, where nothing repeats without end: a long text is read in a time that grows as it does, whatever it holds."""
    pattern = re.sub(r"(\\w|\\S|\\s|\])\+(?!\?)", r"\1{1,40}", pattern)
    return re.sub(r"(\\w|\\S|\\s|\])\*", r"\1{0,20}", pattern).replace(")*", "){0,6}").replace("{2,}", "{2,40}").replace("{3,}", "{3,40}")


_COMPILED = {kind: tuple(re.compile(_bounded(what)) for what in (*PATTERNS.get(kind.value, ()), *ASKED.get(kind.value, ())))
             for kind in Kind}
_UNLESS = tuple((kind, re.compile(_bounded(what)), re.compile(_bounded(excuse)))
                for kind in Kind for what, excuse in UNLESS.get(kind.value, ()))
_SENTENCE = re.compile(r"[^.!?;\n]{1,400}")
_SPACED = re.compile(r"(?<!\S)(?:\S ){3,}\S[:;,.=?!]?(?!\S)")
_DOTTED = re.compile(r"\b(?:[a-z0-9][._*\-/|]){2,}[a-z0-9]\b")
_LEET = re.compile(r"\S+")
_LEET_LETTERS = str.maketrans("0134578$!|†", "oieastbsilt")
_QUOTES = str.maketrans("’‘`´ʼ“”«»", "'''''\"\"\"\"")


def findings(text: str) -> list[Finding]:
    """What this message carries that it may not, in order; [] for a message that may go."""
    found: set[Finding] = set()
    for read, places in _readings(text[:LONGEST]):
        for kind, start, end in _found(read):
            if end > start:
                found.add(Finding(kind, places[start], places[end - 1] + 1))
    return _whole(found)


def _readings(text: str) -> Iterator[tuple[str, list[int]]]:
    """The text as it may be meant: folded; without the spaces between single letters; in full words; each with figures read as letters."""
    plain, places = folded_with_places(text.translate(_QUOTES))
    seen: set[str] = set()
    for read, where in ((plain, places), _joined(plain, places), expanded(plain, places)):
        for one in (read, _LEET.sub(_as_letters, read)):
            if one not in seen:
                seen.add(one)
                yield one, where


def _as_letters(word: re.Match[str]) -> str:
    """“1nst4” as “insta”; what holds no letter is left alone."""
    return word[0].translate(_LEET_LETTERS) if any("a" <= letter <= "z" for letter in word[0]) else word[0]


def _joined(text: str, places: list[int]) -> tuple[str, list[int]]:
    """“i n s t a” and “s.n.a.p” in one piece."""
    drop: set[int] = set()
    for found in _SPACED.finditer(text):
        drop |= {place for place in range(*found.span()) if text[place] == " "}
    for found in _DOTTED.finditer(text):
        drop |= {place for place in range(*found.span()) if not text[place].isalnum()}
    kept = [place for place in range(len(text)) if place not in drop]
    return "".join(text[place] for place in kept), [places[place] for place in kept]


def _found(read: str) -> Iterator[tuple[Kind, int, int]]:
    for kind, patterns in _COMPILED.items():
        for pattern in patterns:
            for found in pattern.finditer(read):
                yield kind, *found.span()
    yield from _found_unexcused(read)
    for start, end in numbers(read):
        yield Kind.PHONE, start, end


def _found_unexcused(read: str) -> Iterator[tuple[Kind, int, int]]:
    """What its own sentence does not excuse."""
    for sentence in _SENTENCE.finditer(read):
        for kind, what, excuse in _UNLESS:
            found = what.search(sentence[0])
            if found and not excuse.search(sentence[0]):
                yield kind, sentence.start() + found.start(), sentence.start() + found.end()


def _whole(found: set[Finding]) -> list[Finding]:
    """Findings of one kind that overlap are one."""
    merged: list[Finding] = []
    for one in sorted(found, key=lambda each: (each.kind.value, each.start, each.end)):
        last = merged[-1] if merged else None
        if last and last.kind == one.kind and one.start <= last.end:
            merged[-1] = Finding(last.kind, last.start, max(last.end, one.end))
        else:
            merged.append(one)
    return sorted(merged, key=lambda each: (each.start, each.end, each.kind.value))
