"""Who applied is declined, withdraws, is forgotten: mentees, mentors and groups alike."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.people.queries import normalised
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Recognition
from industrielles.signatures import verbs as signatures

from .. import counting, policies, telling_life
from ..models import Closure, Group, Match, Meeting, Mentee, Mentor, Pair, Pause, Programme, Reference
from ._right import forget_letters, hold, refuse_unless, tell
from .freeing import drop_matches
from .life_follow import end_pairs_of
from .life_meetings import call_off
from .mentors import _ways_to_reach


@transaction.atomic
def decline(applicant: Mentee | Mentor, *, words: str, by: Person | None = None) -> Any:
    """Not in this programme: a letter says why, and what she can do instead. Raises Refused, also without a reason (field "words")."""
    applicant = hold(applicant)
    refuse_unless(by is None or policies.can_decline(by, applicant))
    if not words.strip():
        raise Refused(_("Say why, in a sentence: she reads it."), field="words")
    return _turned_away(applicant, words, by)


def _turned_away(applicant: Mentee | Mentor, words: str, by: Person | None) -> Any:
    applicant.move_to(applicant.Status.DECLINED, decided_at=clock.now(), word=words.strip()[:600])
    _close(applicant, by)
    journal.write("mentoring.decline", applicant, by=by, network_id=applicant.network_id)
    letter = "mentoring/letters/mentee_declined" if isinstance(applicant, Mentee) else "mentoring/letters/mentor_declined"
    tell(applicant, letter, words=applicant.word)
    return applicant


@transaction.atomic
def withdraw(applicant: Mentee | Mentor, *, by: Person | None = None) -> Any:
    """She no longer wishes it, without giving a reason. Raises Refused when it is over already."""
    applicant = hold(applicant)
    refuse_unless(by is None or policies.can_withdraw(by, applicant))
    applicant.move_to(applicant.Status.WITHDRAWN, decided_at=clock.now())
    _close(applicant, by)
    journal.write("mentoring.withdraw", applicant, by=by, network_id=applicant.network_id)
    return applicant


@transaction.atomic
def notice_banned(standing: Ban, *, email: str = "", by: Person | None = None) -> int:
    """Somebody may not come back (settings.BANNED). Mentors who look like her are noticed, and their pairs rest until somebody has looked;
    with the very address that was given it is she, and her pairs end. Returns how many were noticed."""
    wanted, noticed = normalised(email) if email else "", 0
    for mentor in Mentor.objects.live().confirmed().whole().order_by("pk"):
        found = [one for address, phone in _ways_to_reach(mentor) for one in safeguarding.flag(
            mentor, network=mentor.network, email=address, phone=phone, name=mentor.full_name, born_on=mentor.born_on, among=[standing],
            by=by)]
        for one in found:
            noticed += 1
            if wanted and wanted in (mentor.email, mentor.person.email if mentor.person else ""):
                safeguarding.settle(one, outcome=Recognition.Outcome.SAME)
            else:
                drop_matches(mentor, by=by)
                for pair in [hold(one) for one in Pair.objects.live().filter(mentor=mentor).order_by("pk")]:
                    telling_life.tell(pair, "still", key=standing.code)
                    call_off(pair)
    return noticed


@transaction.atomic
def follow_recognition(recognition: Recognition, *, by: Person | None = None) -> int:
    """Somebody looked (settings.RECOGNISED): a mentor who may not come back is not received, her pairs end at once; of why she reads
    nothing. Returns how many applications ended."""
    column = {Mentor._meta.label_lower: "pk", Person._meta.label_lower: "person"}.get(recognition.about_type)
    if recognition.outcome != Recognition.Outcome.SAME or column is None:
        return 0
    gone = [hold(one) for one in Mentor.objects.live().confirmed().filter(**{column: int(recognition.about_key)}).order_by("pk")]
    for mentor in gone:
        if mentor.is_live:  # not gone in this very instant
            with translation.override(mentor.language):
                words = _("Your application does not go on. Thank you for having offered.")
            _turned_away(mentor, words, None)
    return len(gone)


def _close(applicant: Mentee | Mentor, by: Person | None) -> None:
    """From now the law counts for what she signed; her pairs end, and what was proposed with her is over."""
    end_pairs_of(applicant, by=by)
    drop_matches(applicant, by=by)
    if isinstance(applicant, Mentor):
        signatures.end(applicant)


@transaction.atomic
def clear_unconfirmed(rows: Any, *, by: Person | None = None) -> int:
    """Delete what nobody confirmed in time, with its letters: mentees, mentors or groups. Returns how many."""
    found = list(rows)
    forget_letters(found)
    if not found:
        return 0
    model = type(found[0])
    keys = [one.pk for one in found]
    Reference.objects.filter(mentor__in=keys if model is Mentor else []).delete()
    return model._default_manager.filter(pk__in=keys).delete()[1].get(model._meta.label, 0)


@transaction.atomic
def empty(rows: Any, *, by: Person | None = None) -> int:
    """The words of who applied long ago go; that somebody applied, to what, and how far she went stays, for the figures."""
    found = list(rows)
    forget_letters(found)
    return _emptied(found)


def _emptied(found: list[Any]) -> int:
    keys = [one.pk for one in found]
    gone: dict[str, Any] = {"commune": None, "person": None, "born_on": None, "emptied_at": clock.now(), "interests": [], "modes": [],
                            "languages": [], "half_days": 0}
    if not found:
        return 0
    if isinstance(found[0], Mentor):
        Reference.objects.filter(mentor__in=keys).delete()
        Mentor.objects.filter(pk__in=keys).update(**gone, **dict.fromkeys(Mentor.WORDS, ""), school_name="")
    else:
        Mentee.objects.filter(pk__in=keys).update(**gone, **dict.fromkeys(Mentee.WORDS, ""), school=None, wishes=[], needs=[],
                                                  in_care=False, convention_on=None)
    return len(keys)


@transaction.atomic
def empty_groups(rows: Any, *, by: Person | None = None) -> int:
    """Who applied for a school, long ago, is no longer named. Returns how many."""
    keys = [one.pk for one in rows]
    return Group.objects.filter(pk__in=keys).update(contact_name="", contact_email="", emptied_at=clock.now())


@transaction.atomic
def forget_references(rows: Any, *, by: Person | None = None) -> int:
    """Who was called about a mentor is forgotten; that two people were heard stays in the steps. Returns how many."""
    return rows.update(name="", email="", phone="", relation="")


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> None:
    """Two accounts are one person: her applications with their pairs, the programmes she watches over, the meetings she proposed, and
    where others named her, are the kept one's. In a programme where both applied, the kept account's application stands; nobody is in a
    pair with herself: such an application ends as the account is erased. What was written and who read it stay as they were."""
    live = {Mentee: Q(status__in=(Mentee.Status.LOCKED, Mentee.Status.READY)), Mentor: Q(status__in=Mentor.WAY)}
    alone = {Mentee: Q(pairs__mentor__person=kept), Mentor: Q(pairs__mentee__person=kept)}
    for match in Match.objects.live().filter(Q(mentee__person=gone, mentor__person=kept) | Q(mentee__person=kept, mentor__person=gone)):
        drop_matches(match.mentee, by=by)
    for model in (Mentee, Mentor):
        rows = model._default_manager
        standing = list(rows.filter(live[model], person=kept).values_list("programme", flat=True))
        left = [*rows.filter(live[model], person=gone, programme__in=standing).values_list("pk", flat=True),
                *rows.filter(alone[model], person=gone).values_list("pk", flat=True)]
        hers = Q(person=gone) | (Q(person=None, email__iexact=gone.email) if gone.email else Q(pk__in=[]))
        if kept.email:
            rows.filter(hers, emptied_at=None).exclude(pk__in=left).update(email=kept.email)
        rows.filter(person=gone).exclude(pk__in=left).update(person=kept)
    counting.unite(kept)
    Programme.objects.filter(referent=gone).update(referent=kept)
    Meeting.objects.filter(proposed_by=gone).update(proposed_by=kept)
    Meeting.objects.filter(told_by=gone).update(told_by=kept)
    Pause.objects.filter(asked_by=gone).update(asked_by=kept)
    Closure.objects.filter(asked_by=gone).update(asked_by=kept)
    if gone.email and kept.email:
        Reference.objects.filter(email__iexact=gone.email).update(email=kept.email)
        Mentee.objects.filter(parent_email__iexact=gone.email).update(parent_email=kept.email)
        Group.objects.filter(contact_email__iexact=gone.email).update(contact_email=kept.email)


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her applications end and are emptied, those never confirmed go; nor is she named as a parent, a reference, the
    contact of a school. That she wrote an impact assessment stays until the term of its programme (GDPR art. 35)."""
    for model in (Mentee, Mentor):
        unclaimed = Q(email=person.email, person=None) if person.email else Q(pk__in=[])
        hers = list(model._default_manager.filter(Q(person=person) | unclaimed).order_by("pk"))
        for one in hers:
            if one.is_live:
                withdraw(one, by=by)
        forget_letters(hers)
        _drop(model, [one for one in hers if one.status == model.Status.UNCONFIRMED])
        _emptied([one for one in hers if one.status != model.Status.UNCONFIRMED])
    _forget_named(person.email or "")


