"""Letters to many under several workers, and under kills: nobody is missed, nobody is written to twice. With positive controls."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import Any

import pytest
from django.db import connection, transaction

from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.members import audience, tasks
from industrielles.members import verbs as members
from industrielles.members.models import Issue, Recipient, SavedView, Subscription
from tests.at_once import at_once
from tests.factories.network import coordinator_of

from .conftest import issue, reader

pytestmark = pytest.mark.django_db(transaction=True)


def letters_of(one: Issue) -> Counter[str]:
    """How many letters each address has, whatever their keys."""
    return Counter(Letter.objects.filter(template="members/letters/news").values_list("address", flat=True))


def leaving(network: Any, coordinator: Any, readers: int) -> Issue:
    for number in range(readers):
        reader(network, f"r{number}@exemple.invalid")
    return members.send(issue(network, coordinator), by=coordinator)


def test_sent_by_two_at_once_it_leaves_once_and_four_workers_write_once_to_each(network: Any, coordinator: Any) -> None:
    for number in range(12):
        reader(network, f"r{number}@exemple.invalid")
    one = issue(network, coordinator)
    at_once(*(lambda: members.send(one, by=coordinator) for _ in range(3)))
    at_once(*(tasks.send_news for _ in range(4)))
    tasks.send_news()
    one.refresh_from_db()
    assert one.status == "sent" and set(letters_of(one).values()) == {1} and len(letters_of(one)) == 12


def test_control_reading_who_waits_and_writing_afterwards_writes_twice(network: Any, coordinator: Any) -> None:
    """The same without the conditional UPDATE and without a key for each reader."""
    one = leaving(network, coordinator, 1)
    members.gather(one)
    barrier = threading.Barrier(2)

    def naive() -> None:
        waiting = list(Recipient.objects.waiting().select_related("person"))
        barrier.wait()
        for row in waiting:
            with transaction.atomic():
                Letter.objects.create(key=f"naive/{threading.get_ident()}/{row.pk}", address=row.person.email, language="fr",
                                      template="members/letters/news", message_id="x")
                Recipient.objects.filter(pk=row.pk).update(status="written")

    at_once(naive, naive)
    assert max(letters_of(one).values()) == 2


def test_a_stop_in_the_same_instant_lets_nothing_more_be_queued(network: Any, coordinator: Any) -> None:
    one = leaving(network, coordinator, 8)
    at_once(lambda: members.stop(one, by=coordinator), tasks.send_news)
    one.refresh_from_db()
    if one.status == "stopped":
        assert not Letter.objects.filter(template="members/letters/news", status="queued").exists()
        assert tasks.send_news() == 0
    else:
        assert one.status == "sent" and len(letters_of(one)) == 8


def test_one_shared_name_for_two_who_take_it_at_once(network: Any, coordinator: Any) -> None:
    others = [coordinator, *(coordinator_of(network) for _ in range(3))]
    results = at_once(*(
        lambda who=who: members.keep_view("Silencieuses", network=network, query="", shared=True, by=who) for who in others))
    assert sum(isinstance(one, Refused) for one in results) == 3 and SavedView.objects.count() == 1


def test_asked_and_confirmed_many_times_at_once_it_is_one_subscription(network: Any) -> None:
    at_once(*(lambda: members.subscribe("claire@exemple.invalid", network=network) for _ in range(6)))
    one = Subscription.objects.get()
    at_once(*(lambda: members.confirm(Subscription.objects.get(pk=one.pk)) for _ in range(4)))
    assert Subscription.objects.live().count() == 1 and Letter.objects.count() <= 6
    assert audience.HERSELF


WORKER = """
import django
django.setup()
from django.conf import settings
settings.NEWS_PER_MINUTE = 5
from industrielles.members import tasks
while tasks.send_news():
    pass
"""
READERS, KILLS = 60, 3


def worker(told: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    place = connection.settings_dict
    url = f"sqlite:///{place['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT'] or 5432}/{place['NAME']}"
    env = {**os.environ, "DATABASE_URL": url, "EMAIL_URL": "memorymail://", "INDUSTRIELLES_MODE": "test",
           "DJANGO_SETTINGS_MODULE": "industrielles.config.settings"}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=env, stdout=subprocess.DEVNULL, stderr=told)


def test_killed_again_and_again_nobody_is_missed_and_nobody_written_to_twice(network: Any, coordinator: Any) -> None:
    one = leaving(network, coordinator, READERS)
    struck = 0
    for turn in range(KILLS):
        process = worker()
        done = Letter.objects.filter(template="members/letters/news").count()
        for _ in range(600):
            if process.poll() is not None or Letter.objects.filter(template="members/letters/news").count() > done + turn:
                break
            time.sleep(0.01)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            struck += 1
        process.wait(timeout=60)
    last = worker(subprocess.PIPE)
    said = last.communicate(timeout=120)[1]
    assert last.returncode == 0, said.decode()[-2000:]
    one.refresh_from_db()
    assert struck and one.status == "sent"  # kills did fall while it was leaving
    assert set(letters_of(one).values()) == {1} and len(letters_of(one)) == READERS
