"""A mentor applies, and takes the steps one after the other; each is written down with its day and who took it with her."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.network import verbs as network
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.safeguarding import marks
from industrielles.safeguarding import policies as guarded
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.ages import is_minor
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Signature

from .. import addresses, policies
from ..models import Charter, Mentee, Mentor, Module, Passed, Programme, Reference, Step
from ._right import hold, refuse_unless, tell
from .mentees import HOUR, MOST_UNCONFIRMED
from .programmes import charter_of

Status = Mentor.Status
SAID = ("first_name", "last_name", "phone", "gender", "job", "path", "diploma", "branch", "employer", "school_name", "commune",
        "department", "capacity", "half_days", "modes", "languages", "interests", "motivation")


@transaction.atomic
def apply_as_mentor(programme: Programme, *, email: str, born_on: dt.date, request_key: uuid.UUID, references: Iterable[dict[str, str]],
                    language: str = "fr", by: Person | None = None, **said: Any) -> Mentor:
    """Somebody of 18 or more offers to accompany; a letter asks her to confirm. `references`: two times {"name", "email", "phone",
    "relation"}. Sent again under one `request_key`, it is one application. Raises Refused."""
    if unknown := set(said) - set(SAID):
        raise TypeError(f"Nobody says {', '.join(sorted(unknown))} when applying.")
    address = people.checked(email)
    sent = Mentor.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    if not programme.takes_applications:
        raise Refused(_("This programme takes no more applications."))
    if is_minor(born_on, clock.today()):
        raise Refused(_("Mentors are 18 or more."), field="born_on")
    crowded = Mentor.objects.unconfirmed_from(address, within=HOUR).count() >= MOST_UNCONFIRMED
    now = clock.now()
    mentor = Mentor(programme=programme, network=programme.network, request_key=request_key, email=address, born_on=born_on,
                    language=language, sent_at=now, lapses_at=now + Mentor.LIFE, **said)
    try:
        with transaction.atomic():
            mentor.save()
    except IntegrityError:
        return Mentor.objects.get(request_key=request_key)
    for number, one in enumerate(references, start=1):
        Reference.objects.create(mentor=mentor, number=number, **one)
    journal.write("mentoring.apply_as_mentor", mentor, by=by, network_id=mentor.network_id)
    with translation.override(language):
        letters.queue(
            "mentoring/letters/mentor_confirm", to="" if crowded else address, language=language, key=f"mentoring/{mentor.code}/confirm",
            reply_to=mentor.network.contact_email, context={
                "name": mentor.first_name, "programme": programme.name, "confirm": addresses.confirm_mentor(mentor),
                "days": Mentor.LIFE.days})
    return mentor


@transaction.atomic
def confirm_mentor(mentor: Mentor, *, by: Person | None = None) -> Mentor:
    """She holds the mailbox: she is a member of the network from today, and her application is read. Whoever may not come back is
    recognised, and the referent told; nothing is said to her. Confirmed twice, it is once. Raises Refused when she waited too long."""
    mentor = hold(mentor)
    if mentor.status != Status.UNCONFIRMED:
        return mentor
    if mentor.has_lapsed or not mentor.email:
        raise Refused(_("This link is too old: fill in the form again."))
    if _said_a_minor(mentor):
        return mentor
    person = people.meet(mentor.email, first_name=mentor.first_name, last_name=mentor.last_name, phone=mentor.phone,
                         language=mentor.language, by=None)
    if Mentor.objects.live().filter(person=person, programme=mentor.programme).exists():
        mentor.move_to(Status.WITHDRAWN, person=person, decided_at=clock.now())
        return mentor
    network.join(person, network=mentor.network, by=None)
    mentor.move_to(Status.APPLIED, person=person)
    _write_step(mentor, on=clock.today(), by=person)
    journal.write("mentoring.confirm_mentor", mentor, by=None, as_="mentor", network_id=mentor.network_id, person=person)
    _recognise(mentor)
    tell(mentor, "mentoring/letters/mentor_step", next=_next_words(mentor))
    return mentor


def _said_a_minor(mentor: Mentor) -> bool:
    """Whether somebody with this mailbox applied to be accompanied, and is under 18 by what she said then: this goes no further."""
    young = Mentee.objects.born_otherwise(mentor).first()
    if young is None or not young.is_minor:
        return False
    mentor.move_to(Status.WITHDRAWN, person=young.person, decided_at=clock.now())
    with translation.override(mentor.language):
        words = _("Mentors are 18 or more, and you gave us another birth date before.")
    tell(mentor, "mentoring/letters/mentor_declined", words=words)
    return True


def _recognise(mentor: Mentor) -> None:
    for email, phone in _ways_to_reach(mentor):
        safeguarding.flag(mentor, network=mentor.network, email=email, phone=phone, name=mentor.full_name, born_on=mentor.born_on, by=None)


def _ways_to_reach(mentor: Mentor) -> list[tuple[str, str]]:
    """(address, telephone) of her application, then of her account: by either she may be recognised."""
    hers = (mentor.person.email or "", mentor.person.phone) if mentor.person else ("", "")
    return list(dict.fromkeys([(mentor.email, mentor.phone), hers]))


def _write_step(mentor: Mentor, *, on: dt.date, by: Person | None) -> None:
    Step.objects.create(mentor=mentor, status=mentor.status, on=on, taken_by=by)


def _next_words(mentor: Mentor) -> str:
    """What comes next, said to her."""
    return {
        Status.APPLIED: _("a coordinator calls you for an interview"), Status.INTERVIEWED: _("we call your two references"),
        Status.REFERENCES: _("you show a coordinator your certificate; she notes that she saw it and keeps no copy"),
        Status.CLEARED: _("you follow the training on your page"), Status.TRAINED: _("you sign the charter on your page"),
        Status.SIGNED: _("a coordinator reads your file a last time"), Status.MATCHABLE: _("we look for the girl you will accompany"),
    }.get(Status(mentor.status), "")


def _take(mentor: Mentor, status: str, *, on: dt.date | None, by: Person | None, **fields: Any) -> Mentor:
    """One step: its move, its day, who took it; a letter says what comes next."""
    day = on or clock.today()
    if day > clock.today():
        raise Refused(_("This day is still to come."), field="on")
    mentor.move_to(status, **fields)
    _write_step(mentor, on=day, by=by)
    journal.write("mentoring.take_step", mentor, by=by, network_id=mentor.network_id, step=Mentor.WAY.index(Status(status)))
    tell(mentor, "mentoring/letters/mentor_step", next=_next_words(mentor))
    return mentor


@transaction.atomic
def interview(mentor: Mentor, *, on: dt.date | None = None, words: str = "", by: Person | None = None) -> Mentor:
    """She was met, and may go on. Raises Refused."""
    mentor = hold(mentor)
    refuse_unless(by is None or policies.can_interview(by, mentor))
    return _take(mentor, Status.INTERVIEWED, on=on, by=by, interview=words.strip()[:600])


@transaction.atomic
def hear(reference: Reference, *, recommends: bool, on: dt.date | None = None, by: Person | None = None) -> Mentor:
    """A reference was heard. With the second who recommends her, she is a step further. Raises Refused, before the interview too."""
    mentor = hold(reference.mentor)
    refuse_unless(by is None or policies.can_hear(by, mentor))
    day = on or clock.today()
    if day > clock.today():
        raise Refused(_("This day is still to come."), field="on")
    if mentor.status != Status.INTERVIEWED:
        raise Refused(Mentor.REFUSALS[Status.REFERENCES])
    if recommends and _is_known_otherwise(mentor, reference):
        raise Refused(_("This reference has the address or the telephone of the mentor, or of another reference: hear somebody else."))
    Reference.objects.filter(pk=reference.pk).update(heard_on=day, heard_by=by, recommends=recommends)
    journal.write("mentoring.hear", mentor, by=by, network_id=mentor.network_id, number=reference.number)
    if mentor.references.filter(recommends=True).count() >= 2:
        return _take(mentor, Status.REFERENCES, on=day, by=by)
    return mentor


def _is_known_otherwise(mentor: Mentor, reference: Reference) -> bool:
    """Whether she is reached as the mentor herself, or as another who recommends her, however the address or the number is written."""
    others = [mentor, *mentor.references.filter(recommends=True).exclude(pk=reference.pk)]
    mails, phones = ({form(getattr(one, name) or "") for one in others} - {""} for form, name in (
        (marks.email_form, "email"), (marks.phone_form, "phone")))
    return marks.email_form(reference.email) in mails or marks.phone_form(reference.phone) in phones


@transaction.atomic
def add_reference(mentor: Mentor, *, by: Person | None = None, **said: str) -> Reference:
    """Another reference, when one could not be heard or does not recommend her. Raises Refused."""
    mentor = hold(mentor)
    refuse_unless(by is None or policies.can_hear(by, mentor))
    reference = Reference.objects.create(mentor=mentor, number=mentor.references.count() + 1, **said)
    journal.write("mentoring.add_reference", mentor, by=by, network_id=mentor.network_id, number=reference.number)
    return reference


@transaction.atomic
def clear(mentor: Mentor, *, kind: str = "", seen_on: dt.date | None = None, until: dt.date | None = None,
          by: Person | None = None) -> Mentor:
    """Her clearance was seen: kind, day, until when, and nothing of the document. Without a kind, one that is alive already serves.
    Raises Refused."""
    mentor = hold(mentor)
    refuse_unless(by is None or policies.can_clear(by, mentor))
    if not mentor.may_move_to(Status.CLEARED):
        raise Refused(mentor.refusal(mentor.status, Status.CLEARED))
    if kind:
        safeguarding.clear(mentor.person, network=mentor.network, kind=kind, seen_on=seen_on or clock.today(), until=until, by=by)
    if not is_cleared(mentor):
        raise Refused(_("No clearance of hers is valid today."), field="kind")
    mentor = _take(mentor, Status.CLEARED, on=seen_on, by=by)
    return _finish_training(mentor)


def is_cleared(mentor: Mentor) -> bool:
    """Whether a clearance of hers is valid today."""
    return mentor.person is not None and guarded.is_cleared(mentor.person)


def is_doubted(mentor: Mentor) -> bool:
    """Whether she looks like somebody who may not come back, and nobody has said that she is somebody else."""
    return guarded.is_doubted(mentor)


@transaction.atomic
def learn(mentor: Mentor, *, module: Module, answers: Sequence[int], by: Person | None = None) -> list[int]:
    """She answers the quiz of a module: the numbers of the questions she has wrong, none when it is passed. As often as she likes, from the
    interview on; with the last module she is trained, once her clearance was seen. Raises Refused."""
    mentor = hold(mentor)
    refuse_unless((by is None or policies.is_hers(by, mentor)) and module.programme_id == mentor.programme_id)
    if mentor.status not in Mentor.WAY[1:]:
        raise Refused(_("The training opens after the interview."))
    wrong = [n for n, question in enumerate(module.questions) if n >= len(answers) or answers[n] != question["right"]]
    if not wrong:
        Passed.objects.get_or_create(mentor=mentor, module=module)
        journal.write("mentoring.learn", mentor, by=by, network_id=mentor.network_id, number=module.number)
        _finish_training(mentor)
    return wrong


def left_to_learn(mentor: Mentor) -> list[Module]:
    """The modules she has not passed."""
    return list(mentor.programme.modules.exclude(pk__in=mentor.passed.values("module")).order_by("number"))


def _finish_training(mentor: Mentor) -> Mentor:
    if mentor.status == Status.CLEARED and not left_to_learn(mentor):
        return _take(mentor, Status.TRAINED, on=None, by=mentor.person)
    return mentor


@transaction.atomic
def sign(mentor: Mentor, *, shown_at: dt.datetime, address: str = "", by: Person | None = None) -> Mentor:
    """She signs the charter of mentors of today, signed in to her account; `address`: her IP address, kept as its network.
    Raises Refused."""
    mentor = hold(mentor)
    refuse_unless(by is None or policies.can_sign(by, mentor))
    charter = charter_of(mentor.programme, Charter.Party.MENTOR)
    if charter is None or not mentor.may_move_to(Status.SIGNED):
        raise Refused(mentor.refusal(mentor.status, Status.SIGNED))
    text = charter.text
    hand = signatures.Hand(
        person=mentor.person, name=mentor.full_name, email=mentor.email, subject=mentor, party="mentor",
        language=text.language((get_language() or "fr")[:2]), shown_at=shown_at, address=address)
    signatures.sign(text, hand=hand, proof=Signature.Proof.SESSION)
    return _take(mentor, Status.SIGNED, on=None, by=mentor.person)


@transaction.atomic
def note_signed(mentor: Mentor, *, on: dt.date | None = None, by: Person | None = None) -> Mentor:
    """She signed the charter on paper; the coordinator keeps the sheet. Raises Refused."""
    mentor = hold(mentor)
    refuse_unless(by is None or policies.can_clear(by, mentor))
    return _take(mentor, Status.SIGNED, on=on, by=by)


@transaction.atomic
def make_matchable(mentor: Mentor, *, by: Person | None = None) -> Mentor:
    """The last look: every step is taken, a clearance is valid today, nobody forbade her to come back. Raises Refused."""
    mentor = hold(mentor)
    refuse_unless(by is None or policies.can_make_matchable(by, mentor))
    if mentor.status == Status.SIGNED and not is_cleared(mentor):
        raise Refused(_("No clearance of hers is valid today."))
    if mentor.status == Status.SIGNED and is_doubted(mentor):
        raise Refused(_("The safeguarding referent has to look at this application first."))
    return _take(mentor, Status.MATCHABLE, on=None, by=by)
