"""Changing one's address, and taking it back."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter, Preference
from industrielles.people import retention
from industrielles.people import verbs as people
from industrielles.people.models import AddressChange, Authenticator, Identity, Passkey, Person, RecoveryCode
from tests.factories.people import AddressChangeFactory, AuthenticatorFactory, IdentityFactory, PasskeyFactory, PersonFactory
from tests.people.test_pages import code_for
from tests.people.test_sign_ins import signed_in

pytestmark = pytest.mark.django_db
ASK, TYPE, NEW = "/mon-compte/adresse/", "/mon-compte/adresse/code/", "nouvelle@exemple.fr"


def change(client: Client, to: str = NEW) -> Any:
    """Asks, reads the new mailbox, types the code."""
    client.post(ASK, {"email": to})
    return client.post(TYPE, {"code": code_for(to)})


def undo_link(address: str) -> str:
    text = Letter.objects.filter(address=address, template="people/letters/address_changed").latest("pk").text
    return re.search(r"/mon-compte/adresse/reprendre/\S+", text)[0]  # type: ignore[index]


def test_a_new_address_is_hers_once_its_mailbox_has_shown_the_code() -> None:
    person = PersonFactory()
    old, here, there = person.email, signed_in(person), signed_in(person)
    key = here.session.session_key
    assert here.get(TYPE).headers["Location"] == ASK
    assert change(here).headers["Location"] == "/mon-compte/"
    assert Person.objects.get(pk=person.pk).email == NEW
    assert here.get(ASK).status_code == 200 and here.session.session_key != key
    assert there.get(ASK).status_code == 302
    assert Letter.objects.filter(address=old, template="people/letters/address_changed").count() == 1
    assert Entry.objects.filter(verb="people.change_address", by_id=person.pk).count() == 1
    assert person.sign_ins.count() == 1


def test_a_wrong_code_changes_nothing_and_what_was_typed_stays() -> None:
    person = PersonFactory()
    client = signed_in(person)
    client.post(ASK, {"email": NEW})
    answer = client.post(TYPE, {"code": "12"})
    assert answer.status_code == 422 and 'value="12"' in answer.content.decode()
    assert Person.objects.get(pk=person.pk).email == person.email
    assert client.post(ASK, {"email": "nadia chez"}).status_code == client.post(ASK, {"email": person.email}).status_code == 422


def test_a_code_for_one_purpose_serves_no_other() -> None:
    person, other = PersonFactory(), PersonFactory()
    client = signed_in(person)
    client.post(ASK, {"email": NEW})
    people.meet(NEW)  # somebody joins with that address meanwhile
    client.post("/sortir/")
    session = client.session
    session["entering"] = {"email": NEW, "next": ""}
    session.save()
    assert client.post("/entrer/code/", {"code": code_for(NEW)}).status_code == 422
    client.force_login(other)
    session = client.session
    session["moving"] = NEW
    session.save()
    assert client.post(TYPE, {"code": code_for(NEW)}).status_code == 422


def test_an_address_that_is_taken_gets_the_same_page_and_a_letter_without_a_code() -> None:
    taken = PersonFactory()
    pages = []
    for email in (NEW, taken.email):
        client = signed_in(PersonFactory())
        answer = client.post(ASK, {"email": email})
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(TYPE).content.decode()).replace(email, "ADDRESS")
        pages.append((answer.status_code, answer.headers["Location"], page, client.post(TYPE, {"code": "000000"}).status_code))
    assert pages[0] == pages[1]
    letter = Letter.objects.filter(address=taken.email).latest("pk")
    assert letter.subject == "Cette adresse a déjà un compte" and not re.search(r"\b\d{6}\b", letter.text)


def test_the_old_address_takes_it_back_with_all_that_came_since() -> None:
    person = PersonFactory()
    old, thief = person.email, signed_in(person)
    change(thief)
    link = undo_link(old)
    kept = PasskeyFactory(person=person, added_at=clock.now() - dt.timedelta(days=3))
    AuthenticatorFactory(person=person)
    PasskeyFactory(person=person)
    IdentityFactory(person=person)
    people.make_recovery_codes(person)
    her = Client()
    assert her.get(link).status_code == 200
    assert Person.objects.get(pk=person.pk).email == NEW  # a GET changes nothing
    assert her.post(link).headers["Location"] == "/entrer/"
    assert Person.objects.get(pk=person.pk).email == old
    assert thief.get("/mon-compte/").status_code == 302
    assert list(Passkey.objects.all()) == [kept]
    assert not any(model.objects.exists() for model in (Authenticator, Identity, RecoveryCode))
    assert her.post(link).status_code == 410


def test_a_second_change_does_not_hide_the_first() -> None:
    person = PersonFactory()
    old, thief = person.email, signed_in(person)
    change(thief)
    change(thief, "encore@exemple.fr")
    second = undo_link(NEW)
    Client().post(undo_link(old))
    assert Person.objects.get(pk=person.pk).email == old
    assert Client().post(second).status_code == 410


def test_undo_address_refuses_after_seven_days_and_when_the_address_is_somebodys() -> None:
    with pytest.raises(Refused):
        people.undo_address(AddressChangeFactory(changed_at=clock.now() - AddressChange.UNDO - dt.timedelta(minutes=1)))
    late = AddressChangeFactory()
    PersonFactory(email=late.old_email)
    with pytest.raises(Refused):
        people.undo_address(late)
    assert AddressChange.objects.get(pk=late.pk).undone_at is None


def test_change_address_loses_to_who_took_it_first() -> None:
    person = PersonFactory()
    people.ask_address(person, NEW, secret="b", by=person)
    PersonFactory(email=NEW)
    assert not people.change_address(person, NEW, code_for(NEW), secret="b", by=person)
    assert Person.objects.get(pk=person.pk).email != NEW


def test_old_addresses_are_forgotten_after_seven_days() -> None:
    AddressChangeFactory(changed_at=clock.now() - dt.timedelta(days=8))
    AddressChangeFactory()
    assert people.clear_address_changes(retention.address_changes_due(clock.now() - dt.timedelta(days=7))) == 1


def test_she_is_found_by_her_new_address_and_no_longer_by_the_old_one() -> None:
    person = PersonFactory(email="avant@exemple.invalid")
    change(signed_in(person))
    assert "nouvelle" in Person.objects.get(pk=person.pk).search_name and "avant" not in Person.objects.get(pk=person.pk).search_name


def test_the_rhythms_she_chose_follow_her_to_her_new_address_and_back_and_go_with_her() -> None:
    person = PersonFactory()
    before, after = person.email, "neuve@exemple.invalid"
    letters.prefer(hashed(before), {"near": "none"})
    people.ask_address(person, after, secret="s" * 20)
    assert people.change_address(person, after, code_for(after), secret="s" * 20)
    assert (letters.rhythm_of(after, "near"), letters.rhythm_of(before, "near")) == ("none", "at once")
    people.undo_address(AddressChange.objects.get())
    assert (letters.rhythm_of(after, "near"), letters.rhythm_of(before, "near")) == ("at once", "none")
    people.erase(Person.objects.get(pk=person.pk))
    assert not Preference.objects.exists()
