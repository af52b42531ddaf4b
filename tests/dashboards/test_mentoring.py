"""Mentoring on the pages of figures: people once, networks and departments only where no small group is given back, gender by elevens;
targets that move by themselves."""
from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from industrielles.dashboards import verbs as dashboards
from industrielles.dashboards.figures import of_network
from industrielles.dashboards.indicators import MEETINGS, MENTEES, PAIRS, public_targets
from industrielles.kit import clock
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import DECLARED, Amount
from industrielles.mentoring import facts  # noqa: F401 - declares what is counted
from industrielles.mentoring import verbs as mentoring
from tests.factories.mentoring_life import pair
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 8, 31)}


@pytest.fixture
def met() -> Callable[..., Any]:
    """met(network, mentee=1, mentor=1): a pair and its first meeting, as their verb counts them. The source is any row: here a person."""
    def counted(network: Any, *, mentee: int, mentor: int, gender: str = "woman", department: str = "59", minutes: int = 60) -> Any:
        source = PersonFactory()
        for fact, amount in (("pairs", Amount(1)), ("mentees", Amount(1, "pupils", gender, mentee)), ("meetings", Amount(1)),
                             ("mentors", Amount(1, "", gender, mentor)), ("minutes", Amount(minutes))):
            ledger.record(DECLARED[f"mentoring.{fact}"], [amount], on=dt.date(2026, 11, 14), source=source, organisers=[network.pk],
                          department=department, kind="programme", method="recorded")
        return source

    return counted


def table(client: Client, name: str, query: str = "") -> dict[str, list[str]]:
    answer = client.get(f"/chiffres/donnees/{name}.csv?year=2026-2027{query}")
    assert answer.status_code == 200
    return {row[0]: row[1:] for row in list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]}


def target(code: str) -> Any:
    return next(one for one in public_targets() if one.code == code)


def test_a_pair_s_life_moves_the_targets_by_itself(north: Any, whole: Any) -> None:
    assert [one.code for one in public_targets()] == ["ambassadors", "members", "engagements.classes", "mentors"]
    for indicator in ("mentors", MENTEES, PAIRS, MEETINGS):
        dashboards.set_target(indicator, network=whole, goal=100, by=None, **YEAR)
    assert [target(one).value for one in ("mentors", MENTEES, PAIRS, MEETINGS)] == [0, 0, 0, 0]
    made = pair(network=north)
    assert [target(one).value for one in ("mentors", MENTEES, PAIRS, MEETINGS)] == [1, 1, 1, 1]
    assert target("mentors").detail == "1 mentorée accompagnée aujourd’hui"
    with clock.at(clock.now() + dt.timedelta(days=9)):
        mentoring.tell_meeting(made, minutes=45, mode="online", felt="good", by=made.mentor.person)
        mentoring.stop(made, by=made.mentee.person)
    with clock.at(clock.now() + dt.timedelta(days=20)):
        assert [target(one).value for one in ("mentors", MENTEES, PAIRS, MEETINGS)] == [1, 1, 1, 2]
        assert target("mentors").detail == ""


def test_somebody_in_two_networks_counts_in_each_and_once_in_all(client: Client, whole: Any, north: Any, south: Any, met: Any) -> None:
    for number in range(12):
        met(north, mentee=number, mentor=100 + number)
        met(south, mentee=50 + number, mentor=100 + number)
    told = table(client, "mentoring")
    assert told[north.name] == told[south.name] == ["12", "12", "12", "12", "12"]
    assert told[whole.name] == ["12", "24", "24", "24", "24"]


def test_a_small_network_is_not_told_apart_nor_given_back_by_a_subtraction(
        client: Client, whole: Any, north: Any, south: Any, met: Any) -> None:
    for number in range(15):
        met(north if number < 12 else south, mentee=number, mentor=100 + number)
    told = table(client, "mentoring")
    assert set(told[north.name]) == set(told[south.name]) == {"effectif trop faible"}
    assert told[whole.name][:3] == ["15", "15", "15"]
    client.force_login(coordinator_of(south))
    hers = table(client, "mentoring", f"&network={south.slug}")
    assert hers[south.name][:3] == ["3", "3", "3"]


