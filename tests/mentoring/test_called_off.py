"""No girl goes to a meeting that may not take place: what makes a pair rest, and what a parent takes back, cancels the dates to come and
says so to both; nothing that waited in the night goes through afterwards."""
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
from industrielles.mentoring.models import Meeting, Message, Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Clearance, Guardian, Part
from tests.factories.mentoring_life import authorised, pair
from tests.factories.network import NetworkFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
Status = Meeting.Status


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def made() -> Pair:
    return pair()


def agreed(made: Pair, mode: str = "online", days: int = 2) -> Meeting:
    date = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=days), mode=mode, by=made.mentor.person,  # type: ignore[arg-type]
                                     second_adult="" if mode == "online" else "Mme Roux, CPE")
    return mentoring.agree_meeting(date, by=made.mentee.person)  # type: ignore[arg-type]


def parent_of(made: Pair) -> Guardian:
    found = mentoring.guardian_of(made)
    assert found is not None
    return found


def told(made: Pair, side: str, what: str = "off") -> Any:
    return Letter.objects.filter(address=made.person_of(side).email, key__contains=f"/{what}/{side}/").exclude(  # type: ignore[union-attr]
        status=Letter.Status.WITHDRAWN)


def by_report(made: Pair) -> None:
    mentoring.report_pair(made, words="Elle insiste.", urgent=True, key=uuid.uuid4(), about_other=True, by=made.mentee.person)  # type: ignore[arg-type]


def by_clearance(made: Pair) -> None:
    for one in Clearance.objects.of(made.mentor.person):
        safeguarding.withdraw_clearance(one)


def by_look(made: Pair) -> None:
    safeguarding.ban(made.network, reason=Ban.Reason.REPORT, name=made.mentor.full_name, born_on=made.mentor.born_on)


RESTS: dict[str, Callable[[Pair], Any]] = {
    "a report": by_report, "a clearance": by_clearance, "a parent": lambda made: safeguarding.revoke(parent_of(made)),
    "her rest": lambda made: mentoring.pause(made, by=made.mentee.person), "somebody banned": by_look,
    "child protection": lambda made: mentoring.note_care(made.mentee, in_care=True),
    "the end": lambda made: mentoring.stop(made, by=made.mentee.person)}


@pytest.mark.parametrize("how", RESTS)
def test_no_date_stands_once_a_pair_rests_and_both_are_told_to_stay_at_home(made: Pair, how: str) -> None:
    first, second = agreed(made), agreed(made, "school", days=9)
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        RESTS[how](made)
        RESTS["a report"](Pair.objects.whole().get(pk=made.pk)) if how != "a report" else None  # told once, whatever comes on top
        for date in (first, second):
            date.refresh_from_db()
            assert (date.status, date.edition) == (Status.CANCELLED, 1)
    for side in ("mentee", "mentor"):
        assert told(made, side).count() == 2
        assert ("n’y va pas" if side == "mentee" else "n’y allez pas") in told(made, side)[0].text


def test_call_off_leaves_what_may_take_place_and_is_done_once(made: Pair) -> None:
    agreed(made)
    assert mentoring.call_off(made) == 0
    Pair.objects.filter(pk=made.pk).update(status=Pair.Status.PAUSED)
    still = Pair.objects.whole().get(pk=made.pk)
    assert (mentoring.call_off(still), mentoring.call_off(still)) == (1, 0)


def test_what_took_place_and_pairs_of_others_are_not_touched(made: Pair) -> None:
    other = pair(programme=made.programme)
    kept, past = agreed(other), agreed(made)
    with time_machine.travel(NOON + dt.timedelta(days=2, hours=1), tick=False):
        by_report(made)
        past.refresh_from_db()
        kept.refresh_from_db()
        assert (past.status, kept.status) == (Status.AGREED, Status.AGREED)
        assert not told(made, "mentee").exists()


