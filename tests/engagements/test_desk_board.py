"""The desk: columns, list, calendar, file. Whoever reads sees her networks' requests and no others."""
from __future__ import annotations

import csv
import datetime as dt
import io
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from industrielles.engagements import verbs as engagements
from industrielles.engagements.stages import since, working_days_ago
from industrielles.journal.models import Entry
from industrielles.kit import clock
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import DepartmentFactory
from tests.factories.pool import RoleModelFactory

from .asking import DAY, NOW, request, world

MONDAY = dt.datetime.fromisoformat(NOW)
VIEWS = ["/coordination/", "/coordination/liste/", "/coordination/calendrier/?month=2026-12"]


@pytest.fixture
def here(db: None) -> Any:
    with clock.at(MONDAY):
        yield world()


@pytest.fixture
def desk(here: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(here.coordinator)
    return client


def later(days: float) -> Any:
    return clock.at(MONDAY + dt.timedelta(days=days))


def cards(page: Any) -> dict[str, list[str]]:
    """School names by column."""
    return {column.stage: [card.engagement.school_name for card in column.cards] for column in page.context["columns"]}


def confirmed(here: SimpleNamespace, **fields: Any) -> Any:
    """A visit that Nadia accepted."""
    engagement = request(here, **fields)
    invitation = engagements.invite(engagement, role_models=[here.role_model], by=here.coordinator)[0]
    engagements.accept(invitation, starts_at=engagement.proposed_dates.first().starts_at, by=None, anyway=True)
    engagement.refresh_from_db()
    return engagement


def test_an_empty_desk_says_how_to_get_requests(desk: Client) -> None:
    page = desk.get("/coordination/").content.decode()
    assert "http://testserver/demander/" in page


def test_a_request_goes_through_the_columns(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    assert cards(desk.get("/coordination/"))["dispatch"] == [engagement.school_name]
    invitation = engagements.invite(engagement, role_models=[here.role_model], by=here.coordinator)[0]
    assert cards(desk.get("/coordination/"))["proposed"] == [engagement.school_name]
    engagements.accept(invitation, starts_at=engagement.proposed_dates.first().starts_at, by=None)
    assert cards(desk.get("/coordination/"))["confirmed"] == [engagement.school_name]
    with later(30):
        assert cards(desk.get("/coordination/"))["report"] == [engagement.school_name]


def test_a_request_its_asker_has_not_confirmed_is_not_there(desk: Client, here: SimpleNamespace) -> None:
    request(here, confirmed=False)
    assert desk.get("/coordination/").context["total"] == 0


@pytest.mark.parametrize("address", VIEWS)
def test_another_network_sees_nothing(here: SimpleNamespace, address: str) -> None:
    engagement = confirmed(here)
    other = Client()
    other.force_login(coordinator_of(NetworkFactory(name="Réseau du Sud")))
    page = other.get(address)
    assert page.status_code == 200
    assert engagement.school_name not in page.content.decode()


@pytest.mark.parametrize("address", VIEWS)
def test_who_runs_no_network_has_no_desk(here: SimpleNamespace, address: str) -> None:
    client = Client()
    assert client.get(address).status_code == 302
    client.force_login(PersonFactory())
    assert client.get(address).status_code == 404


def test_after_three_working_days_a_request_is_late(desk: Client, here: SimpleNamespace) -> None:
    request(here)
    with later(2):
        assert not desk.get("/coordination/").context["decisions"]
    with later(6):
        page = desk.get("/coordination/")
    assert [one.action for one in page.context["decisions"]] == ["Proposer quelqu’un"]
    assert "il y a 6 jours" in page.content.decode()


def test_weekends_and_public_holidays_are_no_working_days(here: SimpleNamespace) -> None:
    assert working_days_ago(3).date() == dt.date(2026, 11, 10)  # the 11th is a holiday
    with clock.at(dt.datetime(2026, 11, 13, 9, tzinfo=dt.UTC)):
        assert working_days_ago(3).date() == dt.date(2026, 11, 9)  # the 11th is a holiday


def test_since_is_said_in_words(here: SimpleNamespace) -> None:
    said = [since(MONDAY - dt.timedelta(days=days)) for days in (0, 1, 6, -1, -3)]
    assert said == ["aujourd’hui", "hier", "il y a 6 jours", "demain", "dans 3 jours"]


def test_the_filter_is_the_same_in_three_views(desk: Client, here: SimpleNamespace) -> None:
    here_too = request(here)
    elsewhere = DepartmentFactory(code="62", name="Pas-de-Calais")
    other = request(here, school=None, school_name="Collège Rosa-Parks", department=elsewhere, commune=None, network=here.network)
    for address in VIEWS:
        sign = "&" if "?" in address else "?"
        page = desk.get(f"{address}{sign}department=62").content.decode()
        assert other.school_name in page
        assert here_too.school_name not in page
        page = desk.get(f"{address}{sign}search=europe").content.decode()
        assert here_too.school_name in page
        assert other.school_name not in page


def test_a_request_with_two_classes_is_one_request(desk: Client, here: SimpleNamespace) -> None:
    request(here, class_labels=["2de 4", "2de 5"])
    column = desk.get("/coordination/?search=2de").context["columns"][0]
    assert (column.count, len(column.cards)) == (1, 1)


@pytest.mark.parametrize("query", ["level=2de", "age=3", "search=2de 4", "branch=automobile", "network=reseau-du-nord"])
def test_every_filter_can_be_chosen(desk: Client, here: SimpleNamespace, query: str) -> None:
    request(here)
    assert desk.get(f"/coordination/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["department=999", "level=x", "age=-1", "month=1", "page=zz", "stage=x", "search=%00"])
def test_a_filter_that_makes_no_sense_is_left_aside(desk: Client, here: SimpleNamespace, query: str) -> None:
    engagement = request(here)
    for address in ("/coordination/", "/coordination/liste/"):
        assert desk.get(f"{address}?{query}").status_code == 200
    assert engagement.school_name in desk.get("/coordination/liste/?department=999").content.decode()


def many(here: SimpleNamespace, count: int) -> None:
    """Requests in every state, with volunteers and people asked."""
    for number in range(count):
        engagement = request(here, request_key=uuid.uuid4())
        if number % 3 == 1:
            engagements.invite(engagement, role_models=[here.role_model], by=here.coordinator)
        if number % 3 == 2:
            other = RoleModelFactory(network=here.network, commune=here.role_model.commune)
            engagements.put_forward(engagement, role_model=other, starts_at=engagement.proposed_dates.first().starts_at, by=other.person)


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_takes_as_many_questions_for_three_requests_as_for_thirty(
        desk: Client, here: SimpleNamespace, address: str, django_assert_max_num_queries: Any) -> None:
    desk.get(address)
    counts = []
    for add in (3, 27):
        many(here, add)
        with django_assert_max_num_queries(24) as asked:
            assert desk.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_column_shows_thirty_and_says_how_many_more(desk: Client, here: SimpleNamespace) -> None:
    many(here, 1)
    for _ in range(32):
        request(here)
    column = desk.get("/coordination/").context["columns"][0]
    assert (len(column.cards), column.count, column.more) == (30, 33, 3)


def test_the_list_goes_page_by_page(desk: Client, here: SimpleNamespace) -> None:
    for _ in range(26):
        request(here)
    page = desk.get("/coordination/liste/?page=2")
    assert len(page.context["cards"]) == 1
    assert "Page 2 sur 2" in page.content.decode()


def test_finished_requests_are_in_the_list_when_asked_for(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    engagements.close(engagement, words="Personne n’est libre.", by=here.coordinator)
    assert not desk.get("/coordination/liste/").context["cards"]
    assert len(desk.get("/coordination/liste/?stage=past").context["cards"]) == 1


def test_the_calendar_shows_visits_and_possible_days(desk: Client, here: SimpleNamespace) -> None:
    visit = confirmed(here)
    wish = request(here, school=None, school_name="Collège Rosa-Parks", commune=None)
    days = {day.on: day for week in desk.get("/coordination/calendrier/?month=2026-12").context["weeks"] for day in week}
    assert [card.engagement for card in days[DAY].visits] == [visit]
    assert [card.engagement for card in days[DAY].wishes] == [wish]


def test_the_file_holds_the_list_without_the_teachers_name_and_is_noted(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here, school_name="=2+2 Lycée", school=None)
    file = desk.post("/coordination/export/")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert (rows[1][0], rows[1][2]) == (engagement.code, "'=2+2 Lycée")
    assert "Martin" not in file.content.decode()
    assert Entry.objects.filter(verb="engagements.export", by_id=here.coordinator.pk, network_id=here.network.pk).count() == 1


def test_a_get_does_not_export(desk: Client, here: SimpleNamespace) -> None:
    assert desk.get("/coordination/export/").status_code == 405


def test_volunteers_and_lendings_are_decisions(desk: Client, here: SimpleNamespace) -> None:
    engagement = request(here)
    engagements.put_forward(
        engagement, role_model=here.role_model, starts_at=engagement.proposed_dates.first().starts_at, by=here.role_model.person)
    other = NetworkFactory(name="Réseau du Sud", departments=[here.school.department])
    theirs = request(here, network=other, by=coordinator_of(other))
    engagements.ask_lending(theirs, lender=here.network, words="", by=coordinator_of(other))
    page = desk.get("/coordination/")
    assert [one.action for one in page.context["decisions"]] == ["Choisir", "Répondre"]
    assert theirs.code not in page.content.decode()


def test_somebody_to_replace_comes_first(desk: Client, here: SimpleNamespace) -> None:
    engagement = confirmed(here)
    engagements.release(engagement.invitations.get(status="accepted"), words="Malade", by=here.coordinator)
    first = desk.get("/coordination/").context["decisions"][0]
    assert (first.rank, first.is_urgent) == (0, True)


def test_her_own_page_says_what_waits_at_the_desk(desk: Client, here: SimpleNamespace) -> None:
    assert "Rien à faire" in desk.get("/mon-espace/").content.decode()
    request(here)
    page = desk.get("/mon-espace/").content.decode()
    assert "Une demande à dispatcher" in page and "Rien à faire" not in page
    with later(8):
        assert "Une décision à prendre aujourd’hui" in desk.get("/mon-espace/").content.decode()


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13", "x"])
def test_a_month_that_makes_no_sense_is_the_present_one(desk: Client, month: str) -> None:
    assert desk.get("/coordination/calendrier/", {"month": month}).context["first"] == MONDAY.date().replace(day=1)
