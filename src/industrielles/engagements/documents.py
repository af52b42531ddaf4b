"""Papers that go with a visit: its calendar file, the head of school's authorisation to print."""
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import icalendar
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.kit import calendars, clock
from industrielles.kit.refusals import Refused
from industrielles.letters.links import host

from .queries import remarks
from .wording import called, facts

if TYPE_CHECKING:
    from .models import Engagement

__all__ = ["authorisation_form", "calendar_file", "remarks"]


def calendar_file(engagement: Engagement, *, method: str = "PUBLISH") -> bytes:
    """The visit as an iCalendar file (RFC 5545), on the clock of the school; "CANCEL" takes it out. The UID never changes and SEQUENCE
    grows, so that a calendar moves the visit instead of showing two. Needs a date. Nothing in it names a person."""
    start, end = engagement.starts_at, engagement.ends_at
    assert start and end, "A calendar file needs a date."
    event = icalendar.Event()
    event.add("uid", f"{engagement.code.lower()}@{host()}")
    event.add("sequence", engagement.edition)
    event.add("dtstamp", clock.now().astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", start.astimezone(engagement.zone))
    event.add("dtend", end.astimezone(engagement.zone))
    event.add("summary", _("Visit of a woman of industry: %(school)s") % {"school": engagement.school_name} if engagement.is_class_visit
              else called(engagement))
    event.add("location", _("Remote meeting") if engagement.remote else ", ".join(filter(None, [engagement.place, engagement.room])))
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if method == "CANCEL" else "OPAQUE")
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{get_language() or 'fr'}//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(calendars.clock_of(engagement.zone.key, start.year))
    calendar.add_component(event)
    return calendar.to_ical()


def authorisation_form(engagement: Engagement) -> bytes:
    """The head of school's agreement, filled in and ready to sign, as a tagged PDF (PDF/UA-1) in the language of the moment.
    Raises Refused, in words, when the libraries that draw PDF files are missing."""
    try:
        from industrielles.kit.printing import as_pdf  # slow to load, and its libraries may be absent
    except OSError:
        raise Refused(_("This installation cannot make PDF files yet. Its administrator installs: libpango-1.0-0 libpangoft2-1.0-0 "
                        "libharfbuzz-subset0.")) from None
    html = render_to_string("engagements/documents/authorisation.html", {
        **facts(engagement), "language": get_language() or "fr", "site_name": settings.SITE_NAME, "asker": engagement.asker,
        "contact_role": engagement.contact_role, "role_model": engagement.role_model, "head_name": engagement.head_name,
        "head_agreed_on": engagement.head_agreed_on})
    return as_pdf(html)
