"""One land for all these tests: made once, walked by each inside a transaction that is undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from industrielles.kit import clock
from tests import canaries, strict
from tests.factories.network import NetworkFactory, coordinator_of, umbrella

from . import keys
from .land import Land, Sent, harvest, tries


@pytest.fixture(scope="package")
def land(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Land]:
    """Two networks full of rows and the umbrella, on an evening when some visits are over."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")), transaction.atomic():
        yield founded()
        transaction.set_rollback(True)


def founded() -> Land:
    with clock.at(canaries.MORNING):
        ours, theirs, lender = canaries.founded("ocelot"), canaries.founded("zibeline"), NetworkFactory()
        for side in (ours, theirs):
            canaries.plant(side, lender)
        her = coordinator_of(umbrella())
    people = {**ours.people, "newcomer": ours.newcomer.person, "umbrella": her}
    their = {f"their {who}": person for who, person in theirs.people.items()}
    land = Land(ours, theirs, {**people, **their})
    with clock.at(canaries.EVENING):
        land.keys = keys.held(ours)
        for who in land.people:
            land.client(who)
    return land


@pytest.fixture(autouse=True)
def _evening(land: Land, db: Any) -> Iterator[None]:
    with clock.at(canaries.EVENING):
        yield


@pytest.fixture(scope="package")
def found(land: Land) -> dict[str, Any]:
    """What each of ours can open, and the forms in it."""
    with clock.at(canaries.EVENING), strict.any_order():
        return {who: harvest(land, who) for who in WALKERS}


@pytest.fixture(scope="package")
def recorded(land: Land, found: dict[str, Any]) -> list[Sent]:
    """Every request that changes something as its rightful person."""
    with clock.at(canaries.EVENING), strict.any_order():
        return [sent for who, (_, forms) in found.items() for sent in tries(land, who, forms)]


WALKERS = ("nobody", "coordinator", "role model", "ambassador", "newcomer", "umbrella")
