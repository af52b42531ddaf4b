"""How a pair is followed, and how it ends: questions, news taken, stopping, closing, and forgetting when its time is over."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.signatures import verbs as signatures

from .. import asking, counting, policies, telling_life
from ..holding import stillness
from ..models import Closure, Contact, Goal, Meeting, Message, Opening, Pair, Pause, Promise, Questions, Ruling, Side
from ..rendezvous import delivered
from ._right import coordinators_of, hold, refuse_unless
from .life_meetings import call_off, other

Status = Pair.Status
PATIENCE = dt.timedelta(days=14)  # after the end, for closing answers and for who cannot be reached


@transaction.atomic
def ask_questions(pair: Pair, *, by: Person | None = None) -> int:
    """The questions of the programme's day, to both, once. Returns how many were asked."""
    pair = hold(pair)
    if not pair.is_alive or pair.first_met_on is None or pair.ends_on is None or stillness(pair):
        return 0
    programme = pair.programme
    due = asking.last_due(pair.first_met_on, pair.ends_on, clock.today(), first=programme.first_questions, every=programme.questions_every)
    return _ask(pair, due, closing=False) if due else 0


def _ask(pair: Pair, due: dt.date, *, closing: bool) -> int:
    made = 0
    for side in Side.values:
        if pair.person_of(side) is None:
            continue
        row, new = Questions.objects.get_or_create(pair=pair, side=side, due_on=due, closing=closing, defaults={"asked_at": clock.now()})
        if new:
            made += 1
            telling_life.tell(pair, "questions", [side], key=row.code, on=delivered(clock.now(), pair.zone),
                              page=reverse("mentoring:questions", args=[row.code]))
    return made


@transaction.atomic
def answer_question(questions: Questions, *, question: str, value: int, by: Person) -> Questions:
    """One tap: an answer from 1 (no) to 4 (yes); tapped again, the last one counts, until all are given. A low one is told to who
    coordinates. Raises Refused."""
    pair = hold(questions.pair)
    refuse_unless(policies.can_answer_questions(by, pair) and pair.side_of(by) == questions.side)
    questions, known = locked(questions), asking.asked(questions.side, closing=questions.closing)
    if question not in known or value not in asking.ANSWERS:
        raise Refused(_("Choose one of the answers."))
    if questions.answered_at:
        raise Refused(_("These questions are answered. Thank you."))
    questions.answers = {**questions.answers, question: value}
    if set(questions.answers) == set(known):
        questions.answered_at, questions.score = clock.now(), min(questions.answers.values())
    questions.save(update_fields=["answers", "answered_at", "score"])
    if questions.answered_at:
        counting.count_answers(pair, questions)
        journal.write("mentoring.answer_question", pair, by=by, network_id=pair.network_id)
        if questions.score <= Questions.LOW:
            telling_life.tell_adults(pair, "low", coordinators_of(pair.network), key=questions.code,
                                     page=reverse("mentoring:pair_desk", args=[pair.code]))
    return questions


@transaction.atomic
def take_news(pair: Pair, *, whom: str, how: str, found: str, word: str = "", on: dt.date | None = None,
              by: Person | None = None) -> Contact:
    """An adult of the programme took news. Raises Refused for a day to come (field "on")."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_take_news(by, pair))
    day = on or clock.today()
    if day > clock.today():
        raise Refused(_("This day is still to come."), field="on")
    contact = Contact.objects.create(pair=pair, on=day, whom=whom, how=how, found=found, word=word.strip()[:300], taken_by=by,
                                     written_at=clock.now())
    journal.write("mentoring.take_news", pair, by=by, network_id=pair.network_id)
    return contact


@transaction.atomic
def stop(pair: Pair, *, by: Person) -> Pair:
    """One of the two stops, without a reason: at once, for both. Raises Refused when it has ended."""
    pair = hold(pair)
    refuse_unless(policies.can_stop(by, pair))
    return _end(pair, Closure.Kind.ONE_SIDED, Closure.Reason.UNSAID, by=by)


@transaction.atomic
def end_pair(pair: Pair, *, reason: str = "", by: Person | None = None) -> Pair:
    """Who coordinates ends a pair: as planned, on its last day or after; before, with a reason. Raises Refused (field "reason")."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_close_pair(by, pair))
    planned = pair.ends_on is not None and pair.ends_on <= clock.today()
    if not planned and reason not in Closure.Reason.values:
        raise Refused(_("Before the planned day, say why."), field="reason")
    return _end(pair, Closure.Kind.PLANNED if planned else Closure.Kind.EARLY, "" if planned else reason, by=by)


