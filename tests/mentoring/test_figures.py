"""The figures of a programme: sums of the ledger for the days asked, people once, gender by elevens, answers when eleven gave some."""
from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import Amount
from industrielles.mentoring import facts
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.figures import ProgrammeFigures
from industrielles.mentoring.models import Programme, Questions
from industrielles.network.models import Network
from industrielles.network.roles import Role
from tests.factories.mentoring import programme
from tests.factories.mentoring_life import QuestionsFactory, pair, under_way
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def later(**spent: float) -> Any:
    return time_machine.travel(NOON + dt.timedelta(**spent), tick=False)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def figures_of(one: Programme, first: dt.date = TODAY, last: dt.date | None = None) -> ProgrammeFigures:
    return ProgrammeFigures(one, first, last or clock.today())


def rows(table: Any) -> dict[str, Any]:
    return {row[0]: row[1:] if len(row) > 2 else row[1] for row in table.rows}


def counted(one: Programme, number: int, *, gender: str = "woman") -> None:
    """A mentee and her mentor, as their first meeting counts them. The source is any row: here a person."""
    for fact in (facts.MENTEES, facts.MENTORS):
        ledger.record(fact, [Amount(1, gender=gender, tally=number)], on=TODAY, source=PersonFactory(), organisers=[one.network_id],
                      kind=one.code, method="recorded")


def test_a_programme_s_figures_are_of_the_days_asked_and_of_no_other_programme() -> None:
    made, _elsewhere = pair(), pair()
    with later(days=40):
        mentoring.tell_meeting(made, minutes=90, mode="online", felt="good", by=made.mentor.person)
        mentoring.stop(made, by=made.mentor.person)
    with later(days=60):
        whole, after = figures_of(made.programme), figures_of(made.programme, TODAY + dt.timedelta(days=41))
        assert (whole.mentees, whole.mentors, whole.pairs, whole.hours) == (1, 1, 1, 2)
        assert rows(whole.summary()) == {
            "Mentores d’un binôme en cours": 1, "Mentorées accompagnées": 1, "Binômes en cours ces jours-là": 1,
            "Binômes qui ont commencé": 1,
            "Rencontres": 2, "Heures ensemble": 2}
        assert list(rows(whole.endings()).values()) == [0, 1, 0, 0]
        assert whole.finding() == "1 mentorée accompagnée, 1 mentore, 2 rencontres, 2 heures ensemble."
        assert after.finding() == "Aucun binôme en cours pendant ces jours."
        assert figures_of(made.programme, TODAY, TODAY + dt.timedelta(days=5)).sums == {
            "mentoring.pairs": 1, "mentoring.meetings": 1, "mentoring.minutes": 60}
        assert [row[-1] for row in whole.by_month().table.rows] == [1, 1, 0]


def test_gender_is_told_eleven_people_at_a_time_whatever_period_is_asked() -> None:
    one = programme()
    for number in range(21):
        counted(one, number)
    counted(one, 21, gender="unstated")
    told = rows(figures_of(one).by_gender())
    assert (told["femmes et filles"], told["non précisé"]) == ([21, 21], [1, 1])
    counted(one, 22, gender="man")
    assert rows(figures_of(one).by_gender()) == told
    assert rows(figures_of(one, TODAY + dt.timedelta(days=1)).by_gender()) == told


def test_nothing_is_told_of_gender_under_eleven_people() -> None:
    one = programme()
    for number in range(10):
        counted(one, number)
    assert figures_of(one).by_gender().rows == []


def answered(one: Programme, people: int, value: int = 4) -> None:
    """So many mentees answered the questions of the programme."""
    for _n in range(people):
        QuestionsFactory(pair=under_way(programme=one), answers={"meets": value, "heard": 4, "useful": 4, "safe": 4},
                         answered_at=clock.now(), score=value)


def test_answers_are_told_when_eleven_people_gave_some() -> None:
    one = programme()
    answered(one, 10)
    assert (figures_of(one).questions().rows, figures_of(one).quality().rows) == ([], [])
    answered(one, 1, value=1)
    told = rows(figures_of(one).questions())
    assert len(told) == 4
    assert sorted(share.replace("\u202f", " ").replace("\xa0", " ") for _people, share in told.values()) == ["100 %"] * 3 + ["91 %"]


