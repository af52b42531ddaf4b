"""A pair from its charter to its closure: nothing opens early, each thing is told, both take away what is theirs."""
from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock, links
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import addresses, sheets_life, tasks
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Closure, Meeting, Message, Pair, Questions
from industrielles.signatures.models import Signature
from tests.factories.mentoring import MentorFactory, born
from tests.factories.mentoring_life import matched, pair, signed
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)  # a Wednesday
Status = Pair.Status


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def later(**spent: float) -> Any:
    return time_machine.travel(NOON + dt.timedelta(**spent), tick=False)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


# Charter


def test_every_party_signs_for_the_pair_then_the_first_meeting_is_to_come() -> None:
    made = mentoring.begin_pair(*matched(), by=None)
    assert mentoring.left_to_sign(made) == ["mentee", "mentor", "parent", "programme"]
    assert signed(made).status == Status.MEETING
    evidence = Signature.objects.about(made).signed()
    assert {one.party: one.proof for one in evidence} == {"mentee": "session", "mentor": "session", "parent": "link"}
    assert made.promises.get(party="programme").on_paper
    assert Letter.objects.filter(key__contains="/signed/").count() == 2


def test_nobody_signs_for_another_nor_twice() -> None:
    made = mentoring.begin_pair(*matched(), by=None)
    for party, person in (("mentor", made.mentee.person), ("programme", made.mentor.person), ("parent", made.mentee.person),
                          ("mentee", PersonFactory()), ("mentee", None)):
        with pytest.raises(Refused):
            mentoring.sign_pair(made, party=party, shown_at=NOON, by=person)
    mentoring.sign_pair(made, party="mentee", shown_at=NOON, by=made.mentee.person)
    with pytest.raises(Refused):
        mentoring.sign_pair(made, party="mentee", shown_at=NOON, by=made.mentee.person)
    with pytest.raises(Refused):
        mentoring.note_pair_signed(made, party="mentor", on=clock.today() + dt.timedelta(days=1), by=None)
    assert made.promises.count() == 1


def test_a_parent_signs_by_the_mailed_link_a_mentee_on_her_page_the_programme_at_its_desk() -> None:
    made = mentoring.begin_pair(*matched(), by=None)
    letter = Letter.objects.get(key__contains="/parent/")
    link = reverse("mentoring:sign_as_parent", args=[links.sign(addresses.CHARTER, made.code)])
    assert link in letter.text
    coordinator = coordinator_of(made.network)
    for client, address in ((Client(), link), (signed_in(made.mentee.person), reverse("mentoring:sign_pair", args=[made.code])),
                            (signed_in(coordinator), reverse("mentoring:sign_for_programme", args=[made.code]))):
        page = client.get(address)
        assert page.status_code == 200
        assert client.post(address, {"shown": "altered"}).status_code == 302
        assert client.post(address, {"shown": page.context["shown"]}).status_code == 302
    assert sorted(made.promises.values_list("party", flat=True)) == ["mentee", "parent", "programme"]
    assert Client().get(reverse("mentoring:sign_as_parent", args=["altered"])).status_code == 404


def test_an_adult_needs_no_parent() -> None:
    made = mentoring.begin_pair(*matched(19), by=None)
    assert mentoring.left_to_sign(made) == ["mentee", "mentor", "programme"] and not made.shielded


def test_a_pair_begins_once_between_two_who_may_be_matched() -> None:
    mentee, mentor = matched()
    made = mentoring.begin_pair(mentee, mentor, by=None)
    assert mentoring.begin_pair(mentee, mentor, by=None) == made
    assert Entry.objects.filter(verb="mentoring.begin_pair").count() == 1
    second = MentorFactory(programme=mentee.programme, status="matchable")
    elsewhere, _other = matched()
    early = MentorFactory(programme=mentee.programme, status="signed")
    for one, with_whom in ((mentee, second), (elsewhere, mentor), (matched(programme=mentee.programme)[0], early)):
        with pytest.raises(Refused):
            mentoring.begin_pair(one, with_whom, by=None)
    mentor.capacity = 1
    mentor.save()
    with pytest.raises(Refused):
        mentoring.begin_pair(matched(programme=mentee.programme)[0], mentor, by=None)
    with pytest.raises(Refused):
        mentoring.begin_pair(matched(programme=mentee.programme)[0], second, by=PersonFactory())


