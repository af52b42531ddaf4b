"""The public directory."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from industrielles.pool import verbs as pool
from industrielles.pool.models import RoleModel
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory, RegionFactory
from tests.factories.pool import BranchFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
PATH = "/professionnelles/"


def names(client: Client, **query: Any) -> list[str]:
    """Names of the cards on a page of the directory."""
    page = client.get(PATH, query)
    assert page.status_code == 200
    return re.findall(r'class="etendu"[^>]*>([^<]+)<', page.content.decode())


def woman(first_name: str, **fields: Any) -> RoleModel:
    return RoleModelFactory(
        membership__person=PersonFactory(first_name=first_name, last_name="Zuckerbrot", phone="06 39 98 12 34"), **fields
    )


def isere() -> Any:
    return CommuneFactory(
        name="Grenoble",
        code="38185",
        postcodes="38000",
        department=DepartmentFactory(code="38", name="Isère", region=RegionFactory(code="84", name="Auvergne-Rhône-Alpes")),
    )


def test_only_published_portraits_are_there(client: Client) -> None:
    woman("Nadia")
    woman("Léa", published_on=None)
    gone = woman("Aminata")
    pool.retire(gone)
    assert names(client) == ["Nadia Z."]


def test_filters_narrow_and_combine(client: Client) -> None:
    woman("Nadia", formats=["class visit", "remote"], audiences=["middle"])
    woman(
        "Léa",
        commune=isere(),
        branch=BranchFactory(code="electronique", name_fr="Électronique"),
        job="Conceptrice de puces",
        formats=["remote"],
    )
    assert names(client, departement="38") == ["Léa Z."]
    assert names(client, branche="electronique") == ["Léa Z."]
    assert names(client, format=["class visit"]) == ["Nadia Z."]
    assert sorted(names(client, format=["class visit", "remote"])) == ["Léa Z.", "Nadia Z."]
    assert names(client, public="high") == ["Léa Z."]
    assert names(client, q="REGLEUSE soudure") == ["Nadia Z."]
    assert names(client, q="isere") == ["Léa Z."]
    assert names(client, q="puces", departement="59") == []


def test_a_surname_an_address_or_a_town_finds_nobody_by_it(client: Client) -> None:
    woman("Nadia")
    woman("Léa", commune=isere())
    assert names(client, q="Zuckerbrot") == []
    assert names(client, q="personne") == []
    page = client.get(PATH, {"q": "Grenoble"}).content.decode()
    assert names(client, q="Grenoble") == ["Léa Z."]
    assert "voici celles qui sont en Isère, comme Grenoble." in page


def test_no_page_tells_a_surname_an_address_a_telephone_or_a_town(client: Client) -> None:
    shown = woman("Nadia", commune=isere())
    pages = [
        client.get(PATH),
        client.get(shown.get_absolute_url()),
        client.get("/en" + PATH),
        client.get(PATH, headers={"HX-Request": "true"}),
    ]
    for page in pages:
        text = page.content.decode()
        assert "Nadia Z." in text
        for secret in ("Zuckerbrot", shown.person.email, "06 39 98 12 34", "Grenoble", "38185", str(shown.latitude), str(shown.longitude)):
            assert secret not in text


def test_an_unknown_filter_is_left_aside_and_said(client: Client) -> None:
    woman("Nadia")
    for query in ({"departement": "XX"}, {"branche": "<script>"}, {"format": "danse"}, {"public": "9"}, {"page": "minus"}):
        assert names(client, **query) == ["Nadia Z."]
    assert 'class="avis mt-5"' in client.get(PATH, {"departement": "XX"}).content.decode()


def test_htmx_gets_the_results_alone_and_the_back_button_the_whole_page(client: Client) -> None:
    woman("Nadia")
    part = client.get(PATH, {"q": "soudure", "departement": ""}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert part.headers["HX-Replace-Url"] == f"{PATH}?q=soudure"
    assert "HX-Request" in part.headers["Vary"]
    whole = client.get(PATH, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.content.decode()


def test_nobody_found_says_what_to_do(client: Client) -> None:
    page = client.get(PATH, {"q": "astronaute", "departement": ""}).content.decode()
    assert "format=remote" in page


def test_the_list_tells_the_same_counts_as_the_map(client: Client) -> None:
    woman("Nadia")
    woman("Léa", commune=isere())
    page = client.get(PATH, {"departement": "38"}).content.decode()
    assert re.search(r'href="\?departement=59">Nord \(59\)</a> – 1<', page)
    assert re.search(r'href="\?departement=38">Isère \(38\)</a> – 1<', page)


def test_pages_hold_24_and_no_more_can_be_asked_for(client: Client) -> None:
    RoleModelFactory.create_batch(30)
    assert len(names(client, page_size="1000", limit="1000")) == 24
    assert len(names(client, page=2)) == 6
    assert "Page 1" in client.get(PATH).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_asks_as_many_questions_for_one_as_for_three(client: Client, django_assert_max_num_queries: Any, count: int) -> None:
    RoleModelFactory.create_batch(count)
    client.get(PATH)
    with django_assert_max_num_queries(9):
        client.get(PATH)


def test_a_portrait_taken_back_is_gone_one_never_shown_does_not_exist(client: Client) -> None:
    shown, hidden = woman("Nadia"), woman("Léa", published_on=None)
    assert client.get(shown.get_absolute_url()).status_code == 200
    pool.unpublish(shown, by=shown.person)
    page = client.get(shown.get_absolute_url())
    assert page.status_code == 410
    assert "Nadia" not in page.content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"{PATH}AAAAAAAAAAAA/").status_code == 404


def test_hostile_words_are_only_words(client: Client) -> None:
    for words in ("%", "_", "'; DROP TABLE pool_rolemodel; --", "\\", "x" * 5000, "\x00", "<script>alert(1)</script>"):
        page = client.get(PATH, {"q": words})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
