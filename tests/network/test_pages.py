"""The pages of the tree."""
from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.network.models import Grant, Network
from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.places import DepartmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def national(client: Client) -> Any:
    person = coordinator_of(umbrella())
    client.force_login(person)
    return person


def said(**changes: str) -> dict[str, str]:
    return {"name": "Verr’Elles", "parent": umbrella().code, "departments": "59, aisne", "contact_email": "v@exemple.invalid",
            "email": "maud@exemple.invalid", "first_name": "Maud", "last_name": "Estève", "language": "fr", **changes}


@pytest.fixture(autouse=True)
def _places() -> None:
    DepartmentFactory(code="59", name="Nord")
    DepartmentFactory(code="02", name="Aisne")


def test_the_umbrella_founds_a_network_with_its_coordinator(client: Client, national: Any) -> None:
    answers = [client.post("/coordination/fonder/", said()) for _ in range(2)]
    made = Network.objects.get(name="Verr’Elles")
    assert {answer.headers["Location"] for answer in answers} == {f"/coordination/reseaux/{made.slug}/"}
    assert [one.pk for one in made.departments.order_by("pk")] == ["02", "59"]
    assert Grant.objects.get(network=made).membership.person.full_name == "Maud Estève"
    page = client.get("/coordination/reseaux/").content.decode()
    assert "Verr’Elles" in page and "Aisne" in page
    assert "Estève" not in client.get(f"/coordination/reseaux/{made.slug}/").content.decode()


@pytest.mark.parametrize(("changes", "words"), [
    ({"departments": "59, Atlantide"}, "Aucun département ne s’appelle « Atlantide »"),
    ({"email": ""}, "Écrivez son adresse électronique"),
    ({"email": "pas"}, "adresse"),
    ({"parent": "ailleurs"}, "Choisissez"),
])
def test_what_does_not_pass_comes_back_with_words(client: Client, national: Any, changes: dict[str, str], words: str) -> None:
    answer = client.post("/coordination/fonder/", said(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert not Network.objects.filter(name="Verr’Elles").exists()


def test_a_name_taken_is_said_beside_the_name(client: Client, national: Any) -> None:
    NetworkFactory(name="Verr’Elles", slug="verrelles")
    answer = client.post("/coordination/fonder/", said())
    assert answer.status_code == 422 and "Un autre réseau porte ce nom" in answer.content.decode()


def test_a_coordinator_founds_below_her_own_network_only(client: Client) -> None:
    node, other = NetworkFactory(), NetworkFactory()
    client.force_login(coordinator_of(node))
    page = client.get("/coordination/reseaux/").content.decode()
    assert node.name in page and other.name not in page
    assert client.post("/coordination/fonder/", said(parent=other.code)).status_code == 422
    assert client.post("/coordination/fonder/", said(parent=node.code)).status_code == 302
    assert Network.objects.get(name="Verr’Elles").parent == node
    assert client.get(f"/coordination/reseaux/{other.slug}/").status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.STATISTICIAN, Role.AMBASSADOR])
def test_others_find_nothing_there(client: Client, role: str) -> None:
    node = NetworkFactory()
    client.force_login(GrantFactory(network=node, role=role).membership.person)
    for path in ("/coordination/reseaux/", "/coordination/fonder/", f"/coordination/reseaux/{node.slug}/"):
        assert client.get(path).status_code == 404


def test_a_network_is_described_and_given_somebody_to_run_it(client: Client, national: Any) -> None:
    node = NetworkFactory()
    where = f"/coordination/reseaux/{node.slug}/"
    assert "Personne ne le coordonne encore" in client.get(where).content.decode()
    client.post(where, {"name": "Autre", "contact_email": "a@exemple.invalid", "departments": "02"})
    client.post(f"{where}coordinatrice/", {"email": "maud@exemple.invalid", "language": "en"})
    node.refresh_from_db()
    assert (node.name, [one.pk for one in node.departments.all()]) == ("Autre", ["02"])
    assert Grant.objects.get(network=node, role=Role.COORDINATOR).membership.person.language == "en"
    assert client.post(f"{where}coordinatrice/", {"email": "pas", "language": "en"}).status_code == 422


def test_a_closed_network_is_no_longer_there(client: Client, national: Any) -> None:
    node = NetworkFactory()
    Network.objects.filter(pk=node.pk).update(closed_on=node.founded_on)
    assert client.get(f"/coordination/reseaux/{node.slug}/").status_code == 404


def test_the_tree_asks_as_much_for_one_network_as_for_three(client: Client, national: Any) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/coordination/reseaux/")
        return len(asked)

    coordinator_of(NetworkFactory(departments=[DepartmentFactory(code="59")]))
    first = questions()
    for _ in range(2):
        coordinator_of(NetworkFactory(departments=[DepartmentFactory(code="02")]))
    assert questions() == first


@pytest.mark.parametrize(("role", "shown"), [(Role.COORDINATOR, True), (Role.ROLE_MODEL, False), (Role.STATISTICIAN, False)])
def test_the_menu_shows_networks_to_who_answers_for_one(client: Client, role: str, shown: bool) -> None:
    grant = GrantFactory(role=role)
    client.force_login(grant.membership.person)
    page = client.get("/coordination/equipe/").content.decode()
    assert ('href="/coordination/reseaux/"' in page) is shown
