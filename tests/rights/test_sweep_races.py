"""Several workers, or one that is killed: each row past its term is emptied once, and counted once."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from industrielles.kit import clock
from industrielles.people import retention
from industrielles.people import verbs as people
from industrielles.people.models import LoginCode
from industrielles.rights import tasks
from industrielles.rights.models import Sweep
from tests.at_once import at_once
from tests.factories.people import LoginCodeFactory
from tests.rights.plantings import DAY, NOW

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, WORKERS, KILLS = 30, 4, 3
WORKER = """
import datetime as dt, time
import django
django.setup()
from industrielles.kit import clock
from industrielles.rights import tasks
from industrielles.rights.verbs import sweeps
sweeps.SLICE = 1
empty = sweeps.import_string
sweeps.import_string = lambda path: (time.sleep(0.03), empty(path))[1]  # killed inside a slice as well as between two
with clock.at(dt.datetime.fromisoformat("LATER")):
    tasks.sweep_rule("people.codes")
"""


@pytest.fixture(autouse=True)
def _codes() -> None:
    for _ in range(ROWS):
        LoginCodeFactory(made_at=NOW)


def later(work: Callable[[], Any]) -> Callable[[], Any]:
    """The same work, two days after."""
    def run() -> None:
        with clock.at(NOW + 2 * DAY):
            work()

    return run


def test_workers_on_one_rule_count_each_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("industrielles.rights.verbs.sweeps.SLICE", 4)
    at_once(*[later(lambda: tasks.sweep_rule("people.codes"))] * WORKERS)
    assert sum(Sweep.objects.values_list("done", flat=True)) == ROWS and not LoginCode.objects.exists()


def test_positive_control_looking_before_emptying_counts_rows_more_than_once() -> None:
    barrier, counted = threading.Barrier(WORKERS, timeout=20), []

    def careless() -> None:
        keys = list(retention.codes_due(NOW + DAY).values_list("pk", flat=True))
        barrier.wait()
        counted.append(len(keys))
        people.clear_codes(LoginCode.objects.filter(pk__in=keys), by=None)

    at_once(*[later(careless)] * WORKERS)
    assert sum(counted) > ROWS


def test_a_worker_killed_in_the_middle_loses_and_repeats_nothing() -> None:
    left = []
    for turn in range(KILLS):
        killed_after(4 * turn + 3)
        left.append(LoginCode.objects.count())
        assert Sweep.objects.get().done == ROWS - left[-1], "what is counted is what went"
    assert 0 < left[-1] < left[0] < ROWS, "positive control: kills did fall in the middle"
    process = worker()
    assert process.communicate(timeout=60) == (b"", b"") and process.returncode == 0
    sweep = Sweep.objects.get()
    assert (sweep.done, sweep.is_intact, LoginCode.objects.count()) == (ROWS, True, 0)


def worker() -> subprocess.Popen[bytes]:
    """The worker of the night, on this database, two days later."""
    place = connection.settings_dict
    url = f"sqlite:///{place['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT'] or 5432}/{place['NAME']}"
    env: dict[str, Any] = {**os.environ, "DATABASE_URL": url, "INDUSTRIELLES_MODE": "test",
                           "DJANGO_SETTINGS_MODULE": "industrielles.config.settings"}
    script = WORKER.replace("LATER", (NOW + 2 * DAY).isoformat())
    return subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def killed_after(rows: int) -> None:
    """Run a worker, and kill it once this many rows are gone in all."""
    process = worker()
    until = time.monotonic() + 60
    while LoginCode.objects.count() > ROWS - rows and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
