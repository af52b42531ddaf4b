"""Thirty messages in an hour, from one of the two to the other: past that, one waits a little and loses nothing of what she typed."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit.refusals import Refused
from industrielles.kit.typography import SPACE
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Message, Pair
from industrielles.mentoring.verbs.life_messages import MOST
from industrielles.people.models import Person
from tests.at_once import at_once
from tests.factories.mentoring_life import MessageFactory, matched, pair, signed

NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def sent(made: Pair, by: Person | None, *, how_many: int = MOST, minutes_ago: int = 10) -> None:
    """She wrote so many messages, so long ago."""
    at = NOON - dt.timedelta(minutes=minutes_ago)
    MessageFactory.create_batch(how_many, pair=made, side=made.side_of(by), author=by, sent_at=at, shown_from=at)


def send(made: Pair, by: Any, **said: Any) -> Message:
    return mentoring.send(made, **{"body": "Encore moi !", "key": uuid.uuid4(), "by": by, **said})


@pytest.mark.django_db
def test_the_thirty_first_message_of_an_hour_waits_and_nothing_typed_is_lost() -> None:
    made = pair()
    sent(made, made.mentee.person)
    client, key = Client(), str(uuid.uuid4())
    client.force_login(made.mentee.person)  # type: ignore[arg-type]
    address, said = reverse("mentoring:messages", args=[made.code]), {"body": "Une dernière chose : merci !", "key": key}
    answer = client.post(address, said)
    read = answer.content.decode().replace(SPACE, " ")
    assert answer.status_code == 422 and Message.objects.count() == MOST
    assert "c’est déjà beaucoup à lire" in read and "partir dans 50 minutes" in read
    assert ">\nUne dernière chose : merci !</textarea>" in read and key in read
    with time_machine.travel(NOON + dt.timedelta(minutes=50), tick=False):
        assert client.post(address, said).status_code == 302 and client.post(address, said).status_code == 302
    assert Message.objects.count() == MOST + 1


@pytest.mark.django_db
def test_the_wait_is_told_to_the_minute_and_never_nought() -> None:
    made = pair()
    sent(made, made.mentee.person, minutes_ago=59)
    with time_machine.travel(NOON + dt.timedelta(seconds=30), tick=False), pytest.raises(Refused, match="dans 1 minute") as refused:
        send(made, made.mentee.person)
    assert refused.value.field == "body"


@pytest.mark.django_db
def test_each_person_and_each_pair_has_its_own_thirty() -> None:
    made = pair()
    mentee, mentor = made.mentee.person, made.mentor.person
    sent(made, mentor)
    with pytest.raises(Refused):
        send(made, mentor)
    assert send(made, mentee)  # the other one writes
    girl, _mentor = matched(programme=made.programme)
    second = signed(mentoring.begin_pair(girl, made.mentor, by=None))
    mentoring.record_first_meeting(second, on=NOON.date(), minutes=60, mode="online", adult=made.programme.referent)  # type: ignore[arg-type]
    assert send(Pair.objects.whole().get(pk=second.pk), mentor)  # to her other mentee


@pytest.mark.django_db
def test_twenty_nine_or_an_hour_ago_hold_nobody_and_one_sent_again_is_still_one() -> None:
    made = pair()
    mentee = made.mentee.person
    sent(made, mentee, minutes_ago=60)
    sent(made, mentee, how_many=MOST - 1)
    last = send(made, mentee)
    with pytest.raises(Refused):
        send(made, mentee)
    assert send(made, mentee, key=last.key).pk == last.pk


@pytest.mark.django_db(transaction=True)
def test_of_four_messages_sent_at_once_the_last_that_may_goes() -> None:
    made = pair()
    sent(made, made.mentor.person, how_many=MOST - 1)
    results = at_once(*(lambda: send(made, made.mentor.person) for _n in range(4)))
    assert sum(isinstance(one, Refused) for one in results) == 3
    assert Message.objects.count() == MOST


@pytest.mark.django_db(transaction=True)
def test_control_counting_before_the_pair_is_held_lets_all_of_them_go() -> None:
    made = pair()
    sent(made, made.mentor.person, how_many=MOST - 1)
    counted = [Message.objects.filter(pair=made, author=made.mentor.person).count() < MOST for _n in range(4)]
    at_once(*(lambda: sent(made, made.mentor.person, how_many=1) for may in counted if may))
    assert Message.objects.count() == MOST + 3
