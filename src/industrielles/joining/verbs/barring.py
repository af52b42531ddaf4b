"""Somebody who may not come back is among the members: people decide, then her memberships end in words that say nothing of it."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.letters import verbs as letters
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Recognition
from industrielles.safeguarding.policies import can_clear
from industrielles.safeguarding.queries import paths_above, recognised_person
from industrielles.safeguarding.telling import who_looks

from ..models import Application
from ._newcomers import hold
from .welcome import decline

Status = Application.Status


@transaction.atomic
def notice_banned(standing: Ban, *, email: str = "", by: Person | None = None) -> int:
    """Somebody may not come back (settings.BANNED). Members of any network who look like her come up, once each, for who runs theirs and
    for its referents to decide; the program removes nobody. Where nobody may but herself, the next network above that has somebody
    decides, else that of the ban. Returns how many were noticed."""
    noticed = 0
    for membership in _each_once(standing):
        person = membership.person
        ways: dict[str, Any] = {"email": person.email or "", "phone": person.phone, "among": [standing]}
        if not safeguarding.recognise(**ways):
            continue  # somebody else
        node, waiting = _where_decided(membership, standing), Recognition.objects.of(person).open().filter(ban=standing)
        if waiting.exists() and (node is None or any(map(who_looks, waiting))):
            continue  # her application in another room waits for the same decision
        kept = standing.network if can_clear(person, membership.network) else membership.network  # whoever is named there will decide
        noticed += len(safeguarding.flag(person, network=node or kept, **ways, by=by))
    return noticed


def _where_decided(membership: Membership, standing: Ban) -> Network | None:
    """Her network, else the next one above where somebody may settle; then the same from that of the ban. None while nobody may."""
    about = {"about_type": Person._meta.label_lower, "about_key": str(membership.person_id)}
    for first in (membership.network, standing.network):
        for node in sorted(Network.objects.ever().filter(path__in=paths_above(first)), key=lambda one: -len(one.path)):
            if who_looks(Recognition(ban=standing, network=node, **about)):
                return node
    return None


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
    _decline_all(person)
    hers = list(Membership.objects.of(person).select_related("person", "network").order_by("pk"))
    for membership in hers:
        pool.part(membership, reason=_("Decided by who answers for the collective."), by=None)
    if hers:
        _tell_ended(person, hers, recognition)
    return len(hers)


def _decline_all(person: Person) -> None:
    """What she asked and nobody has answered; her membership there ends with it, and its letter says so."""
    waiting = Application.objects.filter(person=person, status__in=(Status.WAITING, Status.HANDED)).order_by("pk")
    for application in [hold(one) for one in waiting]:
        if application.status == Status.HANDED:
            application.move_to(Status.WAITING, sent_to=None)
        with translation.override(application.language):
            words = _("Your wish to join does not go on. Thank you for having offered.")
        decline(application, words=words)


def _tell_ended(person: Person, hers: list[Membership], recognition: Recognition) -> None:
    with translation.override(person.language):
        letters.queue(
            "joining/letters/ended", to=person.email or "", language=person.language, key=f"joining.recognition/{recognition.code}/ended",
            reply_to=hers[0].network.contact_email, context={
                "name": person.first_name, "networks": ", ".join(one.network.name for one in hers), "data": reverse("rights:data")})
