"""What follows when somebody takes a consent back, stops the news, or is erased."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person

from ..models import Export, Recipient, SavedView, Subscription
from .subscriptions import end


@transaction.atomic
def follow_withdrawal(person: Person, *, purpose: str, network_id: int = 0, by: Person | None = None) -> None:
    """She took back her consent to the news (settings.CONSENT_WITHDRAWN): what waits to be sent to her is withdrawn at once."""
    if purpose != Purpose.NEWS:
        return
    hers = Recipient.objects.filter(person=person, issue__stream="news")
    _withhold(hers if not network_id else hers.filter(network=network_id))


@transaction.atomic
def follow_refusal(address_hash: str, *, network_id: int = 0, by: Person | None = None) -> None:
    """The reader of an address stopped the news of a network, 0: of all (settings.NEWS_REFUSED): her consent is withdrawn, her subscription
    ends, what waits is withdrawn."""
    where = Q(network=network_id) if network_id else Q()
    readers = Recipient.objects.known_as(address_hash).filter(where, issue__stream="news")
    given = Consent.objects.to(Purpose.NEWS, network_id or None)
    for person in Person.objects.of_hash(address_hash).filter(pk__in=given.order_by().values("person")).order_by("pk"):
        for network in [network_id, 0] if network_id else [None]:
            people.withdraw_consent(person, purpose=Purpose.NEWS, network_id=network)
    end(Subscription.objects.filter(where, address_hash=address_hash), by=by)
    _withhold(readers)


def _withhold(recipients: Any) -> None:
    """Whoever waits is left out; a letter that has not left is withdrawn."""
    for one in recipients.select_related("issue").order_by("pk"):
        Recipient.objects.filter(pk=one.pk, status=Recipient.Status.WAITING).update(status=Recipient.Status.SKIPPED)
        letters.withdraw(f"members.issue/{one.issue.code}/{one.code}")


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her own views, her subscriptions, what waits for her, and that files held her row."""
    SavedView.objects.of(person).filter(shared=False).delete()
    SavedView.objects.of(person).update(query="")
    _withhold(Recipient.objects.filter(person=person, status=Recipient.Status.WAITING))
    if person.email:
        end(Subscription.objects.of_address(person.email), by=by)
    Export.people.through.objects.filter(person=person).delete()


@transaction.atomic
def forget_views(views: Any, *, by: Person | None = None) -> int:
    """Views that nobody changed for long. Returns how many."""
    return int(views.delete()[0])


@transaction.atomic
def forget_address(address: str, *, by: Person | None = None) -> int:
    """Somebody without an account asks to be forgotten: her subscriptions end. Returns how many."""
    return end(Subscription.objects.of_address(address), by=by)


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> None:
    """Two accounts are one person: her views whose name is free, the letters she received, the files that held her row and the news she
    had asked for go to the one that is kept."""
    names = list(SavedView.objects.of(kept).values_list("folded", flat=True))
    SavedView.objects.of(gone).exclude(folded__in=names).update(owner=kept)
    Recipient.objects.filter(person=gone).update(person=kept)
    rows = Export.people.through.objects
    rows.filter(person=gone).exclude(export__in=list(rows.filter(person=kept).values_list("export", flat=True))).update(person=kept)
    hers = {} if not kept.email else {"email": kept.email, "address_hash": hashed(kept.email)}
    taken = list(Subscription.objects.of_address(kept.email or "-").values_list("network", flat=True))
    if hers and gone.email:
        Subscription.objects.of_address(gone.email).exclude(network__in=taken).update(**hers)
