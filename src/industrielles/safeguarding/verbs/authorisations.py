"""What parents allow: asked by mail, answered by a link without account, changed and taken back by the same link, at once."""
from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Signature
from industrielles.signatures.texts import asked

from .. import ages, marks, policies, telling
from ..models import Agreement, Authorisation, Guardian, Part
from ..models.authorisations import MODES
from ..texts import AUTHORISATION, IMAGE
from ._right import refuse_unless

Status = Authorisation.Status
REMINDED_AFTER = dt.timedelta(days=7)


@transaction.atomic
def ask_authorisation(person: Person, *, network: Network, born_on: dt.date, name: str, email: str, language: str = "fr",
                      by: Person | None = None) -> Authorisation:
    """Write to a parent of somebody of 14 to 17, who answers by a link. Asked again while it waits, the letter goes to this parent, and the
    link that went to another address opens nothing any more. Raises Refused: not of this age, the address of the girl herself (field)."""
    refuse_unless(by is None or policies.can_ask_authorisation(by, person, network))
    if ages.regime(born_on, clock.today()) not in (ages.Regime.CONFIRMED, ages.Regime.AUTHORISED):
        raise Refused(_("Parents are asked from 14 to 17 years."), field="born_on")
    address = people.checked(email)
    if marks.email_form(address) == marks.email_form(person.email or ""):
        raise Refused(_("Give the address of a parent, not your own."), field="email")
    if not name.strip():
        raise Refused(_("Give the name of a parent."), field="name")
    standing = Authorisation.objects.live().filter(person=person, network=network).select_for_update().first()
    if standing and standing.status == Status.GIVEN:
        return standing
    now = clock.now()
    made = standing or Authorisation.objects.create(
        person=person, network=network, born_on=born_on, adult_on=ages.birthday(born_on, ages.ADULT), asked_at=now, moved_at=now)
    for mistaken in Guardian.objects.filter(authorisation=made, rank=1).exclude(email__iexact=address):  # nothing was answered yet
        telling.withdraw(mistaken)
        mistaken.delete()
    guardian, _new = Guardian.objects.update_or_create(
        authorisation=made, rank=1, defaults={"name": name.strip(), "email": address, "language": language})
    journal.write("safeguarding.ask_authorisation", made, by=by, network_id=network.pk, person=person)
    telling.ask(guardian)
    return made


@transaction.atomic
def answer(guardian: Guardian, *, parts: Collection[str], emergency_name: str, emergency_phone: str, sole_holder: bool,
           shown_at: dt.datetime, second_name: str = "", second_email: str = "", address: str = "",
           by: Person | None = None) -> Authorisation:
    """A parent authorises: which ways to meet, whom to call; her image apart, which the other holder is asked too unless there is none.
    `address`: where the form was sent from. Raises Refused: no way to meet, no emergency contact, the other holder missing (field),
    answered already."""
    one = locked(guardian.authorisation)
    chosen = {Part(part) for part in parts} | {Part.TAKE_PART}
    _refuse_incomplete(one, guardian, chosen, emergency_name, emergency_phone, sole_holder, second_name, second_email)
    now = clock.now()
    one.move_to(Status.GIVEN, moved_at=now, sole_holder=sole_holder, emergency_name=emergency_name.strip(),
                emergency_phone=emergency_phone.strip())
    signed = _sign(guardian, AUTHORISATION, shown_at, address)
    released = _sign(guardian, IMAGE, shown_at, address) if Part.IMAGE in chosen else None
    for part in sorted(chosen):
        _agree(guardian, part, released if part == Part.IMAGE and released else signed)
    Guardian.objects.filter(pk=guardian.pk).update(answered_at=now)
    if Part.IMAGE in chosen and not sole_holder:
        other = Guardian.objects.create(authorisation=one, rank=2, name=second_name.strip(), email=people.checked(second_email),
                                        language=guardian.language)
        telling.ask_image(other)
    journal.write("safeguarding.authorise", one, by=by, as_="parent", network_id=one.network_id, person=one.person_id)
    telling.answered(guardian)
    _changed(one, by)
    return one


