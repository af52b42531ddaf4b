"""What came next for each of the two, once a proposal or a pair is over."""
from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.mentoring import tables
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Match
from tests.factories.mentoring_life import matched
from tests.factories.mentoring_matching import MatchFactory, a_mentee, a_mentor
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db


def accepted() -> Match:
    """To which both said yes: a pair lives."""
    mentee, mentor = matched()
    match = mentoring.propose(mentee, mentor, by=None)
    for person in (mentee.person, mentor.person):
        match = mentoring.accept(match, by=person)
    return Match.objects.whole().get(pk=match.pk)


def over(match: Match, reader: Any) -> str:
    client = Client()
    client.force_login(reader)
    page = client.get(reverse("mentoring:matches", args=[match.programme.code]), {"liste": "fini"}).content.decode()
    return " ".join(page.split())


def test_what_came_next_is_said_of_both_after_a_pair_that_ended() -> None:
    match = accepted()
    place, desk = match.programme, coordinator_of(match.network)
    helped = a_mentee(place, "Wassila")
    MatchFactory(programme=place, mentee=helped, mentor=match.mentor)
    assert "Wassila" not in over(match, desk), "while the pair lives nothing came next"
    mentoring.stop(match.pair, by=match.mentor.person)
    said = over(match, desk)
    assert "La mentore : Wassila, à confirmer" in said and "La mentorée :" not in said
    first = MatchFactory(programme=place, mentee=match.mentee, mentor=a_mentor(place, "Renfort"))
    assert "La mentorée : Renfort, à confirmer" in over(match, desk)
    mentoring.leave_out(first, by=None)
    MatchFactory(programme=place, mentee=match.mentee, mentor=a_mentor(place, "Encore"))
    said = over(match, desk)
    assert "La mentorée : Renfort, " in said and "Encore" not in said, "the first that came after"


def test_after_a_refusal_a_mentor_who_is_asked_again_does_not_hide_that_the_mentee_waits() -> None:
    mentee, mentor = matched()
    match = mentoring.propose(mentee, mentor, by=None)
    match = mentoring.refuse(match, by=mentor.person)
    desk = coordinator_of(match.network)
    MatchFactory(programme=match.programme, mentee=a_mentee(match.programme, "Wassila"), mentor=mentor)
    said = over(match, desk)
    assert "Wassila, à confirmer" in said and reverse("mentoring:one_by_one", args=[mentee.code]) in said


def test_who_coordinates_reads_nothing_of_what_comes_next_to_herself() -> None:
    match = accepted()
    desk = coordinator_of(match.network)
    MatchFactory(programme=match.programme, mentee=a_mentee(match.programme, "Wassila", person=desk), mentor=match.mentor)
    mentoring.stop(match.pair, by=match.mentor.person)
    assert "Wassila" not in over(match, desk)


def test_what_came_next_asks_as_much_for_one_as_for_three() -> None:
    matches = [accepted() for _ in range(3)]
    for one in matches:
        mentoring.stop(one.pair, by=one.mentor.person)
    rows = list(Match.objects.whole().filter(pk__in=[one.pk for one in matches]))

    def questions(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(tables.following(rows[:count], Match.objects.all())) == count
        return len(asked)

    assert questions(1) == questions(3) == 1
