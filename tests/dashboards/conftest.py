"""Something to count: two networks under the umbrella, and visits of theirs in the ledger."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from industrielles.kit import clock
from industrielles.ledger import verbs as ledger
from industrielles.ledger.facts import DECLARED, Amount
from industrielles.network.models import Network
from tests.factories.network import NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory

MOMENT = dt.datetime(2026, 12, 9, 9, tzinfo=dt.UTC)


@pytest.fixture
def december(db: None) -> Any:
    with clock.at(MOMENT):
        yield


@pytest.fixture
def whole(december: None) -> Network:
    return umbrella()


@pytest.fixture
def north(whole: Network) -> Network:
    return NetworkFactory(name="Elles du Nord", slug="nord")


@pytest.fixture
def south(whole: Network) -> Network:
    return NetworkFactory(name="Elles du Sud", slug="sud")


@pytest.fixture
def visit() -> Callable[..., Any]:
    """visit(network, …, girls=14, boys=12): a class met, as a report counts it. The source is any row: here a person."""
    from industrielles.engagements import facts  # noqa: F401 - declares what is counted

    def counted(*networks: Network, on: dt.date = dt.date(2026, 11, 14), girls: int = 14, boys: int = 12, rest: int = 0,
                department: str = "59", method: str = "teacher") -> Any:
        source, common = PersonFactory(), {"on": on, "department": department, "kind": "class visit", "method": method}
        organisers = [network.pk for network in networks]
        ledger.record(DECLARED["engagements.classes"], [Amount(1, "pupils")], source=source, organisers=organisers, **common)
        people = [Amount(girls, "pupils", "woman"), Amount(boys, "pupils", "man"), Amount(rest, "pupils")]
        ledger.record(DECLARED["engagements.people"], people, source=source, organisers=organisers, **common)
        return source

    return counted


@pytest.fixture
def reader(north: Network) -> Any:
    return coordinator_of(north)
