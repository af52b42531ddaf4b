"""Meetings are told on the clock of where the mentee lives: both read the same hour, with its name when they live on two clocks."""
from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from industrielles.kit.refusals import Refused
from industrielles.kit.typography import SPACE
from industrielles.ledger.models import Entry
from industrielles.mentoring import checkup, facts, sheets_life
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Meeting, Pair
from tests.factories.mentoring_life import pair
from tests.factories.network import coordinator_of
from tests.factories.places import DepartmentFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
PLACES = {"59": ("Nord", "Europe/Paris"), "974": ("La Réunion", "Indian/Reunion"), "971": ("Guadeloupe", "America/Guadeloupe"),
          "975": ("Saint-Pierre-et-Miquelon", "America/Miquelon"), "988": ("Nouvelle-Calédonie", "Pacific/Noumea"),
          "987": ("Polynésie française", "Pacific/Tahiti")}


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def living(girl: str, mentor: str = "", status: str = "active", **fields: Any) -> Pair:
    """A pair whose mentee and mentor live there; "": she did not say."""
    made = pair(status, **fields)
    for one, code in ((made.mentee, girl), (made.mentor, mentor)):
        one.department = DepartmentFactory(code=code, name=PLACES[code][0], timezone=PLACES[code][1]) if code else None
        one.save()
    return Pair.objects.whole().get(pk=made.pk)


def page(made: Pair, side: str, name: str = "pair", **said: Any) -> str:
    """What one of the two reads, with its narrow spaces made plain; `said`: what she sends."""
    client = Client()
    client.force_login(made.person_of(side))  # type: ignore[arg-type]
    address = reverse(f"mentoring:{name}", args=[made.code])
    answer = client.post(address, said, follow=True) if said else client.get(address)
    return answer.content.decode().replace(SPACE, " ").replace("&#x27;", "’")


def calendar_of(made: Pair, meeting: Meeting) -> tuple[str, Any]:
    """Its calendar file as it is written, and its event as a calendar reads it."""
    client = Client()
    client.force_login(made.mentor.person)  # type: ignore[arg-type]
    file = client.get(reverse("mentoring:calendar", args=[made.code, meeting.code])).content
    return file.decode(), icalendar.Calendar.from_ical(file).walk("VEVENT")[0]


@pytest.mark.parametrize(("girl", "mentor", "hours", "in_utc"), [
    ("974", "59", "heure de La Réunion", 14), ("974", "", "heure de La Réunion", 14), ("971", "974", "heure de Guadeloupe", 22),
    ("59", "974", "heure de Paris", 17), ("", "971", "heure de Paris", 17), ("974", "974", "", 14), ("59", "", "", 17)])
def test_an_hour_is_typed_and_read_on_her_clock_by_both_with_its_name(girl: str, mentor: str, hours: str, in_utc: int) -> None:
    made = living(girl, mentor)
    page(made, "mentor", "propose", day="2026-11-25", hour="18:00", mode="online")
    meeting = Meeting.objects.get(status="proposed")
    assert meeting.starts_at == dt.datetime(2026, 11, 25, in_utc, tzinfo=dt.UTC)
    assert made.hours == hours
    for side in ("mentee", "mentor"):
        read = page(made, side)
        assert f"<strong>mercredi 25 novembre à 18 h</strong>{f' ({hours})' if hours else ''} ·" in read
        assert ("heure de" in read) == bool(hours)
        assert ("Cette page est à l’heure de" in page(made, side, "messages")) == bool(hours)


def test_the_clock_has_its_name_in_english_too() -> None:
    with translation.override("en"):
        assert living("974", "59").hours == "La Réunion time"


def test_a_moment_that_suits_both_is_proposed_in_one_tap_as_it_is_read() -> None:
    made = living("974", "59")
    read = page(made, "mentor")
    assert 'name="hour" value="14:00"' in read and "mercredi 25 novembre à 14 h" in read and "(heure de La Réunion)" in read
    page(made, "mentor", "propose", day="2026-11-25", hour="14:00", mode="online")
    assert Meeting.objects.get(status="proposed").starts_at == dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC)


def test_her_night_is_refused_beside_the_hour_and_what_was_typed_stays() -> None:
    made = living("974", "59")
    read = page(made, "mentor", "propose", day="2026-11-25", hour="22:00", mode="online")  # 19 h in Paris
    assert "Pas entre 21 h et 7 h." in read and 'value="22:00"' in read and "Heure de La Réunion" in read
    assert not Meeting.objects.filter(status="proposed").exists()
    page(made, "mentor", "propose", day="2026-11-25", hour="07:30", mode="online")  # half past four in the morning in Paris
    assert Meeting.objects.filter(status="proposed").exists()


