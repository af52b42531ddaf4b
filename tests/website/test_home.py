"""The home page and the menus, for each reader."""

import re

import pytest
from django.test import Client
from django.utils import translation

from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of
from tests.factories.places import DepartmentFactory
from tests.factories.pool import AmbassadorFactory, BranchFactory, RoleModelFactory

pytestmark = pytest.mark.django_db


def test_home_shows_published_role_models_and_nothing_private(client):
    role_model = RoleModelFactory(
        job="Soudeuse aéronautique", membership__person__last_name="Zvonimirova", membership__person__phone="0612345678"
    )
    RoleModelFactory(job="Ajusteuse discrète", published_on=None)
    html = client.get("/").content.decode()
    assert "Soudeuse aéronautique" in html and "Ajusteuse discrète" not in html
    for private in ("Zvonimirova", "0612345678", role_model.person.email):
        assert private not in html
    assert "Une professionnelle est prête à te rencontrer." in html


def test_home_shows_different_trades_first(client):
    for code in ("verre", "auto", "auto", "auto", "chimie", "robots"):
        RoleModelFactory(job=f"Métier {code}", branch=BranchFactory(code=code))
    html = client.get("/").content.decode()
    assert all(f"Métier {code}" in html for code in ("verre", "auto", "chimie", "robots"))
    assert html.count('class="carte"') == 4


def test_home_counts_ambassadors_where_they_lead(client):
    AmbassadorFactory(departments=[DepartmentFactory(code="974", name="La Réunion")])
    html = client.get("/").content.decode()
    assert html.count('class="pastille-n"') == 1


def test_home_asks_as_little_with_one_portrait_as_with_four(client, django_assert_max_num_queries):
    RoleModelFactory()
    with django_assert_max_num_queries(20) as one:
        client.get("/")
    for code in ("a", "b", "c"):
        RoleModelFactory(branch=BranchFactory(code=code))
    with django_assert_max_num_queries(20) as four:
        client.get("/")
    assert len(four) == len(one)


def test_menu_offers_coordination_to_those_who_run_a_network(client):
    member, coordinator = GrantFactory(role=Role.MEMBER), GrantFactory(role=Role.COORDINATOR)
    client.force_login(member.membership.person)
    assert "/coordination/" not in client.get("/").content.decode()
    client.force_login(coordinator.membership.person)
    assert 'href="/coordination/"' in client.get("/").content.decode()


def test_menu_offers_to_sign_in_only_to_visitors(client):
    assert 'href="/entrer/"' in client.get("/").content.decode()
    client.force_login(GrantFactory().membership.person)
    assert 'href="/entrer/"' not in client.get("/").content.decode()


def test_menu_says_which_page_is_open(client):
    html = client.get("/chiffres/").content.decode()
    assert '<a href="/chiffres/" aria-current="page">' in html
    with translation.override("en"):
        assert 'aria-current="page">Figures</a>' in client.get("/en/chiffres/").content.decode()


@pytest.mark.parametrize(("path", "label"), [
    ("/coordination/", "Demandes"), ("/coordination/liste/", "Demandes"), ("/coordination/membres/", "Membres"),
    ("/coordination/equipe/", "Équipe"), ("/coordination/journal/", "Journal"), ("/coordination/accueil/", "Nouvelles venues"),
])
def test_a_page_of_coordination_is_current_in_its_own_entry_alone(client: Client, path: str, label: str) -> None:
    client.force_login(coordinator_of(NetworkFactory()))
    wide = client.get(path).content.decode().split('class="menu seul-petit"')[0]
    assert re.findall(r'<nav.*?</nav>', wide, re.S) and re.findall(r'aria-current="page">([^<]+)</a></li>', wide) == [label]
