"""A girl, or a young person, applies; a parent and she herself confirm; she waits for a parent's agreement, then she is ready."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.safeguarding import policies as guarded
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.ages import is_minor
from industrielles.safeguarding.models import Authorisation, Part

from .. import addresses, policies, receiving, telling_life
from ..models import Group, Mentee, Mentor, Pair, Programme
from ._right import coordinators_of, hold, refuse_unless, tell
from .freeing import drop_matches
from .life_meetings import call_off

Status = Mentee.Status
MOST_UNCONFIRMED, HOUR = 3, dt.timedelta(hours=1)  # letters to one address by somebody who has proved nothing yet
SAID = ("first_name", "last_name", "called", "gender", "level", "school", "school_name", "commune", "department", "interests", "likes",
        "wonders", "wishes", "branch", "half_days", "modes", "languages", "needs", "ties", "parent_name", "parent_email")


@transaction.atomic
def apply_as_mentee(programme: Programme, *, email: str, born_on: dt.date, request_key: uuid.UUID, group: Group | None = None,
                    language: str = "fr", by: Person | None = None, **said: Any) -> Mentee:
    """She wishes to be accompanied; a letter asks her to confirm, and at 14 another asks a parent. `said`: fields of SAID.
    Sent again under one `request_key`, it is one application. Raises Refused: the programme takes nobody, or nobody of her age (field
    "born_on"); no address (field "email"); a parent is missing, or has her address (field "parent_email")."""
    if unknown := set(said) - set(SAID):
        raise TypeError(f"Nobody says {', '.join(sorted(unknown))} when applying.")
    address = people.checked(email)
    sent = Mentee.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    if not programme.takes_applications:
        raise Refused(_("This programme takes no more applications."))
    if receiving.refusal(programme, born_on):
        raise Refused(_("This programme is not for your age."), field="born_on")
    said |= _parent(address, born_on, said)
    crowded = Mentee.objects.unconfirmed_from(address, within=HOUR).count() >= MOST_UNCONFIRMED
    now = clock.now()
    mentee = Mentee(programme=programme, network=programme.network, request_key=request_key, email=address, born_on=born_on,
                    group=group if group and group.programme_id == programme.pk else None, language=language, sent_at=now,
                    lapses_at=now + Mentee.LIFE, **said)
    try:
        with transaction.atomic():
            mentee.save()
    except IntegrityError:
        return Mentee.objects.get(request_key=request_key)
    journal.write("mentoring.apply_as_mentee", mentee, by=by, network_id=mentee.network_id)
    _ask_to_confirm(mentee, silent=crowded)
    return mentee


def _parent(address: str, born_on: dt.date, said: dict[str, Any]) -> dict[str, str]:
    """The parent as she is kept: asked of minors, for nobody else."""
    if not is_minor(born_on, clock.today()):
        return {"parent_name": "", "parent_email": ""}
    try:
        parent = people.checked(said.get("parent_email", ""))
    except Refused:
        raise Refused(_("Write a parent’s e-mail address."), field="parent_email") from None
    if parent == address:
        raise Refused(_("A parent’s address cannot be yours."), field="parent_email")
    return {"parent_name": said.get("parent_name", "").strip(), "parent_email": parent}


def _ask_to_confirm(mentee: Mentee, *, silent: bool) -> None:
    """To her: is it you? At 14 a parent is asked too, in the same hour."""
    with translation.override(mentee.language):
        letters.queue(
            "mentoring/letters/mentee_confirm", to="" if silent else mentee.email, language=mentee.language,
            key=f"mentoring/{mentee.code}/confirm", reply_to=mentee.network.contact_email, context={
                "name": mentee.name, "programme": mentee.programme.name, "confirm": addresses.confirm(mentee), "days": Mentee.LIFE.days,
                "parent": mentee.needs_a_parent_first})
    if mentee.needs_a_parent_first:
        _ask_parent_first(mentee, silent=silent)


def _ask_parent_first(mentee: Mentee, *, silent: bool) -> None:
    """To a parent of a girl of 14: may she apply?"""
    with translation.override(mentee.language):
        letters.queue(
            "mentoring/letters/parent_confirm", to="" if silent or _is_flooded(mentee.parent_email) else mentee.parent_email,
            language=mentee.language,
            key=f"mentoring/{mentee.code}/parent", reply_to=mentee.network.contact_email, context={
                "name": mentee.parent_name, "child": mentee.first_name, "programme": mentee.programme.name,
                "network": mentee.network.name, "confirm": addresses.confirm_as_parent(mentee), "days": Mentee.LIFE.days})


def _is_flooded(parent: str) -> bool:
    """Whether as many letters as one mailbox takes in an hour went to this parent, whoever wrote the address."""
    return Mentee.objects.filter(parent_email=parent, sent_at__gt=clock.now() - HOUR).count() > MOST_UNCONFIRMED


@transaction.atomic
def confirm_mentee(mentee: Mentee, *, by: Person | None = None) -> Mentee:
    """She says that it is she, and that she wishes it. From 15 she has her account; at 14, once a parent has confirmed too.
    Confirmed twice, it is once. Raises Refused when she waited too long."""
    mentee = _confirmable(mentee)
    if mentee.status == Status.UNCONFIRMED and mentee.confirmed_at is None:
        Mentee.objects.filter(pk=mentee.pk).update(confirmed_at=clock.now())
        mentee.confirmed_at = clock.now()
        journal.write("mentoring.confirm_mentee", mentee, by=by, as_="mentee", network_id=mentee.network_id)
    return _let_in(mentee)


@transaction.atomic
def confirm_as_parent(mentee: Mentee, *, by: Person | None = None) -> Mentee:
    """A parent of a girl of 14 says from a mailbox that she may apply. Raises Refused when it is too late."""
    mentee = _confirmable(mentee)
    if mentee.status == Status.UNCONFIRMED and mentee.parent_confirmed_at is None:
        Mentee.objects.filter(pk=mentee.pk).update(parent_confirmed_at=clock.now())
        mentee.parent_confirmed_at = clock.now()
        journal.write("mentoring.confirm_as_parent", mentee, by=by, as_="parent", network_id=mentee.network_id)
    return _let_in(mentee)


def _confirmable(mentee: Mentee) -> Mentee:
    mentee = hold(mentee)
    if mentee.status == Status.UNCONFIRMED and (mentee.has_lapsed or not mentee.email):
        raise Refused(_("This link is too old: fill in the form again."))
    return mentee


def _let_in(mentee: Mentee) -> Mentee:
    """Once who must has confirmed: an account; for a minor, the question to a parent; nothing else opens before the answer."""
    if mentee.status == Status.UNCONFIRMED and mentee.confirmed_at:
        mentee = _of_the_age_told(mentee)
    complete = mentee.confirmed_at and (mentee.parent_confirmed_at or not mentee.needs_a_parent_first)
    if mentee.status != Status.UNCONFIRMED or not complete:
        return mentee
    person = people.meet(mentee.email, first_name=mentee.first_name, last_name=mentee.last_name, language=mentee.language, by=None)
    if Mentee.objects.live().filter(person=person, programme=mentee.programme).exists():
        mentee.move_to(Status.WITHDRAWN, person=person, decided_at=clock.now())
        return mentee
    if mentee.is_minor:
        mentee.move_to(Status.LOCKED, person=person)
        _ask_parent(mentee)
    else:
        mentee.move_to(Status.READY, person=person, ready_at=clock.now())
    tell(mentee, "mentoring/letters/mentee_confirmed", locked=mentee.status == Status.LOCKED, parent=mentee.parent_email)
    _of_one_age(mentee)
    return mentee


def _of_the_age_told(mentee: Mentee) -> Mentee:
    """Applying again is no way round a parent (trust 6): of the birth dates she gave from this mailbox the youngest counts, with the parent
    she named then, and who coordinates is told to ask for a proof. Not of an age of this programme, it goes no further."""
    young = Mentee.objects.born_otherwise(mentee).first()
    if young is None and not Mentor.objects.born_otherwise(mentee).exists():
        return mentee
    _tell_two_dates(mentee)
    if young is None or young.born_on < mentee.born_on:
        return mentee
    named = mentee if mentee.parent_email else young
    needed_none = not mentee.needs_a_parent_first
    Mentee.objects.filter(pk=mentee.pk).update(born_on=young.born_on, parent_name=named.parent_name, parent_email=named.parent_email)
    journal.write("mentoring.correct_birth", mentee, by=None, network_id=mentee.network_id)
    mentee = hold(mentee)
    if receiving.refusal(mentee.programme, young.born_on) not in ("", receiving.TOO_OLD):
        mentee.move_to(Status.WITHDRAWN, person=young.person, decided_at=clock.now())
        with translation.override(mentee.language):
            words = pgettext("tu", "You gave us another birth date before, and this programme is not for that age. If a date is wrong, "
                                   "answer this letter.")
        tell(mentee, "mentoring/letters/mentee_declined", words=words)
    elif needed_none and mentee.needs_a_parent_first:
        _ask_parent_first(mentee, silent=False)
    return mentee


def _tell_two_dates(mentee: Mentee) -> None:
    """To who coordinates: of one mailbox there are two birth dates. Neither is in the letter."""
    for person in coordinators_of(mentee.network):
        key = f"mentoring/{mentee.code}/birth/{person.code}"
        with translation.override(person.language):
            letters.queue(
                "mentoring/letters/pair", to=person.email or "", language=person.language, key=key, context={
                    "name": person.first_name, "subject": _("Two birth dates"), "button": _("See the application"),
                    "words": _("Somebody who applies gave another birth date before: until you have seen a proof, the youngest age "
                               "counts."),
                    "page": reverse("mentoring:mentee", args=[mentee.code])})


def _of_one_age(mentee: Mentee) -> None:
    """Her other applications that make her older follow: nobody is an adult here and a minor there."""
    older = Mentee.objects.live().filter(person=mentee.person, born_on__lt=mentee.born_on).exclude(pk=mentee.pk)
    for other in [hold(one) for one in older.order_by("pk")]:
        _tell_two_dates(other)
        _be_born_on(other, mentee.born_on, {"parent_name": mentee.parent_name, "parent_email": mentee.parent_email}, by=None)


def _ask_parent(mentee: Mentee) -> None:
    """The form by link, to a parent; at 14 her own word is noted with it. One that was given already for this network is enough. A parent
    who had her address forgotten is asked by nobody: who coordinates names another one (`correct_birth`)."""
    assert mentee.person is not None and mentee.born_on is not None
    if not mentee.parent_email:
        return
    asked = safeguarding.ask_authorisation(
        mentee.person, network=mentee.network, born_on=mentee.born_on, name=mentee.parent_name, email=mentee.parent_email,
        language=mentee.language, by=None)
    if mentee.needs_a_parent_first:
        safeguarding.assent(asked, by=mentee.person)
        mentee.refresh_from_db(fields=["status", "ready_at"])  # her word may have been all that was missing
    if mentee.status == Status.LOCKED and may_take_part(mentee):
        mentee.move_to(Status.READY, ready_at=clock.now())


@transaction.atomic
def follow_authorisation(person: Person, *, by: Person | None = None) -> int:
    """What a parent allows has changed: who was waiting is ready, who was ready waits again, at once; both of a pair are told that it
    rests, and of dates that do not stand. Turning 18 changes nothing until she chooses. Returns how many applications moved."""
    moved, locked = 0, set()
    for mentee in [hold(one) for one in Mentee.objects.live().of(person).filter(born_on__isnull=False).order_by("pk")]:
        allowed = may_take_part(mentee)
        if mentee.status == Status.LOCKED and allowed:
            mentee.move_to(Status.READY, ready_at=clock.now())
            tell(mentee, "mentoring/letters/mentee_ready")
        elif mentee.status == Status.READY and not allowed:
            mentee.move_to(Status.LOCKED, ready_at=None)
            drop_matches(mentee, by=by)
            locked.add(mentee.pk)
        else:
            continue
        journal.write("mentoring.follow_authorisation", mentee, by=by, network_id=mentee.network_id)
        moved += 1
    for pair in [hold(one) for one in Pair.objects.live().filter(mentee__person=person).order_by("pk")]:
        if pair.mentee_id in locked:
            telling_life.tell(pair, "still", key=f"{clock.today():%Y%m%d}")
        call_off(pair)
    return moved


def may_take_part(mentee: Mentee) -> bool:
    """Whether she is an adult, or a parent lets her take part today."""
    return mentee.born_on is not None and guarded.authorised(
        mentee.person, Part.TAKE_PART, born_on=mentee.born_on, network=mentee.network)


@transaction.atomic
def note_care(mentee: Mentee, *, in_care: bool, convention_on: dt.date | None = None, by: Person | None = None) -> Mentee:
    """A child entrusted to the department's protection is matched with its written agreement, and with a mentor whose certificate of good
    standing was seen (CASF L133-6). Raises Refused."""
    mentee = hold(mentee)
    refuse_unless(by is None or policies.can_note_care(by, mentee))
    mentee.in_care, mentee.convention_on = in_care, convention_on if in_care else None
    mentee.save(update_fields=["in_care", "convention_on"])
    if in_care:
        drop_matches(mentee, by=by)  # what waited was proposed under another rule
    for pair in [hold(one) for one in Pair.objects.live().filter(mentee=mentee).order_by("pk")]:
        call_off(pair)
    journal.write("mentoring.note_care", mentee, by=by, network_id=mentee.network_id)
    return mentee


@transaction.atomic
def correct_birth(mentee: Mentee, *, born_on: dt.date, parent_name: str = "", parent_email: str = "", by: Person) -> Mentee:
    """A coordinator corrects a birth date, on proof seen; she never does it herself (trust 6). The right age decides at once: before 18 a
    parent is asked (`parent_…`, where none is known) and her pairs are protected as those of minors; from 18 nobody is asked any more, and
    her pairs stay protected until she chooses (S-9). Raises Refused: not of an age of the programme, no parent to ask (fields)."""
    list(Authorisation.objects.of(mentee.person).select_for_update().order_by("pk"))  # first, as a parent who takes back holds them
    mentee = hold(mentee)
    refuse_unless(policies.can_correct_birth(by, mentee))
    if not mentee.is_live or mentee.person is None:
        raise Refused(_("Her application is over."))
    if receiving.refusal(mentee.programme, born_on):
        raise Refused(_("This programme is not for this age."), field="born_on")
    parent = _parent(mentee.email, born_on, {"parent_name": parent_name or mentee.parent_name,
                                             "parent_email": parent_email or mentee.parent_email})
    mentee = _be_born_on(mentee, born_on, parent, by=by)
    _of_one_age(mentee)
    return hold(mentee)


def _be_born_on(mentee: Mentee, born_on: dt.date, parent: dict[str, str], *, by: Person | None) -> Mentee:
    """The date is hers from now on, and decides at once."""
    assert mentee.person is not None
    Mentee.objects.filter(pk=mentee.pk).update(born_on=born_on, **parent)
    safeguarding.follow_birth(mentee.person, born_on=born_on, by=by)
    journal.write("mentoring.correct_birth", mentee, by=by, network_id=mentee.network_id)
    mentee = hold(mentee)
    if mentee.is_minor:
        Pair.objects.live().filter(mentee=mentee).update(shielded=True, adult_at=None)
    follow_authorisation(mentee.person, by=by)
    mentee = hold(mentee)
    if mentee.status == Status.LOCKED:
        _ask_parent(mentee)
    return mentee