# First meeting


def test_the_first_meeting_is_recorded_with_an_adult_of_the_programme_and_opens_the_place() -> None:
    made = pair("meeting")
    coordinator = coordinator_of(made.network)
    said: dict[str, Any] = {"on": clock.today(), "minutes": 60, "mode": "online", "adult": coordinator, "by": coordinator}
    for wrong in ({"adult": PersonFactory()}, {"adult": made.mentor.person}, {"on": clock.today() + dt.timedelta(days=1)},
                  {"mode": "company"}, {"by": made.mentor.person}, {"by": made.programme.referent}):
        with pytest.raises(Refused):
            mentoring.record_first_meeting(made, **{**said, **wrong})
    opened = mentoring.record_first_meeting(made, **said)
    assert (opened.status, opened.first_met_on, opened.first_met_with) == (Status.ACTIVE, clock.today(), coordinator)
    assert opened.ends_on == dt.date(2026 + (10 + made.programme.months) // 12, (10 + made.programme.months) % 12 + 1, 18)
    assert opened.meetings.get().first
    with pytest.raises(Refused):
        mentoring.record_first_meeting(opened, **said)


# Meetings, goals


def test_a_date_is_proposed_by_one_agreed_by_the_other_and_goes_into_a_calendar_without_a_name() -> None:
    made = pair()
    mentor, mentee = made.mentor.person, made.mentee.person
    date = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=2), mode="online", by=mentor)
    with pytest.raises(Refused):
        mentoring.agree_meeting(date, by=mentor)
    assert mentoring.agree_meeting(date, by=mentee).status == Meeting.Status.AGREED
    file = signed_in(mentee).get(reverse("mentoring:calendar", args=[made.code, date.code])).content.decode()
    assert "DTSTART;TZID=Europe/Paris:20261120T130000" in file and "CONFIRMED" in file
    assert not [name for name in (made.mentor.first_name, made.mentee.first_name, made.mentor.last_name) if name in file]
    assert mentoring.cancel_meeting(date, by=mentor).status == Meeting.Status.CANCELLED
    assert Letter.objects.filter(key__contains="/cancelled/mentee/").count() == 1


def test_no_date_at_night_in_the_past_alone_or_where_a_parent_did_not_allow() -> None:
    made = pair()
    good: dict[str, Any] = {"starts_at": NOON + dt.timedelta(days=2), "mode": "online", "by": made.mentor.person}
    for wrong in ({"starts_at": NOON + dt.timedelta(days=2, hours=9)}, {"starts_at": NOON - dt.timedelta(days=1)}, {"mode": "company"},
                  {"mode": "school"}, {"mode": "school", "second_adult": "mon 06 12 34 56 78"}, {"by": PersonFactory()}):
        with pytest.raises(Refused):
            mentoring.propose_meeting(made, **{**good, **wrong})
    assert mentoring.propose_meeting(made, **{**good, "mode": "school", "second_adult": "Mme Roux, CPE"}).pk  # positive control
    with pytest.raises(Refused):
        mentoring.propose_meeting(made, **good)


