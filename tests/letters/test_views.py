from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from industrielles.kit import clock
from tests.letters.conftest import queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates")]


def addresses(code: str) -> list[str]:
    return ["/letters/", f"/letters/{code}/", f"/letters/{code}/page/"]


@pytest.mark.parametrize("mode", ["production", "test"])
def test_letters_are_not_there_outside_development(client: Client, settings: Any, mode: str) -> None:
    code = queue().code
    settings.MODE = mode
    assert [client.get(address).status_code for address in [*addresses(code), *addresses("NOTHING")]] == [404] * 6


def test_letters_are_shown_in_development(client: Client, settings: Any, django_assert_num_queries: Any) -> None:
    settings.MODE = "development"
    letter = queue()
    queue("visit/2", to="other@example.org")
    with django_assert_num_queries(2):
        page = client.get("/letters/").content.decode()
    assert "prof@example.org" in page
    assert "other@example.org" not in client.get("/letters/?to=Prof@example.org").content.decode()
    assert "http://testserver/suivi/ABC/" in client.get(f"/letters/{letter.code}/").content.decode()
    assert client.get("/en/letters/").status_code == 200


def test_letters_are_shown_newest_first_whatever_order_they_were_made_in(client: Client, settings: Any) -> None:
    settings.MODE = "development"
    now = clock.now()
    for days, reader in ((2, "b"), (0, "a"), (9, "c")):
        with clock.at(now - dt.timedelta(days=days)):
            queue(f"visit/{days}", to=f"{reader}@example.org")
    page = client.get("/letters/").content.decode()
    assert page.index("a@example.org") < page.index("b@example.org") < page.index("c@example.org")


def test_the_html_of_a_letter_is_shown_alone_and_loads_nothing(client: Client, settings: Any) -> None:
    settings.MODE = "development"
    response = client.get(f"/letters/{queue().code}/page/")
    assert "Préparer la visite" in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == ["default-src 'none'", "frame-ancestors 'none'", "style-src 'unsafe-inline'"]