@transaction.atomic
def release_image(guardian: Guardian, *, agrees: bool, shown_at: dt.datetime, address: str = "", by: Person | None = None) -> Guardian:
    """The other holder says yes or no to pictures. Said twice, the last word counts. Raises Refused when all was taken back."""
    one = _open(guardian)
    if agrees:
        _agree(guardian, Part.IMAGE, _sign(guardian, IMAGE, shown_at, address))
    else:
        Agreement.objects.live().filter(guardian=guardian).update(withdrawn_at=clock.now())
    Guardian.objects.filter(pk=guardian.pk).update(answered_at=clock.now())
    journal.write("safeguarding.release_image", one, by=by, as_="parent", network_id=one.network_id, person=one.person_id)
    _changed(one, by)
    return guardian


@transaction.atomic
def give_part(guardian: Guardian, *, part: str, shown_at: dt.datetime, address: str = "", by: Person | None = None) -> Authorisation:
    """A parent who has answered allows one thing more. Raises Refused when all was taken back."""
    one = _open(guardian)
    kind = IMAGE if part == Part.IMAGE else AUTHORISATION
    if part == Part.IMAGE and not one.sole_holder and not one.guardians.filter(rank=2).exists():
        raise Refused(_("The other parent is asked too: a new form must be filled in. Write to us."))
    _agree(guardian, Part(part), _sign(guardian, kind, shown_at, address))
    journal.write("safeguarding.give_part", one, by=by, as_="parent", network_id=one.network_id, person=one.person_id)
    _changed(one, by)
    return one


@transaction.atomic
def take_back_part(guardian: Guardian, *, part: str, by: Person | None = None) -> Authorisation:
    """One thing is no longer allowed, from now on. Without a way to meet left, or without taking part, nothing is: all is taken back."""
    one = _open(guardian)
    Agreement.objects.live().filter(guardian=guardian, part=part).update(withdrawn_at=clock.now())
    left = set(Agreement.objects.live().filter(guardian=guardian).values_list("part", flat=True))
    if guardian.rank == 1 and (Part.TAKE_PART not in left or not left & set(MODES)):
        return revoke(guardian, by=by)
    journal.write("safeguarding.take_back_part", one, by=by, as_="parent", network_id=one.network_id, person=one.person_id)
    _changed(one, by)
    return one


@transaction.atomic
def revoke(guardian: Guardian, *, by: Person | None = None) -> Authorisation:
    """All is taken back, from now on; who signed is kept as long as the law asks. Done twice, it is done once."""
    one = locked(guardian.authorisation)
    if not one.is_live:
        return one
    one.move_to(Status.REVOKED, moved_at=clock.now())
    Agreement.objects.live().of(one).update(withdrawn_at=clock.now())
    signatures.end(one)
    journal.write("safeguarding.revoke", one, by=by, as_="parent", network_id=one.network_id, person=one.person_id)
    telling.revoked(one)
    _changed(one, by)
    return one


@transaction.atomic
def refuse(guardian: Guardian, *, by: Person | None = None) -> Authorisation:
    """A parent says no. Raises Refused when it was answered."""
    one = locked(guardian.authorisation)
    one.move_to(Status.REFUSED, moved_at=clock.now())
    journal.write("safeguarding.refuse", one, by=by, as_="parent", network_id=one.network_id, person=one.person_id)
    telling.revoked(one)
    _changed(one, by)
    return one


@transaction.atomic
def assent(one: Authorisation, *, by: Person) -> Authorisation:
    """At 14, her own word: she agrees herself. Said twice, it is said once."""
    refuse_unless(policies.is_hers(by, one))
    if Authorisation.objects.live().filter(pk=one.pk, assented_at=None).update(assented_at=clock.now()):
        journal.write("safeguarding.assent", one, by=by, network_id=one.network_id, person=one.person_id)
        _changed(one, by)
    one.refresh_from_db()
    return one


@transaction.atomic
def follow_birth(person: Person, *, born_on: dt.date, by: Person | None = None) -> int:
    """Her birth date was corrected, on proof seen: what was asked of her parents counts from the right day. Returns how many rows."""
    return Authorisation.objects.live().of(person).update(born_on=born_on, adult_on=ages.birthday(born_on, ages.ADULT))


