"""The pages of a pair: for the two, for its coordinator, sorted by need; pure questions of days."""
from __future__ import annotations

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.mentoring import asking, needs, rendezvous
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Goal, Meeting, Pair
from industrielles.safeguarding.models import Report
from tests.factories.mentoring_life import pair
from tests.factories.network import NetworkFactory, coordinator_of

NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize(("at", "read"), [
    ((20, 59), (20, 59)), ((21, 0), (31, 0)), ((23, 30), (31, 0)), ((6, 59), (7, 0)), ((7, 0), (7, 0))])
def test_the_night_ends_at_seven(at: tuple[int, int], read: tuple[int, int]) -> None:
    day = dt.datetime(2026, 11, 18, tzinfo=rendezvous.PARIS)
    moment = day + dt.timedelta(hours=at[0], minutes=at[1])
    assert rendezvous.delivered(moment) == day + dt.timedelta(hours=read[0], minutes=read[1])


def test_moments_suit_both_and_come_two_days_later_at_least() -> None:
    wednesday, thursday_morning = 1 << 5, 1 << 6
    found = rendezvous.moments(wednesday | thursday_morning, wednesday, NOON)
    assert [(one.month, one.day, one.hour) for one in found] == [(11, 25, 14), (12, 2, 14), (12, 9, 14)]
    assert [one.hour for one in rendezvous.moments(thursday_morning, wednesday, NOON)] == [10, 10, 10]  # nothing common: hers
    assert rendezvous.moments(0, wednesday, NOON) == []


@pytest.mark.parametrize(("day", "months", "later"), [
    (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)), (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29)),
    (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1))])
def test_a_pair_lasts_whole_months(day: dt.date, months: int, later: dt.date) -> None:
    assert rendezvous.months_later(day, months) == later


def test_the_phase_follows_the_weeks() -> None:
    phases = [SimpleNamespace(weeks=2), SimpleNamespace(weeks=3)]
    first = dt.date(2026, 11, 18)
    found = [rendezvous.phase_of(phases, first, first + dt.timedelta(weeks=n)) for n in (0, 1, 2, 9)]
    assert found == [(phases[0], 0), (phases[0], 1), (phases[1], 0), (phases[1], 2)]
    assert rendezvous.phase_of([], first, first) is None


def test_news_are_due_twice_in_the_first_month_then_monthly() -> None:
    met = dt.date(2026, 11, 1)
    assert asking.news_due(met, 0, None) == dt.date(2026, 11, 15)
    assert asking.news_due(met, 1, dt.date(2026, 11, 10)) == dt.date(2026, 12, 1)
    assert asking.news_due(met, 2, dt.date(2026, 11, 28)) == dt.date(2026, 12, 29)


def told(**said: Any) -> Any:
    day = NOON.date()
    calm: dict[str, Any] = {
        "status": "active", "is_live": True, "rests": False, "cleared": True, "score": 4, "first_met_on": day, "begun_at": NOON,
        "ends_on": day + dt.timedelta(days=150), "news_of_mentee": 3, "news_of_mentor": 3, "last_news_of_mentee": day,
        "last_news_of_mentor": day, "unanswered": False, "last_met_at": NOON, "last_wrote_at": None}
    return SimpleNamespace(**{**calm, **said})


LONG_AGO = NOON - dt.timedelta(days=36)


@pytest.mark.parametrize(("said", "need"), [
    ({}, []), ({"status": "frozen", "rests": True}, ["rests"]), ({"status": "paused", "rests": True}, ["rests"]),
    ({"cleared": False}, ["clearance"]), ({"status": "frozen", "rests": True, "score": 1}, ["low", "rests"]),
    ({"score": 2}, ["low"]), ({"score": 3}, []),
    ({"last_met_at": LONG_AGO, "first_met_on": LONG_AGO.date()}, ["silent"]),
    ({"last_met_at": LONG_AGO, "first_met_on": LONG_AGO.date(), "last_wrote_at": NOON}, []),
    ({"status": "meeting", "first_met_on": None, "begun_at": NOON - dt.timedelta(days=22)}, ["no meeting"]),
    ({"status": "paused", "rests": True, "first_met_on": None, "begun_at": NOON - dt.timedelta(days=22)}, ["rests"]),
    ({"status": "ending", "is_live": False}, ["ended"]),
    ({"last_news_of_mentee": LONG_AGO.date(), "last_news_of_mentor": LONG_AGO.date(), "first_met_on": LONG_AGO.date()}, ["news"]),
    ({"last_news_of_mentee": LONG_AGO.date(), "first_met_on": LONG_AGO.date()}, ["news of mentee"]),
    ({"news_of_mentee": 0, "last_news_of_mentee": None, "first_met_on": LONG_AGO.date(), "news_of_mentor": 9}, ["news of mentee"]),
    ({"last_news_of_mentor": LONG_AGO.date(), "first_met_on": LONG_AGO.date()}, ["news of mentor"]), ({"unanswered": True}, ["unanswered"]),
    ({"ends_on": NOON.date() + dt.timedelta(days=30)}, ["near end"]), ({"score": 1, "cleared": False}, ["clearance", "low"])])
def test_what_a_pair_needs(said: dict[str, Any], need: list[str]) -> None:
    assert [one.code for one in needs.needs_of(told(**said), NOON.date())] == need


