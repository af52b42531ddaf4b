"""A meeting lasts what its programme says, unless the two choose another length."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit.refusals import Refused
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Meeting, Pair
from tests.factories.mentoring_life import pair
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
TICKED = r'name="minutes" value="(\d+)"[^>]*id="{}_minutes_\d"[^>]*checked'
DATE = {"day": "2026-11-25", "hour": "14:00", "mode": "online"}


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def client_of(made: Pair) -> Client:
    client = Client()
    client.force_login(made.mentee.person)  # type: ignore[arg-type]
    return client


def chosen(client: Client, made: Pair, form: str) -> list[str]:
    """The lengths ticked in one form of the page of the pair."""
    read = client.get(reverse("mentoring:pair", args=[made.code])).content.decode()
    return re.findall(TICKED.format(form), read)


@pytest.mark.parametrize("minutes", [60, 75, 90])
def test_a_date_lasts_what_the_programme_says_unless_another_length_is_chosen(minutes: int) -> None:
    made = pair(minutes=minutes)
    client = client_of(made)
    assert chosen(client, made, "propose") == chosen(client, made, "tell") == [str(minutes)]
    address = reverse("mentoring:propose", args=[made.code])
    assert client.post(address, DATE).status_code == 302  # one tap
    assert client.post(address, {**DATE, "hour": "16:00", "minutes": "45"}).status_code == 302
    assert client.post(address, {**DATE, "hour": "17:00", "minutes": "7"}).status_code == 422
    refused = client.post(address, {**DATE, "hour": "22:00"}).content.decode()
    assert re.findall(TICKED.format("propose"), refused) == [str(minutes)]
    assert list(Meeting.objects.filter(status="proposed").order_by("starts_at").values_list("minutes", flat=True)) == [minutes, 45]


def test_what_was_agreed_is_told_as_long_as_it_was_agreed() -> None:
    made = pair(minutes=90)
    meeting = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=2), mode="online", minutes=40, by=made.mentor.person)  # type: ignore[arg-type]
    mentoring.agree_meeting(meeting, by=made.mentee.person)  # type: ignore[arg-type]
    with time_machine.travel(NOON + dt.timedelta(days=3), tick=False):
        client = client_of(made)
        assert chosen(client, made, "tell") == ["40"] and chosen(client, made, "propose") == ["90"]
        said = {"minutes": "40", "mode": "online", "felt": "good", "meeting": meeting.code}
        assert client.post(reverse("mentoring:tell", args=[made.code]), said).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.minutes) == ("held", 40)


def test_the_first_meeting_is_noted_with_the_length_of_the_programme() -> None:
    made = pair("meeting", minutes=90)
    client = Client()
    client.force_login(coordinator_of(made.network))
    read = client.get(reverse("mentoring:pair_desk", args=[made.code])).content.decode()
    assert re.search(r'name="minutes" value="90"', read)


@pytest.mark.parametrize("minutes", [4, 601])
def test_no_date_is_shorter_or_longer_than_a_meeting_can_be(minutes: int) -> None:
    made = pair()
    with pytest.raises(Refused) as refused:
        mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=2), mode="online", minutes=minutes, by=made.mentor.person)  # type: ignore[arg-type]
    assert refused.value.field == "minutes"