@transaction.atomic
def remind_guardian(one: Authorisation, *, by: Person | None = None) -> int:
    """A parent who has not answered in a week is reminded, once. Returns how many letters."""
    waiting = [guardian for guardian in one.guardians.all() if guardian.answered_at is None] if one.status == Status.ASKED else []
    for guardian in waiting:
        telling.ask(guardian, again=True)
    return len(waiting)


@transaction.atomic
def forget_address(address: str, *, by: Person | None = None) -> int:
    """A parent without account has what rests on this address emptied: all she allowed is taken back first. Returns how many."""
    hers = list(Guardian.objects.of_address(address).select_related("authorisation").order_by("pk")) if address else []
    for guardian in hers:
        if guardian.rank == 1:
            revoke(guardian, by=by)
        elif guardian.authorisation.is_live:
            take_back_part(guardian, part=Part.IMAGE, by=by)
        Guardian.objects.filter(pk=guardian.pk).update(name="", email=f"{guardian.code.lower()}@forgotten.invalid")
    return len(hers)


@transaction.atomic
def clear_authorisations(old: Any, *, by: Person | None = None) -> int:
    """These are over: they go with the names of parents; who signed is kept as long as the law asks. Returns how many."""
    rows = list(old)
    for one in rows:
        signatures.end(one)
    return Authorisation.objects.filter(pk__in=[one.pk for one in rows]).delete()[1].get("safeguarding.Authorisation", 0)


def _refuse_incomplete(one: Authorisation, guardian: Guardian, chosen: set[Part], emergency_name: str, emergency_phone: str,
                       sole_holder: bool, second_name: str, second_email: str) -> None:
    if guardian.rank != 1:
        raise Refused(_("The first parent answers this form."))
    if not Guardian.objects.filter(pk=guardian.pk).exists():  # somebody else is asked instead, in this very instant
        raise Refused(_("This authorisation is over: a new one must be asked for."))
    if not chosen & set(MODES):
        raise Refused(_("Allow at least one way to meet."), field="parts")
    if not emergency_name.strip():
        raise Refused(_("Say whom to call in an emergency."), field="emergency_name")
    if len(marks.phone_form(emergency_phone)) < 8:
        raise Refused(_("Write a telephone number, for example 06 12 34 56 78."), field="emergency_phone")
    if Part.IMAGE in chosen and not sole_holder:
        if not second_name.strip():
            raise Refused(_("Pictures need both parents: name the other one, or tick that you are alone."), field="second_name")
        if marks.email_form(people.checked(second_email or "-@-.invalid")) in {marks.email_form(guardian.email),
                                                                               marks.email_form(one.person.email or "")}:
            raise Refused(_("Give the other parent’s own address."), field="second_email")


def _open(guardian: Guardian) -> Authorisation:
    one = locked(guardian.authorisation)
    if one.status != Status.GIVEN:
        raise Refused(_("This authorisation is over: a new one must be asked for."))
    return one


def _sign(guardian: Guardian, kind: str, shown_at: dt.datetime, address: str) -> Signature:
    text = asked(kind)
    hand = signatures.Hand(
        person=guardian, name=guardian.name, email=guardian.email, subject=guardian.authorisation, party=f"parent {guardian.rank}",
        language=text.language(guardian.language), shown_at=shown_at, address=address)
    return signatures.sign(text, hand=hand, proof=Signature.Proof.LINK)


def _agree(guardian: Guardian, part: Part, signed: Signature) -> None:
    Agreement.objects.get_or_create(guardian=guardian, part=part, withdrawn_at=None, defaults={
        "version": signed.version, "signature": signed.code, "given_at": clock.now()})


def _changed(one: Authorisation, by: Person | None) -> None:
    """The rooms stop at once what is no longer allowed (settings.AUTHORISATION_CHANGED)."""
    for dotted in settings.AUTHORISATION_CHANGED:
        import_string(dotted)(one.person, by=by)
