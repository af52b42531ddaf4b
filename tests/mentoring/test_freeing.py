"""Who may no longer be matched is freed at once, with whoever waited for her; what waits goes on with the heir of a network."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Match, Programme
from industrielles.mentoring.verbs.freeing import conclude, free_of_proposals
from industrielles.safeguarding.models import Clearance
from tests.factories.mentoring import programme
from tests.factories.mentoring_matching import CardFactory, ChoiceFactory, MatchFactory, a_mentee, a_mentor, asked, crowd, scenario
from tests.factories.network import NetworkFactory
from tests.factories.safeguarding import ReportFactory

pytestmark = pytest.mark.django_db
Status = Match.Status


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC), tick=False):
        yield


def fresh(match: Match) -> Match:
    return Match.objects.whole().get(pk=match.pk)


def told_it_is_over() -> list[str]:
    """Which sides: "mentee", "mentor"."""
    found = Letter.objects.filter(key__regex=r"^mentoring\.match/\w+/over/").values_list("key", flat=True)
    return sorted(key.rpartition("/")[2] for key in found)


def waiting(place: Programme, **said: Any) -> Match:
    return asked(place, mentee=a_mentee(place, **said))


@pytest.mark.parametrize("what", ["withdrawn mentee", "declined mentor", "report", "clearance", "care", "end"])
def test_who_may_no_longer_be_matched_is_freed_at_once(what: str) -> None:
    place = programme(modes=["online"])
    match = waiting(place)
    choice = ChoiceFactory(programme=place, mentee=a_mentee(place))
    mentee, mentor = match.mentee, match.mentor
    if what == "withdrawn mentee":
        mentoring.withdraw(mentee, by=None)
        mentoring.withdraw(choice.mentee, by=None)
    elif what == "declined mentor":
        mentoring.decline(mentor, words="Merci", by=None)
    elif what == "report":
        mentoring.freeze(ReportFactory(network=place.network, accused=mentor.person, suspended_at=clock.now()), by=None)
    elif what == "clearance":
        Clearance.objects.all().delete()
        mentoring.rest_uncleared(mentor.person, by=None)
    elif what == "care":
        mentoring.note_care(mentee, in_care=True, convention_on=clock.today(), by=None)
    else:
        mentoring.end_programme(place, by=None)
    choice.refresh_from_db()
    assert fresh(match).status == Status.DROPPED
    assert choice.status == (Choice.Status.WITHDRAWN if what in ("withdrawn mentee", "end") else Choice.Status.OFFERED)
    told = ["mentor"] if what in ("withdrawn mentee", "care") else ["mentee"]
    assert told_it_is_over() == told and Entry.objects.filter(verb="mentoring.drop_matches").count() == 1
    assert not Letter.objects.filter(key__contains="/asked/", status="queued").exists()


def test_conclude_takes_back_the_letters_that_ask() -> None:
    match = asked()
    conclude(match, status=Status.DROPPED, by=None)
    assert set(Letter.objects.filter(key__contains="/asked/").values_list("status", flat=True)) == {"withdrawn"}
    with pytest.raises(Refused):
        conclude(match, status=Status.DROPPED, by=None)


def test_drop_matches_of_somebody_leaves_those_of_others() -> None:
    place = programme(modes=["online"])
    match, other = waiting(place), waiting(place)
    assert mentoring.drop_matches_of(match.mentor.person, by=None) == 1 and mentoring.drop_matches(match.mentee, by=None) == 0
    assert fresh(other).status == Status.ASKED
    proposed = MatchFactory(programme=place, mentee=match.mentee, mentor=match.mentor)
    assert free_of_proposals(match.mentee, by=None) == 1 and fresh(proposed).status == Status.DROPPED


def test_a_pair_begun_by_hand_ends_what_waited_for_her() -> None:
    match = asked()
    mentoring.begin_pair(match.mentee, a_mentor(match.programme), by=None)
    assert fresh(match).status == Status.DROPPED


def test_delete_matches_forgets_letters_too() -> None:
    match = asked()
    CardFactory(choice__programme=match.programme)
    assert mentoring.delete_matches(Programme.objects.filter(pk=match.programme_id), by=None) == 1
    assert not Match.objects.exists() and not Choice.objects.exists()
    assert set(Letter.objects.filter(key__startswith="mentoring.match/").values_list("text", "address")) == {("", "")}


def test_two_accounts_that_are_one_are_not_proposed_to_each_other() -> None:
    match = asked()
    mentoring.unite(match.mentor.person, kept=match.mentee.person, by=None)
    assert fresh(match).status == Status.DROPPED


def test_what_waits_goes_on_with_the_heir_of_the_network() -> None:
    place = crowd(2, 2)
    found = mentoring.publish(mentoring.compute(scenario(place), by=None), by=None)[0]
    choice, heir = ChoiceFactory(programme=place, mentee=a_mentee(place)), NetworkFactory()
    mentoring.succeed(place.network, heir=heir, by=None)
    choice.refresh_from_db()
    assert {fresh(found).network, found.scenario.__class__.objects.get().network, choice.network} == {heir}


def test_nothing_is_proposed_once_the_programme_has_ended() -> None:
    place = crowd(1, 1)
    made = scenario(place)
    mentoring.end_programme(place, by=None)
    with pytest.raises(Refused):
        mentoring.propose(place.mentees.get(), place.mentors.get(), by=None)
    with pytest.raises(Refused):
        mentoring.compute(made, by=None)
