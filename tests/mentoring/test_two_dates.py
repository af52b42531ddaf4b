"""Applying again is no way round a parent (trust 6): of two birth dates given from one mailbox, the youngest counts until a coordinator
has seen a proof."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from industrielles.letters.models import Letter
from industrielles.mentoring import addresses, holding
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Mentor, Pair
from industrielles.people.models import Person
from industrielles.safeguarding.models import Authorisation, Guardian
from tests.factories.mentoring import LINA, PARENT, applied, born, confirmed, mentor_said, programme
from tests.factories.mentoring_life import matched
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db
Status = Mentee.Status


@pytest.fixture
def place() -> Any:
    return programme(age_from=14)


def again(mentee: Mentee) -> Mentee:
    return Mentee.objects.whole().get(pk=mentee.pk)


def told(network: Any) -> list[str]:
    return sorted(Letter.objects.filter(key__contains="/birth/").values_list("address", flat=True))


@pytest.mark.parametrize("address", [LINA, LINA.upper()])
def test_a_minor_who_says_elsewhere_that_she_is_an_adult_waits_for_her_parent_there_too(place: Any, address: str) -> None:
    confirmed(place)
    other = programme(age_to=20)
    coordinator = coordinator_of(other.network)
    second = confirmed(other, email=address, born_on=born(18), parent_name="", parent_email="")
    assert (second.status, again(second).age, again(second).parent_email) == (Status.LOCKED, 16, PARENT)
    assert Authorisation.objects.filter(network=other.network).count() == 1
    assert Guardian.objects.filter(email=PARENT).count() == 2
    letter = Letter.objects.get(key__contains="/birth/", address=coordinator.email)
    assert str(born(16).year) not in letter.text and str(born(18).year) not in letter.text


def test_two_true_dates_trouble_nobody(place: Any) -> None:
    """Positive control: the same date, and another girl."""
    first = confirmed(place, born_on=born(18))
    second = confirmed(programme(), born_on=born(18))
    third = confirmed(programme(), email="rose@exemple.invalid", born_on=born(16))
    assert (first.status, second.status, third.status) == (Status.READY, Status.READY, Status.LOCKED)
    assert not Letter.objects.filter(key__contains="/birth/").exists()


def test_what_was_never_confirmed_says_nothing_of_her(place: Any) -> None:
    applied(place, born_on=born(15))  # anybody may type her address
    assert confirmed(programme(), born_on=born(18)).status == Status.READY


def test_who_was_refused_for_a_parent_is_no_adult_by_withdrawing_first(place: Any) -> None:
    mentoring.withdraw(confirmed(place))
    assert confirmed(place, born_on=born(18)).status == Status.LOCKED


def test_a_programme_for_adults_takes_her_no_further_and_says_why(place: Any, client: Client) -> None:
    first = confirmed(place)
    second = applied(programme(template="etudiantes"), born_on=born(19))
    page = client.post(addresses.confirm(second), follow=True).content.decode()
    second = again(second)
    assert (second.status, second.person) == (Status.WITHDRAWN, first.person)
    assert "ne va pas plus loin" in page and "Nous cherchons" not in page
    assert "une autre date" in Letter.objects.get(template="mentoring/letters/mentee_declined").text


def test_at_fourteen_the_parent_is_asked_before_there_is_an_account(place: Any) -> None:
    confirmed(place, born_on=born(14))
    assert not Person.objects.filter(email=LINA).exists()
    mentoring.confirm_as_parent(Mentee.objects.get())
    other = programme(age_from=14)
    second = confirmed(other, born_on=born(17), parent_email="ami@exemple.invalid")
    assert second.status == Status.UNCONFIRMED and again(second).needs_a_parent_first
    assert Letter.objects.filter(template="mentoring/letters/parent_confirm", address="ami@exemple.invalid").count() == 1
    assert mentoring.confirm_as_parent(again(second)).status == Status.LOCKED
    assert not Authorisation.objects.filter(network=other.network, status="given").exists()


def test_who_says_later_that_she_is_younger_is_a_minor_everywhere_at_once() -> None:
    mentee, mentor = matched(19)
    made = mentoring.begin_pair(mentee, mentor)
    coordinator = coordinator_of(mentee.network)
    assert not made.shielded
    second = confirmed(programme(), email=mentee.email, born_on=born(16))
    assert second.status == Status.LOCKED
    made, mentee = Pair.objects.whole().get(), again(mentee)
    assert (mentee.status, mentee.age, made.shielded, holding.stillness(made)) == (Status.LOCKED, 16, True, "parent")
    assert coordinator.email in told(mentee.network)


def test_a_coordinator_who_corrects_a_date_corrects_it_wherever_she_would_be_older() -> None:
    first, second = (confirmed(programme(age_to=20), born_on=born(19)) for _time in range(2))
    mentoring.correct_birth(first, born_on=born(16), parent_name="Sofia", parent_email=PARENT, by=coordinator_of(first.network))
    assert (again(first).age, again(second).age, again(second).status) == (16, 16, Status.LOCKED)


def test_a_minor_does_not_accompany_by_saying_another_age(place: Any, client: Client) -> None:
    confirmed(place)
    mentor = mentoring.apply_as_mentor(place, **mentor_said(email=LINA))
    page = client.post(addresses.confirm_mentor(mentor), follow=True).content.decode()
    mentor.refresh_from_db()
    assert mentor.status == Mentor.Status.WITHDRAWN and "ne va pas plus loin" in page
    assert "à partir de 18" in Letter.objects.get(template="mentoring/letters/mentor_declined").text
    other = mentoring.apply_as_mentor(place, **mentor_said())
    assert mentoring.confirm_mentor(other).status == Mentor.Status.APPLIED  # positive control


def test_an_adult_known_as_a_mentor_who_says_she_is_a_girl_is_looked_at(place: Any) -> None:
    coordinator = coordinator_of(place.network)
    mentor = mentoring.confirm_mentor(mentoring.apply_as_mentor(place, **mentor_said()))
    confirmed(place, email=mentor.email, born_on=born(15))
    assert told(place.network) == [coordinator.email]
