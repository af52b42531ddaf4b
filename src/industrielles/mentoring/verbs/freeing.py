"""What waits for somebody is over at once when she may no longer be matched: she left, a parent took back, a report, a clearance."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.people.models import Person

from .. import telling_matching
from ..models import Choice, Match, Mentee, Mentor, Side
from ._right import hold


@transaction.atomic
def conclude(row: Match | Choice, *, status: str, by: Person | None = None, **fields: Any) -> None:
    """A match or a choice is over; letters that ask something about it are not sent any more. Raises Refused when it was over already."""
    row.move_to(status, ended_at=clock.now(), **fields)
    telling_matching.withdraw(row)


@transaction.atomic
def free_of_proposals(mentee: Mentee, *, by: Person | None = None) -> int:
    """Pairs with her that nobody has confirmed give way. Returns how many."""
    found = list(mentee.matches.select_for_update().filter(status=Match.Status.PROPOSED).order_by("pk"))
    for one in found:
        conclude(one, status=Match.Status.DROPPED, by=by)
    return len(found)


@transaction.atomic
def drop_matches(applicant: Mentee | Mentor, *, but: Match | None = None, by: Person | None = None) -> int:
    """Her live matches and her choice are dropped; the other side, if she was asked, is told that it is over. One that is over in this very
    instant stays as it is. Returns how many matches."""
    mine = Q(mentee=applicant) if isinstance(applicant, Mentee) else Q(mentor=applicant)
    live = Match.objects.live().filter(mine).exclude(pk=but.pk if but else None).whole()
    found = list(live.select_for_update(of=("self",)).order_by("pk"))
    other = Side.MENTOR if isinstance(applicant, Mentee) else Side.MENTEE
    for match in found:
        asked = match.status == Match.Status.ASKED
        conclude(match, status=Match.Status.DROPPED, by=by)
        journal.write("mentoring.drop_matches", match, by=by, network_id=match.network_id)
        if asked:
            telling_matching.tell(match, "over", [other])
    choices = Choice.objects.live().select_for_update().filter(mentee=applicant) if isinstance(applicant, Mentee) else ()
    for choice in choices:
        conclude(choice, status=Choice.Status.WITHDRAWN, by=by)
    return len(found)


def hold_applications(person: Person) -> list[Any]:
    """Everything she applied to, held as a yes holds it: mentors first."""
    return [hold(one) for model in (Mentor, Mentee) for one in model._default_manager.filter(person=person).order_by("pk")]


@transaction.atomic
def drop_matches_of(person: Person, *, by: Person | None = None) -> int:
    """The same of everything she applied to. Returns how many matches."""
    return sum(drop_matches(one, by=by) for one in hold_applications(person))


@transaction.atomic
def delete_matches(rows: Any, *, by: Person | None = None) -> int:
    """Past their term: of these programmes, who was proposed to whom is forgotten, with its letters. Returns how many programmes."""
    keys = list(rows.values_list("pk", flat=True))
    for model in (Match, Choice):
        found = model._default_manager.filter(programme__in=keys)
        for one in found:
            telling_matching.forget(one)
        found.delete()
    return len(keys)
