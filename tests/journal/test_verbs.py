from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from industrielles.journal import verbs as journal
from industrielles.journal.models import Closing, Entry
from industrielles.kit import clock
from tests.factories.journal import EntryFactory
from tests.factories.ledger import TargetFactory

pytestmark = pytest.mark.django_db


def test_write_keeps_who_did_what_by_ids() -> None:
    target = TargetFactory()
    ids = {"other": target, "days": [dt.date(2026, 9, 15)], "school": "0590122K"}
    entry = journal.write("tests.act", target, by=SimpleNamespace(pk=7), network_id=3, **ids)
    entry.refresh_from_db()
    assert (entry.verb, entry.subject_type, entry.subject_key) == ("tests.act", "ledger.target", str(target.pk))
    assert (entry.by_id, entry.network_id) == (7, 3)
    assert entry.ids == {"other": target.pk, "days": ["2026-09-15"], "school": "0590122K"}


def test_write_names_the_holder_of_a_signed_link() -> None:
    entry = journal.write("tests.act", TargetFactory(), by=None, as_="teacher")
    assert (entry.by_id, entry.as_holder) == (None, "teacher")


@pytest.mark.parametrize("value", ["Nadia", "nadia@example.org", "06 12 34 56 78", {"a": 1}, 1.5, object()])
def test_write_refuses_values(value: object) -> None:
    with pytest.raises(TypeError):
        journal.write("tests.act", TargetFactory(), by=None, value=value)


def test_questions_by_subject_person_and_network() -> None:
    one, two, nadia = TargetFactory(), TargetFactory(), SimpleNamespace(pk=7)
    first = journal.write("tests.act", one, by=nadia, network_id=3)
    second = journal.write("tests.act", two, by=None, network_id=4)
    third = journal.write("tests.other", one, by=None)
    assert list(Entry.objects.of(one)) == [third, first]
    assert list(Entry.objects.by(nadia)) == [first]
    assert list(Entry.objects.in_networks([3, 4])) == [second, first]


def test_the_database_itself_refuses_every_change() -> None:
    journal.write("tests.act", TargetFactory(), by=None)
    before = list(Entry.objects.values())
    other = "REPLACE INTO journal_entry SELECT * FROM journal_entry" if connection.vendor == "sqlite" else "TRUNCATE journal_entry"
    for statement in ("UPDATE journal_entry SET by_id = 1", "DELETE FROM journal_entry", other):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert list(Entry.objects.values()) == before


@pytest.mark.parametrize(("clear", "verb", "other"), [
    (journal.clear_traces, "people.enter", "network.join"), (journal.clear_acts, "network.join", "people.enter")])
def test_clear_removes_lines_of_its_kind_below_a_closing_and_keeps_the_others(clear: Any, verb: str, other: str) -> None:
    then = clock.now() - dt.timedelta(days=9)
    old = EntryFactory(verb=verb, at=then)
    kept = [EntryFactory(verb=verb), EntryFactory(verb=other, at=then)]
    assert clear(Entry.objects.filter(pk=old.pk), by=None) == 1
    assert set(Entry.objects.all()) == set(kept)
    assert Closing.objects.get().traces == (clear is journal.clear_traces)
    assert clear(Entry.objects.none(), by=None) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        clear(Entry.objects.filter(pk=kept[1].pk), by=None)
    assert Entry.objects.filter(pk=kept[1].pk).exists(), "a line of the other kind is not below this closing"
