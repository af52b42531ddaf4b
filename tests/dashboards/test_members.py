"""The members by gender, on the page of figures."""
from __future__ import annotations

import datetime as dt
from typing import Any

from industrielles.network import verbs as network
from industrielles.network.models import Network
from tests.factories.network import MembershipFactory
from tests.factories.people import PersonFactory


def join(node: Network, how_many: int, gender: str) -> None:
    for _n in range(how_many):
        MembershipFactory(network=node, started_on=dt.date(2026, 9, 1), person=PersonFactory(gender=gender))


def test_the_figures_show_members_by_gender_with_the_base_of_the_share(client: Any, north: Network) -> None:
    join(north, 30, "woman")
    join(north, 20, "man")
    network.count_members()
    page = client.get("/chiffres/").content.decode()
    assert "Qui nous sommes" in page
    assert "60 % de femmes parmi les 50 membres" in page.replace("\u202f", " ").replace("\xa0", " ")


def test_members_by_gender_are_a_file_with_every_column(client: Any, north: Network) -> None:
    join(north, 30, "woman")
    join(north, 4, "man")
    network.count_members()
    lines = client.get("/chiffres/donnees/members.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Réseau ou région;Femmes;Hommes;Non binaire ou autre;Je préfère ne pas le dire;Non précisé"
    few = "trop peu pour être montré"
    assert all(line.count(few) >= 4 for line in lines[1:])


def test_a_coordinator_reads_no_more_than_the_public(client: Any, north: Network, reader: Any) -> None:
    join(north, 30, "woman")
    join(north, 20, "man")
    network.count_members()
    everybody = client.get("/chiffres/donnees/members.csv").content
    client.force_login(reader)
    assert client.get("/chiffres/donnees/members.csv?network=nord").content == everybody
    assert "network.members" not in client.get("/chiffres/ecritures/").content.decode()
