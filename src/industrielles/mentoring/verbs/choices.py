"""A mentee's own choice among three mentors without a name."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import policies, proposing, rules, telling_matching
from ..models import Card, Choice, Match, Mentee, Mentor, Side
from ._right import coordinators_of, hold, hold_programme, refuse_unless
from .freeing import conclude, free_of_proposals
from .matches import refuse_impossible, refuse_waiting

Status = Choice.Status


@transaction.atomic
def offer_choice(mentee: Mentee, *, mentors: Sequence[Mentor] | None = None, by: Person | None = None) -> Choice:
    """Three mentors, shown to her without a name and in no order: the best for her today, or those who coordinates chose (two or three),
    never herself. Nobody else is told, and no place is kept. Raises Refused: something waits for her already, too few are possible, one of
    them is not."""
    hold_programme(mentee.programme)
    mentee = hold(mentee)
    refuse_unless(by is None or policies.can_move(by, mentee))
    refuse_waiting(mentee)
    free_of_proposals(mentee, by=by)
    possible = {mentor.pk: (mentor, points) for mentor, points in proposing.best(mentee) if by is None or mentor.person_id != by.pk}
    wanted = [one.pk for one in mentors] if mentors is not None else list(possible)[:Choice.MOST]
    if mentors is not None and any(key not in possible for key in wanted):
        raise Refused(_("One of these mentors may not be proposed to her today: choose again."), field="mentors")
    if not 2 <= len(set(wanted)) <= Choice.MOST:
        raise Refused(_("A choice is among two or three mentors who are possible today."), field="mentors")
    choice = Choice.objects.create(programme=mentee.programme, network=mentee.network, mentee=mentee, offered_by=by,
                                   offered_at=clock.now(), until=clock.now() + Choice.PATIENCE)
    shown = sorted(set(wanted), key=lambda key: hashlib.sha256(f"{choice.code} {key}".encode()).digest())  # says nothing of the best
    Card.objects.bulk_create([Card(choice=choice, number=number, mentor=possible[key][0], points=possible[key][1])
                              for number, key in enumerate(shown, start=1)])
    journal.write("mentoring.offer_choice", choice, by=by, network_id=choice.network_id)
    telling_matching.tell_choice(choice, "choice")
    return choice


def open_cards(choice: Choice) -> list[Card]:
    """The cards she may still choose today; a mentor whose place was taken meanwhile, or who left, is not among them."""
    cards = list(choice.cards.select_related("mentor__branch", "mentor__commune", "mentor__person", "mentor__department"))
    where = proposing.ground_of(choice.mentee, [one.mentor for one in cards])
    if not where.mentees or not where.room:
        return []
    possible = {mentor.pk for mentor, rule in zip(where.mentors, where.why[0], strict=True) if rule == rules.Rule.ALLOWED}
    return [one for one in cards if one.mentor_id in possible]


def _hold(choice: Choice) -> Choice:
    hold_programme(choice.programme)
    hold(choice.mentee)
    found: Choice = hold(choice)
    return found


@transaction.atomic
def choose(choice: Choice, *, number: int, by: Person) -> Match:
    """She chooses one of them: it is her yes, and the mentor is asked. Chosen twice, it is once. Raises Refused: it is over, the place was
    taken meanwhile (the others remain)."""
    hold_programme(choice.programme)
    card = choice.cards.select_related("mentor").filter(number=number).first()
    if card is None:
        raise Refused(pgettext("tu", "Choose one of them, or none."), field="number")
    mentor = hold(card.mentor)
    choice = _hold(choice)
    refuse_unless(policies.can_choose(by, choice))
    made = choice.mentee.matches.filter(way=Match.Way.CHOICE, mentor=mentor, made_at=choice.ended_at).first() if choice.ended_at else None
    if made:
        return made
    if choice.status != Status.OFFERED:
        raise Refused(pgettext("tu", "This choice is over: nothing more is asked of you."))
    if card not in open_cards(choice):
        raise Refused(pgettext("tu", "The place of this mentor was taken meanwhile. The others are still there for you."), field="number")
    points = refuse_impossible(choice.mentee, mentor)
    conclude(choice, status=Status.CHOSEN, by=by)
    match = Match.objects.create(**proposing.row(choice.programme, choice.mentee, mentor, points, way=Match.Way.CHOICE) | {
        "made_at": choice.ended_at})
    match.move_to(Match.Status.ASKED, confirmed_at=clock.now(), confirmed_by=choice.offered_by, answer_by=clock.now() + Match.PATIENCE,
                  mentee_said_at=clock.now())
    journal.write("mentoring.choose", match, by=by, network_id=match.network_id)
    telling_matching.tell(match, "asked", [Side.MENTOR])
    return match


@transaction.atomic
def choose_none(choice: Choice, *, by: Person) -> Choice:
    """None of them suits, without a reason: they are not proposed to her again, and who coordinates is told. Raises Refused when it is
    over."""
    choice = _hold(choice)
    refuse_unless(policies.can_choose(by, choice))
    if choice.status == Status.NONE:
        return choice
    if choice.status != Status.OFFERED:
        raise Refused(pgettext("tu", "This choice is over: nothing more is asked of you."))
    conclude(choice, status=Status.NONE, by=by)
    journal.write("mentoring.choose_none", choice, by=by, network_id=choice.network_id)
    telling_matching.tell_adults(choice, "none", coordinators_of(choice.network))
    return choice


@transaction.atomic
def withdraw_choice(choice: Choice, *, by: Person | None = None) -> Choice:
    """Taken back by who coordinates, or not made in time (`by`: nobody): then one that she made in this very instant stands. Raises Refused
    once she has chosen."""
    choice = _hold(choice)
    refuse_unless(by is None or policies.can_move(by, choice.mentee))
    if choice.status == Status.OFFERED or (by and choice.status != Status.WITHDRAWN):
        conclude(choice, status=Status.WITHDRAWN, by=by)
        journal.write("mentoring.withdraw_choice", choice, by=by, network_id=choice.network_id)
    return choice


@transaction.atomic
def remind_choice(choice: Choice, *, by: Person | None = None) -> int:
    """Half way, once. Returns how many letters."""
    due = choice.status == Status.OFFERED and choice.offered_at <= clock.now() - Choice.PATIENCE / 2
    return telling_matching.tell_choice(choice, "choice remind") if due else 0
