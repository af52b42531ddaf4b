"""A network with people who agreed to its news, and what is written to them."""
from __future__ import annotations

from typing import Any

import pytest

from industrielles.letters.models import Letter
from industrielles.members import tasks
from industrielles.members import verbs as members
from industrielles.members.models import Issue
from industrielles.network.models import Network
from industrielles.people import verbs as people
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory


@pytest.fixture
def network() -> Network:
    return NetworkFactory(name="Réseau Nord", slug="nord")


@pytest.fixture
def coordinator(network: Network) -> Any:
    return coordinator_of(network, email="coordinatrice@exemple.invalid")


def reader(network: Network, email: str = "", *, agrees: bool = True, source: str = "join", **fields: Any) -> Any:
    """A member of this network, who agreed to its news."""
    person = PersonFactory(**({"email": email} if email else {}), **fields)
    MembershipFactory(person=person, network=network)
    if agrees:
        people.consent(person, purpose="news", source=source, network_id=network.pk, by=person)
    return person


def issue(network: Network, by: Any, **said: Any) -> Issue:
    """A letter of news, ready to leave."""
    return members.compose(network, by=by, **{
        "stream": "news", "subject_fr": "Les nouvelles",
        "text_fr": "Bonjour **à vous**.\n\n- une [visite](https://exemple.invalid/v)", **said})


def sent(one: Issue, by: Any, settings: Any = None) -> Issue:
    """Sent, and all its turns played."""
    members.send(one, by=by)
    for _ in range(20):
        tasks.send_news()
    one.refresh_from_db()
    return one


def written_to(one: Issue) -> list[str]:
    """Addresses that this letter goes to, as it stands in the queue."""
    queued = Letter.objects.filter(key__startswith=f"members.issue/{one.code}/").exclude(status__in=("suppressed", "withdrawn"))
    return sorted(queued.values_list("address", flat=True))
