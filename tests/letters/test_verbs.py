from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.letters.models import Kind, Letter, Suppression
from tests.at_once import at_once
from tests.factories.letters import LetterFactory
from tests.letters.conftest import queue
from tests.sweeping import swept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates")]


def test_queue_writes_the_letter_once_for_a_key() -> None:
    first = queue(attachments=[("visite.ics", b"BEGIN", "text/calendar")], reply_to="camille@example.org")
    assert queue(to="other@example.org") == first
    letter = Letter.objects.get()
    assert (letter.address, letter.status, letter.reply_to) == ("prof@example.org", "queued", "camille@example.org")
    assert letter.attachments == [{"name": "visite.ics", "type": "text/calendar", "content": "QkVHSU4="}]


def test_queue_keeps_its_message_id_for_a_key() -> None:
    assert letters.message_id("visit/1") == letters.message_id("visit/1") != letters.message_id("visit/2")
    assert queue().message_id == letters.message_id("visit/1")
    assert letters.message_id("visit/1").endswith("@testserver>")


@pytest.mark.parametrize("to", ["", None, "nobody", "a@b.org\nBcc: evil@example.org", "a@b.org, evil@example.org", "Prof <a@b.org>"])
def test_queue_to_an_address_that_cannot_be_written_to_leaves_a_suppressed_letter(to: Any) -> None:
    assert (queue(to=to).status, queue(to=to).address) == ("suppressed", "")


def test_queue_to_a_suppressed_address_is_kept_and_not_sent() -> None:
    letters.suppress("Prof@Example.org ")
    assert queue().status == "suppressed"
    letters.lift("prof@example.ORG")
    assert queue("visit/2").status == "queued"
    assert not Suppression.objects.exists()


def test_suppress_keeps_no_address() -> None:
    letters.suppress("prof@example.org")
    letters.suppress("prof@example.org")
    assert "prof" not in str(Suppression.objects.values().get())


def test_withdraw_takes_back_what_waits() -> None:
    keys = [queue(key).key for key in ("visit/1/week", "visit/1/day", "visit/12/day", "visit/2")]
    sent = LetterFactory(key="visit/1/asked", status="sent", settled_at=clock.now())
    assert letters.withdraw("visit/1/") == 2
    assert letters.withdraw("visit/2") == 1
    states = dict(Letter.objects.values_list("key", "status"))
    assert [states[key] for key in (*keys, sent.key)] == ["withdrawn", "withdrawn", "queued", "withdrawn", "sent"]


def test_forget_leaves_no_word_to_a_person() -> None:
    queue(reply_to="camille@example.org", attachments=[("a.txt", b"x", "text/plain")])
    letters.forget("PROF@example.org")
    letter = Letter.objects.get()
    assert (letter.status, letter.address, letter.attachments) == ("withdrawn", "", [])
    assert letter.subject + letter.text + letter.html + letter.reply_to == ""


def test_forget_leaves_no_trace_of_her_address() -> None:
    """Neither in what a mail server said of it, nor where a letter to somebody else would have its answer go."""
    LetterFactory(address="prof@example.org", status="failed", settled_at=clock.now(), last_error="550 b'<prof@example.org>: unknown'")
    LetterFactory(reply_to="Prof@example.org")
    other = LetterFactory(reply_to="camille@example.org")
    letters.forget("prof@example.org")
    assert not [row for row in Letter.objects.values() if "prof@" in str(row).lower()]
    other.refresh_from_db()
    assert (other.status, other.reply_to) == ("queued", "camille@example.org")


def test_forget_without_an_address_forgets_nobody() -> None:
    letters.forget("")
    LetterFactory(address="", status="suppressed", settled_at=clock.now())
    letters.forget("")
    assert Letter.objects.get().text


def test_forget_below_empties_what_was_sent_under_these_keys_and_nothing_else() -> None:
    sent = {"status": "sent", "settled_at": clock.now()}
    hers, others = LetterFactory(key="visit/ABC/confirmed", **sent), LetterFactory(key="visit/ABCD/confirmed", **sent)
    waiting = LetterFactory(key="visit/ABC/soon")
    assert (letters.forget_below("visit/ABC/", "visit/X/"), letters.forget_below("visit/ABC/"), letters.forget_below()) == (1, 0, 0)
    assert [bool(Letter.objects.get(pk=letter.pk).text) for letter in (hers, others, waiting)] == [False, True, True]


def test_clear_forgets_words_and_readers_thirty_days_after_sending() -> None:
    old = LetterFactory(status="sent", settled_at=clock.now() - dt.timedelta(days=31))
    new = LetterFactory(status="sent", settled_at=clock.now() - dt.timedelta(days=29))
    waiting = LetterFactory(due_at=clock.now() + dt.timedelta(days=90))
    assert swept("letters.letters") == 1
    assert swept("letters.letters") == 0
    assert [bool(Letter.objects.get(pk=letter.pk).text) for letter in (old, new, waiting)] == [False, True, True]
    assert Letter.objects.get(pk=old.pk).address == ""


def test_claim_goes_to_one_worker_and_comes_free_after_its_lease() -> None:
    letter = queue()
    other = Letter.objects.get()
    assert letters.claim(letter)
    assert not letters.claim(other)
    with clock.at(clock.now() + letters.LEASE * 2):
        late = Letter.objects.due(clock.now()).get()
        assert letters.claim(late)
        assert not letters.settle(letter, Letter.Status.SENT)
        assert letters.settle(late, Letter.Status.SENT)
    assert Letter.objects.get().attempts == 2


def test_postpone_waits_longer_each_time_and_gives_up_after_two_days() -> None:
    letter, start, waits = queue(), clock.now(), []
    moment = start
    while letter.status == Letter.Status.QUEUED:
        with clock.at(moment):
            assert letters.claim(letter)
            letters.postpone(letter, "451")
            letter.refresh_from_db()
            waits.append((letter.retry_at - moment).total_seconds() / 60)
            moment = max(letter.retry_at, moment + dt.timedelta(seconds=1))
    assert waits[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 240]
    assert letter.status == Letter.Status.FAILED
    assert dt.timedelta(hours=48) < letter.settled_at - start < dt.timedelta(hours=53)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_claim_a_letter_once() -> None:
    letter = queue()
    assert sorted(raced(lambda gate: claimed(letter.pk, gate))) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_positive_control_looking_before_taking_claims_more_than_once() -> None:
    letter = queue()
    assert sum(raced(lambda gate: looked_then_taken(letter.pk, gate))) > 1


def claimed(pk: int, gate: threading.Barrier) -> bool:
    mine = Letter.objects.get(pk=pk)
    gate.wait()
    return letters.claim(mine)


def looked_then_taken(pk: int, gate: threading.Barrier) -> bool:
    mine = Letter.objects.get(pk=pk)
    free = mine.lease_until is None
    gate.wait()
    if free:
        Letter.objects.filter(pk=pk).update(lease_until=clock.now() + letters.LEASE)
    return free


def raced(action: Any, times: int = 8) -> list[Any]:
    gate = threading.Barrier(times)
    return at_once(*[lambda: action(gate)] * times)


def test_who_asked_for_peace_receives_what_she_asks_for_and_nothing_else() -> None:
    letters.suppress("prof@example.org", "asked")
    statuses = [queue(kind, kind=kind).status for kind in Kind]
    assert statuses == ["queued", *["suppressed"] * (len(Kind) - 1)]
    letters.suppress("prof@example.org")
    assert queue("nobody there").status == "suppressed"
