"""What matching holds of a person, as she reads it: what was put to her and what she answered. Of the others no name and no answer."""
from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .models import Choice, Instruction, Match, Outcome


def sheets(person: Person) -> list[Sheet]:
    """Proposals, choices, and the calculations she was in."""
    hers = Q(mentee__person=person) | Q(mentor__person=person)
    asked = Match.objects.answered_by(person).order_by("confirmed_at", "pk")
    choices = Choice.objects.made_by(person).order_by("offered_at", "pk")
    found = Outcome.objects.filter(hers).exclude(scenario__ran_at=None).select_related("scenario__programme").order_by("pk")
    decided = Instruction.objects.filter(hers).select_related("scenario__programme").order_by("given_at", "pk")
    return [
        Sheet(pgettext("file name", "mentoring-proposals"), _("Proposals of mentoring put to me"), (
            _("programme"), _("on"), _("my answer"), _("what became of it")), tuple(
            (one.programme.name, one.confirmed_at.date(), answer_of(one, person), outcome_of(one)) for one in asked)),
        Sheet(pgettext("file name", "mentoring-choices"), _("My choices among three mentors"), (
            _("programme"), _("on"), _("state"), _("end")), tuple(
            (one.programme.name, one.offered_at.date(), str(one.get_status_display()), one.ended_at.date() if one.ended_at else None)
            for one in choices)),
        Sheet(pgettext("file name", "mentoring-calculations"), _("Calculations of pairs that I was in"), (
            _("programme"), _("on"), _("result")), tuple(
            (one.scenario.programme.name, one.scenario.ran_at.date(), _("somebody was found") if one.mentor_id else _("nobody was found"))
            for one in found)),
        Sheet(pgettext("file name", "mentoring-instructions"), _("What a coordinator decided before a calculation"), (
            _("programme"), _("on"), _("decision")), tuple(
            (one.scenario.programme.name, one.given_at.date(), str(one.get_kind_display())) for one in decided)),
    ]


def answer_of(match: Match, person: Person) -> str:
    """What she answered herself."""
    side = match.side_of(person)
    if match.refused_by == side:
        return _("no")
    return _("yes") if match.said_by(side) else ""


def outcome_of(match: Match) -> str:
    """How it ended, never by whom."""
    if match.status == Match.Status.ASKED:
        return _("waits for an answer")
    return _("a pair began") if match.status == Match.Status.ACCEPTED else _("came to nothing")
