"""Searches kept under a name."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from industrielles.kit.refusals import Refused
from industrielles.members import verbs as members
from industrielles.members.models import SavedView
from industrielles.people import verbs as people
from tests.factories.members import SavedViewFactory
from tests.factories.network import NetworkFactory, coordinator_of

from .conftest import reader

pytestmark = pytest.mark.django_db


def test_a_view_opens_with_the_results_of_the_day(client: Client, network: Any, coordinator: Any) -> None:
    client.force_login(coordinator)
    said = {"name": "Aminata et les autres", "query": "search=aminata&x=1", "shared": "on"}
    answer = client.post("/coordination/membres/vues/garder/", said)
    view = SavedView.objects.get()
    assert answer.status_code == 302 and (view.query, view.shared, view.network) == ("search=aminata", True, network)
    address = f"/coordination/membres/?vue={view.code}"
    assert "Personne avec ces critères" in client.get(address).content.decode()
    reader(network, first_name="Aminata", last_name="Nouvelle")
    assert "Aminata Nouvelle" in client.get(address).content.decode()


def test_kept_twice_it_is_one_with_the_latest_criteria(network: Any, coordinator: Any) -> None:
    one = members.keep_view("Mes  Amies", network=network, query="role=member", by=coordinator)
    again = members.keep_view("mes amies", network=network, query="role=ambassador", by=coordinator)
    assert (one, again.query, SavedView.objects.count()) == (again, "role=ambassador", 1)
    with pytest.raises(Refused):
        members.keep_view(" !! ", network=network, query="", by=coordinator)


def test_a_shared_name_is_taken_once_and_hers_is_hers(network: Any, coordinator: Any) -> None:
    colleague = coordinator_of(network)
    shared = members.keep_view("Silencieuses", network=network, query="activity=silent-6", shared=True, by=coordinator)
    private = members.keep_view("À moi", network=network, query="", by=coordinator)
    with pytest.raises(Refused) as refused:
        members.keep_view("silencieuses", network=network, query="", shared=True, by=colleague)
    assert refused.value.field == "name"
    assert list(SavedView.objects.visible_to(colleague)) == [shared]
    assert set(SavedView.objects.visible_to(coordinator)) == {shared, private}
    for act in (lambda: members.drop_view(shared, by=colleague),
                lambda: members.keep_view("Autre", network=network, query="", view=shared, by=colleague)):
        with pytest.raises(Refused):
            act()


def test_a_view_changes_its_name_and_goes(client: Client, network: Any, coordinator: Any) -> None:
    view = members.keep_view("Avant", network=network, query="role=member", by=coordinator)
    client.force_login(coordinator)
    address = f"/coordination/membres/vues/{view.code}/"
    assert client.post(address, {"name": ""}).status_code == 422
    assert client.post(address, {"name": "Après", "shared": "on"}).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.shared, view.query) == ("Après", True, "role=member")
    assert "Après" in client.get("/coordination/membres/vues/").content.decode()
    client.post(f"{address}oublier/")
    assert not SavedView.objects.exists() and "Pas encore de vue" in client.get("/coordination/membres/vues/").content.decode()


def test_elsewhere_a_view_does_not_exist(client: Client, network: Any, coordinator: Any) -> None:
    view = SavedViewFactory(owner=coordinator_of(NetworkFactory()), network=NetworkFactory(), shared=True, query="search=secret")
    client.force_login(coordinator)
    assert client.get(f"/coordination/membres/vues/{view.code}/").status_code == 404
    assert client.post(f"/coordination/membres/vues/{view.code}/oublier/").status_code == 404
    assert "secret" not in client.get(f"/coordination/membres/?vue={view.code}").content.decode()


def test_views_cost_the_same_whatever_their_number(client: Client, network: Any, coordinator: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(coordinator)
    counts = []
    for number in (1, 2):
        for n in range(number):
            members.keep_view(f"V{number}{n}", network=network, query="role=member", by=coordinator)
        with CaptureQueriesContext(connection) as queries:
            client.get("/coordination/membres/vues/")
        counts.append(len(queries))
    assert counts[0] == counts[1] < 25


def test_erased_with_her_what_was_hers_alone(network: Any, coordinator: Any) -> None:
    coordinator_of(network)
    members.keep_view("À moi", network=network, query="search=x", by=coordinator)
    members.keep_view("À nous", network=network, query="search=y", shared=True, by=coordinator)
    people.erase(coordinator)
    assert list(SavedView.objects.values_list("name", "query")) == [("À nous", "")]
    assert members.forget_views(SavedView.objects.all()) == 1
