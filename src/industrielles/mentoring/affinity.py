"""What words say: how far a mentor is what a mentee wishes, and whether her employer or her school is one of the mentee's own. Pure."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from industrielles.places.search import fold, nearly

from .wishes import Interest, Wish

STEM = 5  # letters: “soudeuse”, “soudeur” and “soudure” are one
HALF = 0.5
RANKS = (3, 2, 1)  # what her first, second and third wish count
SMALL = frozenset(fold(
    "a au aux avec ce ces dans de des du elle en est et for in je la le les ma mes moi mon of ou par pas pour qui que sur the to un une y "
    "l d s comme like someone quelqu quelque chose personne femme woman métier trade").split())
OR = re.compile(r"[,;/]|\bou\b|\bor\b|\bet\b|\band\b", re.IGNORECASE)
COMPANY = SMALL | frozenset(fold(
    "sa sas sasu sarl eurl scop sci gie groupe group company compagnie cie co société entreprise usine industrie industries industriel "
    "industrielle france française français international holding chez mère père papa maman parents oncle tante sœur frère travaille "
    "works").split())
SCHOOL = SMALL | frozenset(fold(
    "lycée collège école institut institution établissement cfa iut université university school saint sainte st ste notre dame "
    "professionnel professionnelle général générale technologique polyvalent polyvalente privé privée public publique métiers lp lgt lpo "
    "supérieure supérieur national nationale").split())


def stems(text: str) -> set[str]:
    """The words of a text that mean something, cut to five letters."""
    return {word[:STEM] for word in fold(text).split() if len(word) > 2 and word not in SMALL}


class _Field:
    """One text of each mentor, searched by stem."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        found: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            for stem in stems(text):
                found[stem].append(at)
        self.where = {stem: np.array(rows) for stem, rows in found.items()}

    def met(self, text: str) -> NDArray[np.float32]:
        """For each mentor the share of the text's words that hers has, 0 to 1; of “one or the other”, the better."""
        best = np.zeros(self.size, np.float32)
        for part in OR.split(text):
            wanted = stems(part)
            share = np.zeros(self.size, np.float32)
            for stem in wanted & set(self.where):
                share[self.where[stem]] += np.float32(1 / len(wanted))
            np.maximum(best, share, out=best)
        return best


def _fields(mentors: Sequence[Any]) -> dict[Wish, _Field]:
    """Where the words of each kind of wish are looked for."""
    selves = _Field([" ".join([one.path, one.motivation, *(str(Interest(name).label) for name in one.interests)]) for one in mentors])
    return {
        Wish.TRADE: _Field([one.job for one in mentors]), Wish.PERSON: selves, Wish.OTHER: selves,
        Wish.BRANCH: _Field([f"{one.branch.name_fr} {one.branch.name_en}" if one.branch else "" for one in mentors]),
        Wish.PATH: _Field([f"{one.path} {one.get_diploma_display()}" for one in mentors])}


def wished(mentees: Sequence[Any], mentors: Sequence[Any]) -> NDArray[np.float32]:
    """Mentees x mentors, 0 to 1: how far each mentor is what each mentee wishes; her first wish counts three times her third. A branch
    she ticked without naming it among her wishes counts as a second one."""
    fields = _fields(mentors)
    codes = np.array([one.branch_id or "" for one in mentors])
    table = np.zeros((len(mentees), len(mentors)), np.float32)
    for row, mentee in enumerate(mentees):
        told = [(Wish(kind), words, rank) for (kind, words), rank in zip(mentee.wishes, RANKS, strict=False) if words.strip()]
        total = sum(rank for _kind, _words, rank in told)
        ticked = codes == mentee.branch_id if mentee.branch_id else np.zeros(len(mentors), bool)
        for kind, words, rank in told:
            met = fields[kind].met(words)
            table[row] += rank * (np.maximum(met, ticked) if kind == Wish.BRANCH else met)
        if mentee.branch_id and all(kind != Wish.BRANCH for kind, _words, _rank in told):
            table[row] += RANKS[1] * ticked
            total += RANKS[1]
        table[row] /= total or 1
    return table