def test_a_meeting_is_told_in_three_taps_and_each_side_says_how_it_felt_of_the_same_one() -> None:
    made = pair()
    with later(days=7):
        mentoring.tell_meeting(made, minutes=45, mode="online", felt="good", by=made.mentee.person)
        mentoring.tell_meeting(made, minutes=45, mode="online", felt="so so", by=made.mentor.person)
        one = made.meetings.held().get(first=False)
        assert (one.felt_by_mentee, one.felt_by_mentor, one.minutes) == ("good", "so so", 45)
        with pytest.raises(Refused):
            mentoring.tell_meeting(made, minutes=45, mode="online", felt="good", on=clock.today() + dt.timedelta(days=1),
                                   by=made.mentor.person)
        date = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=9), mode="online", by=made.mentor.person)
        mentoring.agree_meeting(date, by=made.mentee.person)
        with pytest.raises(Refused):
            mentoring.miss_meeting(date, by=made.mentor.person)
    with later(days=10):
        assert mentoring.miss_meeting(date, by=made.mentor.person).status == Meeting.Status.MISSED


@pytest.mark.parametrize("told_at", [10, 15])
def test_a_date_at_noon_that_was_never_answered_is_the_one_that_is_told(told_at: int) -> None:
    made = pair()
    day = clock.today() + dt.timedelta(days=3)
    noon = made.noon(day)
    date = mentoring.propose_meeting(made, starts_at=noon, mode="online", by=made.mentor.person)
    with clock.at(noon + dt.timedelta(hours=told_at - 12)):
        said = {"minutes": "60", "mode": "online", "felt": "good"}
        assert signed_in(made.mentee.person).post(reverse("mentoring:tell", args=[made.code]), said).status_code == 302
        date.refresh_from_db()
        assert (date.status, date.felt_by_mentee, date.minutes) == (Meeting.Status.HELD, "good", 60)
        told = mentoring.tell_meeting(made, minutes=60, mode="online", felt="so so", by=made.mentor.person)
        assert told.pk == date.pk and made.meetings.held().filter(first=False).count() == 1


def test_a_date_proposed_for_later_today_stays_when_this_morning_is_told_and_one_agreed_comes_first() -> None:
    made = pair()
    noon = made.noon(clock.today() + dt.timedelta(days=3))
    said: dict[str, Any] = {"minutes": 60, "mode": "online", "felt": "good"}
    ten, four = (mentoring.propose_meeting(made, starts_at=noon + dt.timedelta(hours=hours), mode="online", by=made.mentor.person)
                 for hours in (-2, 4))
    with clock.at(noon - dt.timedelta(hours=3)):
        assert mentoring.tell_meeting(made, **said, by=made.mentee.person).pk not in (ten.pk, four.pk)
        mentoring.withdraw_meeting(made.meetings.held().get(first=False), by=made.mentee.person)
        mentoring.agree_meeting(four, by=made.mentee.person)
    with clock.at(noon):
        assert mentoring.tell_meeting(made, **said, by=made.mentee.person).pk == four.pk
    assert set(made.meetings.filter(status="proposed").values_list("pk", flat=True)) == {ten.pk}


def test_goals_are_hers_in_her_words_five_at_once() -> None:
    made = pair()
    with pytest.raises(Refused):
        mentoring.set_goal(made, words="Faire comme moi", by=made.mentor.person)
    with pytest.raises(Refused):
        mentoring.set_goal(made, words="Mon insta : lina.m", by=made.mentee.person)
    goals = [mentoring.set_goal(made, words=f"Voir l’atelier {n}", by=made.mentee.person) for n in range(5)]
    with pytest.raises(Refused):
        mentoring.set_goal(made, words="Un de plus", by=made.mentee.person)
    assert mentoring.end_goal(goals[0], reached=True, by=made.mentee.person).reached_at
    mentoring.end_goal(goals[1], reached=False, by=made.mentee.person)
    assert made.goals.live().count() == 3 and made.goals.shown().count() == 4


# Messages: the night, the rest, eighteen


