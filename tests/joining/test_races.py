"""Things done in the same instant, and a worker killed in the middle. Each has its positive control: the same done by reading first and
writing afterwards goes wrong, so that a test which passes says something."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import uuid

import pytest
from django.db import connections

from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Batch, Frame, Line, Link, Merge
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.models import Membership
from industrielles.people.models import Person
from tests.at_once import at_once
from tests.factories.joining import FrameFactory, LinkFactory, MergeFactory, applied, came, network_of_lille, said
from tests.factories.network import MembershipFactory, coordinator_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_sent_eight_times_at_once_is_one_application_and_one_letter() -> None:
    network_of_lille()
    key, form = uuid.uuid4(), said()
    form["request_key"] = key
    email = form.pop("email")
    results = at_once(*(lambda: joining.apply(email, **form) for _ in range(8)))
    assert len({one.pk for one in results}) == 1
    assert (Application.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_link_pressed_eight_times_at_once_makes_one_member() -> None:
    network_of_lille()
    application = applied()
    at_once(*(lambda: joining.confirm(application) for _ in range(8)))
    assert (Membership.objects.count(), Person.objects.filter(email=application.email).count()) == (1, 1)
    assert Letter.objects.filter(template="joining/letters/confirmed").count() == 1


def test_of_eight_who_come_at_once_by_a_link_with_three_places_three_are_counted() -> None:
    network_of_lille()
    link = LinkFactory(uses=3, uses_left=3)
    waiting = [applied(link=link, email=f"n{n}@exemple.invalid") for n in range(8)]
    at_once(*(lambda one=one: joining.confirm(one) for one in waiting))
    link.refresh_from_db()
    assert link.uses_left == 0
    assert Application.objects.filter(status="waiting").count() == 8


def test_control_reading_the_places_left_first_counts_two_as_one() -> None:
    link, both_have_read = LinkFactory(uses=3, uses_left=3), threading.Barrier(2)

    def use_naively() -> None:
        left = Link.objects.get(pk=link.pk).uses_left
        both_have_read.wait()
        Link.objects.filter(pk=link.pk).update(uses_left=left - 1)

    at_once(use_naively, use_naively)
    link.refresh_from_db()
    assert link.uses_left == 2  # two came, one was counted


def test_of_eight_forms_of_a_frame_at_its_limit_one_passes() -> None:
    frame = FrameFactory(sent_this_hour=Frame.MOST_AN_HOUR - 1)
    results = at_once(*(lambda: joining.admit(frame) for _ in range(8)))
    assert sum(isinstance(one, Refused) for one in results) == 7


def test_two_coordinators_who_answer_at_once_answer_once() -> None:
    network_of_lille()
    application = came()
    results = at_once(lambda: joining.welcome(application, by=None), lambda: joining.decline(application, words="Non.", by=None),
                      lambda: joining.welcome(application, by=None))
    assert sum(isinstance(one, Refused) for one in results) == 2
    assert Letter.objects.filter(template__in=["joining/letters/welcome", "joining/letters/declined"]).count() == 1


def test_both_mailboxes_at_once_merge_once() -> None:
    network = network_of_lille()
    new, old = came(network=network).person, MembershipFactory(network=network).person
    merging = MergeFactory(network=network, kept=old, gone=new)
    at_once(*(lambda kept=kept: joining.agree(Merge.objects.filter(pk=merging.pk).first() or merging, kept=kept) for kept in (True, False)))
    new.refresh_from_db()
    assert new.erased_at is not None
    assert Membership.objects.of(old).count() == 1


def started(lines: int) -> Batch:
    coordinator = coordinator_of(network_of_lille())
    batch = joining.read_batch(
        coordinator.memberships.get().network, file_name="f.csv", header=["Courriel"], by=coordinator,
        rows=[(n, [f"ligne.{n}@exemple.invalid"], "") for n in range(2, lines + 2)])
    return joining.start(batch, columns={"email": 0}, by=coordinator)


def through(batch: Batch) -> None:
    """Every line done once, whatever happened."""
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE
    assert Line.objects.filter(outcome="invited").count() == batch.size
    assert Application.objects.count() == batch.size == Letter.objects.filter(template="joining/letters/invited").count()


def test_four_workers_on_one_file_do_each_line_once() -> None:
    batch = started(60)

    def work() -> None:
        while Batch.objects.running().exists():
            joining.carry_out()

    at_once(*[work] * 4)
    through(batch)


WORKER = """
import django; django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = {name!r}
from industrielles.joining import verbs
print("ready", flush=True)
while verbs.carry_out():
    pass
"""


def test_a_worker_killed_again_and_again_loses_no_line_and_does_none_twice() -> None:
    batch = started(150)
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"], "PYTHONPATH": os.pathsep.join(sys.path)}
    killed = 0
    connections.close_all()
    for attempt in range(3):
        worker = subprocess.Popen([sys.executable, "-c", WORKER.format(name=name)], env=environment, stdout=subprocess.PIPE)
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(0.05 + 0.1 * attempt)
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            killed += 1
        worker.wait()
        worker.stdout.close()
    assert killed, "no worker was caught at work: the test says nothing"
    while joining.carry_out():
        pass
    through(batch)
