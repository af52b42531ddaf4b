"""Once a year she is asked whether her profile is still true: on the clock, and by two workers at once."""
from __future__ import annotations

import datetime as dt
import re
import threading
from typing import Any

import pytest
from django.test import Client

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.pool import tasks
from industrielles.pool import verbs as pool
from industrielles.pool.models import UNTIL_SHE_SAYS, RoleModel
from industrielles.pool.queries import months_before
from tests.at_once import at_once
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SAID = dt.date(2026, 1, 15)


def on(day: dt.date) -> Any:
    return clock.at(dt.datetime.combine(day, dt.time(10), dt.UTC))


def a_day(day: dt.date) -> tuple[int, int]:
    """(letters, profiles let rest) of a worker's turn on that day, run twice: it does nothing twice."""
    with on(day):
        done = tasks.ask_still_true(), tasks.archive_silent()
        assert (tasks.ask_still_true(), tasks.archive_silent()) == (0, 0)
    return done


@pytest.fixture
def nadia() -> RoleModel:
    with on(SAID):
        made = RoleModelFactory(published_on=None)
        return pool.publish(made, by=made.person)


def test_a_year_in_the_life_of_a_silent_profile(client: Client, nadia: RoleModel) -> None:
    asked = dt.date(2026, 12, 15)
    calendar = {asked: (1, 0), asked + 21 * DAY: (1, 0), asked + 42 * DAY: (1, 0), dt.date(2027, 2, 15): (0, 1)}
    day = dt.date(2026, 12, 10)
    while day < dt.date(2027, 3, 1):
        assert a_day(day) == calendar.get(day, (0, 0)), day
        day += DAY
    nadia.refresh_from_db()
    assert (nadia.published_on, nadia.archived_on, nadia.paused_until) == (None, dt.date(2027, 2, 15), UNTIL_SHE_SAYS)
    assert Letter.objects.filter(template="pool/letters/still_true").count() == 3
    letter = Letter.objects.get(template="pool/letters/archived")
    assert client.get(re.search(r"/toujours-vrai/[^\s)]+", letter.text)[0]).status_code == 200
    assert client.get(nadia.get_absolute_url()).status_code == 410
    assert not RoleModel.objects.ready().exists()


def test_one_tap_brings_her_back_and_opening_the_link_changes_nothing(client: Client, nadia: RoleModel) -> None:
    with on(dt.date(2027, 2, 15)):
        for _n in range(3):
            pool.ask_again(RoleModel.objects.get())
        RoleModel.objects.update(asked_on=dt.date(2026, 12, 1))
        assert pool.archive(RoleModel.objects.get()) and not pool.archive(nadia)
    with on(dt.date(2027, 4, 1)):
        path = pool.still_true_path(nadia)
        for _scanner in range(3):
            answer = client.get(path)
            assert answer.status_code == 200 and answer.headers["X-Robots-Tag"] == "noindex"
        assert RoleModel.objects.get().archived_on
        for _twice in range(2):
            assert client.post(path).status_code == 302
    after = RoleModel.objects.get()
    assert (after.archived_on, after.paused_until, after.confirmed_on, after.published_on) == (
        None, None, dt.date(2027, 4, 1), dt.date(2027, 4, 1))
    assert Entry.objects.filter(verb="pool.confirm").count() == 1
    assert client.get(after.get_absolute_url()).status_code == 200


def test_who_took_her_consent_back_meanwhile_comes_back_without_her_portrait(nadia: RoleModel) -> None:
    with on(dt.date(2027, 2, 15)):
        pool.ask_again(nadia)
        assert pool.archive(RoleModel.objects.get())
        people.withdraw_consent(nadia.person, purpose=Purpose.DIRECTORY)
        after = pool.confirm(nadia, by=nadia.person)
    assert (after.archived_on, after.published_on, after.paused_until) == (None, None, None)


