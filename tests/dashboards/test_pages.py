from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client

from industrielles.dashboards import verbs as dashboards
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import DECLARED
from industrielles.ledger.models import Target
from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def rows(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_figures_of_an_empty_site_say_what_to_do(client: Client) -> None:
    page = client.get("/chiffres/")
    assert page.status_code == 200
    assert "/demander/" in page.content.decode()


def test_figures_show_what_was_counted(client: Client, north: Any, visit: Any) -> None:
    visit(north, girls=40, boys=30)
    page = client.get("/chiffres/").content.decode()
    assert "70" in page
    assert "57" in page  # 40 girls among 70


def test_figures_of_a_network_are_its_own(client: Client, north: Any, south: Any, visit: Any) -> None:
    visit(north, girls=40, boys=30)
    visit(south, girls=21, boys=22)
    file = client.get("/chiffres/donnees/genders.csv?year=2026-2027&network=sud")
    assert dict(rows(file)[1:])["Total"] == "43"


def test_small_groups_are_hidden_from_everybody_but_readers(client: Client, north: Any, reader: Any, visit: Any) -> None:
    visit(north, girls=4, boys=30)
    address = "/chiffres/donnees/genders.csv?year=2026-2027&network=nord"
    assert "4" not in dict(rows(client.get(address))[1:]).values()
    assert "4" in dict(rows(signed_in(reader).get(address))[1:]).values()


def test_the_whole_and_its_networks_agree_with_what_is_shared(client: Client, north: Any, south: Any, whole: Any, visit: Any) -> None:
    visit(north, south, girls=40, boys=30)
    visit(north, girls=40, boys=30)
    visit(whole, girls=40, boys=30)
    classes = [int(row[1]) for row in rows(client.get("/chiffres/donnees/networks.csv"))[1:]]
    assert sum(classes[:-1]) == classes[-1] == 3


def test_what_was_taken_back_is_no_longer_counted(client: Client, north: Any, visit: Any) -> None:
    source = visit(north, girls=40, boys=30)
    ledger.reverse(DECLARED["engagements.people"], source)
    assert dict(rows(client.get("/chiffres/donnees/genders.csv"))[1:])["Total"] == "0"


@pytest.mark.parametrize("query", ["year=1812-1813", "network=inconnu", "year=%00&network=%27", "page=99999999999999999999"])
def test_choices_that_make_no_sense_are_left_aside(client: Client, north: Any, query: str) -> None:
    assert client.get(f"/chiffres/?{query}").status_code == 200


@pytest.mark.parametrize("name", ["months", "departments", "genders", "methods", "networks"])
def test_every_figure_has_its_file(client: Client, north: Any, visit: Any, name: str) -> None:
    visit(north, girls=40, boys=30)
    file = client.get(f"/chiffres/donnees/{name}.csv")
    assert file.status_code == 200
    assert file["Content-Type"].startswith("text/csv")
    assert len(rows(file)) > 1


@pytest.mark.parametrize(("root", "name"), [("", "genre-sud-2026-2027.csv"), ("/en", "genders-sud-2026-2027.csv")])
def test_a_file_is_named_in_the_language_of_the_page(client: Client, north: Any, south: Any, visit: Any, root: str, name: str) -> None:
    visit(south)
    file = client.get(f"{root}/chiffres/donnees/genders.csv?year=2026-2027&network=sud")
    assert file["Content-Disposition"] == f'attachment; filename="{name}"'


def test_figures_say_over_which_time_targets_and_results_stand(client: Client, whole: Any, north: Any, visit: Any) -> None:
    visit(north)
    page = client.get("/chiffres/").content.decode()
    assert "depuis les débuts du collectif" in page
    assert "L’année scolaire 2026–2027" in page
    dashboards.set_target("members", network=whole, goal=10, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31),
                          by=coordinator_of(whole))
    page = client.get("/chiffres/").content.decode()
    assert "du 1<sup>er</sup> septembre 2026 au 31 août 2027" in page.replace("\xa0", " ")


def test_there_is_no_file_that_no_figure_has(client: Client, north: Any) -> None:
    assert client.get("/chiffres/donnees/secrets.csv").status_code == 404


def test_figures_take_as_many_questions_with_thirty_visits_as_with_three(
        client: Client, north: Any, south: Any, visit: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        visit(north, south, department=f"{number + 1:02}", girls=40, boys=30)
    with django_assert_max_num_queries(22):
        client.get("/chiffres/")


def test_entries_are_for_those_who_read_figures(client: Client, north: Any, reader: Any, visit: Any) -> None:
    visit(north)
    assert client.get("/chiffres/ecritures/").status_code == 302
    assert signed_in(PersonFactory()).get("/chiffres/ecritures/").status_code == 404
    assert signed_in(reader).get("/chiffres/ecritures/").status_code == 200


def test_a_statistician_reads_the_entries_of_her_network_and_no_name(north: Any, south: Any, visit: Any) -> None:
    source = visit(north, girls=17)
    visit(south, girls=19, department="13")
    person = GrantFactory(network=north, role=Role.STATISTICIAN).membership.person
    page = signed_in(person).get("/chiffres/ecritures/").content.decode()
    assert '<td class="n">17</td>' in page
    assert '<td class="n">19</td>' not in page
    assert source.code in page
    assert source.last_name not in page


def test_entries_narrow_by_month_and_fact(north: Any, reader: Any, visit: Any) -> None:
    visit(north, on=dt.date(2026, 10, 3), girls=17)
    visit(north, on=dt.date(2026, 11, 3), girls=19)
    page = signed_in(reader).get("/chiffres/ecritures/?fact=engagements.people&month=202610").content.decode()
    assert '<td class="n">17</td>' in page
    assert '<td class="n">19</td>' not in page


def test_a_coordinator_of_one_network_cannot_choose_another_ones_entries(north: Any, south: Any, reader: Any, visit: Any) -> None:
    visit(south, girls=19)
    page = signed_in(reader).get("/chiffres/ecritures/?network=sud").content.decode()
    assert '<td class="n">19</td>' not in page


def test_targets_are_for_the_umbrella(whole: Any, reader: Any) -> None:
    assert signed_in(reader).get("/chiffres/objectifs/").status_code == 404
    assert signed_in(coordinator_of(whole)).get("/chiffres/objectifs/").status_code == 200


def test_a_target_is_set_from_its_page(whole: Any) -> None:
    sent = {"members-indicator": "members", "members-goal": "6 000 membres", "members-starts_on": "2026-09-01",
            "members-ends_on": "2027-08-31"}
    answer = signed_in(coordinator_of(whole)).post("/chiffres/objectifs/", sent)
    assert answer.status_code == 302
    assert list(Target.objects.values_list("indicator", "goal")) == [("members", 6000)]


def test_a_wrong_target_comes_back_whole(whole: Any) -> None:
    sent = {"members-indicator": "members", "members-goal": "12", "members-starts_on": "2026-09-01", "members-ends_on": "2025-08-31"}
    answer = signed_in(coordinator_of(whole)).post("/chiffres/objectifs/", sent)
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
    assert not Target.objects.exists()


def test_the_method_is_written_down(client: Client) -> None:
    assert client.get("/chiffres/methode/").status_code == 200


def test_pages_are_in_english_too(client: Client, north: Any, visit: Any) -> None:
    visit(north, girls=40, boys=30)
    assert "Our results" in client.get("/en/chiffres/").content.decode()