def _end(pair: Pair, kind: str, reason: str, *, by: Person | None) -> Pair:
    pair.move_to(Status.ENDING, ended_at=clock.now(), frozen_from="")
    Closure.objects.create(pair=pair, kind=kind, reason=reason, asked_by=by, asked_at=clock.now())
    pair.pauses.filter(ended_at=None).update(ended_at=clock.now())
    call_off(pair)
    counting.count_end(pair, planned=kind == Closure.Kind.PLANNED)
    journal.write("mentoring.end_pair", pair, by=by, network_id=pair.network_id)
    if pair.programme.closing_questions and pair.first_met_on:
        _ask(pair, clock.today(), closing=True)
    side = pair.side_of(by) if by else ""
    telling_life.tell(pair, "ending", [other(side)] if side else Side.values, on=delivered(clock.now(), pair.zone))
    telling_life.tell_adults(pair, "ending", coordinators_of(pair.network), page=reverse("mentoring:pair_desk", args=[pair.code]))
    return pair


def left_to_close(pair: Pair, *, talked: bool) -> list[str]:
    """What stands before closing, in words: closing answers, a talk with both; nothing after a fortnight without them."""
    if pair.ended_at is None or clock.now() >= pair.ended_at + PATIENCE:
        return []
    left = [] if talked else [_("Talk about it with both first; after a fortnight without an answer it can be closed all the same.")]
    if pair.questions.filter(closing=True, answered_at=None).exists():
        left.append(_("The closing questions have no answer yet; after a fortnight it can be closed all the same."))
    return left


@transaction.atomic
def close_pair(pair: Pair, *, after: str, talked_with_mentee: bool = False, talked_with_mentor: bool = False,
               mentee_again: bool | None = None, mentor_again: bool | None = None, by: Person | None = None) -> Pair:
    """The pair is closed: what contact is allowed afterwards, who would begin again; both have a certificate, and what they noted is kept a
    year. Raises Refused: not ended, something left to do, free contact with a minor (field "after")."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_close_pair(by, pair))
    if pair.status != Status.ENDING:
        raise Refused(pair.refusal(pair.status, Status.CLOSED))
    if after not in Closure.After.values or (after == Closure.After.FREE and (pair.shielded or pair.mentee.is_minor)):
        raise Refused(_("Between a minor and her mentor there is no contact afterwards, or through the programme."), field="after")
    left = left_to_close(pair, talked=talked_with_mentee and talked_with_mentor)
    if left:
        raise Refused(left[0])
    Closure.objects.filter(pair=pair).update(
        after=after, talked_with_mentee=talked_with_mentee, talked_with_mentor=talked_with_mentor, mentee_again=mentee_again,
        mentor_again=mentor_again, closed_by=by)
    pair.move_to(Status.CLOSED, closed_at=clock.now())
    signatures.end(pair)
    journal.write("mentoring.close_pair", pair, by=by, network_id=pair.network_id)
    telling_life.tell(pair, "closed", on=delivered(clock.now(), pair.zone))
    return pair


@transaction.atomic
def end_pairs_of(applicant: Any, *, by: Person | None = None) -> int:
    """She left the programme, was declined or is forgotten: her pairs end. Returns how many."""
    pairs = [hold(one) for one in Pair.objects.live().filter(**{applicant._meta.model_name: applicant}).order_by("pk")]
    for pair in pairs:
        _end(pair, Closure.Kind.ONE_SIDED, Closure.Reason.UNSAID, by=by)
    return len(pairs)


@transaction.atomic
def empty_pairs(rows: Any, *, by: Person | None = None) -> int:
    """Past their term: messages, goals, answers and readings of these pairs go; that they met, when and how it ended stays, for the
    figures. Returns how many pairs."""
    found = list(rows)
    keys = [one.pk for one in found]
    Pair.objects.filter(pk__in=keys).update(emptied_at=clock.now(), first_met_with=None)  # from here the database lets messages go
    Ruling.objects.filter(message__pair__in=keys).delete()
    for model in (Message, Opening, Goal, Pause, Questions, Promise, Contact):
        model._default_manager.filter(pair__in=keys).delete()
    Meeting.objects.filter(pair__in=keys).update(second_adult="", felt_by_mentee="", felt_by_mentor="", proposed_by=None, told_by=None)
    Closure.objects.filter(pair__in=keys).update(asked_by=None, closed_by=None)
    for pair in found:
        telling_life.forget(pair)
    return len(keys)
