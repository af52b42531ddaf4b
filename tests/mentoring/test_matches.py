"""A match: confirmed, accepted by both, or refused and followed by the next best; her own choice; who may no longer be matched is freed."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import policies, tasks
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Match, Mentee, Mentor, Pair, Programme
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Guardian, Part, Recognition
from tests.factories.mentoring import programme
from tests.factories.mentoring_matching import (
    MONDAY,
    MatchFactory,
    a_mentee,
    a_mentor,
    asked,
    crowd,
    scenario,
)
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


def letters(what: str) -> list[str]:
    """Of this kind, to whom: "mentee", "mentor"."""
    found = Letter.objects.filter(key__regex=rf"^mentoring\.match/\w+/{what}/").values_list("key", flat=True)
    return sorted(key.rpartition("/")[2] for key in found)


def published(place: Programme) -> list[Match]:
    return mentoring.publish(mentoring.compute(scenario(place), by=None), by=None)


def fresh(match: Match) -> Match:
    return Match.objects.whole().get(pk=match.pk)


def both_accept(match: Match) -> Match:
    mentoring.accept(match, by=match.mentor.person)
    return mentoring.accept(match, by=match.mentee.person)


# Confirmed


def test_confirm_asks_both_once_and_says_until_when() -> None:
    place = crowd(1, 1)
    match, by = published(place)[0], coordinator_of(place.network)
    made = mentoring.confirm(match, by=by)
    mentoring.confirm(match, by=by)
    assert (made.status, made.confirmed_by, made.answer_by) == (Status.ASKED, by, NOON + dt.timedelta(days=10))
    assert letters("asked") == ["mentee", "mentor"] and Entry.objects.filter(verb="mentoring.confirm").count() == 1
    told = {letter.address: letter for letter in Letter.objects.filter(key__contains="/asked/")}
    assert "t’est proposé" in told[match.mentee.person.email].subject and "vous est proposé" in told[match.mentor.person.email].subject
    assert match.mentor.first_name not in told[match.mentee.person.email].text
    assert match.mentee.first_name not in told[match.mentor.person.email].text


def test_letters_wait_for_the_morning() -> None:
    with later(hours=12):
        asked()
        assert {one.due_at for one in Letter.objects.filter(key__contains="/asked/")} == {dt.datetime(2026, 11, 19, 6, tzinfo=dt.UTC)}


def test_confirm_refuses_what_is_no_longer_possible_and_changes_nothing() -> None:
    place = crowd(2, 2, capacity=1)
    place.mentors.update(capacity=1)
    mentees, mentors = list(place.mentees.all()), list(place.mentors.all())
    rows = [MatchFactory(programme=place, mentee=mentees[n], mentor=mentors[n]) for n in range(2)]
    mentoring.confirm(rows[0], by=None)
    with pytest.raises(Refused, match="autant de mentorées"):
        mentoring.confirm(rows[1], by=None)
    Programme.objects.update(capacity=5)
    Mentor.objects.filter(pk=mentors[1].pk).update(languages=["cr"])
    with pytest.raises(Refused, match="langue"):
        mentoring.confirm(rows[1], by=None)
    assert fresh(rows[1]).status == Status.PROPOSED and letters("asked") == ["mentee", "mentor"]


def test_the_last_place_of_a_mentor_is_given_once() -> None:
    place = crowd(2, 1)
    mentor = place.mentors.get()
    rows = [MatchFactory(programme=place, mentee=one, mentor=mentor) for one in place.mentees.all()]
    mentoring.confirm(rows[0], by=None)
    with pytest.raises(Refused, match="place"):
        mentoring.confirm(rows[1], by=None)
    with pytest.raises(Refused, match="place"):
        mentoring.begin_pair(rows[1].mentee, mentor, by=None)
    both_accept(rows[0])
    with pytest.raises(Refused, match="place"):
        mentoring.confirm(rows[1], by=None)


def test_who_coordinates_decides_and_never_about_herself() -> None:
    place = crowd(1, 1)
    match, by = published(place)[0], coordinator_of(place.network)
    assert policies.can_decide(by, match) and policies.can_match(by, place) and not policies.can_decide(PersonFactory(), match)
    for verb in (mentoring.confirm, mentoring.leave_out, mentoring.take_back):
        with pytest.raises(Refused):
            verb(match, by=PersonFactory())
    Mentor.objects.update(person=by)
    assert not policies.can_decide(by, fresh(match))
    assert not Match.objects.visible_to(by).exists()


def test_what_is_left_out_is_not_proposed_again_and_what_is_taken_back_may_be() -> None:
    place = crowd(2, 2)
    first, second = published(place)
    mentoring.leave_out(first, by=None)
    mentoring.leave_out(first, by=None)
    with pytest.raises(Refused):
        mentoring.leave_out(mentoring.confirm(second, by=None), by=None)
    with pytest.raises(Refused):
        mentoring.confirm(first, by=None)
    with pytest.raises(Refused):
        mentoring.take_back(MatchFactory(programme=place, mentee=first.mentee), by=None)
    mentoring.take_back(second, by=None)
    mentoring.take_back(second, by=None)
    assert letters("over") == ["mentee", "mentor"] and fresh(second).status == Status.DROPPED
    options = {name: [one.mentor for one in mentoring.best_for(match.mentee)] for name, match in (("out", first), ("back", second))}
    assert first.mentor not in options["out"] and second.mentor in options["back"]


# Answered


def test_with_the_second_yes_a_pair_begins() -> None:
    match = asked()
    made = mentoring.accept(match, by=match.mentee.person)
    assert (made.status, made.mentee_said_at, Pair.objects.count()) == (Status.ASKED, NOON, 0)
    assert mentoring.accept(match, by=match.mentee.person).status == Status.ASKED
    made = mentoring.accept(match, by=match.mentor.person)
    assert made.status == Status.ACCEPTED and made.pair == Pair.objects.get() and made.pair.mentee == match.mentee
    assert mentoring.accept(match, by=match.mentor.person).pair == made.pair
    assert Entry.objects.filter(verb="mentoring.accept").count() == 2
    with pytest.raises(Refused):
        mentoring.refuse(match, by=match.mentee.person)


def test_nobody_answers_for_another() -> None:
    match = asked()
    for person in (PersonFactory(), coordinator_of(match.network), None):
        assert not policies.can_answer(person, match)
        for verb in (mentoring.accept, mentoring.refuse):
            with pytest.raises(Refused):
                verb(match, by=person)


def test_a_parent_who_took_back_her_agreement_stops_what_waits() -> None:
    match = asked(age=16)
    mentoring.accept(match, by=match.mentor.person)
    safeguarding.revoke(Guardian.objects.get(), by=None)
    match.mentee.refresh_from_db()
    assert match.mentee.status == Mentee.Status.LOCKED
    assert (fresh(match).status, letters("over")) == (Status.DROPPED, ["mentor"])
    with pytest.raises(Refused):
        mentoring.accept(match, by=match.mentee.person)
    assert not Pair.objects.exists()


def test_the_agreement_is_looked_at_again_at_the_second_yes() -> None:
    """Whatever moved the application, nothing begins without it."""
    match = asked(age=16)
    mentoring.accept(match, by=match.mentee.person)
    for part in (Part.ONLINE, Part.TAKE_PART):  # no way to meet any more; nothing at all any more
        Guardian.objects.get().agreements.filter(part=part).update(withdrawn_at=clock.now())
        mentoring.accept(match, by=match.mentor.person)
        assert (fresh(match).status, fresh(match).is_agreed, Pair.objects.count()) == (Status.ASKED, True, 0)


def test_two_yes_that_cannot_begin_today_stand_are_told_and_tried_again() -> None:
    match = asked()
    coordinator = coordinator_of(match.network)
    mentoring.accept(match, by=match.mentee.person)
    assert mentoring.begin_agreed(match, by=None).pair is None and not Letter.objects.filter(key__contains="stuck").exists()
    Clearance.objects.update(withdrawn_at=clock.now())
    mentoring.accept(match, by=match.mentor.person)
    tasks.follow_matches()
    told = Letter.objects.filter(key__contains="stuck")
    assert [one.address for one in told] == [coordinator.email]
    Clearance.objects.update(withdrawn_at=None)
    tasks.follow_matches()
    assert (fresh(match).status, fresh(match).pair) == (Status.ACCEPTED, Pair.objects.get())


def test_nothing_begins_once_the_programme_has_ended() -> None:
    match = asked()
    Programme.objects.update(status="ended", ended_at=clock.now())
    with pytest.raises(Refused):
        mentoring.begin_pair(match.mentee, match.mentor, by=None)


def test_a_refusal_frees_both_and_proposes_the_next_best_without_touching_the_rest() -> None:
    place = programme(modes=["online"])
    ana = a_mentee(place, "Ana", interests=["machines", "science"])
    lou = a_mentee(place, "Lou", interests=["machines"])
    rosa, zoe, ida = (a_mentor(place, name, interests=likes) for name, likes in (
        ("Rosa", ["machines"]), ("Zoé", ["machines", "science"]), ("Ida", ["sport"])))
    other = asked(place, mentee=a_mentee(place, "Eva", interests=["science"]), mentor=ida)
    match = asked(place, mentee=ana, mentor=rosa)
    made = mentoring.refuse(match, by=ana.person)
    assert (made.status, made.refused_by, made.never_again) == (Status.REFUSED, "mentee", True)
    assert mentoring.refuse(match, by=ana.person).status == Status.REFUSED
    nexts = Match.objects.filter(way=Way.NEXT, status=Status.PROPOSED)
    assert {(one.mentee, one.mentor) for one in nexts} == {(ana, zoe), (lou, rosa)}
    assert fresh(other).status == Status.ASKED and letters("over") == ["mentor"]
    with pytest.raises(Refused):
        mentoring.accept(match, by=rosa.person)


def test_a_refusal_of_the_mentor_says_nothing_to_the_mentee_of_who_said_no() -> None:
    by = coordinator_of((place := crowd(1, 1)).network)
    match = mentoring.confirm(published(place)[0], by=by)
    mentoring.refuse(match, by=match.mentor.person)
    letter = Letter.objects.get(key__endswith="/over/mentee")
    assert "refus" not in letter.text and letter.address == match.mentee.person.email
    assert Letter.objects.filter(key__contains="/refused/", address=by.email).count() == 1
    assert Match.objects.count() == 1  # nobody else is possible


def test_who_does_not_answer_is_reminded_once_then_it_lapses_without_blame() -> None:
    match = asked()
    mentoring.accept(match, by=match.mentor.person)
    spare = a_mentee(match.programme)
    with later(days=5):
        assert (tasks.follow_matches(), tasks.follow_matches()) == (1, 1)
        assert letters("remind") == ["mentee"]
    with later(days=10):
        tasks.follow_matches()
    assert (fresh(match).status, letters("over")) == (Status.LAPSED, ["mentee", "mentor"])
    following = Match.objects.get(way=Way.NEXT)
    assert (following.mentee, following.mentor) == (spare, match.mentor)  # she said yes; the mentee did not answer
    assert mentoring.lapse(match, by=None).status == Status.LAPSED and mentoring.remind_match(match, by=None) == 0
    assert not mentoring.propose_next(match, for_mentee=False, for_mentor=False, by=None)


# One by one


def test_best_for_gives_the_best_first_with_reasons() -> None:
    place = programme(modes=["online"])
    ana = a_mentee(place, "Ana", wishes=[["trade", "soudeuse"]])
    rosa, zoe = a_mentor(place, "Rosa", job="Chimiste"), a_mentor(place, "Zoé", job="Soudeuse")
    a_mentor(place, "Ida", half_days=MONDAY)
    options = mentoring.best_for(ana)
    assert [one.mentor for one in options] == [zoe, rosa] and [len(one.sentences) for one in options] == [2, 2]
    assert options[0].points > options[1].points and [one.mentor for one in mentoring.best_for(ana, limit=1)] == [zoe]


def test_propose_asks_both_at_once_and_replaces_what_waited_to_be_confirmed() -> None:
    place = crowd(1, 2)
    waiting = published(place)[0]
    mentee = waiting.mentee
    mentor = place.mentors.exclude(pk=waiting.mentor_id).get()
    made = mentoring.propose(mentee, mentor, by=None)
    assert (made.status, made.way, fresh(waiting).status) == (Status.ASKED, Way.ALONE, Status.DROPPED)
    assert mentoring.propose(mentee, mentor, by=None) == made
    with pytest.raises(Refused, match="attend sa réponse"):
        mentoring.propose(mentee, waiting.mentor, by=None)
    with pytest.raises(Refused):
        mentoring.propose(a_mentee(place), mentor, by=PersonFactory())
    with pytest.raises(Refused, match="entreprise"):
        mentoring.propose(a_mentee(place, ties="Safran"), a_mentor(place, employer="Safran"), by=None)
    with pytest.raises(Refused):
        mentoring.propose(a_mentee(place, status="locked"), a_mentor(place), by=None)


def test_who_is_accompanied_is_proposed_nobody_else() -> None:
    place = crowd(1, 3)
    mentee, mentor = place.mentees.get(), place.mentors.first()
    assert len(mentoring.best_for(mentee)) == 3
    mentoring.begin_pair(mentee, mentor, by=None)
    assert mentoring.best_for(mentee) == []
    with pytest.raises(Refused, match="déjà accompagnée"):
        mentoring.propose(mentee, place.mentors.last(), by=None)
    with pytest.raises(Refused, match="déjà accompagnée"):
        mentoring.offer_choice(mentee, by=None)


def test_who_looks_like_somebody_who_may_not_come_back_is_proposed_to_nobody_until_somebody_has_looked() -> None:
    place = crowd(1, 2)
    mentee, mentor = place.mentees.get(), place.mentors.first()
    safeguarding.ban(place.network, reason="report", phone=mentor.phone, name=mentor.full_name, born_on=mentor.born_on, by=None)
    seen = Recognition.objects.about(mentor).get()
    assert mentor not in {one.mentor for one in mentoring.best_for(mentee)}
    with pytest.raises(Refused, match="aujourd’hui"):
        mentoring.propose(mentee, mentor, by=None)
    safeguarding.settle(seen, outcome=Recognition.Outcome.OTHER, by=None)
    assert mentor in {one.mentor for one in mentoring.best_for(mentee)}
