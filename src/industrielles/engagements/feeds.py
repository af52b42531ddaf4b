"""A role model's agenda as an iCalendar file (RFC 5545): visits agreed, invitations to answer. No minor, no telephone, no address of a
person: the name of a place, hours, and her own link to the page that says the rest."""
from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.kit import calendars, clock
from industrielles.letters.links import host
from industrielles.pool.models import RoleModel

from . import addresses
from .models import Engagement, Invitation

PAST = dt.timedelta(days=60)  # visits that stay in her agenda
MOST = 300


def agenda_file(role_model: RoleModel) -> bytes:
    """All of it, in the language of the moment; what is no longer there disappears from her calendar at its next reading."""
    calendar = icalendar.Calendar()
    for name, value in (
        ("prodid", f"-//{settings.SITE_NAME}//{get_language() or 'fr'}//"), ("version", "2.0"), ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"), ("name", settings.SITE_NAME), ("x-wr-calname", settings.SITE_NAME), ("x-published-ttl", "PT6H"),
    ):
        calendar.add(name, value)
    events = [*_visits(role_model), *_invitations(role_model)]
    for name in sorted({visit.zone.key for visit, _event in events}):
        calendar.add_component(calendars.clock_of(name, clock.today().year))
    for _visit, event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _visits(role_model: RoleModel) -> list[tuple[Engagement, icalendar.Event]]:
    """Accepted by her and confirmed, from two months ago on."""
    sent = Invitation.objects.behind_link().filter(
        role_model=role_model, status=Invitation.Status.ACCEPTED, engagement__starts_at__gte=clock.now() - PAST,
        engagement__status__in=(Engagement.Status.CONFIRMED, Engagement.Status.HELD))
    found = []
    for one in sent.order_by("engagement__starts_at", "pk")[:MOST]:
        visit = one.engagement
        event = _event(visit, f"{visit.code.lower()}@{host()}", _("Visit: %(place)s") % {"place": visit.place}, addresses.answer(one))
        event.add("dtstart", visit.starts_at.astimezone(visit.zone))
        event.add("dtend", visit.ends_at.astimezone(visit.zone))
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        found.append((visit, event))
    return found


def _invitations(role_model: RoleModel) -> list[tuple[Engagement, icalendar.Event]]:
    """To answer: one entry for each day proposed, that takes no time in her calendar."""
    sent = Invitation.objects.behind_link().filter(
        role_model=role_model, status=Invitation.Status.SENT, engagement__status__in=Engagement.OPEN)
    found = []
    for one in sent.prefetch_related("engagement__proposed_dates").order_by("sent_at", "pk")[:MOST]:
        visit = one.engagement
        for date in visit.proposed_dates.all():
            if date.on <= clock.today():
                continue
            event = _event(
                visit, f"{one.code.lower()}-{date.on:%Y%m%d}-{date.pk}@{host()}",
                _("To answer: %(place)s") % {"place": visit.place}, addresses.answer(one))
            event.add("dtstart", date.on)
            event.add("dtend", date.on + dt.timedelta(days=1))
            event.add("status", "TENTATIVE")
            event.add("transp", "TRANSPARENT")
            found.append((visit, event))
    return found


def _event(visit: Engagement, uid: str, summary: str, path: str) -> Any:
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("sequence", visit.edition)
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("summary", summary)
    event.add("location", _("Remote meeting") if visit.remote else visit.place)
    event.add("url", f"{settings.BASE_URL}{path}")
    event.add("class", "PRIVATE")
    return event
