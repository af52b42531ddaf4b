"""Consents given and withdrawn, one by one."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from .. import consents
from ..models import Consent, Person


@transaction.atomic
def consent(person: Person, *, purpose: str, source: str, network_id: int = 0, by: Person | None = None) -> Consent:
    """She says yes, herself, to the text asked now, in the language she reads; `source`: "join", "profile", "letter", "account".
    Said twice, it is said once. Nobody consents for somebody else. Raises Refused."""
    if by is not None and by.pk != person.pk:
        raise Refused(_("Nobody consents for somebody else."))
    live = Consent.objects.live().filter(person=person, purpose=purpose, network_id=network_id)
    standing = live.first()
    if standing and standing.version == consents.asked(purpose):
        return standing
    if standing:
        live.update(withdrawn_at=clock.now())
    try:
        with transaction.atomic():
            given = Consent.objects.create(
                person=person, purpose=purpose, network_id=network_id, version=consents.asked(purpose), source=source,
                language=(get_language() or "fr")[:2], given_at=clock.now())
    except IntegrityError:
        return live.get()
    journal.write("people.consent", given, by=by or person, network_id=network_id or None, person=person)
    return given


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, network_id: int | None = None, by: Person | None = None) -> int:
    """She takes it back, or a link she holds does, for one network (0: all of them together; None: wherever she gave it). Withdrawn twice,
    it is withdrawn once. What it allowed stops at once (settings.CONSENT_WITHDRAWN). Returns how many were live."""
    live = Consent.objects.live().filter(person=person, purpose=purpose)
    if network_id is not None:
        live = live.filter(network_id=network_id)
    taken = list(live.order_by("pk"))
    for one in taken:
        if Consent.objects.live().filter(pk=one.pk).update(withdrawn_at=max(clock.now(), one.given_at)):
            journal.write("people.withdraw_consent", one, by=by, network_id=one.network_id or None, person=person)
            for dotted in settings.CONSENT_WITHDRAWN:
                import_string(dotted)(person, purpose=one.purpose, network_id=one.network_id)
    return len(taken)


@transaction.atomic
def end_consents(person: Person, *, network_id: int, by: Person | None = None) -> int:
    """A network is no more: what she agreed to for it ends today. Nothing else follows: what it allowed has ended, or has its own consent
    where it goes on. Ended twice, it is ended once. Returns how many were live."""
    ended = 0
    for one in Consent.objects.live().filter(person=person, network_id=network_id).order_by("pk"):
        if Consent.objects.live().filter(pk=one.pk).update(withdrawn_at=max(clock.now(), one.given_at)):
            journal.write("people.end_consents", one, by=by, network_id=network_id, person=person)
            ended += 1
    return ended


@transaction.atomic
def clear_consents(given: Any, *, by: Person | None = None) -> int:
    """Forget these consents, taken back long ago: nobody needs their proof any more. Returns how many."""
    return given.delete()[0]
