"""Background work without a queue: some functions run all the time, some at their hour, each once whatever the number of workers.

`settings.CONTINUOUS` lists functions run at every turn (they share work among workers by themselves, as `letters.tasks.deliver`).
`settings.PERIODIC` gives name -> (function, seconds): a unique row (name, slot) decides who runs it. Functions are named by dotted
path, take nothing, may run again after a `kill -9`, and return how many things they did, or None.
"""
from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, IntegrityError, close_old_connections, transaction
from django.db.models import F, Max
from django.utils.module_loading import import_string

from . import clock
from .models import Beat, Slot

log = logging.getLogger(__name__)
LEASE = dt.timedelta(minutes=15)  # a turn not finished by then was killed: another worker takes it up
TRIES = 3
PAUSE = 2.0  # seconds between two looks when there was nothing to do
ALIVE = dt.timedelta(minutes=2)
KEPT_SLOTS = 50


def work(stop: threading.Event, pause: float = PAUSE) -> None:
    """Work until `stop` is set. A fault is logged and work goes on: nothing that a job or the database does ends the worker."""
    while not stop.is_set():
        try:
            done = turn()
        except Exception:
            log.exception("The worker met a fault and goes on.")
            done = 0
        finally:
            close_old_connections()
        stop.wait(0 if done else pause)
    leave()


def turn() -> int:
    """One round: say that we are alive, run what runs all the time, then what is due. Returns how many things were done."""
    beat()
    return sum(_run_safely(path, path) or 0 for path in settings.CONTINUOUS) + tick()


def tick() -> int:
    """Run the periodic jobs whose slot nobody has taken. Returns how many were run."""
    done = 0
    for name, (path, seconds) in settings.PERIODIC.items():
        slot = claim(name, int(clock.now().timestamp()) // seconds)
        if slot:
            done += 1
            beat()  # a turn of many long jobs is no death
            error: list[str] = []
            _run_safely(name, path, error.append)
            finished = None if error else clock.now()
            Slot.objects.filter(pk=slot.pk, tries=slot.tries).update(finished_at=finished, error="".join(error))
    return done


def claim(name: str, number: int) -> Slot | None:
    """The slot, if this process is the one to run it: the first to insert it, or to take up one that was left unfinished."""
    now, slots = clock.now(), Slot.objects.filter(name=name, number=number)
    if not slots.exists():
        try:
            with transaction.atomic():
                slot = Slot.objects.create(name=name, number=number, started_at=now)
                Slot.objects.filter(name=name, number__lt=number - KEPT_SLOTS).delete()
        except IntegrityError:
            return None
        return slot
    left = slots.filter(finished_at=None, tries__lt=TRIES, started_at__lt=now - LEASE)
    return slots.get() if left.update(started_at=now, tries=F("tries") + 1) else None


def beat() -> None:
    """Say that this worker is at work (read by `alive`)."""
    now = clock.now()
    Beat.objects.update_or_create(worker=worker_name(), defaults={"beat_at": now})
    Beat.objects.filter(beat_at__lt=now - dt.timedelta(days=1)).delete()


def leave() -> None:
    """Say that this worker has stopped."""
    try:
        Beat.objects.filter(worker=worker_name()).delete()
    except DatabaseError:
        log.warning("The worker stopped without being able to say so.")
    finally:
        close_old_connections()


def worker_name() -> str:
    """This process, among the workers."""
    return f"{socket.gethostname()}:{os.getpid()}"


def last_beat() -> dt.datetime | None:
    """When a worker was last seen at work, if ever."""
    return Beat.objects.aggregate(last=Max("beat_at"))["last"]


def alive() -> bool:
    """Whether a worker was seen at work in the last two minutes."""
    last = last_beat()
    return last is not None and clock.now() - last < ALIVE


def _run_safely(name: str, path: str, on_fault: Callable[[str], object] = lambda kind: None) -> int | None:
    try:
        done = import_string(path)()
    except Exception as fault:
        log.exception("The job %s failed.", name)
        on_fault(type(fault).__name__)
        return 0
    return done if isinstance(done, int) else None
