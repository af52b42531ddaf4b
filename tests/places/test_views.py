from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.places import HolidayFactory, SchoolFactory, SourceFactory


def test_suggestions_of_schools_are_options_with_their_uai(client: Client, ground: Any) -> None:
    found = SchoolFactory(name="Lycée Ada Lovelace", commune=ground["59350"])
    page = client.get("/etablissements/", {"school": "ada"})
    assert page.status_code == 200
    assert f'data-value="Lycée Ada Lovelace, Lille" data-code="{found.uai}"' in page.text
    assert page.text.count('role="option"') == 1


def test_suggestions_leave_out_closed_schools(client: Client, ground: Any) -> None:
    import datetime as dt

    SchoolFactory(name="Lycée Ada Lovelace", commune=ground["59350"], closed_on=dt.date(2026, 1, 1))
    assert client.get("/etablissements/?q=ada").text.strip() == ""


@pytest.mark.parametrize("text", ["", "l", 5000 * "lille ", "\0", "<script>", "%"])
def test_suggestions_take_anything(client: Client, ground: Any, text: str) -> None:
    for address in ("/etablissements/", "/communes/"):
        page = client.get(address, {"q": text})
        assert page.status_code == 200
        assert "<script>" not in page.text


def test_suggestions_are_escaped(client: Client, ground: Any) -> None:
    SchoolFactory(name='Lycée <b onclick="x">Ada', commune=ground["59350"])
    assert "<b" not in client.get("/etablissements/?school=ada").text


def test_suggestions_of_communes_say_the_department(client: Client, ground: Any) -> None:
    page = client.get("/en/communes/", {"q": "saint den"})
    assert 'data-value="Saint-Denis (97400)" data-code="97411"' in page.text
    assert "La Réunion" in page.text


def test_suggestions_take_as_many_queries_for_three_as_for_one(client: Client, ground: Any, django_assert_num_queries: Any) -> None:
    for count in (1, 2):
        SchoolFactory.create_batch(count, name="Lycée Ada", commune=ground["59350"])
        with django_assert_num_queries(1):
            client.get("/etablissements/?school=ada")


def test_suggestions_refuse_a_post(client: Client, db: Any) -> None:
    assert client.post("/etablissements/").status_code == 405


def test_sources_name_their_licence_and_the_calendars_that_are_unknown(client: Client, ground: Any) -> None:
    SourceFactory()
    HolidayFactory()
    page = client.get("/donnees-de-reference/")
    assert page.status_code == 200
    assert "Licence Ouverte 2.0" in page.text
    assert "La Réunion" in page.text


def test_sources_take_as_many_queries_for_three_as_for_one(client: Client, ground: Any, django_assert_max_num_queries: Any) -> None:
    SourceFactory(code="one")
    SourceFactory(code="two")
    with django_assert_max_num_queries(6):
        client.get("/donnees-de-reference/")