def test_what_is_written_at_night_is_read_in_the_morning_and_no_letter_wakes_her() -> None:
    made = pair()
    with later(hours=10):  # 23:00 in Paris
        message = mentoring.send(made, body="Bonne nuit !", key=uuid.uuid4(), by=made.mentor.person)
        assert message not in Message.objects.filter(pair=made).read_by("mentee")
        assert message in Message.objects.filter(pair=made).read_by("mentor")
    seven = dt.datetime(2026, 11, 19, 6, tzinfo=dt.UTC)
    assert message.shown_from == seven and Letter.objects.get(key__contains="/message/").due_at == seven
    with later(hours=19):
        assert message in Message.objects.filter(pair=made).read_by("mentee")


def test_a_message_sent_twenty_times_is_one() -> None:
    made, key = pair(), uuid.uuid4()
    assert len({mentoring.send(made, body="Bonjour !", key=key, by=made.mentee.person).pk for _n in range(20)}) == 1


def test_a_rest_is_ended_by_whoever_asked_for_it() -> None:
    made = pair()
    made = mentoring.pause(made, by=made.mentee.person)
    assert made.status == Status.PAUSED
    with pytest.raises(Refused):
        mentoring.go_on(made, by=made.mentor.person)
    assert mentoring.go_on(made, by=made.mentee.person).status == Status.ACTIVE
    assert made.pauses.get().ended_at == NOON


def test_turning_eighteen_changes_nothing_until_she_chooses() -> None:
    made = pair(age=17)
    number = "Mon numéro : 06 12 34 56 78"
    with pytest.raises(Refused):
        mentoring.choose_adult(made, by=made.mentee.person)
    made.mentee.born_on = born(18, 1)
    made.mentee.save()
    assert mentoring.send(made, body=number, key=uuid.uuid4(), by=made.mentor.person).held_for == "phone"
    with pytest.raises(Refused):
        mentoring.choose_adult(made, by=made.mentor.person)
    assert signed_in(made.mentee.person).post(reverse("mentoring:choose_adult", args=[made.code])).status_code == 302
    assert mentoring.send(made, body=number, key=uuid.uuid4(), by=made.mentor.person).held_for == ""


# Follow-up and closure


def answer(questions: Questions, value: int) -> None:
    client = signed_in(questions.pair.person_of(questions.side))
    address = reverse("mentoring:questions", args=[questions.code])
    for _n in range(4):
        question = client.get(address).context["question"]
        client.post(address, {"question": question[0], "value": str(value)})


def test_questions_come_on_their_days_one_tap_each_and_a_low_answer_is_told() -> None:
    made = pair()
    coordinator_of(made.network)
    with later(days=29):
        assert tasks.ask_pairs() == 0
    with later(days=30):
        assert (tasks.ask_pairs(), tasks.ask_pairs()) == (2, 0)
        hers, theirs = (Questions.objects.get(side=side) for side in ("mentee", "mentor"))
        answer(hers, 2)
        answer(theirs, 4)
        assert signed_in(made.mentor.person).get(reverse("mentoring:questions", args=[hers.code])).status_code == 404
        with pytest.raises(Refused):
            mentoring.answer_question(hers, question="meets", value=4, by=made.mentee.person)
    assert Questions.objects.get(side="mentee").score == 2
    assert Letter.objects.filter(key__contains="/low/").count() == 1
    with later(days=90):
        assert mentoring.ask_questions(made) == 2