@pytest.mark.django_db
def test_the_list_is_sorted_by_need_and_asks_as_many_questions_for_one_pair_as_for_three(django_assert_max_num_queries: Any) -> None:
    made = pair()
    client = signed_in(coordinator_of(made.network))
    address = reverse("mentoring:pairs", args=[made.programme.code])
    client.get(address)

    def asked() -> int:
        with django_assert_max_num_queries(60) as queries:
            client.get(address)
        return len(queries)

    one = asked()
    ending = mentoring.end_pair(pair(programme=made.programme), reason="time", by=None)
    pair("meeting", programme=made.programme)
    assert asked() == one
    page = client.get(address)
    assert next(row.pk for row, _needs in page.context["page"]) == ending.pk
    assert signed_in(coordinator_of(NetworkFactory())).get(address).status_code == 404


@pytest.mark.django_db
def test_calling_the_mentor_alone_leaves_news_of_the_mentee_to_take() -> None:
    made = pair()
    with time_machine.travel(NOON + dt.timedelta(days=14), tick=False):
        for _time in range(3):
            mentoring.take_news(made, whom="mentor", how="call", found="well")
        mentoring.take_news(made, whom="parent", how="call", found="well")
        coordinator = signed_in(coordinator_of(made.network))
        address = reverse("mentoring:pairs", args=[made.programme.code])
        assert [one.code for one in coordinator.get(address).context["page"][0][1]] == ["news of mentee"]
        assert "nouvelles de la mentorée à prendre" in coordinator.get(address).content.decode()
        mentoring.take_news(made, whom="mentee", how="call", found="well")
        assert coordinator.get(address).context["page"][0][1] == []


@pytest.mark.django_db
def test_both_live_their_pair_on_its_page() -> None:
    made = pair()
    mentee, mentor = signed_in(made.mentee.person), signed_in(made.mentor.person)

    def at(name: str, *more: str) -> str:
        return reverse(f"mentoring:{name}", args=[made.code, *more])

    page = mentee.get(at("pair")).content.decode()
    assert made.mentor.first_name in page and made.mentor.last_name not in page and made.mentor.person.email not in page
    assert "119" in page and at("report_pair") in page
    moment = mentee.get(at("pair")).context["moments"][0]
    assert mentee.post(at("propose"), {"day": f"{moment:%Y-%m-%d}", "hour": f"{moment:%H:%M}", "mode": "online"}).status_code == 302
    date = Meeting.objects.get(status="proposed")
    assert mentor.post(at("agree", date.code)).status_code == 302
    assert mentor.post(at("cancel_meeting", date.code)).status_code == 302
    assert mentor.post(at("miss", "rien")).status_code == 404
    assert mentee.post(at("set_goal"), {"words": "Souder"}).status_code == 302
    goal = Goal.objects.get()
    assert mentor.post(at("end_goal", goal.code), {"reached": "1"}).status_code == 404
    assert mentee.post(at("end_goal", goal.code), {"reached": "1"}).status_code == 302
    assert mentee.post(at("tell"), {"minutes": "60", "mode": "online", "felt": "good"}).status_code == 302
    assert mentor.post(at("tell"), {"minutes": "60"}).status_code == 422
    assert mentee.post(at("pause")).status_code == 302 and mentee.post(at("pause"), {"on": "1"}).status_code == 302
    assert mentor.post(at("report_pair"), {"about": "else", "words": "Elle va mal", "key": str(uuid.uuid4())}).status_code == 302
    report = Report.objects.get()
    assert (report.accused, report.thread_key) == (None, str(made.pk))
    assert mentee.get(at("pair")).status_code == mentee.get(at("messages")).status_code == 200
    assert mentee.post(at("stop")).status_code == 302
    assert Pair.objects.get().status == "ending"
    assert mentee.get(reverse("mentoring:mine")).status_code == mentor.get(at("pair")).status_code == 200


@pytest.mark.django_db
def test_a_coordinator_takes_a_pair_from_its_charter_to_its_closure() -> None:
    made = pair("signing")
    coordinator = coordinator_of(made.network)
    client = signed_in(coordinator)

    def post(name: str, **said: Any) -> int:
        return int(client.post(reverse(f"mentoring:{name}", args=[made.code]), said).status_code)

    assert client.get(reverse("mentoring:pair_desk", args=[made.code])).status_code == 200
    today = clock.today().isoformat()
    for party in mentoring.left_to_sign(made):
        assert post("note_paper", party=party, on=today) == 302
    assert post("first_meeting", on=today, minutes="60", mode="online") == 422
    assert post("first_meeting", on=today, minutes="60", mode="online", adult=coordinator.code) == 302
    assert post("take_news", whom="mentee", how="call", found="well", on=today) == 302
    assert post("end_pair", reason="") == 422
    assert post("end_pair", reason="time") == 302
    assert post("close_pair", after="none") == 422
    with time_machine.travel(NOON + dt.timedelta(days=14), tick=False):
        client.force_login(coordinator)
        assert post("close_pair", after="none") == 302
    assert Pair.objects.get().status == "closed"
    assert signed_in(coordinator_of(NetworkFactory())).get(reverse("mentoring:pair_desk", args=[made.code])).status_code == 404
