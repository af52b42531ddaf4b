"""A network closes: what is left of its files is not done."""
from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext

from industrielles.joining.models import Batch, Line
from industrielles.joining.verbs.batches import settle_batches
from industrielles.journal.models import Entry
from tests.factories.joining import BatchFactory, LineFactory
from tests.factories.network import NetworkFactory

pytestmark = pytest.mark.django_db


def test_settle_batches_gives_up_what_nobody_started_and_stops_what_is_left() -> None:
    closing, other = NetworkFactory(), NetworkFactory()
    read, running = BatchFactory(network=closing), BatchFactory(network=closing, status=Batch.Status.RUNNING)
    elsewhere = BatchFactory(network=other)
    done, left = LineFactory(batch=running, outcome=Line.Outcome.INVITED), LineFactory(batch=running)
    LineFactory(batch=read)
    assert settle_batches(closing, by=None) == 2
    read.refresh_from_db()
    assert (read.status, read.lines.count()) == (Batch.Status.DROPPED, 0) and read.emptied_at
    left.refresh_from_db()
    done.refresh_from_db()
    assert (done.outcome, left.outcome) == (Line.Outcome.INVITED, Line.Outcome.REFUSED) and left.reason
    assert Batch.objects.get(pk=elsewhere.pk).status == Batch.Status.READ
    assert Entry.objects.filter(verb="joining.drop", network_id=closing.pk).count() == 1


def test_what_is_left_of_a_file_is_said_in_the_language_of_who_reads() -> None:
    closing = NetworkFactory()
    line = LineFactory(batch=BatchFactory(network=closing, status=Batch.Status.RUNNING))
    with translation.override("fr"):
        settle_batches(closing, by=None)
    line.refresh_from_db()
    with translation.override("en"):
        assert gettext(line.reason) == line.reason == "this network is closed"
    with translation.override("fr"):
        assert gettext(line.reason) == "ce réseau est fermé"
