"""Her own choice among three mentors without a name: a yes, or none of them; a place that is taken meanwhile."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import policies, tasks
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Match
from tests.factories.mentoring_matching import MONDAY, a_mentor, asked, crowd
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
Status, Way = Match.Status, Match.Way
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def later(**spent: float) -> Any:
    return time_machine.travel(NOON + dt.timedelta(**spent), tick=False)


def test_a_choice_shows_three_in_an_order_that_says_nothing() -> None:
    place = crowd(1, 5)
    mentee = place.mentees.get()
    choice = mentoring.offer_choice(mentee, by=None)
    assert [one.number for one in mentoring.open_cards(choice)] == [1, 2, 3]
    assert Letter.objects.get(key__startswith="mentoring.choice/").address == mentee.person.email
    assert not Letter.objects.filter(address__in=[one.person.email for one in place.mentors.all()]).exists()
    with pytest.raises(Refused):
        mentoring.offer_choice(mentee, by=None)
    with pytest.raises(Refused):
        mentoring.propose(mentee, place.mentors.first(), by=None)


def test_choose_is_her_yes_and_asks_the_mentor() -> None:
    place = crowd(1, 3)
    choice = mentoring.offer_choice(place.mentees.get(), by=coordinator_of(place.network))
    person = choice.mentee.person
    assert policies.can_choose(person, choice) and not policies.can_choose(PersonFactory(), choice)
    made = mentoring.choose(choice, number=2, by=person)
    assert (made.status, made.way, made.mentee_said_at, made.confirmed_by) == (Status.ASKED, Way.CHOICE, NOON, choice.offered_by)
    assert made.mentor == choice.cards.get(number=2).mentor
    assert Letter.objects.get(key__contains="/asked/").address == made.mentor.person.email
    assert mentoring.choose(choice, number=2, by=person) == made
    with pytest.raises(Refused):
        mentoring.choose(choice, number=1, by=person)
    assert mentoring.accept(made, by=made.mentor.person).status == Status.ACCEPTED


def test_choose_refuses_a_place_taken_meanwhile_and_the_others_remain() -> None:
    place = crowd(1, 3)
    choice = mentoring.offer_choice(place.mentees.get(), by=None)
    asked(place, mentor=choice.cards.get(number=1).mentor)
    with pytest.raises(Refused, match="prise entre-temps"):
        mentoring.choose(choice, number=1, by=choice.mentee.person)
    assert [one.number for one in mentoring.open_cards(choice)] == [2, 3]
    for number, by in ((4, choice.mentee.person), (2, PersonFactory())):
        with pytest.raises(Refused):
            mentoring.choose(choice, number=number, by=by)
    assert mentoring.choose(choice, number=2, by=choice.mentee.person).status == Status.ASKED


def test_choose_none_is_told_and_these_three_are_not_proposed_again() -> None:
    place = crowd(1, 4)
    by = coordinator_of(place.network)
    mentee = place.mentees.get()
    choice = mentoring.offer_choice(mentee, by=by)
    shown = {one.mentor for one in choice.cards.all()}
    made = mentoring.choose_none(choice, by=mentee.person)
    assert made.status == mentoring.choose_none(choice, by=mentee.person).status == Choice.Status.NONE
    assert Letter.objects.filter(address=by.email, key__startswith="mentoring.choice/").count() == 1
    assert {one.mentor for one in mentoring.best_for(mentee)} == set(place.mentors.all()) - shown
    with pytest.raises(Refused):
        mentoring.choose(choice, number=1, by=mentee.person)


def test_offer_choice_takes_two_or_three_who_are_possible() -> None:
    place = crowd(1, 2)
    mentee, (rosa, zoe) = place.mentees.get(), place.mentors.all()
    far = a_mentor(place, half_days=MONDAY)
    for mentors in ([rosa], [rosa, far], [rosa, rosa]):
        with pytest.raises(Refused):
            mentoring.offer_choice(mentee, mentors=mentors, by=None)
    choice = mentoring.offer_choice(mentee, mentors=[zoe, rosa], by=None)
    assert {one.mentor for one in choice.cards.all()} == {rosa, zoe}
    assert mentoring.withdraw_choice(choice, by=None).status == Choice.Status.WITHDRAWN
    with pytest.raises(Refused):
        mentoring.choose_none(choice, by=mentee.person)


def test_who_coordinates_is_never_one_of_the_mentors_she_offers() -> None:
    place = crowd(1, 2)
    by = coordinator_of(place.network)
    mentee, herself = place.mentees.get(), a_mentor(place, person=by)
    assert herself in {one.mentor for one in mentoring.best_for(mentee)}
    with pytest.raises(Refused, match="aujourd’hui"):
        mentoring.offer_choice(mentee, mentors=[herself, place.mentors.first()], by=by)
    choice = mentoring.offer_choice(mentee, by=by)
    assert herself not in {one.mentor for one in choice.cards.all()} and choice.cards.count() == 2


def test_what_she_chose_as_its_time_ended_stands() -> None:
    late, early = (mentoring.offer_choice(one, by=None) for one in crowd(2, 2).mentees.all())
    mentoring.choose(late, number=1, by=late.mentee.person)
    assert mentoring.withdraw_choice(late, by=None).status == Choice.Status.CHOSEN
    assert mentoring.withdraw_choice(early, by=None).status == Choice.Status.WITHDRAWN
    with pytest.raises(Refused):
        mentoring.withdraw_choice(late, by=coordinator_of(late.network))


def test_a_choice_is_reminded_once_and_ends_by_itself() -> None:
    choice = mentoring.offer_choice(crowd(1, 2).mentees.get(), by=None)
    with later(days=6):
        tasks.follow_matches()
        tasks.follow_matches()
        assert Letter.objects.filter(key__endswith="choice remind").count() == 1
    with later(days=10):
        tasks.follow_matches()
    choice.refresh_from_db()
    assert choice.status == Choice.Status.WITHDRAWN and mentoring.remind_choice(choice, by=None) == 0
