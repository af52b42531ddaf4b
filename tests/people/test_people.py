"""A person is met, and forgotten."""
from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.models import Letter
from industrielles.people import sheets
from industrielles.people import verbs as people
from industrielles.people.models import LoginCode, Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rooms_that_are_here(settings: Any) -> None:
    settings.ERASERS = ["industrielles.pool.verbs.forget", "industrielles.network.verbs.forget"]


def test_meet_makes_one_person_for_an_address_however_it_is_written() -> None:
    nadia = people.meet(" Nadia@Exemple.FR ", first_name="Nadia", last_name="Benali")
    assert people.meet("nadia@exemple.fr") == nadia
    assert nadia.email == "nadia@exemple.fr"
    assert nadia.public_name == "Nadia B."
    assert Entry.objects.filter(verb="people.meet").count() == 1


def test_who_never_signed_in_reads_so() -> None:
    never, once = PersonFactory(last_login=None), PersonFactory(last_login=clock.now())
    assert dict(sheets.sheets(never)[0].rows)["dernière connexion"] == "jamais"
    assert dict(sheets.sheets(once)[0].rows)["dernière connexion"] == once.last_login.date()


def test_meet_fills_blanks_and_never_overwrites_what_she_said() -> None:
    people.meet("nadia@exemple.fr", first_name="Nadia")
    nadia = people.meet("nadia@exemple.fr", first_name="Nadège", last_name="Benali", phone="06 39 98 00 00")
    assert (nadia.first_name, nadia.last_name, nadia.phone) == ("Nadia", "Benali", "06 39 98 00 00")


@pytest.mark.parametrize("email", ["", "nadia", "nadia@", "a@b.fr, c@d.fr", "nadia@exemple.fr\nBcc: x@y.fr", "a" * 250 + "@exemple.fr"])
def test_meet_refuses_what_is_no_address(email: str) -> None:
    with pytest.raises(Refused) as refusal:
        people.meet(email)
    assert refusal.value.field == "email"


def test_erase_leaves_a_row_with_nothing_in_it() -> None:
    nadia = PersonFactory(phone="06 39 98 00 00")
    address = nadia.email
    letters.queue("people/letters/code", to=address, language="fr", key="x", context={"code": "1", "minutes": 1, "proof": "/"})
    people.send_code(address, browser="b")
    people.erase(nadia, by=nadia)
    row = Person.objects.get(pk=nadia.pk)
    assert (row.email, row.first_name, row.last_name, row.phone, row.is_active) == (None, "", "", "", False)
    assert not LoginCode.objects.filter(email=address).exists()
    assert not Letter.objects.filter(address=address).exists()
    assert not Letter.objects.filter(status="queued").exists()
    assert Entry.objects.filter(verb="people.erase", by_id=nadia.pk).count() == 1


def test_erase_twice_is_once() -> None:
    nadia = PersonFactory()
    people.erase(nadia)
    erased_at = Person.objects.get(pk=nadia.pk).erased_at
    people.erase(nadia)
    assert Person.objects.get(pk=nadia.pk).erased_at == erased_at


def test_an_address_is_free_again_once_its_person_is_erased() -> None:
    nadia = PersonFactory()
    address = nadia.email
    people.erase(nadia)
    assert people.meet(address) != nadia


def test_the_database_refuses_an_erased_person_with_a_name() -> None:
    nadia = PersonFactory()
    people.erase(nadia)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=nadia.pk).update(first_name="Nadia")


def test_describe_keeps_what_is_not_said_again() -> None:
    person = PersonFactory(gender="woman")
    assert people.describe(person, gender="", by=person).gender == "woman"
    assert people.describe(person, gender="unsaid", by=person).gender == "unsaid"
