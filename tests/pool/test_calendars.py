"""Her agenda read elsewhere, her own calendar read here, and eight weeks computed from both."""
from __future__ import annotations

import datetime as dt
import http.server
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import icalendar
import pytest
from django.test import Client

from industrielles.engagements import suggestions
from industrielles.engagements import verbs as engagements
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.pool import agenda, tasks
from industrielles.pool import verbs as pool
from industrielles.pool.models import BusyDay, Calendar, RoleModel
from tests.factories import engagements as visits
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import BusyDayFactory, CalendarFactory, OffDaysFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC)  # a Monday
ICS = (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Secret dentiste\r\nLOCATION:Secret lieu\r\n"
       b"DTSTART;TZID=Europe/Paris:20261006T090000\r\nDTEND;TZID=Europe/Paris:20261006T113000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


@pytest.fixture(autouse=True)
def _a_monday() -> Any:
    with clock.at(NOW):
        yield


@pytest.fixture
def nadia() -> RoleModel:
    return RoleModelFactory(commune=CommuneFactory(code="59350", name="Lille"))


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Any]:
    """A server of calendars on loopback, allowed by name."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.hits += 1  # type: ignore[name-defined]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(server.content)  # type: ignore[name-defined]

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.hits, server.content = 0, ICS
    server.address = f"http://127.0.0.1:{server.server_address[1]}/secret.ics"
    settings.OUTSIDE_ALLOWED = [f"127.0.0.1:{server.server_address[1]}"]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_her_calendar_is_read_by_the_worker_every_six_hours_and_only_half_days_are_kept(elsewhere: Any, nadia: RoleModel) -> None:
    pool.add_calendar(nadia, address=elsewhere.address, by=nadia.person)
    assert elsewhere.hits == 0  # no verb goes outside
    assert tasks.read_calendars() == 1 and tasks.read_calendars() == 0
    assert list(BusyDay.objects.values_list("on", "halves")) == [(dt.date(2026, 10, 6), 1)]
    kept = str([list(model.objects.values_list()) for model in (BusyDay, Calendar)])
    assert "Secret" not in kept
    elsewhere.content = ICS.replace(b"20261006", b"20261007")
    with clock.at(NOW + dt.timedelta(hours=6, minutes=1)):
        assert tasks.read_calendars() == 1
    assert BusyDay.objects.get().on == dt.date(2026, 10, 7) and elsewhere.hits == 2


@pytest.mark.parametrize(("content", "fault"), [(b"<html>", "unreadable"), (b"x" * 1_100_000, "too large")])
def test_a_calendar_that_cannot_be_read_says_so_and_what_was_known_stays(
    elsewhere: Any, nadia: RoleModel, client: Client, content: bytes, fault: str
) -> None:
    pool.add_calendar(nadia, address=elsewhere.address, by=nadia.person)
    tasks.read_calendars()
    elsewhere.content = content
    with clock.at(NOW + dt.timedelta(hours=7)):
        tasks.read_calendars()
    calendar = Calendar.objects.get()
    assert (calendar.fault, calendar.read_at, BusyDay.objects.count()) == (fault, NOW, 1)
    client.force_login(nadia.person)
    page = client.get(f"{nadia.get_profile_url()}disponibilites/").content.decode()
    assert str(calendar.get_fault_display()) in page and "secret.ics" not in page


def test_an_address_of_our_own_house_is_refused_at_once_or_by_the_worker(nadia: RoleModel, client: Client) -> None:
    client.force_login(nadia.person)
    path = f"{nadia.get_profile_url()}calendrier/"
    for wrong in ("http://agenda.exemple.fr/a.ics", "https://127.0.0.1/a.ics", "https://localhost/a.ics", "chien", "file:///etc/passwd"):
        answer = client.post(path, {"address": wrong})
        assert answer.status_code == 422 and wrong in answer.content.decode() and not Calendar.objects.exists()
    CalendarFactory(role_model=nadia, address="https://127.0.0.1/a.ics")
    assert tasks.read_calendars() == 1
    assert Calendar.objects.get().fault == "refused"


def test_what_comes_back_after_she_took_her_calendar_away_is_not_kept(nadia: RoleModel) -> None:
    calendar = pool.add_calendar(nadia, address="https://agenda.exemple.fr/a.ics", by=nadia.person)
    pool.remove_calendar(nadia, by=nadia.person)
    pool.note_busy_days(calendar, days={dt.date(2026, 10, 7): 3})
    assert not BusyDay.objects.exists() and not Calendar.objects.exists()


def test_a_file_is_read_once_and_another_one_is_refused_in_words(nadia: RoleModel, client: Client) -> None:
    client.force_login(nadia.person)
    path = f"{nadia.get_profile_url()}calendrier/fichier/"
    for _twice in range(2):
        assert client.post(path, {"file": _file(ICS)}).status_code == 302
    assert BusyDay.objects.get().halves == 1 and Calendar.objects.get().address == ""
    assert tasks.read_calendars() == 0
    for wrong in (b"<html>", b"x" * 1_000_001):
        answer = client.post(path, {"file": _file(wrong)})
        assert answer.status_code == 422 and 'id="id_file_error"' in answer.content.decode()
    assert BusyDay.objects.count() == 1
    client.post(f"{nadia.get_profile_url()}calendrier/retirer/")
    assert not BusyDay.objects.exists()


def _file(content: bytes) -> BytesIO:
    out = BytesIO(content)
    out.name = "agenda.ics"
    return out


def test_verbs_of_calendars_are_hers(nadia: RoleModel) -> None:
    stranger = PersonFactory()
    for verb in (
        lambda: pool.add_calendar(nadia, address="https://a.exemple.fr/", by=stranger),
        lambda: pool.send_calendar(nadia, days={}, by=stranger),
        lambda: pool.remove_calendar(nadia, by=stranger), lambda: pool.open_feed(nadia, by=stranger),
        lambda: pool.close_feed(nadia, by=stranger),
    ):
        with pytest.raises(Refused):
            verb()


def test_half_days_that_her_calendar_takes_and_odd_weeks_are_not_suggested() -> None:
    visit = visits.asked(dates=[(dt.date(2026, 10, 20), "morning")])  # a Tuesday of week 43
    somebody = RoleModelFactory(network=visit.network, commune=visit.commune or CommuneFactory(code="59350"), radius_km=300)
    assert suggestions.best(visit)[0].free_on == [dt.date(2026, 10, 20)]
    busy = BusyDayFactory(role_model=somebody, on=dt.date(2026, 10, 20), halves=1)
    assert suggestions.best(visit)[0].free_on == []
    BusyDay.objects.filter(pk=busy.pk).update(halves=2)
    assert suggestions.best(visit)[0].free_on == [dt.date(2026, 10, 20)]
    RoleModel.objects.update(odd_half_days=0)
    assert suggestions.best(visit)[0].free_on == []


def test_eight_weeks_say_why_she_is_not_free(nadia: RoleModel, django_assert_max_num_queries: Any) -> None:
    OffDaysFactory(role_model=nadia, starts_on=dt.date(2026, 10, 13), ends_on=dt.date(2026, 10, 14))
    BusyDayFactory(role_model=nadia, on=dt.date(2026, 10, 6), halves=1)
    nadia = RoleModel.objects.select_related("department__academy").get()
    with django_assert_max_num_queries(6):
        weeks = agenda.weeks(nadia)
    days = {day.on: (day.morning.state, day.afternoon.state) for week in weeks for day in week.days}
    assert len(weeks) == 8 and weeks[0].days[0].on == dt.date(2026, 10, 5)
    assert days[dt.date(2026, 10, 6)] == ("taken", "free") and days[dt.date(2026, 10, 13)] == ("away", "away")
    assert days[dt.date(2026, 11, 11)] == ("closed", "closed")
    assert days[dt.date(2026, 10, 10)] == ("usual", "usual")  # a Saturday
    assert [why for _first, _last, why in weeks[1].notes] == ["vous êtes absente"]


@pytest.fixture
def agreed(nadia: RoleModel) -> Any:
    """A visit she has accepted, and an invitation that waits for her answer."""
    visit = visits.asked(network=nadia.network, school_name="Lycée Colbert", contact_name="Zoé Canari", contact_phone="+33 canari",
                         contact_email="canari@exemple.invalid", dates=[(dt.date(2026, 10, 20), "morning")])
    invitation = engagements.invite(visit, role_models=[nadia], by=None)[0]
    engagements.accept(invitation, starts_at=visit.proposed_dates.first().starts_at, anyway=True)
    waiting = visits.asked(network=nadia.network, school_name="Lycée Curie", dates=[(dt.date(2026, 11, 3), "afternoon")])
    engagements.invite(waiting, role_models=[nadia], by=None)
    other = RoleModelFactory()
    engagements.invite(visits.asked(network=other.network, school_name="Lycée Ailleurs"), role_models=[other], by=None)
    return visit


def test_her_agenda_is_read_by_its_secret_address_alone(client: Client, nadia: RoleModel, agreed: Any) -> None:
    assert client.get("/agenda/nothing.ics").status_code == 404
    nadia = pool.open_feed(nadia, by=nadia.person)
    assert nadia.feed_key is not None and len(nadia.feed_key) == 22
    path = agenda.feed_path(nadia)
    answer = client.get(path)
    assert answer.status_code == 200 and "noindex" in answer.headers["X-Robots-Tag"] and "no-store" in answer.headers["Cache-Control"]
    found = icalendar.Calendar.from_ical(answer.content)
    events = {str(one["SUMMARY"]): one for one in found.walk("VEVENT")}
    assert {name.split(",")[0].replace("\xa0", " ") for name in events} == {"Visite : Lycée Colbert", "À traiter : Lycée Curie"}
    assert found.walk("VTIMEZONE")
    visit = next(one for name, one in events.items() if "Colbert" in name)
    assert str(visit["STATUS"]) == "CONFIRMED" and visit["DTSTART"].params["TZID"] == "Europe/Paris"
    assert agreed.code.lower() in str(visit["UID"])  # the mailed file and this one are one visit
    text = answer.content.decode()
    assert not any(word in text.lower() for word in ("canari", "ailleurs", "tel:", "mailto:"))
    again = pool.open_feed(nadia, by=nadia.person)
    assert client.get(path).status_code == 404 and client.get(agenda.feed_path(again)).status_code == 200
    path = agenda.feed_path(again)
    pool.close_feed(again, by=nadia.person)
    gone = client.get(path)
    assert gone.status_code == 404 and gone.content == b"" and "noindex" in gone.headers["X-Robots-Tag"]


def test_an_agenda_ends_with_her_profile(client: Client, nadia: RoleModel) -> None:
    path = agenda.feed_path(pool.open_feed(nadia, by=nadia.person))
    pool.retire(nadia, by=nadia.person)
    assert client.get(path).status_code == 404
    with pytest.raises(Refused):
        pool.open_feed(nadia)


def test_the_page_of_her_availability(client: Client, nadia: RoleModel, django_assert_max_num_queries: Any) -> None:
    client.force_login(nadia.person)
    path = f"{nadia.get_profile_url()}disponibilites/"
    sent = {"half_days": ["1"], "alternates": "on", "odd_half_days": ["2"], "monthly_limit": "3", "yearly_limit": "9"}
    assert client.post(path, sent).status_code == 302
    after = RoleModel.objects.get()
    assert (after.half_days, after.odd_half_days, after.monthly_limit, after.job) == (1, 2, 3, nadia.job)
    del sent["alternates"]
    client.post(path, sent)
    assert RoleModel.objects.get().odd_half_days is None
    answer = client.post(path, {**sent, "monthly_limit": "beaucoup"})
    assert answer.status_code == 422 and 'value="beaucoup"' in answer.content.decode()
    for count in (1, 3):
        OffDaysFactory.create_batch(count, role_model=nadia, starts_on=dt.date(2026, 10, 12), ends_on=dt.date(2026, 10, 12 + count))
        with django_assert_max_num_queries(24):
            client.get(path)


def test_clearing_and_emptying_forget_what_is_due(nadia: RoleModel) -> None:
    BusyDayFactory(role_model=nadia)
    assert pool.clear_busy_days(BusyDay.objects.all()) == 1
    OffDaysFactory(role_model=nadia)
    assert pool.clear_past_days(nadia.off_days.all()) == 1
    assert pool.clear_rates(BusyDay.objects.none()) == 0
    pool.retire(nadia)
    assert pool.empty_profiles(RoleModel.objects.all()) == 1
    assert (RoleModel.objects.get().job, RoleModel.objects.get().commune) == ("", None)