def test_a_parent_who_takes_back_one_way_to_meet_cancels_the_dates_there_and_no_other(made: Pair) -> None:
    there, here = agreed(made, "school"), agreed(made, days=5)
    waiting = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=7), mode="school", second_adult="Mme Roux, CPE",
                                        by=made.mentor.person)  # type: ignore[arg-type]
    safeguarding.take_back_part(parent_of(made), part=Part.SCHOOL)
    for one in (there, here, waiting):
        one.refresh_from_db()
    assert (there.status, here.status, waiting.status) == (Status.CANCELLED, Status.AGREED, Status.CANCELLED)
    assert told(made, "mentee").count() == told(made, "mentor").count() == 2
    assert not told(made, "mentee", "still").exists() and Pair.objects.get().status == Pair.Status.ACTIVE  # the rest goes on


def test_a_date_is_not_agreed_where_a_parent_no_longer_allows_it(made: Pair) -> None:
    date = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=2), mode="school", second_adult="Mme Roux, CPE",
                                     by=made.mentor.person)  # type: ignore[arg-type]
    made.programme.modes = ["online"]  # nobody was there to call it off
    made.programme.save()
    with pytest.raises(Refused):
        mentoring.agree_meeting(date, by=made.mentee.person)  # type: ignore[arg-type]
    made.programme.modes = ["online", "school"]
    made.programme.save()
    assert mentoring.agree_meeting(date, by=made.mentee.person).status == Status.AGREED  # type: ignore[arg-type]  # positive control


def test_both_read_that_the_pair_rests_when_a_parent_takes_all_back_and_nobody_reads_why(made: Pair) -> None:
    safeguarding.revoke(parent_of(made))
    for side in ("mentee", "mentor"):
        letter = told(made, side, "still").get()
        assert "pause" in letter.subject and "parent" not in letter.text and "autorisation" not in letter.text


def test_what_one_network_was_allowed_opens_nothing_in_another(made: Pair) -> None:
    """A parent answered two networks, and takes back by the link of one: the pair of that one stops, though the other agreement holds."""
    assert made.mentee.born_on is not None and made.mentee.person is not None
    elsewhere = authorised(made.mentee.person, NetworkFactory(), made.mentee.born_on)
    assert holding.stillness(made) == ""
    here = made.mentee.person.authorisations.exclude(pk=elsewhere.pk).get()
    safeguarding.revoke(here.guardians.get(rank=1))
    assert holding.stillness(Pair.objects.whole().get(pk=made.pk)) == "parent"
    with pytest.raises(Refused):
        mentoring.send(made, body="Bonjour !", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]


# Messages that waited


def test_what_was_written_in_the_night_is_not_announced_in_the_morning_once_it_has_stopped(made: Pair) -> None:
    with time_machine.travel(NOON + dt.timedelta(hours=10), tick=False):
        mentoring.send(made, body="Tu dors ?", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
        assert told(made, "mentee", "message").count() == 1  # positive control
        mentoring.stop(made, by=made.mentee.person)  # type: ignore[arg-type]
        assert not told(made, "mentee", "message").exists()


@pytest.mark.parametrize("how", ["a report", "her rest", "the end", "a parent"])
def test_a_held_message_does_not_go_through_once_the_pair_rests(made: Pair, how: str) -> None:
    message = mentoring.send(made, body="Mon numéro : 06 12 34 56 78", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
    assert message.held_for
    RESTS[how](made)
    client = Client()
    client.force_login(made.programme.referent)  # type: ignore[arg-type]
    page = reverse("mentoring:held_one", args=[message.code])
    assert client.post(page, {"goes": "1"}).status_code in (302, 422)
    with pytest.raises(Refused):
        mentoring.rule(message, goes=True, by=made.programme.referent)  # type: ignore[arg-type]
    assert message not in Message.objects.filter(pair=made).read_by("mentee")
    assert not mentoring.rule(message, goes=False, by=made.programme.referent).goes  # type: ignore[arg-type]
