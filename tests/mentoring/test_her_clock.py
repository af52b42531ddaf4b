"""Quiet hours are those of the girl's own clock: in Guadeloupe, on La Réunion, in Nouméa it is not night when it is in Paris."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine

from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Message, Pair
from tests.factories.mentoring_life import matched, pair
from tests.factories.places import DepartmentFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
PLACES = {"971": "America/Guadeloupe", "974": "Indian/Reunion", "988": "Pacific/Noumea"}


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(("code", "written", "read"), [
    ("971", at(19, 8), at(19, 11)),  # four in the morning there, nine in Paris
    ("971", at(19, 21), at(19, 21)),  # five in the afternoon, ten at night in Paris
    ("971", at(20, 3), at(20, 11)),  # night here and there, another dawn
    ("974", at(19, 18), at(20, 3)),  # ten at night, seven in Paris
    ("974", at(19, 4), at(19, 4)),  # eight in the morning, five in Paris
    ("988", at(19, 12), at(19, 20)),  # eleven at night, one in the afternoon in Paris
    ("", at(19, 18), at(19, 18)), ("", at(19, 21), at(20, 6))])  # no department: the clock of Paris
def test_a_message_waits_for_the_morning_of_the_girl_and_its_letter_with_it(code: str, written: dt.datetime, read: dt.datetime) -> None:
    made = pair()
    made.mentee.department = DepartmentFactory(code=code, name=code, timezone=PLACES[code]) if code else None
    made.mentee.save()
    made = Pair.objects.whole().get()
    with time_machine.travel(written, tick=False):
        sent = mentoring.send(made, body="Bonjour !", key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]
        assert (sent in Message.objects.filter(pair=made).read_by("mentee")) == (read == written)
    assert sent.shown_from == Letter.objects.get(key__contains="/message/mentee/").due_at == read
    with time_machine.travel(read, tick=False):
        assert sent in Message.objects.filter(pair=made).read_by("mentee")


def test_a_proposal_is_announced_to_each_by_her_own_day() -> None:
    mentee, mentor = matched()
    mentee.department = DepartmentFactory(code="971", name="Guadeloupe", timezone=PLACES["971"])
    mentee.save()
    with time_machine.travel(at(19, 8), tick=False):
        mentoring.propose(mentee, mentor)
    hers, theirs = (Letter.objects.get(key__contains="/asked/", address=one.person.email) for one in (mentee, mentor))  # type: ignore[union-attr]
    assert (hers.due_at, theirs.due_at) == (at(19, 11), at(19, 8))


def test_no_date_is_proposed_in_the_night_of_the_girl() -> None:
    made = pair()
    made.mentee.department = DepartmentFactory(code="971", name="Guadeloupe", timezone=PLACES["971"])
    made.mentee.save()
    made, mentor = Pair.objects.whole().get(), made.mentor.person
    with time_machine.travel(at(18, 15), tick=False):
        with pytest.raises(Refused):
            mentoring.propose_meeting(made, starts_at=at(20, 9), mode="online", by=mentor)  # ten in Paris, five there
        assert mentoring.propose_meeting(made, starts_at=at(20, 22), mode="online", by=mentor).starts_at == at(20, 22)  # six in the evening
