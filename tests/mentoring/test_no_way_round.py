"""What somebody tries who knows the rules and looks for a way round them: in pieces, as somebody else, by another door."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import holding, sheets_life, standing
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Mentor, Pair
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation, Recognition, Report
from tests.factories.mentoring import applied, born, mentor_said, programme
from tests.factories.mentoring_life import QuestionsFactory, authorised, matched, pair
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def says(made: Pair, *bodies: str) -> list[str]:
    """What each of these messages of the mentor is held for."""
    return [mentoring.send(made, body=one, key=uuid.uuid4(), by=made.mentor.person).held_for for one in bodies]  # type: ignore[arg-type]


# In pieces


@pytest.mark.parametrize("bodies", [
    ("Tu peux noter 06 12", "34 56 78"), ("zéro six douze", "trente-quatre cinquante-six soixante-dix-huit"),
    ("06", "12", "34", "56", "78"), ("06 12 34", "Et toi, ça va ?", "56 78")])
def test_a_number_said_in_several_messages_is_held(bodies: tuple[str, ...]) -> None:
    made = pair()
    if bodies[1].endswith("?"):
        mentoring.send(made, body=bodies[1], key=uuid.uuid4(), by=made.mentee.person)  # type: ignore[arg-type]
        bodies = (bodies[0], bodies[2])
    assert says(made, *bodies) == [*("" for _one in bodies[1:]), "phone"]


def test_what_was_held_before_holds_nothing_after_it_and_figures_are_no_number() -> None:
    assert says(pair(), "Mon 06 12 34 56 78", "Bonne semaine !", "J’ai 25 ans de métier", "dans 3 usines, page 34") == ["phone", "", "", ""]


def test_between_adults_nothing_is_put_together() -> None:
    assert says(pair(age=19), "06 12 34", "56 78") == ["", ""]


# As a parent


@pytest.mark.parametrize("how", ["address", "account", "telephone"])
def test_nobody_allows_herself_to_meet_a_minor(how: str) -> None:
    mentee, mentor = matched()
    assert not standing.is_parent(mentor, mentee)  # positive control
    if how == "address":
        Mentor.objects.filter(pk=mentor.pk).update(email="so.fia+mentorat@exemple.invalid")
    elif how == "account":
        Person.objects.filter(pk=mentor.person_id).update(email="sofia@exemple.invalid")
    else:
        Mentor.objects.filter(pk=mentor.pk).update(phone="+33 6 12 34 56 78")
    mentor = Mentor.objects.whole().get(pk=mentor.pk)
    assert standing.kept_apart([mentee], [mentor]) == {(mentee.person_id, mentor.person_id)}
    with pytest.raises(Refused):
        mentoring.begin_pair(mentee, mentor)
    assert not Pair.objects.exists()


def test_what_is_taken_back_in_one_network_is_not_allowed_by_another() -> None:
    made = pair()
    authorised(made.mentee.person, NetworkFactory(), made.mentee.born_on)  # type: ignore[arg-type]
    safeguarding.revoke(Authorisation.objects.get(network=made.network).guardians.get())
    assert holding.stillness(Pair.objects.whole().get(pk=made.pk)) == "parent"


# By another door, under another address


@pytest.mark.parametrize("what", ["email", "phone"])
def test_a_mentor_is_recognised_by_her_account_too(what: str) -> None:
    person = PersonFactory(email="revenante@exemple.invalid", phone="06 44 33 22 11")
    safeguarding.ban(NetworkFactory(), reason="report", **{what: getattr(person, what)})
    mentor = mentoring.apply_as_mentor(programme(), **mentor_said(email=person.email, phone="06 99 99 99 99"))
    Mentor.objects.filter(pk=mentor.pk).update(email="revenante@exemple.invalid")
    mentoring.confirm_mentor(mentor)
    assert Recognition.objects.get().about_type == "mentoring.mentor"


def test_a_ban_finds_a_mentor_by_the_address_of_her_account_and_her_pairs_end() -> None:
    made = pair()
    Mentor.objects.filter(pk=made.mentor_id).update(email="ancienne@exemple.invalid")
    safeguarding.ban(made.network, reason="report", email=made.mentor.person.email)  # type: ignore[union-attr]
    assert Pair.objects.get().status == Pair.Status.ENDING


def test_whose_account_looks_like_somebody_banned_rests_and_ends_once_it_is_she() -> None:
    made = pair()
    safeguarding.ban(NetworkFactory(), reason="partner", email="ailleurs@exemple.invalid")
    safeguarding.flag(made.mentor.person, network=made.network, email="ailleurs@exemple.invalid")  # type: ignore[arg-type]
    made = Pair.objects.whole().get()
    assert holding.stillness(made) == "doubted" and standing.doubted([made.mentor]) == {made.mentor_id}
    safeguarding.settle(Recognition.objects.get(), outcome="same")
    assert Pair.objects.get().status == Pair.Status.ENDING and Mentor.objects.get().status == Mentor.Status.DECLINED


# Somebody else's mailbox


def test_a_parent_who_is_named_by_many_girls_has_three_letters_an_hour() -> None:
    place = programme(age_from=14)

    def named(times: int, parent: str) -> int:
        for n in range(times):
            applied(place, email=f"{n}.{parent}", born_on=born(14), parent_email=parent)
        return Letter.objects.filter(address=parent).count()

    assert named(9, "victime@exemple.invalid") == 3 and named(2, "mere@exemple.invalid") == 2
    with time_machine.travel(NOON + dt.timedelta(hours=2), tick=False):
        assert named(1, "victime@exemple.invalid") == 4


# What the accused would read


def test_the_reason_of_the_referent_tells_nothing_to_whom_a_report_accuses_until_she_may_come_back() -> None:
    made = pair()
    referent, mentor, girl = made.programme.referent, made.mentor.person, made.mentee.person
    assert referent and mentor and girl
    mentoring.open_thread(made, reason="Lecture de routine", by=referent)
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        mentoring.report_pair(made, words="Il me fait peur", urgent=False, key=uuid.uuid4(), about_other=True, by=girl)
        mentoring.open_thread(made, reason="Signalement de Lina", by=referent)

        def read(person: Any) -> str:
            rows = [row for sheet in sheets_life.sheets(person) for row in sheet.rows]
            return signed_in(person).get(reverse("mentoring:messages", args=[made.code])).content.decode() + str(rows)

        assert "Signalement de Lina" not in read(mentor) and "Signalement de Lina" in read(girl)
        assert "Lecture de routine" in read(mentor)  # what she has read stays: nothing disappears before her eyes
        report = Report.objects.get()
        safeguarding.take(report, by=referent)
        safeguarding.close(report, outcome="unfounded", measures="Entendues toutes deux.", resumes=True, by=referent)
        assert "Signalement de Lina" in read(mentor)


def test_a_report_at_night_wakes_neither_and_once_it_is_over_nobody_is_told_of_a_rest() -> None:
    made = pair()
    with time_machine.travel(NOON.replace(hour=22), tick=False):
        mentoring.report_pair(made, words="Peur", urgent=True, key=uuid.uuid4(), about_other=True, by=made.mentee.person)  # type: ignore[arg-type]
        still = Letter.objects.filter(key__contains="/still/")
        morning = dt.datetime(2026, 11, 19, 6, tzinfo=dt.UTC)  # seven in Paris
        assert [one.due_at for one in still] == [morning, morning] and {one.status for one in still} == {Letter.Status.QUEUED}
        report, referent = Report.objects.get(), made.programme.referent
        assert referent is not None
        safeguarding.take(report, by=referent)
        safeguarding.close(report, outcome="unfounded", measures="Rien.", resumes=True, by=referent)
        assert Pair.objects.get().status == Pair.Status.ACTIVE and {one.status for one in still.all()} == {Letter.Status.WITHDRAWN}


@pytest.mark.parametrize("value", ["9" * 5000, "²", "٣", "-1", "", "x"])
def test_an_answer_is_one_of_the_four_whatever_is_sent(value: str) -> None:
    made = pair()
    row = QuestionsFactory(pair=made)
    answer = signed_in(made.mentee.person).post(reverse("mentoring:questions", args=[row.code]), {"question": "heard", "value": value})
    row.refresh_from_db()
    assert answer.status_code == 302 and row.answers == {}
    assert Mentee.objects.get().status == Mentee.Status.READY and clock.now() == NOON
