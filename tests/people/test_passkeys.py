"""Passkeys: made, used as second step and as both steps; what is not an answer to our question opens nothing."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from industrielles.kit import clock
from industrielles.people import passkeys
from industrielles.people.models import Passkey, Person
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.people.authenticator import Telephone
from tests.people.test_steps import DESK, STEP, first_step

pytestmark = pytest.mark.django_db
NEW, QUESTION, ENTER = "/mon-compte/securite/cle/", "/entrer/cle/question/", "/entrer/cle/"


def with_a_key(person: Person, telephone: Telephone) -> Client:
    """Her browser, signed in, its passkey made."""
    client = Client()
    client.force_login(person)
    question = client.post(NEW + "question/").json()
    assert client.post(NEW, {"answer": telephone.make(question)}).headers["Location"] == "/mon-compte/securite/codes/"
    return client


def test_a_passkey_is_made_and_signs_in_both_steps_at_once(client: Client) -> None:
    person, telephone = coordinator_of(NetworkFactory()), Telephone()
    with_a_key(person, telephone)
    question = client.post(QUESTION).json()
    assert "allowCredentials" not in question["publicKey"]  # the telephone knows, we ask nobody's name
    assert client.post(ENTER, {"answer": telephone.sign(question)}).headers["Location"] == "/mon-espace/"
    assert client.get(DESK).status_code == 200
    assert Passkey.objects.get().sign_count == 2


def test_a_passkey_is_her_second_step(client: Client) -> None:
    person, telephone = coordinator_of(NetworkFactory()), Telephone()
    with_a_key(person, telephone)
    first_step(client, person, DESK)
    assert client.get(DESK).headers["Location"] == STEP
    question = client.post(QUESTION).json()
    assert len(question["publicKey"]["allowCredentials"]) == 1
    assert client.post(ENTER, {"answer": telephone.sign(question)}).headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_somebody_elses_passkey_is_not_her_second_step(client: Client) -> None:
    hers, theirs = Telephone(), Telephone()
    person = coordinator_of(NetworkFactory())
    with_a_key(person, hers)
    with_a_key(PersonFactory(), theirs)
    first_step(client, person)
    answer = theirs.sign(client.post(QUESTION).json())
    assert client.post(ENTER, {"answer": answer}).headers["Location"] == STEP
    assert client.get(DESK).headers["Location"] == STEP


def test_an_answer_is_good_once_and_in_the_browser_that_was_asked(client: Client) -> None:
    telephone = Telephone()
    with_a_key(PersonFactory(), telephone)
    answer = telephone.sign(client.post(QUESTION).json())
    assert Client().post(ENTER, {"answer": answer}).headers["Location"] == "/entrer/"
    assert client.post(ENTER, {"answer": answer}).headers["Location"] == "/mon-espace/"
    client.post("/sortir/")
    assert client.post(ENTER, {"answer": answer}).headers["Location"] == "/entrer/"


@pytest.mark.parametrize("change", [
    {"origin": "https://evil.example"}, {"origin": "http://testserver:81"}, {"origin": "http://sub.testserver"}, {"verified": False},
    {"count": -1}, {"key": Telephone().key}])
def test_what_does_not_come_from_her_telephone_on_our_site_is_refused(client: Client, change: dict[str, Any]) -> None:
    telephone = Telephone()
    with_a_key(PersonFactory(), telephone)
    for name, value in change.items():
        setattr(telephone, name, value)
    answer = telephone.sign(client.post(QUESTION).json())
    assert client.post(ENTER, {"answer": answer}).headers["Location"] == "/entrer/"
    assert client.get("/mon-compte/").status_code == 302


@pytest.mark.parametrize("change", [{"origin": "https://evil.example"}, {"verified": False}])
def test_a_key_made_elsewhere_or_for_nobody_is_not_taken(client: Client, change: dict[str, Any]) -> None:
    client.force_login(PersonFactory())
    answer = Telephone(**change).make(client.post(NEW + "question/").json())
    assert client.post(NEW, {"answer": answer}).headers["Location"] == NEW
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": 3}', '{"id": "inconnue"}', '{"id": "' + "x" * 30_000 + '"}'])
def test_what_is_no_answer_is_refused_in_words(client: Client, answer: str) -> None:
    client.post(QUESTION)
    assert "n’est pas reconnue" in client.post(ENTER, {"answer": answer}, follow=True).content.decode()
    client.force_login(PersonFactory())
    client.post(NEW + "question/")
    assert "n’a pas été créée" in client.post(NEW, {"answer": answer}, follow=True).content.decode()


def test_a_question_is_too_old_after_five_minutes_and_one_kind_is_not_the_other(client: Client) -> None:
    telephone, person = Telephone(), PersonFactory()
    with_a_key(person, telephone)
    answer = telephone.sign(client.post(QUESTION).json())
    session = client.session
    session[passkeys.KEY] |= {"at": int(clock.now().timestamp()) - passkeys.LIFE - 1}
    session.save()
    assert client.post(ENTER, {"answer": answer}).headers["Location"] == "/entrer/"
    answer = telephone.sign(client.post(QUESTION).json())
    session = client.session
    session[passkeys.KEY] |= {"what": "make"}
    session.save()
    assert client.post(ENTER, {"answer": answer}).headers["Location"] == "/entrer/"


def test_an_erased_persons_passkey_opens_nothing(client: Client) -> None:
    person, telephone = PersonFactory(), Telephone()
    with_a_key(person, telephone)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.post(ENTER, {"answer": telephone.sign(client.post(QUESTION).json())}).headers["Location"] == "/entrer/"
