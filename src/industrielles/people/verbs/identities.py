"""An account elsewhere opens hers: recognised, linked, let go."""
from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from industrielles.journal import verbs as journal

from ..models import Identity, Person
from .telling import tell


@dataclass(frozen=True)
class Arrival:
    """What a provider says of somebody who comes from it; `verified`: it has made sure that the address is hers; `label`: its name."""

    provider: str
    label: str
    subject: str
    email: str
    verified: bool
    first_name: str = ""
    last_name: str = ""


@transaction.atomic
def enter_from(arrival: Arrival, *, by: Person | None = None) -> Person | None:
    """The person whom this account opens: linked before, or found by an address the provider has verified and then linked. None: nobody
    is known, or the address is not verified and its mailbox has to be asked."""
    linked = Identity.objects.filter(provider=arrival.provider, subject=arrival.subject).select_related("person").first()
    person = linked.person if linked else None
    if person is None and arrival.verified:
        person = Person.objects.living().known_as(arrival.email).first()
        if person and not link(person, arrival, by=person):
            return None
    if person is None or not person.is_active:
        return None
    journal.write("people.enter", person, by=person)
    return person


@transaction.atomic
def link(person: Person, arrival: Arrival, *, by: Person | None = None) -> bool:
    """This account elsewhere opens hers from now on; she is told. False when it already opens another one."""
    try:
        with transaction.atomic():
            made = Identity.objects.create(person=person, provider=arrival.provider, subject=arrival.subject)
    except IntegrityError:
        return Identity.objects.filter(provider=arrival.provider, subject=arrival.subject, person=person).exists()
    journal.write("people.link", made, by=by, person=person)
    tell(person, subject=format_lazy(_("{provider} opens your account"), provider=arrival.label),
         what=format_lazy(_("From now on you can sign in with {provider}."), provider=arrival.label))
    return True


@transaction.atomic
def unlink(identity: Identity, *, by: Person | None = None) -> bool:
    """This account elsewhere opens hers no more. Returns whether it still did."""
    gone = bool(Identity.objects.filter(pk=identity.pk).delete()[0])
    if gone:
        journal.write("people.unlink", identity.person, by=by)
    return gone
