"""Menus lead only where the reader may go, say where she is, and stay short."""
from __future__ import annotations

import re

import pytest
from django.test import Client

from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of

pytestmark = pytest.mark.django_db
NAVIGATION = re.compile(r"<nav.*?</nav>", re.DOTALL)


def tabs(page: str) -> list[list[tuple[str, bool]]]:
    """Of each row of tabs: (address, whether one is there)."""
    rows = re.findall(r'<ul class="onglets".*?</ul>', page, re.DOTALL)
    return [[(address, bool(here)) for address, here in re.findall(r'<a href="([^"]+)"( aria-current="page")?>', row)] for row in rows]


@pytest.mark.parametrize(("path", "account"), [
    ("/mon-espace/", ""), ("/mes-reseaux/", ""), ("/mon-compte/", "/mon-compte/"), ("/mon-compte/donnees/", "/mon-compte/donnees/"),
    ("/mon-compte/consentements/", "/mon-compte/consentements/"), ("/mon-compte/securite/", "/mon-compte/securite/"),
    ("/mon-compte/courriers/", "/mon-compte/courriers/"),
])
def test_the_pages_of_the_account_are_a_second_row_that_no_other_page_shows(client: Client, path: str, account: str) -> None:
    client.force_login(GrantFactory(role=Role.MEMBER).membership.person)
    rows = tabs(client.get(path).content.decode())
    first = dict(rows[0])
    assert len(first) <= 6 and first["/mon-compte/"] == bool(account)
    assert [address for row in rows[1:2] for address, here in row if here] == ([account] if account else [])
    assert len(rows) == (2 if account else 1)


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.COORDINATOR])
def test_a_menu_of_coordination_leads_nowhere_that_is_closed(client: Client, role: Role) -> None:
    network = NetworkFactory()
    person = coordinator_of(network) if role == Role.COORDINATOR else GrantFactory(network=network, role=role).membership.person
    client.force_login(person)
    page = client.get("/chiffres/ecritures/").content.decode()
    found = {address for row in NAVIGATION.findall(page) for address in re.findall(r'<a href="(/[^"#?]*)"', row)}
    assert ("/coordination/" in found) == (role == Role.COORDINATOR) and "/chiffres/" in found
    assert [address for address in sorted(found) if client.get(address).status_code >= 400] == []
