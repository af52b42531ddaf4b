"""What a pair leaves: its dates for a calendar, a certificate for both, what she found, hers to take (PDF, JSON)."""
from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import icalendar
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.kit import calendars, clock
from industrielles.kit.refusals import Refused
from industrielles.letters.links import host

from .models import Meeting, Message, Pair, Side
from .rendezvous import PARIS


def calendar_file(meeting: Meeting) -> bytes:
    """A date as an iCalendar file (RFC 5545), on the clock of where the mentee lives: hours and a link; no name, since a calendar is read
    by others."""
    zone = meeting.pair.zone
    event = icalendar.Event()
    event.add("uid", f"{meeting.code.lower()}@{host()}")
    event.add("sequence", meeting.edition)
    event.add("dtstamp", clock.now())
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", _("Mentoring"))
    event.add("location", str(meeting.get_mode_display()))
    event.add("url", f"{settings.BASE_URL}{reverse('mentoring:pair', args=[meeting.pair.code])}")
    event.add("class", "PRIVATE")
    event.add("status", {"agreed": "CONFIRMED", "cancelled": "CANCELLED"}.get(meeting.status, "TENTATIVE"))
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{get_language() or 'fr'}//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(calendars.clock_of(zone.key, meeting.starts_at.year))
    calendar.add_component(event)
    return calendar.to_ical()


def found(pair: Pair, side: str) -> dict[str, Any]:
    """What one of the two takes away: meetings, goals, her own messages, her own answers; of the other a first name."""
    held = pair.meetings.held().order_by("starts_at", "pk")
    return {
        "programme": pair.programme.name, "with": pair.name_of(Side.MENTOR if side == Side.MENTEE else Side.MENTEE),
        "from": pair.first_met_on, "until": pair.ended_at.astimezone(PARIS).date() if pair.ended_at else None,
        "meetings": [{"on": one.local_start.date(), "minutes": one.minutes, "where": str(one.get_mode_display()),
                      "felt": one.felt_by(side)} for one in held],
        "goals": [{"words": one.words, "said_on": one.said_at.date(), "reached_on": one.reached_at.date() if one.reached_at else None}
                  for one in pair.goals.shown()],
        "messages": [{"at": one.sent_at.isoformat(), "body": one.body} for one in
                     Message.objects.filter(pair=pair, side=side).order_by("sent_at", "pk")],
        "answers": [{"on": one.due_on, **one.answers} for one in
                    pair.questions.filter(side=side).exclude(answers={}).order_by("due_on", "pk")],
    }


def as_json(pair: Pair, side: str) -> bytes:
    """For another program."""
    return json.dumps(found(pair, side), ensure_ascii=False, indent=1, default=str).encode()


def journal_pdf(pair: Pair, side: str) -> bytes:
    """On paper."""
    return _pdf("mentoring/documents/journal.html", {"pair": pair, "tu": side == Side.MENTEE, **found(pair, side)})


def certificate_pdf(pair: Pair, side: str) -> bytes:
    """That she was part of a pair: dates, meetings, hours; of the other nothing. Raises Refused before it is closed."""
    if pair.status != Pair.Status.CLOSED or pair.first_met_on is None:
        raise Refused(_("The certificate comes when the pair is closed."))
    held = list(pair.meetings.held())
    person = pair.person_of(side)
    applicant = pair.mentee if side == Side.MENTEE else pair.mentor
    return _pdf("mentoring/documents/certificate.html", {
        "pair": pair, "mentee": side == Side.MENTEE, "name": applicant.full_name or (person.full_name if person else ""),
        "count": len(held), "hours": round(sum(one.minutes for one in held) / 60), "today": clock.today()})


def _pdf(template: str, context: dict[str, Any]) -> bytes:
    from industrielles.kit.printing import as_pdf  # slow to load, and its libraries may be absent

    html = render_to_string(template, {"site_name": settings.SITE_NAME, "language": get_language(), **context})
    return as_pdf(html)


PAPERS: dict[str, tuple[Callable[[Pair, str], bytes], str]] = {
    "mentorat.json": (as_json, "application/json"), "mentorat.pdf": (journal_pdf, "application/pdf"),
    "attestation.pdf": (certificate_pdf, "application/pdf")}
