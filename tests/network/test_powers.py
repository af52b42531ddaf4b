"""What somebody runs: asked once for a page, and asked again at the next."""
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from industrielles.kit import clock
from industrielles.network import policies, queries
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Network
from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of, umbrella

pytestmark = pytest.mark.django_db
DESK = "/coordination/membres/"


def opens(client, address=DESK):
    return client.get(address).status_code == 200


def shut(node):
    Network.objects.filter(pk=node.pk).update(closed_on=clock.today())
    return node


def test_a_page_asks_once_what_its_reader_runs(client):
    client.force_login(coordinator_of(NetworkFactory()))
    with CaptureQueriesContext(connection) as asked:
        assert opens(client)
    own = [one["sql"] for one in asked if re.search(r"^SELECT .network_grant.\..role.", one["sql"])]
    assert len(own) == 1


def test_a_role_given_and_taken_counts_at_the_next_request(client):
    node = NetworkFactory()
    her, by = coordinator_of(NetworkFactory()), coordinator_of(node)
    client.force_login(her)
    assert opens(client) and node.name not in client.get("/coordination/organismes/").content.decode()
    grant = network.grant(network.join(her, network=node, by=by), role=Role.COORDINATOR, by=by, reason="Elle prend la suite.")
    assert node.name in client.get("/coordination/organismes/").content.decode()
    network.revoke(grant, reason="Elle change de poste.", by=by)
    assert node.name not in client.get("/coordination/organismes/").content.decode()


def test_who_is_let_go_or_closed_out_enters_nothing_at_the_next_request(client):
    her = coordinator_of(NetworkFactory())
    client.force_login(her)
    assert opens(client)
    Grant.objects.filter(membership__person=her).update(ended_on=clock.today())  # whoever wrote it, and however
    assert not opens(client)
    Grant.objects.filter(membership__person=her).update(ended_on=None)
    assert opens(client)
    her.memberships.update(ended_on=clock.today())
    assert not opens(client)


def test_powers_are_those_held_now_in_their_own_place():
    top, node = umbrella(), NetworkFactory(parent=umbrella())
    her = coordinator_of(node)
    GrantFactory(network=node, role=Role.MEMBER, membership=her.memberships.get())
    GrantFactory(network=NetworkFactory(), role=Role.STATISTICIAN, membership__person=her)
    assert [(one.role, one.network_id, one.is_root, one.is_open) for one in queries.powers(her, (Role.COORDINATOR,))] == [
        (Role.COORDINATOR, node.pk, False, True)]
    assert {one.role for one in queries.powers(her)} == {Role.COORDINATOR, Role.STATISTICIAN}
    assert [one.is_root for one in queries.powers(coordinator_of(top))] == [True]
    her.is_active = False
    assert queries.powers(her) == [] and queries.powers(None) == []


def test_who_places_networks_places_those_she_runs_and_the_umbrella_all():
    top = umbrella()
    north, south = NetworkFactory(parent=top), NetworkFactory(parent=top)
    local, closed = NetworkFactory(parent=north), shut(NetworkFactory(parent=north))
    assert set(Network.objects.placed_by(coordinator_of(north))) == {north, local}
    assert set(Network.objects.placed_by(coordinator_of(top))) == {top, north, south, local}
    assert not policies.has_networks(coordinator_of(closed))
    statistician = GrantFactory(network=north, role=Role.STATISTICIAN).membership.person
    assert not Network.objects.placed_by(statistician).exists() and not policies.has_networks(statistician)
    above = NetworkFactory()
    NetworkFactory(parent=above)
    assert policies.has_networks(coordinator_of(shut(above)))  # what is open below a closed one


def test_who_runs_a_network_coordinates_nobody_else():
    assert policies.coordinates(coordinator_of(NetworkFactory())) and policies.coordinates(coordinator_of(umbrella()))
    for person in (GrantFactory(role=Role.MEMBER).membership.person, GrantFactory(role=Role.REFERENT).membership.person, AnonymousUser()):
        assert not policies.coordinates(person)