def test_departments_are_told_when_networks_beside_them_give_no_small_group_back(
        client: Client, whole: Any, north: Any, south: Any, met: Any) -> None:
    for number in range(26):
        met(north, mentee=number, mentor=100 + number, department="59" if number < 13 else "62")
    assert len(table(client, "mentoring_departments")) == 2


def test_departments_are_not_told_when_a_network_less_a_department_would_be_a_small_group(
        client: Client, whole: Any, north: Any, south: Any, met: Any) -> None:
    for number in range(16):
        met(north, mentee=number, mentor=100 + number, department="59" if number < 13 else "62")
    for number in range(20, 33):
        met(south, mentee=number, mentor=100 + number, department="62")
    assert table(client, "mentoring")[north.name][1] == "16"
    assert table(client, "mentoring_departments") == {}  # 16 of the north, less the 13 of the department 59: three
    client.force_login(coordinator_of(north))
    assert table(client, "mentoring_departments", f"&network={north.slug}") == {"59": ["13"], "62": ["3"]}


def test_gender_moves_eleven_people_at_a_time_for_every_reader(client: Client, north: Any, met: Any) -> None:
    for number in range(21):
        met(north, mentee=number, mentor=100 + number)
    before = table(client, "mentoring_genders")
    assert before["femmes et filles"] == ["11", "11"]
    met(north, mentee=30, mentor=130, gender="man")
    assert table(client, "mentoring_genders")["femmes et filles"] == ["effectif trop faible"] * 2
    client.force_login(coordinator_of(north))
    assert table(client, "mentoring_genders", f"&network={north.slug}")["hommes et garçons"] == ["effectif trop faible"] * 2


def test_the_page_shows_mentoring_and_opens_its_pairs_without_who_is_in_them(client: Client, north: Any, met: Any) -> None:
    for number in range(11):
        met(north, mentee=number, mentor=100 + number)
    client.force_login(coordinator_of(north))
    page = client.get("/chiffres/?year=2026-2027").content.decode()
    assert 'id="mentoring"' in page and "fact=mentoring.pairs" in page
    entries = client.get("/chiffres/ecritures/?year=2026-2027").content.decode()
    assert "binômes qui ont commencé" in entries and "mentorées d’un binôme en cours" not in entries and "femmes et filles" not in entries


def test_a_network_s_own_page_says_how_many_are_accompanied_or_that_they_are_too_few(north: Any, south: Any, met: Any) -> None:
    for number in range(14):
        met(north, mentee=number, mentor=100 + number)
    assert ("mentorées accompagnées cette année scolaire", 14) in of_network(north)
    met(south, mentee=20, mentor=120)
    assert ("mentorées accompagnées cette année scolaire", None) in of_network(south)


def test_a_target_for_mentoring_is_set_from_its_page_and_then_shown_to_all(whole: Any) -> None:
    client = Client()
    client.force_login(coordinator_of(whole))
    assert "jeunes accompagnées" in client.get("/chiffres/objectifs/").content.decode()
    assert "jeunes accompagnées" not in Client().get("/chiffres/").content.decode().split("</section>")[0]
    sent = {"mentoring_mentees-indicator": MENTEES, "mentoring_mentees-goal": "100", "mentoring_mentees-starts_on": "2026-09-01",
            "mentoring_mentees-ends_on": "2027-08-31"}
    assert client.post("/chiffres/objectifs/", sent).status_code == 302
    assert (target(MENTEES).goal, target(MENTEES).value) == (100, 0)
    assert "jeunes accompagnées" in Client().get("/chiffres/").content.decode()
