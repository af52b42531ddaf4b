"""A mentor leaves, is declined, may not come back: her pairs end at once, and the mentee reads kindly what comes next."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import holding
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Mentor, Pair
from industrielles.people import verbs as people
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Recognition
from tests.factories.mentoring_life import matched, pair
from tests.factories.network import coordinator_of
from tests.factories.safeguarding import referent_of

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


def forbidden(made: Pair, **said: Any) -> None:
    safeguarding.ban(made.network, reason="report", by=referent_of(made.network), **said)


def withdraws(made: Pair) -> None:
    assert signed_in(made.mentor.person).post(reverse("mentoring:withdraw", args=[made.mentor.code])).status_code == 302


def is_declined(made: Pair) -> None:
    page = reverse("mentoring:decline_mentor", args=[made.mentor.code])
    assert signed_in(coordinator_of(made.network)).post(page, {"words": "Ce n’est plus possible."}).status_code == 302


LEAVES: dict[str, Callable[[Pair], Any]] = {
    "withdraws": withdraws, "is declined": is_declined, "erases herself": lambda made: people.erase(made.mentor.person, by=None),
    "may not come back": lambda made: forbidden(made, email=made.mentor.email)}


@pytest.mark.parametrize("status", ["signing", "active"])
@pytest.mark.parametrize("how", LEAVES)
def test_a_mentor_who_leaves_ends_her_pairs_and_the_mentee_reads_kindly_what_comes_next(how: str, status: str) -> None:
    made = pair(status)
    mentee, hers = made.mentee.person, made.mentor.first_name
    client = signed_in(mentee)
    kind = ("tu n’y es pour rien", "une autre mentore", "Tu pourras dire oui ou non")
    page = client.get(reverse("mentoring:mine")).content.decode()
    assert not any(words in page for words in kind)  # positive control
    LEAVES[how](made)
    made.refresh_from_db()
    assert made.status == Pair.Status.ENDING and not Mentor.objects.live().filter(pk=made.mentor_id).exists()
    page = client.get(reverse("mentoring:mine")).content.decode()
    assert all(words in page for words in kind)
    page = client.get(reverse("mentoring:pair", args=[made.code])).content.decode()
    assert "Tu n’as rien fait de mal" in page and "une autre mentore" in page
    letter = Letter.objects.get(key__contains=f"{made.code}/ending/mentee/")
    assert "rien fait de mal" in letter.text and "interdi" not in page + letter.text and hers not in letter.text
    assert Mentee.objects.matchable().filter(pk=made.mentee_id).exists()  # she keeps her place
    with pytest.raises(Refused):
        mentoring.send(made, body="Bonjour", key=uuid.uuid4(), by=mentee)  # type: ignore[arg-type]


def test_who_is_paired_again_reads_no_more_of_the_one_who_left() -> None:
    made = pair()
    LEAVES["withdraws"](made)
    mentoring.begin_pair(Mentee.objects.get(pk=made.mentee_id), matched(programme=made.programme)[1])
    page = signed_in(made.mentee.person).get(reverse("mentoring:mine")).content.decode()
    assert "tu n’y es pour rien" not in page and "cherchons la mentore" not in page


def test_a_mentor_who_only_looks_like_somebody_rests_until_somebody_has_looked() -> None:
    made = pair()
    forbidden(made, name=made.mentor.full_name, born_on=made.mentor.born_on)
    assert holding.stillness(made) == "doubted" and made.is_live
    assert Letter.objects.filter(key__contains=f"{made.code}/still/").count() == 2
    with pytest.raises(Refused):
        mentoring.send(made, body="Bonjour", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        mentoring.begin_pair(matched(programme=made.programme)[0], made.mentor)
    safeguarding.settle(Recognition.objects.get(), outcome="other")
    assert holding.stillness(made) == "" and mentoring.send(made, body="Bonjour", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]


def test_once_it_is_she_her_application_and_her_pairs_end_and_she_reads_nothing_of_why() -> None:
    made = pair()
    forbidden(made, phone="06 99 88 77 66")
    assert not Recognition.objects.exists()  # positive control: somebody else's number
    Mentor.objects.filter(pk=made.mentor_id).update(phone="06 11 22 33 44")
    forbidden(made, phone="+33 6 11 22 33 44")
    safeguarding.settle(Recognition.objects.get(), outcome="same", by=coordinator_of(made.network))
    made.refresh_from_db()
    assert made.status == Pair.Status.ENDING
    letter = Letter.objects.get(key__contains=f"{made.mentor.code}/mentor_declined/")
    assert "Votre candidature s’arrête ici" in letter.text and "protection" not in letter.text


def test_a_mentor_a_report_accuses_who_withdraws_leaves_the_report_and_its_evidence_whole() -> None:
    made = pair()
    mentoring.send(made, body="Ne dis rien", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
    report = mentoring.report_pair(made, words="Elle insiste.", urgent=False, key=uuid.uuid4(), about_other=True,
                                   by=made.mentee.person)  # type: ignore[arg-type]
    withdraws(made)
    made.refresh_from_db()
    assert made.status == Pair.Status.ENDING and made.frozen_from == "" and report.is_open
    assert safeguarding.verify(report) == [] and not Pair.objects.over_before(NOON + dt.timedelta(days=4000)).exists()


def test_a_paper_that_does_not_allow_ends_what_one_before_it_allowed() -> None:
    made = pair()
    person = made.mentor.person
    assert person is not None and holding.stillness(made) == ""  # positive control
    safeguarding.clear(person, network=made.network, kind="b3", seen_on=NOON.date(), outcome="not clear", by=coordinator_of(made.network))
    assert holding.stillness(made) == "clearance" and Letter.objects.filter(key__contains=f"{made.code}/still/").count() == 2
    with time_machine.travel(NOON + dt.timedelta(days=2), tick=False):
        safeguarding.clear(person, network=made.network, kind="b3", seen_on=NOON.date() + dt.timedelta(days=1))
        assert holding.stillness(made) == ""


def test_each_look_is_taken_once() -> None:
    made = pair()
    forbidden(made, phone="06 11 22 33 44")
    standing = Ban.objects.get()
    assert mentoring.notice_banned(standing) == 0  # positive control: another number
    Mentor.objects.filter(pk=made.mentor_id).update(phone="06 11 22 33 44")
    assert [mentoring.notice_banned(standing) for _n in range(2)] == [1, 0]
    seen = Recognition.objects.get()
    assert mentoring.follow_recognition(seen) == 0  # nobody has looked
    safeguarding.settle(seen, outcome="same")
    seen.refresh_from_db()
    assert mentoring.follow_recognition(seen) == 0  # followed already
    assert Letter.objects.filter(key__contains=f"{made.mentor.code}/mentor_declined/").count() == 1
