"""Somebody who may not come back is among the members: people decide, then her memberships end in words that say nothing of it."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.letters import verbs as letters
from industrielles.network.models import Membership
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Recognition
from industrielles.safeguarding.queries import recognised_person

from ..models import Application
from ._newcomers import hold
from .welcome import decline

Status = Application.Status


@transaction.atomic
def notice_banned(standing: Ban, *, email: str = "", by: Person | None = None) -> int:
    """Somebody may not come back (settings.BANNED). Members of any network who look like her come up, once each, for who runs theirs and
    for its referents to decide; the program removes nobody. Returns how many were noticed."""
    noticed = 0
    for membership in _each_once(standing):
        person = membership.person
        ways: dict[str, Any] = {"email": person.email or "", "phone": person.phone, "among": [standing]}
        if not safeguarding.recognise(**ways) or Recognition.objects.of(person).open().filter(ban=standing).exists():
            continue  # somebody else, or her application in another room waits for the same decision
        noticed += len(safeguarding.flag(person, network=membership.network, **ways, by=by))
    return noticed


def _each_once(standing: Ban) -> list[Membership]:
    """Every member once, of the network that decided first, then where she has been longest."""
    found = Membership.objects.current().filter(person__erased_at=None).select_related("person", "network").order_by("started_on", "pk")
    first = sorted(found, key=lambda one: one.network_id != standing.network_id)
    return list({one.person_id: one for one in reversed(first)}.values())


@transaction.atomic
def follow_recognition(recognition: Recognition, *, by: Person | None = None) -> int:
    """Somebody looked, and it is she (settings.RECOGNISED): she belongs to no network any more, what she asked is declined. She reads that
    it ends, and nothing of why. What the program settled by itself ends no membership. Returns how many ended. Raises Refused when she is
    the last coordinator of the umbrella."""
    if recognition.outcome != Recognition.Outcome.SAME or recognition.settled_by_id is None:
        return 0
    person = recognised_person(recognition)
    if person is None:
        return 0
    asked = _decline_all(person)
    hers = list(Membership.objects.of(person).select_related("person", "network").order_by("pk"))
    for membership in hers:
        pool.part(membership, reason=_("Decided by who answers for the collective."), by=None)
    if hers and not asked:
        _tell_ended(person, hers, recognition)
    return len(hers)


def _decline_all(person: Person) -> int:
    """What she asked and nobody has answered; her membership there ends with it. Returns how many."""
    waiting = Application.objects.filter(person=person, status__in=(Status.WAITING, Status.HANDED)).order_by("pk")
    for application in [hold(one) for one in waiting]:
        if application.status == Status.HANDED:
            application.move_to(Status.WAITING, sent_to=None)
        with translation.override(application.language):
            words = _("Your wish to join does not go on. Thank you for having offered.")
        decline(application, words=words)
    return len(waiting)


def _tell_ended(person: Person, hers: list[Membership], recognition: Recognition) -> None:
    with translation.override(person.language):
        letters.queue(
            "joining/letters/ended", to=person.email or "", language=person.language, key=f"joining.recognition/{recognition.code}/ended",
            reply_to=hers[0].network.contact_email, context={
                "name": person.first_name, "networks": ", ".join(one.network.name for one in hers), "data": reverse("rights:data")})