def kinds_met(mentee: Any, mentor: Any) -> list[Wish]:
    """Which of her wishes this mentor answers, at least by half, the first ones first; a branch she ticked is one."""
    found: list[Wish] = []
    for kind, words in mentee.wishes:
        if Wish(kind) not in found and float(_fields([mentor])[Wish(kind)].met(words)[0]) >= HALF:
            found.append(Wish(kind))
    if Wish.BRANCH not in found and mentee.branch_id and mentee.branch_id == mentor.branch_id:
        found.append(Wish.BRANCH)
    return found


class Names:
    """Names of companies, or of schools, among which one is looked for: a word in common, but for those that many have (`plain`), one
    letter apart, written as one word, or by initials. Where in doubt, yes: nobody is matched with her parent's company by mistake."""

    def __init__(self, names: Sequence[str], plain: frozenset[str]) -> None:
        self.size, self.plain = len(names), plain
        self.words: dict[str, set[int]] = defaultdict(set)
        self.short: dict[str, set[int]] = defaultdict(set)
        self.said: dict[str, set[int]] = defaultdict(set)
        self.glued: dict[str, set[int]] = defaultdict(set)
        for at, name in enumerate(names):
            told = fold(name).split()
            for words, where in ((_telling(told, plain), self.words), (_initials(told), self.short), (told, self.said),
                                 (["".join(_telling(told, plain))], self.glued)):
                for word in words:
                    where[word].add(at)

    def like(self, text: str, *, but: frozenset[str] = frozenset()) -> NDArray[np.bool_]:
        """For each name, whether the text may name it. `but`: words that say nothing in this text, unless it has no others."""
        found: set[int] = set()
        for part in OR.split(text):
            told = fold(part).split()
            found |= self._like(told, _telling(told, self.plain | but)) if told else set()
        table = np.zeros(self.size, bool)
        table[list(found)] = True
        return table

    def _like(self, told: list[str], telling: list[str]) -> set[int]:
        found: set[int] = set().union(*(self.words.get(word, ()) for word in telling), *(self.short.get(word, ()) for word in told),
                                      *(self.said.get(word, ()) for word in _initials(told)))
        for word in telling:
            if len(word) >= STEM:
                for other, rows in self.words.items():
                    if len(other) >= STEM and abs(len(other) - len(word)) < 2 and nearly(word, other):
                        found |= rows
        whole = "".join(telling)
        for other, rows in self.glued.items():
            if (len(other) > 3 and other in whole) or (len(whole) > 3 and whole in other):
                found |= rows
        return found


def _telling(words: list[str], plain: frozenset[str]) -> list[str]:
    """The words that say which one it is; of a name without any, the whole name as one word."""
    return [word for word in words if word not in plain] or ["".join(words)]


def _initials(words: list[str]) -> set[str]:
    """The initials of a name, with and without its small words; two letters are too few to say anything."""
    made = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL)}
    return {one for one in made if len(one) > 2}


def companies(mentees: Sequence[Any], mentors: Sequence[Any]) -> NDArray[np.bool_]:
    """Mentees x mentors: whose employer may be one of the companies of her family."""
    names = Names([one.employer for one in mentors], COMPANY)
    return _table([names.like(one.ties) for one in mentees], len(mentors))


def schools(mentees: Sequence[Any], mentors: Sequence[Any]) -> NDArray[np.bool_]:
    """Mentees x mentors: who is tied to what may be her school. The town that both may name counts only when nothing else is said."""
    names, rows = Names([one.school_name for one in mentors], SCHOOL), []
    for one in mentees:
        town = frozenset(fold(one.commune.name).split()) if one.commune else frozenset()
        listed = one.school.name if one.school else ""
        rows.append(names.like(one.school_name, but=town) | names.like(listed, but=town))
    return _table(rows, len(mentors))


def _table(rows: list[NDArray[np.bool_]], width: int) -> NDArray[np.bool_]:
    return np.stack(rows) if rows else np.zeros((0, width), bool)