def test_how_it_goes_stays_told_when_the_answers_are_gone() -> None:
    one = programme()
    for number in range(12):
        for fact, quantity in ((facts.ANSWERED_BY_MENTEES, 1), (facts.WELL_FOR_MENTEES, int(number > 2))):
            ledger.record(fact, [Amount(quantity, tally=number)], on=TODAY, source=Questions(pk=9000 + number),
                          organisers=[one.network_id], kind=one.code, method="recorded")
    (_who, people, times, share), = figures_of(one).quality().rows
    assert (people, times, share.replace("\u202f", " ").replace("\xa0", " ")) == (12, 12, "75 %")
    for number in range(12, 22):
        ledger.record(facts.ANSWERED_BY_MENTORS, [Amount(1, tally=number)], on=TODAY, source=Questions(pk=9000 + number),
                      organisers=[one.network_id], kind=one.code, method="recorded")
    assert len(figures_of(one).quality().rows) == 1


def test_the_page_is_for_who_runs_or_watches_the_programme() -> None:
    made = pair()
    page = reverse("mentoring:figures", args=[made.programme.code])
    file = reverse("mentoring:figures_csv", args=[made.programme.code, "bilan"])
    for person in (coordinator_of(made.network), made.programme.referent):
        client = signed_in(person)
        assert client.get(page).status_code == client.get(file).status_code == 200
        assert client.get(reverse("mentoring:figures_csv", args=[made.programme.code, "noms"])).status_code == 404
    for person in (coordinator_of(NetworkFactory()), made.mentor.person, made.mentee.person,
                   GrantFactory(network=made.network, role=Role.STATISTICIAN).membership.person):
        client = signed_in(person)
        assert client.get(page).status_code == client.get(file).status_code == 404
    assert Client().get(page).status_code == 302


def test_the_page_names_nobody_and_its_files_say_what_it_shows() -> None:
    made = pair()
    client = signed_in(coordinator_of(made.network))
    page = client.get(reverse("mentoring:figures", args=[made.programme.code])).content.decode()
    assert not [name for name in (made.mentee.first_name, made.mentee.last_name, made.mentor.last_name, made.code) if name in page]
    assert "fact=mentoring.meetings" in page and "Trop peu de personnes" in page
    answer = client.get(reverse("mentoring:figures_csv", args=[made.programme.code, "bilan"]) + "?first=2026-11-01&last=2026-11-30")
    assert answer["Content-Disposition"] == 'attachment; filename="mentorat-bilan-2026-11-01-2026-11-18.csv"'
    told = dict(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert told["Mentorées accompagnées"] == "1"


def test_each_landmark_of_the_page_has_its_own_name() -> None:
    one = programme()
    answered(one, 11)
    counted(one, 12)
    page = signed_in(coordinator_of(one.network)).get(reverse("mentoring:figures", args=[one.code])).content.decode()
    headings = dict(re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', page))
    sections = [headings[name] for name in re.findall(r'<section[^>]+aria-labelledby="([^"]+)"', page)]
    names = sections + re.findall(r'role="region" aria-label="([^"]+)"', page)
    assert len(sections) == 5 and len(names) >= 9 and len(set(names)) == len(names)


@pytest.mark.parametrize("query", ["first=2026-12-01&last=2026-11-01", "first=hier", "last=%00", "first=9999-99-99", "first=0001-01-01"])
def test_days_that_make_no_sense_are_left_aside(query: str) -> None:
    made = pair()
    client = signed_in(coordinator_of(made.network))
    assert client.get(reverse("mentoring:figures", args=[made.programme.code]) + f"?{query}").status_code == 200


def test_the_page_asks_as_many_questions_with_many_people_as_with_one(django_assert_max_num_queries: Any) -> None:
    one = programme()
    client = signed_in(coordinator_of(Network.objects.get(pk=one.network_id)))
    for number in range(30):
        counted(one, number)
    with django_assert_max_num_queries(34):
        client.get(reverse("mentoring:figures", args=[one.code]))
