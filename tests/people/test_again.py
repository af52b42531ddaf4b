"""What an open browser alone must not do: erase, take data away, change what opens an account. The second step is asked for once more."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.people import again
from industrielles.people.models import Identity, Person
from industrielles.rights.models import Demand
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import AuthenticatorFactory, IdentityFactory, PersonFactory
from tests.people.test_oidc import linkedin  # noqa: F401
from tests.people.test_steps import STEP

pytestmark = pytest.mark.django_db


def signed_in(person: Person, *, passed: int) -> Client:
    """Her browser, in which she passed her second step so many seconds ago."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["second_step"] = int(clock.now().timestamp()) - passed
    session.save()
    return client


def doors(person: Person, other: Identity) -> list[tuple[str, str, str]]:
    """(address, method, where she comes back)."""
    security = reverse("people:security")
    return [
        (reverse("rights:erase"), "post", reverse("rights:erase")), (reverse("rights:erase"), "get", reverse("rights:erase")),
        (reverse("rights:take_away"), "post", reverse("rights:data")), (reverse("people:unlink", args=[other.code]), "post", security),
        (reverse("people:depart", args=["linkedin"]), "post", security), (reverse("members:export"), "get", reverse("members:export")),
    ]


def test_an_old_second_step_neither_erases_nor_takes_away_nor_links(linkedin: Any) -> None:  # noqa: F811
    person = coordinator_of(NetworkFactory())
    AuthenticatorFactory(person=person)
    other = IdentityFactory(person=person)
    for address, method, back in doors(person, other):
        client = signed_in(person, passed=again.RECENT + 1)
        answer = getattr(client, method)(address, {"understood": "on", "agree": "on"})
        assert (answer.status_code, answer.headers["Location"]) == (302, STEP), address
        assert client.session["next"] == back
    person.refresh_from_db()
    assert person.erased_at is None and Identity.objects.filter(pk=other.pk).exists() and not Demand.objects.exists()


def test_a_recent_second_step_opens_these_doors(linkedin: Any) -> None:  # noqa: F811
    person = coordinator_of(NetworkFactory())
    AuthenticatorFactory(person=person)
    other = IdentityFactory(person=person)
    for address, method, _back in doors(person, other):
        answer = getattr(signed_in(person, passed=again.RECENT - 60), method)(address)
        assert answer.headers.get("Location") != STEP, address
    assert Demand.objects.filter(person=person, kind=Demand.Kind.PORTABILITY).exists() and not Identity.objects.filter(pk=other.pk).exists()


def test_who_has_no_second_step_is_asked_for_none() -> None:
    client = signed_in(MembershipFactory(person=PersonFactory()).person, passed=again.RECENT + 1)
    assert client.get(reverse("rights:erase")).status_code == 200