def _drop(model: Any, found: list[Any]) -> None:
    keys = [one.pk for one in found]
    if model is Mentor:
        Reference.objects.filter(mentor__in=keys).delete()
    model._default_manager.filter(pk__in=keys).delete()


@transaction.atomic
def forget_address(address: str, *, by: Person | None = None) -> int:
    """Somebody without an account asks to be forgotten: what was sent with her address and never confirmed, who she is as a parent, a
    reference, the contact of a school. Returns how many rows."""
    wanted, count = normalised(address) if address else "", 0
    if not wanted:
        return 0
    for model in (Mentee, Mentor):
        found = list(model._default_manager.filter(email=wanted, person=None, emptied_at=None))
        forget_letters(found)
        _drop(model, found)
        count += len(found)
    return count + _forget_named(wanted)


def _forget_named(address: str) -> int:
    """Whom others named with this address is no longer named: a reference, a parent, the contact of a school. Returns how many rows."""
    if not address:
        return 0
    count = Reference.objects.filter(email__iexact=address).update(name="", email="", phone="", relation="")
    count += Mentee.objects.filter(parent_email__iexact=address).update(parent_name="", parent_email="")
    return count + Group.objects.filter(contact_email__iexact=address).update(contact_name="", contact_email="", emptied_at=clock.now())
