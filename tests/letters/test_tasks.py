from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.kit import clock
from industrielles.letters import tasks
from industrielles.letters import verbs as letters
from industrielles.letters.models import Letter, Suppression
from tests.at_once import at_once
from tests.factories.letters import LetterFactory
from tests.letters.conftest import Server, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates")]


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("status", flat=True))


def test_deliver_hands_over_a_letter_whole(server: Server) -> None:
    letter = queue(reply_to="camille@example.org", attachments=[("visite.ics", b"BEGIN:VCALENDAR", "text/calendar")])
    assert (tasks.deliver(), tasks.deliver()) == (1, 0)
    mail = server.received[0]
    assert mail["Message-ID"] == letter.message_id
    assert (mail["To"], mail["Reply-To"], mail["Auto-Submitted"]) == ("prof@example.org", "camille@example.org", "auto-generated")
    parts = {part.get_content_type(): part for part in mail.walk()}
    assert parts["text/plain"].get_payload(decode=True).decode().replace("\r\n", "\n") == letter.text
    assert "Préparer la visite" in parts["text/html"].get_payload(decode=True).decode()
    assert parts["text/calendar"].get_filename() == "visite.ics"
    assert (states(), Letter.objects.get().settled_at is not None) == (["sent"], True)


def test_deliver_waits_for_the_moment_of_a_letter(server: Server) -> None:
    day_before = clock.now() + dt.timedelta(days=3)
    queue(on=day_before)
    assert tasks.deliver() == 0
    with clock.at(day_before + dt.timedelta(minutes=1)):
        assert tasks.deliver() == 1


def test_deliver_sends_nothing_while_mail_is_held(server: Server, held_mail: Any) -> None:
    queue()
    assert (tasks.deliver(), states()) == (0, ["queued"])
    held_mail.unlink()
    assert (tasks.deliver(), states()) == (1, ["sent"])


def test_deliver_leaves_out_an_address_suppressed_meanwhile(server: Server) -> None:
    queue()
    letters.suppress("PROF@example.org")
    assert (tasks.deliver(), states(), server.received) == (0, ["suppressed"], [])


def test_no_header_comes_from_what_people_write(server: Server) -> None:
    evil = "x\r\nBcc: evil@example.org\r\n\r\n<b>y</b>"
    queue(context={"subject": evil, "job": evil, "place": evil, "word": evil}, reply_to=f"a@b.org{evil}",
          attachments=[(f"a{evil}.ics", b"x", "text/calendar")])
    assert tasks.deliver() == 1
    assert server.recipients == ["prof@example.org"]
    mail = server.received[0]
    assert (mail["Bcc"], mail["Reply-To"]) == (None, None)
    assert {name for part in mail.walk() for name, _ in part.items()} == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
        "Content-Language", "Content-Transfer-Encoding", "Content-Disposition"}


def test_a_mailbox_that_does_not_exist_is_never_written_to_again(server: Server) -> None:
    server.answers["rcpt"] = "550 5.1.1 no such user"
    queue()
    assert (tasks.deliver(), states()) == (0, ["failed"])
    assert "550" in Letter.objects.get().last_error
    server.answers.clear()
    assert queue("visit/2", to="Prof@Example.org").status == "suppressed"


@pytest.mark.parametrize("reply", ["552 5.2.2 mailbox full", "554 no thank you"])
def test_a_mailbox_that_refuses_one_letter_may_be_written_to_again(server: Server, reply: str) -> None:
    server.answers["rcpt"] = reply
    queue()
    assert (tasks.deliver(), states(), Suppression.objects.exists()) == (0, ["failed"], False)


def test_a_slow_mail_server_leaves_its_turn_to_other_work(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setattr(tasks, "LONGEST", 0.05)
    server.pause = 0.1
    for number in range(5):
        queue(f"visit/{number}")
    assert (tasks.deliver(), states().count("sent")) == (1, 1)


@pytest.mark.parametrize(("stage", "reply"), [
    ("rcpt", "554 5.7.1 relay access denied"), ("rcpt", "550 5.7.1 blocked by policy"), ("data", "550 5.7.26 not authenticated"),
    ("rcpt", "451 greylisted"), ("rcpt", "421 too busy"), ("data", "452 full"), ("data", "421 closing")])
def test_a_server_that_says_later_gets_the_letter_later(server: Server, stage: str, reply: str) -> None:
    server.answers[stage] = reply
    queue()
    assert (tasks.deliver(), tasks.deliver(), states()) == (0, 0, ["queued"])
    server.answers.clear()
    with clock.at(clock.now() + dt.timedelta(minutes=2)):
        assert (tasks.deliver(), states()) == (1, ["sent"])
    assert not Suppression.objects.exists()


def test_a_letter_refused_for_its_words_fails_without_blaming_its_reader(server: Server) -> None:
    server.answers["data"] = "554 looks like spam"
    queue()
    assert (tasks.deliver(), states(), Suppression.objects.exists()) == (0, ["failed"], False)


def test_one_bad_letter_does_not_hold_up_the_others(server: Server, caplog: Any) -> None:
    LetterFactory(attachments=[{"name": "a", "type": "text/plain", "content": "not base64!"}], due_at=clock.now() - dt.timedelta(days=1))
    queue()
    assert (tasks.deliver(), states()) == (1, ["queued", "sent"])
    assert "cannot be made" in caplog.text


def test_a_mail_server_down_for_a_day_loses_nothing(server: Server, settings: Any) -> None:
    port, settings.EMAIL_PORT = server.port, 1
    keys = [queue(f"visit/{number}").key for number in range(5)]
    start = clock.now()
    for hour in range(24):
        with clock.at(start + dt.timedelta(hours=hour)):
            assert tasks.deliver() == 0
    assert states() == ["queued"] * 5
    settings.EMAIL_PORT = port
    for hour in range(24, 30):
        with clock.at(start + dt.timedelta(hours=hour)):
            tasks.deliver()
    assert states() == ["sent"] * 5
    assert sorted(server.ids()) == sorted(letters.message_id(key) for key in keys)


def test_a_silent_server_costs_one_wait_and_no_letter(server: Server, settings: Any) -> None:
    server.pause, settings.EMAIL_TIMEOUT = 1.5, 0.3
    queue("visit/1")
    queue("visit/2")
    assert tasks.deliver() == 0
    assert sorted(Letter.objects.values_list("status", "attempts")) == [("queued", 0), ("queued", 1)]


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_letter_once(server: Server) -> None:
    for number in range(30):
        queue(f"visit/{number}")
    at_once(*[tasks.deliver] * 4)
    assert states() == ["sent"] * 30
    assert sorted(server.ids()) == sorted(letters.message_id(f"visit/{number}") for number in range(30))


@pytest.mark.django_db(transaction=True)
def test_positive_control_workers_that_do_not_claim_send_twice(server: Server, monkeypatch: Any) -> None:
    monkeypatch.setattr(letters, "claim", lambda letter: True)
    server.pause = 0.01
    for number in range(10):
        queue(f"visit/{number}")
    at_once(*[tasks.deliver] * 4)
    assert len(server.ids()) > 10


@pytest.mark.django_db(transaction=True)
def test_the_mark_of_a_worker_that_slept_through_its_lease_is_refused(server: Server) -> None:
    queue()
    sleeper = Letter.objects.get()
    assert letters.claim(sleeper)
    with clock.at(clock.now() + letters.LEASE * 2):
        assert tasks.deliver() == 1
        assert not letters.postpone(sleeper, "woke up late")
    assert states() == ["sent"]
