"""What one side reads of the other before there is a pair: a first name and what helps to say yes or no. Never a surname, a school, a
town, an address; words that carry one of them are not shown."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from industrielles.places.search import indexed
from industrielles.safeguarding.detector import findings

from .models import Mentee, Mentor
from .wishes import Need

SHORTEST = 3  # letters: a shorter name is a word like any other
KINDS = re.compile(
    r"^(?:(?:lycee|college|ecole|cfa|lp|lgt|lpo|des?|du|la|le|les|general|technologique|professionnel|polyvalent|et|metiers) )+")
NAMED_SCHOOL = re.compile(r"\b(?:[Ll]yc[ée]e|[Cc]oll[èe]ge|[ÉéEe]cole|CFA|[Bb]ahut)\s+(?:[a-zà-ÿ’']+\s+){0,2}[A-ZÀ-Ý]")
FOR_HER = (Need.WRITING, Need.CAMERA, Need.FIRST, Need.BREAKS)  # how to begin; other needs are told to whoever arranges the meeting


@dataclass(frozen=True)
class OfMentor:
    """A mentor, as a mentee reads her; `name` and `path` are "" on one of three cards."""

    name: str
    job: str
    branch: str
    path: str
    interests: list[str]


@dataclass(frozen=True)
class OfMentee:
    """A mentee, as a mentor reads her."""

    name: str
    studies: str
    likes: str
    wonders: str
    interests: list[str]
    at_ease: list[str]


def bare(words: str, *hidden: Any) -> str:
    """The words, or "" when they carry a way to reach somebody, the name of a school, or one of `hidden`."""
    if findings(words) or NAMED_SCHOOL.search(words):
        return ""
    said = indexed(words)
    names = (KINDS.sub("", indexed(str(one)).lstrip()).strip() for one in hidden if one)
    return "" if any(len(name) >= SHORTEST and f" {name} " in said for name in names) else words.strip()


def of_mentor(mentor: Mentor) -> OfMentor:
    """What a mentee reads of the mentor proposed to her."""
    hidden = (mentor.last_name, mentor.school_name, mentor.commune and mentor.commune.name)
    return OfMentor(mentor.first_name, bare(mentor.job, *hidden), str(mentor.branch or ""), bare(mentor.path, *hidden),
                    mentor.said["interests"])


def of_card(mentor: Mentor) -> OfMentor:
    """What a mentee reads of one of three: nothing that says who it is, so no story of hers."""
    hidden = (mentor.first_name, mentor.last_name, mentor.employer, mentor.school_name, mentor.commune and mentor.commune.name)
    return OfMentor("", bare(mentor.job, *hidden), str(mentor.branch or ""), "", mentor.said["interests"])


def of_mentee(mentee: Mentee) -> OfMentee:
    """What a mentor reads of the mentee proposed to her."""
    hidden = (mentee.last_name, mentee.school_name, mentee.commune and mentee.commune.name, mentee.parent_name)
    return OfMentee(
        mentee.name, str(mentee.get_level_display()) if mentee.level else "", bare(mentee.likes, *hidden), bare(mentee.wonders, *hidden),
        mentee.said["interests"], [str(one.label) for one in FOR_HER if one in mentee.needs])
