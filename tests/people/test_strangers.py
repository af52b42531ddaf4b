"""What a stranger learns at the door, and whom she keeps out: nothing, nobody (trust 26, 27)."""
from __future__ import annotations

import re
import statistics
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from industrielles.people.models import LoginCode, Person
from tests.factories.people import AuthenticatorFactory, PersonFactory
from tests.people.test_pages import code_for, masked

pytestmark = pytest.mark.django_db
HOW_MANY = 200


def proof_in(email: str | None) -> str:
    """The link of her latest letter."""
    return re.search(r"/entrer/cest-moi/[^\s)]+", Letter.objects.filter(address=email).latest("pk").text)[0]  # type: ignore[index]


def knock(email: str) -> tuple[Any, ...]:
    """Everything a stranger sees, and everything that is done, for one address."""
    client = Client()
    letters = Letter.objects.count()
    with CaptureQueriesContext(connection) as asked:
        answer = client.post("/entrer/", {"email": email})
    page, wrong = client.get("/entrer/code/"), client.post("/entrer/code/", {"code": "000000"})
    seen = tuple((one.status_code, one.headers.get("Location"), masked(one, email), tuple(sorted(one.headers)))
                 for one in (answer, page, wrong))
    shapes = tuple(re.sub(r"'[^']*'|\d+|IN \([^)]*\)", "?", one["sql"])[:60] for one in asked)
    return (*seen, len(asked), shapes, Letter.objects.count() - letters)


def test_two_hundred_known_and_unknown_addresses_look_alike_and_cost_alike() -> None:
    known = {knock(PersonFactory().email) for _n in range(HOW_MANY // 4)} | {
        knock(AuthenticatorFactory().person.email) for _n in range(HOW_MANY // 4)}
    unknown = {knock(f"absente.{number:04}@exemple.invalid") for number in range(HOW_MANY // 2)}
    assert len(known) == len(unknown) == 1
    assert known == unknown


def test_that_comparison_sees_a_difference(monkeypatch: Any) -> None:
    """Positive control: a door that does less work for an unknown address is found out."""
    send = people.send_code

    def careless(email: str, **said: Any) -> None:
        if Person.objects.known_as(email).exists():
            send(email, **said)

    monkeypatch.setattr(people, "send_code", careless)
    assert knock(PersonFactory(email="connue@exemple.invalid").email) != knock("absente@exemple.invalid")


def test_the_link_of_a_letter_is_checked_in_the_same_time_whoever_it_is_about() -> None:
    """Of the processor, whatever else the machine does: the medians of 30 differ by less than 5 ms."""
    spent: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(30):
        for kind in ("known", "unknown") if number % 2 else ("unknown", "known"):
            email = PersonFactory().email if kind == "known" else f"absente.{number}@exemple.invalid"
            client = Client()
            client.post("/entrer/", {"email": email})
            start = time.thread_time()
            client.post("/entrer/code/", {"code": "000000"})
            spent[kind].append(time.thread_time() - start)
    assert abs(statistics.median(spent["known"]) - statistics.median(spent["unknown"])) < 0.005


def test_a_new_browser_is_not_kept_out_by_whoever_uses_up_her_codes() -> None:
    """The stranger's own letters carry what lets her in."""
    person = PersonFactory()
    for _n in range(20):
        Client().post("/entrer/", {"email": person.email})
    assert Letter.objects.filter(address=person.email).count() == LoginCode.PLACES
    her = Client()
    her.post("/entrer/", {"email": person.email})
    assert Letter.objects.filter(address=person.email).count() == LoginCode.PLACES  # kept out, but for the link
    link = proof_in(person.email)
    assert her.get(link).status_code == 200
    assert Letter.objects.filter(address=person.email).count() == LoginCode.PLACES  # a GET changes nothing
    assert her.post(link).headers["Location"] == "/entrer/code/"
    assert Letter.objects.filter(address=person.email).count() == 3
    assert her.post("/entrer/code/", {"code": code_for(person.email)}).headers["Location"] == "/mon-espace/"


def test_the_link_lets_nobody_in_by_itself_is_forged_by_nobody_and_lasts_an_hour(monkeypatch: Any) -> None:
    person = PersonFactory()
    Client().post("/entrer/", {"email": person.email})
    link, reader = proof_in(person.email), Client()
    reader.post(link)
    assert reader.get("/mon-compte/").status_code == 302
    for _n in range(5):
        reader.post(link)
    assert Letter.objects.filter(address=person.email).count() == 3  # however often, no more than three an hour
    assert Client().post(f"{link[:-3]}x/").status_code == 410
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 3700)
    assert Client().post(link).status_code == 410
    assert "trop ancien" in Client().get(link).content.decode()


def test_proven_is_about_somebody_living() -> None:
    person = PersonFactory()
    Client().post("/entrer/", {"email": person.email})
    token = proof_in(person.email).split("/")[-2]
    assert people.proven(token) == person
    people.erase(person)
    assert people.proven(token) is None
    assert not people.codes.prove("personne@exemple.invalid", "123456", browser="b")
