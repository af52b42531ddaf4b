"""What somebody is found by."""
from __future__ import annotations

import pytest

from industrielles.letters.addresses import hashed
from industrielles.people import verbs as people
from industrielles.people.models import Person
from tests.factories.people import PersonFactory


@pytest.mark.django_db
def test_what_she_is_found_by_follows_what_she_is_called() -> None:
    person = PersonFactory(first_name="Éléonore", last_name="Saint-Œuvre", email="e.s@exemple.invalid")
    assert person.search_name == " eleonore saint oeuvre e s exemple invalid "
    person.last_name = "Ünal"
    person.save(update_fields=["last_name"])
    person.refresh_from_db()
    assert person.search_name == " eleonore unal e s exemple invalid "
    people.erase(person)
    person.refresh_from_db()
    assert person.search_name == ""


@pytest.mark.django_db
def test_the_keys_of_who_she_is_follow_what_she_says_and_go_with_her() -> None:
    person = PersonFactory(first_name="Éloïse", last_name="MARTIN-Roux", email="e.martin+1@exemple.invalid", phone="+33 6 39 98 00 01")
    keys = ("name_key", "mail_key", "phone_key", "address_hash")
    assert [getattr(person, key) for key in keys] == [
        "eloise martin roux", "emartin@exemple.invalid", "639980001", hashed("E.Martin+1@exemple.invalid")]
    person.email, person.phone, person.last_name = "eloise@exemple.invalid", "06 39 98 00 02", "Roux"
    person.save(update_fields=["email", "phone"])
    assert list(Person.objects.values_list(*keys)) == [
        ("eloise martin roux", "eloise@exemple.invalid", "639980002", hashed("eloise@exemple.invalid"))]
    people.erase(person)
    assert list(Person.objects.values_list(*keys, "search_name")) == [("",) * 5]
    assert not Person.objects.of_hash("").exists() and not Person.objects.like(names={""}, mails={""}, phones={""}).exists()