def test_stopping_asks_no_reason_holds_at_once_and_closes_after_a_talk_with_both() -> None:
    made = pair()
    coordinator = coordinator_of(made.network)
    mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=2), mode="online", by=made.mentor.person)
    made = mentoring.stop(made, by=made.mentee.person)
    assert (made.status, made.closure.kind, made.closure.reason) == (Status.ENDING, Closure.Kind.ONE_SIDED, "unsaid")
    assert not made.meetings.coming().exists()
    with pytest.raises(Refused):
        mentoring.stop(made, by=made.mentor.person)
    with pytest.raises(Refused):
        mentoring.close_pair(made, after="none", by=coordinator)
    for one in Questions.objects.filter(closing=True):
        answer(one, 4)
    both = {"talked_with_mentee": True, "talked_with_mentor": True}
    with pytest.raises(Refused):
        mentoring.close_pair(made, after="free", **both, by=coordinator)
    with pytest.raises(Refused):
        mentoring.close_pair(made, after="none", **both, by=made.mentor.person)
    closed = mentoring.close_pair(made, after="programme", mentee_again=True, **both, by=coordinator)
    assert (closed.status, closed.closed_at) == (Status.CLOSED, NOON)
    assert mentoring.begin_pair(made.mentee, MentorFactory(programme=made.programme, status="matchable"), by=None).pk  # a rematch


def test_a_fortnight_later_it_is_closed_without_answers() -> None:
    made = mentoring.end_pair(pair(), reason="lost", by=None)
    assert made.closure.kind == Closure.Kind.EARLY and mentoring.left_to_close(made, talked=True)
    with later(days=14):
        assert mentoring.close_pair(made, after="none", by=None).status == Status.CLOSED


def test_before_its_day_a_pair_ends_with_a_reason_then_as_planned() -> None:
    first, second = pair(), pair()
    with pytest.raises(Refused):
        mentoring.end_pair(first, by=None)
    with later(days=300):
        assert mentoring.end_pair(second, by=None).closure.kind == Closure.Kind.PLANNED


def test_a_programme_with_open_pairs_does_not_end_and_who_leaves_it_ends_her_pair() -> None:
    made = pair()
    with pytest.raises(Refused):
        mentoring.end_programme(made.programme, by=None)
    mentoring.withdraw(made.mentee, by=made.mentee.person)
    made.refresh_from_db()
    assert made.status == Status.ENDING
    assert mentoring.end_pairs_of(made.mentor, by=None) == 0


def test_news_taken_are_noted_by_who_runs_it_never_ahead() -> None:
    made = pair()
    said: dict[str, Any] = {"whom": "mentee", "how": "call", "found": "well"}
    with pytest.raises(Refused):
        mentoring.take_news(made, **said, by=made.mentor.person)
    with pytest.raises(Refused):
        mentoring.take_news(made, **said, on=clock.today() + dt.timedelta(days=1), by=None)
    assert mentoring.take_news(made, **said, by=coordinator_of(made.network)).on == clock.today()


def test_what_she_found_is_hers_to_take_and_both_have_a_certificate_once_closed() -> None:
    made = pair()
    mentoring.set_goal(made, words="Voir une fonderie", by=made.mentee.person)
    mentoring.send(made, body="Merci pour hier", key=uuid.uuid4(), by=made.mentee.person)
    mentoring.send(made, body="Avec plaisir", key=uuid.uuid4(), by=made.mentor.person)
    client = signed_in(made.mentee.person)

    def take(paper: str) -> Any:
        return client.get(reverse("mentoring:take_away", args=[made.code, paper]))

    found = json.loads(take("mentorat.json").content)
    assert [one["words"] for one in found["goals"]] == ["Voir une fonderie"] and len(found["meetings"]) == 1
    assert [one["body"] for one in found["messages"]] == ["Merci pour hier"]
    sheets = {one.title: one.rows for one in sheets_life.sheets(made.mentee.person)}  # type: ignore[arg-type]
    assert [row[2] for rows in sheets.values() for row in rows if "Merci pour hier" in row] == ["Merci pour hier"]
    assert "Avec plaisir" not in str(sheets) and "Voir une fonderie" in str(sheets)
    assert take("mentorat.pdf").content[:5] == b"%PDF-"
    assert take("attestation.pdf").status_code == 302 and take("autre.pdf").status_code == 404
    mentoring.end_pair(made, reason="moved", by=None)
    with later(days=14):
        mentoring.close_pair(made, after="none", by=None)
    assert take("attestation.pdf").content[:5] == b"%PDF-"
