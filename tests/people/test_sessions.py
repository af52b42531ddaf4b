"""Sessions are found by whom they speak of, and end with her."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from industrielles.people import sessions, tasks
from industrielles.people import verbs as people
from industrielles.people.models import AddressChange, Mention, Person
from industrielles.people.sessions import SessionStore, mentioned
from tests.at_once import at_once
from tests.factories.people import AddressChangeFactory, PersonFactory
from tests.rows_read import rows_read

HERS = "marie.o’neil@exemple.invalid"
filling = import_module("industrielles.people.migrations.0007_found_by_keys")


def holding(**held: Any) -> SessionStore:
    """A session nobody has signed in to, in which this was typed."""
    store = SessionStore()
    store.update(held)
    store.save()
    return store


def is_there(store: SessionStore) -> bool:
    return store.exists(store.session_key or "")


@pytest.mark.django_db
@pytest.mark.parametrize("held", [
    {"entering": {"email": "zibeline@exemple.invalid", "next": ""}},
    {"ask": {"steps": {"3": {"contact_email": " Zibeline@Exemple.INVALID "}}}},
    {"join": {"steps": {"1": {"offers": ["visits"], "words": ["x", "écrivez à « zibeline@exemple.invalid ». Merci !"]}}}},
    {"words": "Deux adresses\nzibeline@exemple.invalid, autre@exemple.invalid"},
    {"words": "(mailto:zibeline@exemple.invalid)"},
])
def test_a_session_in_which_her_address_was_typed_ends_with_her(held: dict[str, Any]) -> None:
    her, hers, other = PersonFactory(email="zibeline@exemple.invalid"), holding(**held), holding(email="autre.zibeline@exemple.invalid")
    people.erase(her)
    assert not is_there(hers) and is_there(other)
    assert not Session.objects.filter(session_data=hers.encode(dict(hers.items()))).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [HERS, '"marie neil"@exemple.invalid', "m+n/o@exemple.invalid", "élise@exemple.invalid"])
def test_addresses_of_any_writing_are_found(address: str) -> None:
    assert mentioned({"email": address.upper()}) == mentioned({"other": [{"deep": address}]}) != set()
    assert len(mentioned({"a": address, "b": [address, "ni@exemple.invalid"]})) == 2


@pytest.mark.django_db
def test_her_own_sessions_end_and_those_of_an_address_she_had() -> None:
    her, other, before = PersonFactory(), PersonFactory(), holding(email="avant@exemple.invalid")
    AddressChangeFactory(person=her, old_email="avant@exemple.invalid")
    client, stranger = Client(), Client()
    client.force_login(her)
    stranger.force_login(other)
    people.erase(her)
    assert not is_there(before) and not is_there(client.session)
    assert is_there(stranger.session)
    assert not AddressChange.objects.exists()


@pytest.mark.django_db
def test_erasing_reads_no_more_among_many_sessions() -> None:
    reads = []
    for others in (1, 30):
        for n in range(others):
            holding(email=f"autre.{others}.{n}@exemple.invalid")
        her = PersonFactory(email=f"zibeline{others}@exemple.invalid")
        holding(email=her.email)
        with rows_read() as read:
            people.erase(her)
        reads.append((read.queries, read.rows))
    assert reads[0] == reads[1]
    with rows_read() as read:  # positive control: what opens each of them reads them all
        list(Session.objects.all())
    assert read.rows == 31


@pytest.mark.django_db
def test_a_session_that_speaks_of_her_no_more_is_left_to_its_owner() -> None:
    her, store = PersonFactory(), holding()
    for typed in (her.email, her.email, ""):
        store["draft"] = {"email": typed}
        store.save()
    assert not Mention.objects.exists()
    people.erase(her)
    assert is_there(store)


@pytest.mark.django_db
def test_what_a_session_speaks_of_goes_with_it() -> None:
    over, left, ended = (holding(email=f"{name}@exemple.invalid") for name in ("finie", "quittee", "close"))
    Session.objects.filter(session_key=sessions.hashed(over.session_key)).update(expire_date=timezone.now() - dt.timedelta(minutes=1))
    tasks.clear_sessions()
    left.flush()
    assert SessionStore.forget([sessions.hashed(ended.session_key)]) == 1
    assert not Session.objects.exists() and not Mention.objects.exists()


@pytest.mark.django_db
def test_a_new_key_carries_on_whom_it_speaks_of() -> None:
    store = holding(email=HERS)
    store.cycle_key()
    store.save()
    assert {one.session_id for one in Mention.objects.all()} == {sessions.hashed(store.session_key)}


@pytest.mark.django_db(transaction=True)
def test_written_twice_at_once_it_says_of_whom_it_speaks() -> None:
    store = holding(email="zero@exemple.invalid")

    def typing(address: str) -> Callable[[], None]:
        def write() -> None:
            mine = SessionStore(store.session_key)
            mine["email"] = address
            mine.save()
        return write

    for turn in range(5):
        at_once(*(typing(f"{name}{turn}@exemple.invalid") for name in ("une", "deux", "trois")))
        held = SessionStore(store.session_key).load()
        assert set(Mention.objects.values_list("who", flat=True)) == mentioned(held) != set()


@pytest.mark.django_db
def test_what_was_there_before_is_found_too() -> None:
    her, signed_in = PersonFactory(phone="06 39 98 00 01"), Client()
    signed_in.force_login(her)
    typed, nobody = holding(email=her.email), holding(draft="rien")
    Mention.objects.all().delete()
    Person.objects.update(name_key="", mail_key="", phone_key="", address_hash="")
    filling.find_people(apps, None)
    filling.find_sessions(apps, None)
    kept = Person.objects.get()
    assert [getattr(kept, name) for name in filling.FIELDS] == [getattr(her, name) for name in filling.FIELDS] and kept.address_hash
    people.erase(kept)
    assert not is_there(typed) and not is_there(signed_in.session) and is_there(nobody)
