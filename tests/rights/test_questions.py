"""Every list of the room asks as many questions of the database with one row as with three."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.people.models import Person
from tests.factories.journal import EntryFactory
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.rights import BreachFactory, DemandFactory, HoldFactory, ProcessorFactory, SweepFactory, TermFactory

pytestmark = pytest.mark.django_db
RULE = "people.codes"


def act(reader: Person) -> None:
    """Somebody of one of her networks does something to somebody else."""
    membership = MembershipFactory(network=NetworkFactory(parent=reader.memberships.get().network))
    EntryFactory(verb="network.join", by_id=MembershipFactory(network=membership.network).person_id, network_id=membership.network_id,
                 subject_type="people.person", subject_key=str(membership.person_id))


def demand(reader: Person) -> None:
    node = reader.memberships.get().network
    DemandFactory(network=node, person=MembershipFactory(network=node).person)


def held_and_swept(reader: Person) -> None:
    HoldFactory(rule="", person=MembershipFactory().person)
    TermFactory(rule=RULE, set_by=reader)
    sweep = SweepFactory(rule=RULE)
    sweep.counts, sweep.finished_at = {"people.code": 2}, sweep.before
    sweep.save()


def breach(reader: Person) -> None:
    BreachFactory(told_by=reader)


def processor(reader: Person) -> None:
    ProcessorFactory()


def belongs_elsewhere(reader: Person) -> None:
    MembershipFactory(person=reader, network=NetworkFactory(parent=umbrella()))


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


MOST = 24


@pytest.mark.parametrize(("address", "more", "top", "most"), [
    (reverse("rights:demands"), demand, False, MOST),
    (reverse("rights:journal"), act, False, MOST),
    (reverse("rights:retention"), held_and_swept, True, 0),  # counts what is due for each rule: bounded by the rules, not by rows
    (reverse("rights:rule", args=[RULE]), held_and_swept, True, MOST),
    (reverse("rights:register"), processor, True, MOST),
    (reverse("rights:breaches"), breach, True, MOST),
    (reverse("rights:consents"), belongs_elsewhere, False, MOST),
    (reverse("rights:data"), belongs_elsewhere, False, 0),  # one question or two for each kind of thing that is kept of her
])
def test_a_list_asks_as_much_for_one_row_as_for_three(
        address: str, more: Callable[[Person], None], top: bool, most: int, client: Client) -> None:
    reader: Any = coordinator_of(umbrella() if top else NetworkFactory())
    client.force_login(reader)
    more(reader)
    before = client.get(address).content
    one = asked(client, address)
    more(reader)
    more(reader)
    assert asked(client, address) == one <= (most or one)
    assert len(client.get(address).content) > len(before)  # what was added is shown
