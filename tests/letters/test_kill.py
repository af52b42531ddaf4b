"""The worker is killed while it sends, again and again: no letter is lost, and one sent twice carries the same Message-ID."""
from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from industrielles.letters import verbs as letters
from industrielles.letters.models import Letter
from tests.letters.conftest import Server, queue

LETTERS, KILLS = 40, 4
WORKER = """
import datetime as dt, sys
import django
django.setup()
from industrielles.kit import clock
from industrielles.letters import tasks
with clock.at(clock.now() + dt.timedelta(minutes=10 * int(sys.argv[1]))):
    tasks.deliver(1000)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("templates")
def test_a_worker_killed_while_sending_loses_nothing_and_sends_again_under_the_same_name(server: Server) -> None:
    for number in range(LETTERS):
        queue(f"visit/{number}")
    dice, server.pause = random.Random(7), 0.01
    for turn in range(KILLS):
        killed_after(dice.randrange(1, 5), turn, server)
    assert Letter.objects.filter(status="queued").exists()
    worker(KILLS, server).communicate(timeout=60)
    assert Counter(Letter.objects.values_list("status", flat=True)) == {"sent": LETTERS}
    received = Counter(server.ids())
    assert set(received) == {letters.message_id(f"visit/{number}") for number in range(LETTERS)}
    assert sum(received.values()) - LETTERS <= KILLS
    assert sum(received.values()) > LETTERS  # positive control: kills did fall between handing over and marking


def worker(turn: int, server: Server) -> subprocess.Popen[bytes]:
    place = connection.settings_dict
    url = f"sqlite:///{place['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT'] or 5432}/{place['NAME']}"
    env = {**os.environ, "DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "INDUSTRIELLES_MODE": "test",
           "DJANGO_SETTINGS_MODULE": "industrielles.config.settings"}
    return subprocess.Popen([sys.executable, "-c", WORKER, str(turn)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_after(mails: int, turn: int, server: Server) -> None:
    """Run a worker, `turn` leases later than the first, and kill it while the server still holds its n-th mail."""
    there = len(server.received)
    process: Any = None

    def strike() -> None:
        if len(server.received) - there == mails and process is not None:
            os.kill(process.pid, signal.SIGKILL)

    server.at_data = strike
    process = worker(turn, server)
    process.communicate(timeout=60)
    server.at_data = lambda: None
    assert process.returncode == -signal.SIGKILL