@pytest.mark.parametrize(("girl", "mentor", "in_utc"), [("59", "974", 16), ("974", "59", 14), ("975", "59", 20)])
def test_when_clocks_change_between_the_proposal_and_the_day_the_hour_stays(girl: str, mentor: str, in_utc: int) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 10, 12, tzinfo=dt.UTC), tick=False):  # Miquelon changes on the 14th, Paris on the 28th
        made = living(girl, mentor)
        page(made, "mentor", "propose", day="2027-03-30", hour="18:00", mode="online")
        meeting = Meeting.objects.get(status="proposed")
        mentoring.agree_meeting(meeting, by=made.mentee.person)  # type: ignore[arg-type]
        before = page(made, "mentor")
    assert meeting.starts_at == dt.datetime(2027, 3, 30, in_utc, tzinfo=dt.UTC)
    with time_machine.travel(dt.datetime(2027, 3, 29, 12, tzinfo=dt.UTC), tick=False):
        after = [page(made, "mentor"), page(made, "mentee")]
        file, event = calendar_of(made, meeting)
    zone = PLACES[girl][1]
    assert all("mardi 30 mars à 18 h</strong> (heure de" in read for read in (before, *after))
    assert f"DTSTART;TZID={zone}:20270330T180000" in file and f"DTEND;TZID={zone}:20270330T190000" in file
    assert f"BEGIN:VTIMEZONE\r\nTZID:{zone}" in file
    assert event["DTSTART"].dt == meeting.starts_at and event["DTEND"].dt == meeting.ends_at


@pytest.mark.parametrize(("girl", "day"), [("59", "2027-03-28"), ("59", "2027-10-31"), ("975", "2027-03-14")])
def test_an_hour_that_does_not_exist_or_comes_twice_is_asked_again(girl: str, day: str) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(f"{day}T12:00Z") - dt.timedelta(days=20), tick=False):
        made = living(girl, age=19)
        read = page(made, "mentor", "propose", day=day, hour="02:30" if girl == "59" else "02:15", mode="online")
        assert "on change d’heure à ce moment" in read and f'value="{day}"' in read
        assert not Meeting.objects.filter(status="proposed").exists()
        page(made, "mentor", "propose", day=day, hour="04:30", mode="online")  # between adults, the night is theirs
        assert Meeting.objects.filter(status="proposed").exists()


def test_what_took_place_today_is_told_on_her_day_once_and_counted_on_it() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 20, 21, tzinfo=dt.UTC), tick=False):  # the 21st on La Réunion, the 20th in Paris
        made = living("974", "59")
        told = mentoring.tell_meeting(made, minutes=60, mode="online", felt="good", by=made.mentee.person)  # type: ignore[arg-type]
        again = mentoring.tell_meeting(made, minutes=60, mode="online", felt="good", on=dt.date(2026, 11, 21), by=made.mentor.person)  # type: ignore[arg-type]
    assert told.pk == again.pk and f"{told.local_start}" == "2026-11-21 12:00:00"
    assert Entry.objects.of(facts.MEETINGS).get(source_key=str(told.pk)).on == dt.date(2026, 11, 21)
    assert checkup.faults() == []


def test_a_late_meeting_has_her_day_on_every_page_and_paper() -> None:
    made = living("974", "59", age=19)
    at = dt.datetime(2026, 11, 20, 20, 30, tzinfo=dt.UTC)  # half past midnight on the 21st there
    meeting = mentoring.propose_meeting(made, starts_at=at, mode="online", by=made.mentor.person)  # type: ignore[arg-type]
    mentoring.agree_meeting(meeting, by=made.mentee.person)  # type: ignore[arg-type]
    with time_machine.travel(NOON + dt.timedelta(days=4), tick=False):
        mentoring.tell_meeting(made, minutes=60, mode="online", felt="good", meeting=meeting, by=made.mentee.person)  # type: ignore[arg-type]
        client = Client()
        client.force_login(made.mentee.person)  # type: ignore[arg-type]
        taken = json.loads(client.get(reverse("mentoring:take_away", args=[made.code, "mentorat.json"])).content)
        client.force_login(coordinator_of(made.network))
        desk = client.get(reverse("mentoring:pair_desk", args=[made.code])).content.decode().replace(SPACE, " ")
        assert "samedi 21 novembre · 60 min" in page(made, "mentor") and "samedi 21 novembre · 60 min" in desk
    assert taken["meetings"][-1]["on"] == "2026-11-21"
    (mine,) = [one for one in sheets_life.sheets(made.mentee.person) if one.name == "rencontres-mentorat"]  # type: ignore[arg-type]
    assert mine.rows[-1][1] == dt.date(2026, 11, 21)
    assert Entry.objects.of(facts.MEETINGS).get(source_key=str(meeting.pk)).on == dt.date(2026, 11, 21)


@pytest.mark.parametrize(("girl", "hour", "today"), [("988", 20, 19), ("987", 6, 17), ("59", 12, 18)])
def test_the_first_meeting_is_on_a_day_that_has_come_where_she_lives(girl: str, hour: int, today: int) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 18, hour, tzinfo=dt.UTC), tick=False):
        made = living(girl, status="meeting")
        coordinator = coordinator_of(made.network)
        client = Client()
        client.force_login(coordinator)
        assert f'value="2026-11-{today}"' in client.get(reverse("mentoring:pair_desk", args=[made.code])).content.decode()
        said: dict[str, Any] = {"minutes": 60, "mode": "online", "adult": coordinator}
        with pytest.raises(Refused):
            mentoring.record_first_meeting(made, on=dt.date(2026, 11, today + 1), **said)
        mentoring.record_first_meeting(made, on=dt.date(2026, 11, today), **said)
    assert Meeting.objects.get().starts_at == dt.datetime(2026, 11, today, 12, tzinfo=ZoneInfo(PLACES[girl][1]))