def test_what_she_does_herself_confirms(nadia: RoleModel) -> None:
    with on(dt.date(2026, 12, 15)):
        assert pool.ask_again(nadia)
        assert RoleModel.objects.get().asked_on
        pool.describe(nadia, fields={"words": "Toujours là."}, by=nadia.person)
        assert RoleModel.objects.get().asked_on is None
        assert not RoleModel.objects.to_ask(clock.today()).exists()
    with on(dt.date(2027, 12, 15)):
        assert RoleModel.objects.to_ask(clock.today()).exists()


def test_confirm_is_hers_and_of_a_living_profile(client: Client, nadia: RoleModel) -> None:
    with pytest.raises(Refused):
        pool.confirm(nadia, by=PersonFactory())
    assert client.get("/toujours-vrai/forged/").status_code == 404 == client.post("/toujours-vrai/forged/").status_code
    path = pool.still_true_path(nadia)
    pool.retire(nadia)
    assert client.get(path).status_code == 404
    with pytest.raises(Refused):
        pool.confirm(nadia)


def test_a_resting_profile_is_not_published_nor_paused_by_the_side(nadia: RoleModel) -> None:
    with on(dt.date(2027, 2, 15)):
        pool.ask_again(nadia)
        pool.archive(RoleModel.objects.get())
        for verb in (lambda: pool.publish(nadia, by=nadia.person), lambda: pool.pause(nadia, until=None, by=nadia.person)):
            with pytest.raises(Refused):
                verb()


def test_months_before_keeps_the_end_of_months() -> None:
    assert months_before(dt.date(2027, 1, 31), 11) == dt.date(2026, 2, 28)
    assert months_before(dt.date(2026, 3, 15), 2) == dt.date(2026, 1, 15)


@pytest.mark.django_db(transaction=True)
def test_two_workers_ask_once() -> None:
    RoleModelFactory(confirmed_on=dt.date(2020, 1, 1))
    stale = [RoleModel.objects.select_related("person").get() for _n in range(4)]
    assert sorted(at_once(*(lambda one=one: pool.ask_again(one) for one in stale))) == [False, False, False, True]
    assert Letter.objects.count() == 1 and RoleModel.objects.get().times_asked == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_condition_four_workers_would_ask_four_times() -> None:
    """The positive control: a read, then a write, as if the statement did not decide."""
    RoleModelFactory(confirmed_on=dt.date(2020, 1, 1))
    gate = threading.Barrier(4)

    def careless() -> bool:
        seen = RoleModel.objects.get().times_asked
        gate.wait()
        RoleModel.objects.update(times_asked=seen + 1, asked_on=dt.date(2026, 1, 1))
        return seen == 0

    assert at_once(*[careless] * 4) == [True] * 4


def test_note_told_is_noted_by_the_first_and_not_once_she_pauses_or_stops(nadia: RoleModel) -> None:
    now = clock.now()
    assert [pool.note_told(nadia, until=now), pool.note_told(nadia, until=now + DAY)] == [True, False]
    nadia.refresh_from_db()
    assert nadia.told_until == now
    before = RoleModel.objects.get(pk=nadia.pk)
    pool.pause(nadia, until=clock.today() + 9 * DAY)
    assert not pool.note_told(before, until=now + DAY)
    pool.retire(nadia)
    assert not pool.note_told(RoleModel.objects.get(pk=nadia.pk), until=now + DAY)


def test_to_tell_are_those_who_can_be_asked_today_and_were_not_told_since(nadia: RoleModel) -> None:
    now = clock.now()
    assert list(RoleModel.objects.to_tell(now)) == [nadia]
    pool.note_told(nadia, until=now)
    assert not RoleModel.objects.to_tell(now).exists() and RoleModel.objects.to_tell(now + DAY).get() == nadia
    pool.set_off_days(nadia, starts_on=clock.today() + DAY, ends_on=clock.today() + 2 * DAY)
    assert RoleModel.objects.to_tell(now + DAY).exists()
    with clock.at(now + DAY):
        assert not RoleModel.objects.to_tell(now + DAY).exists()
