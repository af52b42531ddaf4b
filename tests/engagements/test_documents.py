"""Calendar files and the paper for the head of school."""
from __future__ import annotations

import datetime as dt
import re
import zlib

import icalendar
import pytest
from django.utils import translation

from industrielles.engagements import documents
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.letters.models import Letter
from tests.factories.engagements import TEACHER, asked, confirmed
from tests.factories.places import DepartmentFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def files_to(address: str) -> list[icalendar.Calendar]:
    import base64

    letters = Letter.objects.addressed_to(address).order_by("pk")
    return [icalendar.Calendar.from_ical(base64.b64decode(one["content"])) for letter in letters for one in letter.attachments]


def test_the_calendar_moves_one_event_and_takes_it_out() -> None:
    invitation = confirmed()
    engagements.release(invitation, words="")
    published, cancelled = files_to(TEACHER)
    first, last = published.events[0], cancelled.events[0]
    assert first["UID"] == last["UID"]
    assert last["SEQUENCE"] > first["SEQUENCE"]
    assert (published["METHOD"], cancelled["METHOD"], last["STATUS"]) == ("PUBLISH", "CANCEL", "CANCELLED")


def test_the_calendar_keeps_the_clock_of_the_school() -> None:
    reunion = DepartmentFactory(code="974", name="La Réunion", academy=None, timezone="Indian/Reunion")
    engagement = confirmed(school=SchoolFactory(commune=None, department=reunion, academy=None, latitude=-21.1, longitude=55.5)).engagement
    engagement.refresh_from_db()
    calendar = icalendar.Calendar.from_ical(documents.calendar_file(engagement))
    assert [zone["TZID"] for zone in calendar.timezones] == ["Indian/Reunion"]
    start = calendar.events[0]["DTSTART"]
    assert (start.params["TZID"], start.dt.hour, start.dt.utcoffset()) == ("Indian/Reunion", 10, dt.timedelta(hours=4))


def test_nothing_in_the_calendar_names_a_person() -> None:
    invitation = confirmed()
    text = documents.calendar_file(Engagement.objects.get(pk=invitation.engagement_id)).decode()
    for word in (invitation.role_model.person.last_name, TEACHER, "Delattre"):
        assert word not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_authorisation_is_a_tagged_pdf_in_the_language_of_the_moment(language: str) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    with translation.override(language):
        pdf = documents.authorisation_form(asked())
    parts = [zlib.decompressobj().decompress(part) for part in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", pdf, re.DOTALL)]
    inside = pdf + b"".join(parts)
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in inside and b"/StructTreeRoot" in inside and f"/Lang ({language})".encode() in inside


def test_a_paper_is_drawn_with_our_own_fonts_and_fetches_nothing_else() -> None:
    printing = pytest.importorskip("industrielles.kit.printing", exc_type=OSError)
    fonts = printing.OurFonts()
    for url in ("http://127.0.0.1/x.png", "file:///etc/passwd", "https://exemple.invalid/"):
        with pytest.raises(ValueError, match="fetches nothing"):
            fonts.fetch(url)
    with pytest.raises(FileNotFoundError):
        fonts.fetch("font:../../../../../../etc/passwd")
