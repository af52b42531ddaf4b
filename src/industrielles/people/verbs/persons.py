"""A person is met, and erased."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.places.models import Department

from ..models import AddressChange, Authenticator, Consent, Identity, LoginCode, Passkey, Person, RecoveryCode, SignIn
from ..queries import normalised
from .sign_ins import sessions

LONGEST_ADDRESS = 254


@transaction.atomic
def meet(
    email: str, *, first_name: str = "", last_name: str = "", phone: str = "", language: str = "fr", by: Person | None = None
) -> Person:
    """The person of this address, made if nobody has it. What she says of herself is never overwritten: only blanks are filled.
    Raises Refused (field "email") when the address cannot be one."""
    address = checked(email)
    given = {"first_name": first_name.strip(), "last_name": last_name.strip(), "phone": phone.strip()}
    person, made = Person.objects.get_or_create(email=address, defaults={**given, "language": language})
    if made:
        journal.write("people.meet", person, by=by)
        return person
    blanks = {name: value for name, value in given.items() if value and not getattr(person, name)}
    if blanks:
        for name, value in blanks.items():
            setattr(person, name, value)
        person.save(update_fields=list(blanks))
    return person


@transaction.atomic
def describe(person: Person, *, gender: str = "", department: Department | None = None, by: Person | None = None) -> Person:
    """What she says of herself for the figures; what she leaves out stays as it was."""
    said = {name: value for name, value in (("gender", gender), ("department", department)) if value}
    for name, value in said.items():
        setattr(person, name, value)
    if said:
        person.save(update_fields=list(said))
        journal.write("people.describe", person, by=by)
    return person


def checked(email: str) -> str:
    """The address as it is kept. Raises Refused when it cannot be one."""
    address = normalised(email)
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST_ADDRESS:
        raise Refused(_("Write an e-mail address, for example name@example.org."), field="email")
    return address


@transaction.atomic
def erase_each(persons: Any, *, by: Person | None = None) -> int:
    """Erase these people. Returns how many."""
    return len([erase(person, by=by) for person in persons.order_by("pk")])


@transaction.atomic
def erase(person: Person, *, by: Person | None = None) -> Person:
    """Forget who she was: every room empties what it holds of her (settings.ERASERS), her sessions end, nothing more is sent to her.
    What was counted stays as it was. Done twice, it is done once."""
    person = locked(person)
    if person.erased_at:
        return person
    for dotted in settings.ERASERS:
        import_string(dotted)(person, by=by)
    if person.email:
        letters.forget_reader(person.email)
        LoginCode.objects.filter(email=person.email).delete()
    Consent.objects.live().filter(person=person).update(withdrawn_at=clock.now())
    changes = list(AddressChange.objects.filter(person=person))
    for change in changes:
        letters.forget_reader(change.old_email)
    sessions().forget_her(person.pk, {person.email or "", *(change.old_email for change in changes)})
    for model in (SignIn, Authenticator, Passkey, RecoveryCode, Identity, AddressChange):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]
    person.email, person.first_name, person.last_name, person.phone = None, "", "", ""
    person.gender, person.department = "", None
    person.is_active, person.erased_at, person.last_login = False, clock.now(), None
    person.save(update_fields=[
        "email", "first_name", "last_name", "phone", "gender", "department", "is_active", "erased_at", "last_login"])
    journal.write("people.erase", person, by=by)
    return person


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> Person:
    """Two accounts are one person: every room hands over what it holds of `gone` (settings.PERSON_SUCCESSORS), her letters follow, then
    `gone` is erased. What opens an account is never handed over. Raises Refused when either was erased, or as `erase` does."""
    gone, kept = locked(gone), locked(kept)
    if kept.erased_at or gone.erased_at:
        raise Refused(_("One of these accounts was erased meanwhile."))
    for dotted in settings.PERSON_SUCCESSORS:
        import_string(dotted)(gone, kept=kept, by=by)
    letters.follow(gone.email or "", to=kept.email or "")
    meet(kept.email or "", first_name=gone.first_name, last_name=gone.last_name, phone=gone.phone, by=None)
    journal.write("people.unite", kept, by=by, gone=gone)
    erase(gone, by=by)
    return kept
