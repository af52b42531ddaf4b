"""She changes her e-mail address, and can take it back."""
from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, links
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters

from ..models import AddressChange, Authenticator, Identity, LoginCode, Passkey, Person, RecoveryCode
from .codes import mail_code, prove
from .persons import checked
from .sign_ins import end_others

PURPOSE = "people.undo_address"


def bound(person: Person, secret: str) -> str:
    """What binds a code to this browser and to this purpose: it lets nobody sign in, and a code to sign in changes no address."""
    return salted_hmac("industrielles.people.address", f"{person.pk}:{secret}", algorithm="sha256").hexdigest()


@transaction.atomic
def ask_address(person: Person, email: str, *, secret: str, by: Person | None = None) -> str:
    """Mail a code to the new address; one that is somebody's already is sent a word instead, and whoever asks learns nothing.
    `secret`: of the browser that may use it. Returns the address as it is kept. Raises Refused (field "email")."""
    address = checked(email)
    if address == person.email:
        raise Refused(_("This is already your address."), field="email")
    taken = Person.objects.known_as(address).exists()
    template = "people/letters/address_taken" if taken else "people/letters/address_code"
    mail_code(address, browser=bound(person, secret), template=template, language=person.language)
    return address


@transaction.atomic
def change_address(person: Person, email: str, code: str, *, secret: str, session: str = "", by: Person | None = None) -> bool:
    """The code was right: she is known by the new address, the old one is told and can take it back, other browsers are signed out.
    False for a wrong code, that stays paid; also when the address became somebody's meanwhile."""
    address = checked(email)
    if not prove(address, code, browser=bound(person, secret)):
        return False
    she = locked(person)
    before = she.email or ""
    try:
        with transaction.atomic():
            she.email = address
            she.save(update_fields=["email"])  # and what she is found by
    except IntegrityError:
        return False
    person.email = address
    change = AddressChange.objects.create(person=person, old_email=before, new_email=address)
    LoginCode.objects.filter(email=before).delete()
    letters.follow(before, to=address)
    end_others(person, but=session, by=by)
    journal.write("people.change_address", person, by=by)
    letters.queue("people/letters/address_changed", to=before, language=person.language, key=f"people.address/{change.code}", context={
        "days": AddressChange.UNDO.days, "url": reverse("people:undo_address", args=[links.sign(PURPOSE, change.code)])})
    return True


@transaction.atomic
def undo_address(change: AddressChange, *, by: Person | None = None) -> Person:
    """The old address is hers again. Everything that came since goes: later changes, open sign-ins, what was added to sign in with, for
    whoever stole the account may have added it. Raises Refused when it is too late."""
    now = clock.now()
    live = AddressChange.objects.filter(pk=change.pk, undone_at=None, changed_at__gt=now - AddressChange.UNDO)
    if not live.update(undone_at=now):
        raise Refused(_("This change can no longer be taken back."))
    person = locked(change.person)
    if person.erased_at or Person.objects.known_as(change.old_email).exclude(pk=person.pk).exists():
        raise Refused(_("This change can no longer be taken back."))
    LoginCode.objects.filter(email=person.email).delete()
    letters.follow(person.email or "", to=change.old_email)
    person.email = change.old_email
    person.save(update_fields=["email"])
    AddressChange.objects.filter(person=person, undone_at=None, changed_at__gte=change.changed_at).update(undone_at=now)
    for model in (Authenticator, Passkey, Identity):
        model.objects.filter(person=person, added_at__gte=change.changed_at).delete()  # type: ignore[attr-defined]
    RecoveryCode.objects.filter(person=person).delete()
    end_others(person, by=by)
    journal.write("people.undo_address", person, by=by)
    return person


@transaction.atomic
def clear_address_changes(changes: Any, *, by: Person | None = None) -> int:
    """Forget these old addresses. Returns how many."""
    return changes.delete()[0]
