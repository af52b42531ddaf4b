"""What a role model tells of herself, line by line."""
from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person

from .. import policies
from ..models import Line, RoleModel
from ..models.portraits import MOST

Lines = Iterable[tuple[str, str]]  # (mark, words)
LONGEST_LINE = 300
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
OLDEST_YEAR = 1950


@transaction.atomic
def tell(role_model: RoleModel, *, path: Lines = (), day: Lines = (), answers: Lines = (), by: Person | None = None) -> RoleModel:
    """Her story, whole: what was there before goes. `path`: (year, words), put in order of years; `day`: ("08:30", words), in order of
    hours; `answers`: (Line.Question, words), three at most, in her order. Lines without words are left out. Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    said = {"path": sorted(_said(path)), "day": sorted(_said(day)), "question": _said(answers)}
    for part, lines in said.items():
        if len(lines) > MOST[part]:
            raise Refused(_("Write %(most)s lines at most.") % {"most": MOST[part]}, field=part)
        for mark, words in lines:
            _check(part, mark, words)
    if len({mark for mark, _words in said["question"]}) < len(said["question"]):
        raise Refused(_("Choose three different questions."), field="question")
    role_model = locked(role_model)
    role_model.lines.all().delete()
    Line.objects.bulk_create(
        Line(role_model=role_model, network_id=role_model.network_id, part=part, place=place, mark=mark, words=words)
        for part, lines in said.items() for place, (mark, words) in enumerate(lines))
    journal.write("pool.tell", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _said(lines: Lines) -> list[tuple[str, str]]:
    return [(mark.strip(), words.strip()) for mark, words in lines if words.strip()]


def _check(part: str, mark: str, words: str) -> None:
    """Raises Refused with words for what is missing on this line."""
    if len(words) > LONGEST_LINE:
        raise Refused(_("Write %(most)s signs at most on a line.") % {"most": LONGEST_LINE}, field=part)
    if part == Line.Part.PATH and not is_year(mark):
        raise Refused(_("Write the year of each step, for example 2014."), field=part)
    if part == Line.Part.DAY and not HOUR.fullmatch(mark):
        raise Refused(_("Write the hour of each line, for example 08:30."), field=part)
    if part == Line.Part.QUESTION and mark not in Line.Question:
        raise Refused(_("Choose a question of the list."), field=part)


def is_year(mark: str) -> bool:
    """Whether a step of a path can have this year: not in the far past, not to come."""
    return mark.isascii() and mark.isdecimal() and len(mark) == 4 and OLDEST_YEAR <= int(mark) <= clock.today().year
