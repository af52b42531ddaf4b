"""Signing in by a mailed code."""
from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from industrielles.people.models import LoginCode, Person
from industrielles.people.retention import codes_due
from tests.at_once import at_once
from tests.factories.people import LoginCodeFactory, PersonFactory

HERE, ELSEWHERE = "ce-navigateur", "un-autre"
NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _no_other_room(settings: Any) -> None:
    settings.ERASERS = ["industrielles.pool.verbs.forget", "industrielles.network.verbs.forget"]


def mailed_to(person: Person) -> str:
    """The code of the latest letter to this person, alone on its line."""
    text = Letter.objects.filter(address=person.email).latest("pk").text
    return re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE)[1]  # type: ignore[index]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.django_db
def test_a_code_lets_in_once_and_only_in_the_browser_that_asked() -> None:
    person = PersonFactory()
    people.send_code(f" {person.email.upper()} ", browser=HERE)
    code = mailed_to(person)
    assert people.enter(person.email, code, browser=ELSEWHERE) is None
    assert people.enter(person.email, f"{code[:3]} {code[3:]}", browser=HERE) == person
    assert people.enter(person.email, code, browser=HERE) is None
    assert list(Entry.objects.filter(verb="people.enter").values_list("by_id", flat=True)) == [person.pk]


@pytest.mark.django_db
def test_a_code_is_too_old_after_ten_minutes() -> None:
    person = PersonFactory()
    with clock.at(NOON):
        people.send_code(person.email, browser=HERE)
    with clock.at(NOON + LoginCode.LIFE):
        assert people.enter(person.email, mailed_to(person), browser=HERE) is None


@pytest.mark.django_db
def test_the_right_code_is_refused_after_five_wrong_ones() -> None:
    person = PersonFactory()
    people.send_code(person.email, browser=HERE)
    code = mailed_to(person)
    for _ in range(LoginCode.TRIES):
        assert people.enter(person.email, other_than(code), browser=HERE) is None
    assert people.enter(person.email, code, browser=HERE) is None


@pytest.mark.django_db
def test_a_code_is_kept_as_a_keyed_hash() -> None:
    person = PersonFactory()
    people.send_code(person.email, browser=HERE)
    row = LoginCode.objects.get()
    assert mailed_to(person) not in (row.digest, row.browser)
    assert len(row.digest) == 64


@pytest.mark.django_db
def test_a_stranger_cannot_fill_a_mail_box_nor_keep_its_owner_out() -> None:
    person = PersonFactory()
    with clock.at(NOON):
        for number in range(100):
            people.send_code(person.email, browser=f"inconnu-{number}")
        assert Letter.objects.filter(address=person.email).count() == 2
        people.send_code(person.email, browser=HERE, known=True)
        assert Letter.objects.filter(address=person.email).count() == 3
        assert people.enter(person.email, mailed_to(person), browser=HERE) == person
    with clock.at(NOON + LoginCode.REST):
        people.send_code(person.email, browser=HERE)
    assert Letter.objects.filter(address=person.email).count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "erased"])
def test_an_address_without_a_living_person_is_sent_nothing_and_leaves_the_same_rows(who: str) -> None:
    email = "personne@exemple.invalid"
    if who == "erased":
        people.erase(PersonFactory(email=email), by=None)
    people.send_code(email, browser=HERE)
    people.send_code(PersonFactory().email, browser=HERE)
    assert [letter.status for letter in Letter.objects.filter(template="people/letters/code").order_by("pk")] == ["suppressed", "queued"]
    assert LoginCode.objects.count() == 2
    assert people.enter(email, re.search(r"\d{6}", Letter.objects.first().text)[0], browser=HERE) is None  # type: ignore[union-attr,index]


@pytest.mark.django_db
def test_what_is_no_address_is_refused_in_words() -> None:
    with pytest.raises(Refused, match=r"name@example\.org|nom@exemple\.fr") as refusal:
        people.send_code("nadia chez exemple", browser=HERE)
    assert refusal.value.field == "email"


@pytest.mark.django_db
def test_a_printed_code_works_in_any_browser_and_never_in_production(settings: Any) -> None:
    person = PersonFactory()
    assert people.enter(person.email, people.print_code(person.email), browser=ELSEWHERE) == person
    assert people.enter(person.email, people.print_code(person.email), browser=HERE) == person
    settings.PRODUCTION = True
    with pytest.raises(Refused):
        people.print_code(person.email)
    settings.PRODUCTION = False
    with pytest.raises(Refused):
        people.print_code("inconnue@exemple.invalid")


@pytest.mark.django_db
def test_addresses_typed_at_the_door_are_forgotten_after_a_day() -> None:
    LoginCodeFactory(made_at=clock.now() - dt.timedelta(hours=25))
    LoginCodeFactory()
    assert people.clear_codes(codes_due(clock.now() - dt.timedelta(days=1))) == 1
    assert LoginCode.objects.count() == 1


def enter_reading_first(email: str, code: str, *, browser: str) -> None:
    """The broken door: it reads the number of tries, then compares, then writes. The positive control of the race below."""
    for mailed in list(LoginCode.objects.live(email, browser, clock.now()).order_by("pk")):
        time.sleep(0.05)
        people.codes.constant_time_compare(mailed.digest, people.codes._digest(email, browser, code))
        with transaction.atomic():
            LoginCode.objects.filter(pk=mailed.pk, tries__lt=LoginCode.TRIES).update(tries=F("tries") + 1)


@pytest.fixture
def comparisons(monkeypatch: Any) -> Iterator[list[int]]:
    """Counts how many codes are really compared (the comparison itself is the standard library's)."""
    seen: list[int] = []

    def counted(one: str, other: str) -> bool:
        seen.append(1)
        return constant_time_compare(one, other)

    monkeypatch.setattr(people.codes, "constant_time_compare", counted)
    yield seen


def sixty_at_once(door: Any, email: str) -> None:
    at_once(*(lambda number=number: door(email, f"{number:06}", browser=HERE) for number in range(60)))


@pytest.mark.django_db(transaction=True)
def test_sixty_wrong_codes_at_once_are_compared_five_times(comparisons: list[int]) -> None:
    row = LoginCodeFactory(browser=HERE)
    sixty_at_once(people.enter, row.email)
    assert len(comparisons) == LoginCode.TRIES


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real(comparisons: list[int]) -> None:
    """Positive control: a door that reads before it writes compares more than five."""
    row = LoginCodeFactory(browser=HERE)
    sixty_at_once(enter_reading_first, row.email)
    assert len(comparisons) > LoginCode.TRIES


@pytest.mark.django_db(transaction=True)
def test_codes_asked_for_at_once_stay_within_the_places() -> None:
    person = PersonFactory()
    sixty_at_once(lambda email, code, browser: people.send_code(email, browser=code), person.email)
    assert LoginCode.objects.count() == LoginCode.PLACES
    assert Letter.objects.filter(address=person.email).count() == LoginCode.PLACES
