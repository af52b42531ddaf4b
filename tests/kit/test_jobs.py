"""Background work: each slot once, whatever the number of workers, whatever happens to them."""
from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import IntegrityError

from industrielles.kit import clock, jobs
from industrielles.kit.models import Beat, Slot
from tests.at_once import at_once

ran: list[str] = []
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def sweep() -> int:
    ran.append("sweep")
    return 1


def stumble() -> None:
    ran.append("stumble")
    raise ValueError("nadia@example.org")


@pytest.fixture(autouse=True)
def _jobs(settings: Any) -> None:
    ran.clear()
    settings.CONTINUOUS = []
    settings.PERIODIC = {"sweep": ("tests.kit.test_jobs.sweep", 3600)}


@pytest.mark.django_db
def test_a_periodic_job_runs_once_in_its_slot_and_again_in_the_next() -> None:
    with clock.at(NOON):
        assert jobs.tick() == 1
        assert jobs.tick() == 0
    with clock.at(NOON + dt.timedelta(hours=1)):
        assert jobs.tick() == 1
    assert ran == ["sweep", "sweep"]


@pytest.mark.django_db
def test_a_failing_job_is_tried_again_after_its_lease_three_times_at_most(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.PERIODIC = {"stumble": ("tests.kit.test_jobs.stumble", 86400)}
    for minutes in (0, 5, 16, 32, 48, 64):
        with clock.at(NOON + dt.timedelta(minutes=minutes)):
            jobs.tick()
    assert ran == ["stumble"] * 3
    assert Slot.objects.get().error == "ValueError"


@pytest.mark.django_db
def test_a_slot_left_unfinished_by_a_killed_worker_is_taken_up_by_another() -> None:
    number = int(NOON.timestamp()) // 3600
    Slot.objects.create(name="sweep", number=number, started_at=NOON)
    with clock.at(NOON + dt.timedelta(minutes=14)):
        assert jobs.tick() == 0
    with clock.at(NOON + dt.timedelta(minutes=16)):
        assert jobs.tick() == 1


@pytest.mark.django_db
def test_a_turn_says_that_the_worker_is_alive_and_runs_what_runs_all_the_time(settings: Any) -> None:
    settings.CONTINUOUS, settings.PERIODIC = ["tests.kit.test_jobs.sweep"], {}
    assert not jobs.alive()
    assert jobs.turn() == 1
    assert jobs.alive()
    with clock.at(clock.now() + dt.timedelta(minutes=3)):
        assert not jobs.alive()
    assert Beat.objects.count() == 1


@pytest.mark.django_db
def test_a_worker_in_a_long_turn_is_alive(settings: Any) -> None:
    settings.PERIODIC = {"long": ("tests.kit.test_jobs.long", 3600), "then": ("tests.kit.test_jobs.look", 3600)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON + late)
        jobs.turn()
    assert ran == ["long", "alive"]


late = dt.timedelta()


def long() -> None:
    """Three minutes go by."""
    global late
    late += dt.timedelta(minutes=3)
    ran.append("long")


def look() -> None:
    ran.append("alive" if jobs.alive() else "dead")


@pytest.mark.django_db
def test_a_fault_does_not_end_the_worker(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    stop, turns = threading.Event(), []

    def faulty() -> int:
        turns.append(1)
        if len(turns) == 3:
            stop.set()
        raise ValueError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "turn", faulty)
        patch.setattr(jobs, "close_old_connections", lambda: None)
        jobs.work(stop, pause=0)
    assert len(turns) == 3


def race(claim: Any) -> int:
    """How many of eight threads win the same slot."""
    won = at_once(*[claim] * 8, met=(IntegrityError,))
    return sum(1 for slot in won if slot and not isinstance(slot, IntegrityError))


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_takes_the_slot() -> None:
    for number in range(20):
        assert race(lambda n=number: jobs.claim("sweep", n)) == 1  # type: ignore[misc]


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_that_only_look_first_several_would_take_it() -> None:
    """Positive control: without the unique row, the same race is lost."""
    def look_then_take(number: int) -> bool:
        free = not Slot.objects.filter(number=number).exists()
        threading.Event().wait(0.01)
        if free:
            Slot.objects.create(name=f"control {threading.get_ident()}", number=number, started_at=NOON)
        return free

    assert max(race(lambda n=number: look_then_take(n)) for number in range(10)) > 1  # type: ignore[misc]
