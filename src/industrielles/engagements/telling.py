"""Who is told what, by letter: one function for each reader, each in her language, with what that letter always says."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.kit import typography
from industrielles.letters import verbs as letters
from industrielles.letters.models import Kind
from industrielles.network.models import Network
from industrielles.network.queries import coordinators_of
from industrielles.places import distance

from . import addresses, documents
from .models import Engagement, Invitation
from .wording import facts


def asker(template: str, engagement: Engagement, *, key: str, calendar: str = "", **context: Any) -> None:
    """Write to the one who asked, if she is still known. `calendar`: "PUBLISH" or "CANCEL" attaches the visit's calendar file."""
    if not engagement.contact_email:
        return
    with translation.override(engagement.language):
        said = {**facts(engagement), "follow": addresses.follow(engagement), "name": engagement.asker}
        letters.queue(
            template, to=engagement.contact_email, language=engagement.language, key=f"engagement/{engagement.code}/{key}",
            context=said | _spoken(context), reply_to=engagement.network.contact_email, attachments=_calendar(engagement, calendar))


def role_model(template: str, invitation: Invitation, *, key: str, calendar: str = "", kind: str = Kind.NECESSARY, **context: Any) -> None:
    """Write to the one invited; a reminder (`kind`) comes at the rhythm she chose."""
    engagement, person = invitation.engagement, invitation.role_model.person
    if not person.email:
        return
    with translation.override(person.language):
        agreed = engagement.status == Engagement.Status.CONFIRMED
        said = {**facts(engagement), **_road(invitation), "agreed": agreed, "name": person.first_name,
                "answer": addresses.answer(invitation),
                "answers": {choice: addresses.answer(invitation, choice) for choice in ("accept", "counter", "pass_on", "decline")}}
        letters.queue(
            template, to=person.email, language=person.language, key=f"invitation/{invitation.code}/{key}", kind=kind,
            context=said | _spoken(context), reply_to=invitation.network.contact_email, attachments=_calendar(engagement, calendar))


def coordinators(template: str, engagement: Engagement, networks: Iterable[Network], *, key: str, about: Invitation | None = None,
                 **context: Any) -> None:
    """Write to those who run these networks, each once; to a network's contact address while nobody runs it. The teacher is named to the
    owner alone; she whom the letter is `about`, with her words, to her own network alone."""
    readers: dict[str, tuple[str, list[Network]]] = {}
    for network in networks:
        found = {person.email: person.language for person in coordinators_of(network) if person.email} or {network.contact_email: "fr"}
        for email, language in found.items():
            readers.setdefault(email, (language, []))[1].append(network)
    for number, (email, (language, hers)) in enumerate(sorted(readers.items(), key=lambda reader: reader[0])):
        with translation.override(language):
            asker = engagement.asker if engagement.network in hers else str(engagement.asker_words)
            said = {**facts(engagement), "desk": addresses.request(engagement), "asker": asker, **_spoken(context)}
            letters.queue(template, to=email, language=language, key=f"engagement/{engagement.code}/{key}/{number}",
                          context=said | (_named(about, hers) if about else {}))


def who(invitations: Iterable[Invitation], *, public: bool = False) -> dict[str, Any]:
    """Those who come, in one line, and whether they are several."""
    people = [one.role_model.public_name if public else one.role_model.person.full_name for one in invitations]
    return {"who": lambda: _(" and ").join(filter(None, [", ".join(people[:-1]), *people[-1:]])), "several": len(people) > 1}


def _named(invitation: Invitation, readers: list[Network]) -> dict[str, str]:
    """Who she is, for her own network or one above it; elsewhere nobody is named and no word of hers is read."""
    if any(invitation.network.path.startswith(network.path) for network in readers):
        return {"who": invitation.role_model.public_name}
    return {"who": _("A woman of %(network)s") % {"network": invitation.network.name}, "words": "", "colleague": ""}


def _road(invitation: Invitation) -> dict[str, Any]:
    """How far it is for her: kilometres and minutes, rounded; None when nobody travels or a place is unknown."""
    engagement, her = invitation.engagement, invitation.role_model
    if engagement.remote or engagement.latitude is None or engagement.longitude is None or her.latitude is None or her.longitude is None:
        return {"km": None, "travel": None}
    km = distance.kilometres(engagement.latitude, engagement.longitude, her.latitude, her.longitude)
    return {"km": typography.number(max(1, round(km))), "travel": distance.minutes(km)}


def _spoken(context: dict[str, Any]) -> dict[str, Any]:
    """Values worked out in the language of the reader: what can be called is called here."""
    return {name: value() if callable(value) else value for name, value in context.items()}


def _calendar(engagement: Engagement, method: str) -> list[tuple[str, bytes, str]]:
    if not method:
        return []
    name = "visite.ics" if typography.french() else "visit.ics"
    return [(name, documents.calendar_file(engagement, method=method), f"text/calendar; method={method}")]
