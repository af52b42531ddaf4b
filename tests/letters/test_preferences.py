"""What a reader chooses: the rhythm of each kind of letter, and the end of the news; what is necessary always comes."""
from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from industrielles.kit import clock
from industrielles.letters import links, tasks, writing
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.light import blocks
from industrielles.letters.models import Letter, Preference, Refusal
from industrielles.people.models import Person
from tests.at_once import at_once
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory
from tests.letters.conftest import Server, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates")]
PARIS = ZoneInfo("Europe/Paris")
ALL = {"reminders": "daily", "near": "weekly", "newcomers": "at once", "news": "none"}
OFFERED = {kind: ALL[kind] for kind in ("reminders", "newcomers", "news")}  # to who coordinates and is no role model


def at(day: int, hour: int, month: int = 11) -> Any:
    """A moment of November 2026 in Paris: the 16th is a Monday."""
    return clock.at(dt.datetime(2026, month, day, hour, tzinfo=PARIS).astimezone(dt.UTC))


def prefer(address: str, **rhythms: str) -> None:
    letters.prefer(hashed(address), rhythms)


def test_what_is_necessary_comes_at_once_whatever_was_chosen() -> None:
    prefer("prof@example.org", **dict.fromkeys(ALL, "none"))
    assert queue().status == "queued"
    with pytest.raises(ValueError, match="necessary"):
        prefer("prof@example.org", necessary="none")


@pytest.mark.parametrize(("rhythm", "status"), [("at once", "queued"), ("daily", "held"), ("weekly", "held"), ("none", "suppressed")])
def test_a_kind_follows_its_rhythm(rhythm: str, status: str) -> None:
    prefer("Prof@Example.org", reminders=rhythm)
    assert queue(kind="reminders").status == status
    assert queue("visit/2", kind="near").status == "queued"


@pytest.mark.parametrize(("rhythm", "day", "hour", "due"), [
    ("daily", 18, 7, (18, 8)), ("daily", 18, 8, (19, 8)), ("daily", 18, 23, (19, 8)),
    ("weekly", 16, 7, (16, 8)), ("weekly", 16, 9, (23, 8)), ("weekly", 20, 12, (23, 8)),
])
def test_they_wait_until_eight_in_paris(rhythm: str, day: int, hour: int, due: tuple[int, int]) -> None:
    prefer("prof@example.org", reminders=rhythm)
    with at(day, hour):
        letter = queue(kind="reminders")
    assert letter.retry_at.astimezone(PARIS) == dt.datetime(2026, 11, *due, tzinfo=PARIS)


@pytest.mark.parametrize(("kind", "status"), [("near", "suppressed"), ("newcomers", "suppressed"), ("reminders", "queued")])
def test_what_waits_does_not_leave_once_its_reader_wants_none(server: Server, kind: str, status: str) -> None:
    with at(18, 6):
        letter = queue(kind=kind, on=dt.datetime(2026, 11, 18, 8, 5, tzinfo=PARIS))
    with at(18, 7):
        prefer("PROF@example.org", near="none", newcomers="none")
        letters.prefer(hashed("somebody@example.org"), dict.fromkeys(ALL, "none"))
    with at(18, 9):
        assert tasks.deliver() == (status == "queued")
    letter.refresh_from_db()
    assert (letter.status, len(server.received)) == ("sent", 1) if status == "queued" else (status, 0)


def test_a_click_at_seven_stops_the_requests_of_eight(server: Server, client: Client) -> None:
    with at(18, 6):
        letter = queue(kind="near", on=dt.datetime(2026, 11, 18, 8, 5, tzinfo=PARIS))
    with at(18, 7):
        client.post(letters.ways_out(letter.address, "near", 0, "fr")["stop"], {"List-Unsubscribe": "One-Click"})
    with at(18, 9):
        assert tasks.deliver() == 0 and server.received == []


def test_what_was_put_together_of_several_kinds_leaves_with_the_kind_that_was_stopped_after_it(server: Server) -> None:
    prefer("prof@example.org", reminders="daily", near="daily")
    with at(18, 10):
        queue("a", kind="reminders"), queue("b", kind="near")
    with at(19, 9):
        assert tasks.bundle() == 1
        prefer("prof@example.org", near="none")
        assert tasks.deliver() == 1


def test_eight_is_eight_when_the_clocks_change() -> None:
    prefer("prof@example.org", reminders="daily")
    with at(28, 23, 3):
        letter = queue(kind="reminders")
    assert letter.retry_at.astimezone(PARIS).hour == 8  # summer time began in the night


def test_they_come_together_once_each_under_its_subject() -> None:
    prefer("prof@example.org", reminders="daily", near="daily")
    with at(18, 10):
        first, second = queue("a", kind="reminders"), queue("b", kind="near", context={"job": "chimiste"})
        assert tasks.bundle() == 0
    with at(19, 9):
        assert (tasks.bundle(), tasks.bundle()) == (1, 0)
    one = Letter.objects.get(template="letters/letters/bundle")
    assert one.subject == "2 courriers vous attendaient" and one.status == "queued"
    assert first.subject in one.text and "chimiste" in one.text and "chimiste" in one.html
    assert one.text.count("\n-- \n") == 1
    assert set(Letter.objects.exclude(pk=one.pk).values_list("status", flat=True)) == {"bundled"} and second.pk


def test_a_letter_withdrawn_meanwhile_is_not_in_it() -> None:
    prefer("prof@example.org", reminders="daily")
    with at(18, 10):
        queue("a", kind="reminders")
        letters.withdraw("a")
    with at(19, 9):
        assert tasks.bundle() == 0


def test_erased_nothing_waits_for_her() -> None:
    prefer("prof@example.org", reminders="daily")
    with at(18, 10):
        queue("a", kind="reminders")
    letters.forget("prof@example.org")
    assert Letter.objects.get().status == "withdrawn"


def test_news_in_a_bundle_can_be_stopped_from_it() -> None:
    prefer("prof@example.org", news="daily")
    with at(18, 10):
        queue("a", kind="news", network_id=7)
        queue("b", kind="news", network_id=8)
        letters.refuse_news(hashed("prof@example.org"), network_id=8)
    with at(19, 9):
        assert tasks.bundle() == 1
    one = Letter.objects.get(template="letters/letters/bundle")
    assert (one.kind, one.network_id, one.subject) == ("news", 0, "Un courrier vous attendait")


def test_stopped_for_one_network_or_for_all() -> None:
    letters.refuse_news(hashed("PROF@example.org"), network_id=7)
    letters.refuse_news(hashed("prof@example.org"), network_id=7)
    assert [queue(f"n/{n}", kind="news", network_id=n).status for n in (7, 8)] == ["suppressed", "queued"]
    letters.refuse_news(hashed("prof@example.org"))
    assert queue("n/9", kind="news", network_id=9).status == "suppressed" and Refusal.objects.count() == 2
    letters.accept_news("Prof@example.org", network_id=9)
    assert queue("n/10", kind="news", network_id=9).status == "queued" and Refusal.objects.get().network_id == 7


def test_the_page_of_preferences_keeps_what_is_chosen(client: Client) -> None:
    person = coordinator_of(NetworkFactory())
    Person.objects.filter(pk=person.pk).update(email="lea@example.org")
    person.refresh_from_db()
    assert client.get("/mon-compte/courriers/").status_code == 302
    client.force_login(person)
    assert client.post("/mon-compte/courriers/", {"reminders": "daily"}).status_code == 422
    assert client.post("/mon-compte/courriers/", OFFERED).status_code == 302
    assert Preference.objects.of(hashed("lea@example.org")) == OFFERED
    assert client.get("/mon-compte/courriers/").content.decode().count("checked") == 3
    assert not Preference.objects.filter(address_hash__contains="lea").exists()


def test_only_the_kinds_that_can_reach_her_are_offered(client: Client) -> None:
    teacher, member, met = PersonFactory(), MembershipFactory().person, RoleModelFactory().person
    for her, names in ((teacher, {"news"}), (member, {"reminders", "news"}), (coordinator_of(NetworkFactory()), set(OFFERED)),
                       (met, {"reminders", "near", "news"})):
        client.force_login(her)
        page = client.get("/mon-compte/courriers/").content.decode()
        assert {kind for kind in ALL if f'name="{kind}"' in page} == names
    prefer(member.email, newcomers="none")
    client.force_login(member)
    assert client.post("/mon-compte/courriers/", {"reminders": "weekly", "news": "daily", "newcomers": "daily"}).status_code == 302
    assert Preference.objects.of(hashed(member.email)) == {"reminders": "weekly", "news": "daily", "newcomers": "none"}


def test_the_foot_of_a_letter_opens_it_without_signing_in(client: Client) -> None:
    with time_machine.travel(clock.now(), tick=False):  # a link says when it was made
        letter, address = queue(), links.choose(hashed("prof@example.org"))
    assert address in letter.text and address in letter.html and "prof@example.org" not in address
    path = address.removeprefix("http://testserver")
    assert client.get(path)["Cache-Control"] == "no-store"
    assert client.post(path, ALL).status_code == 302
    assert letters.rhythm_of("prof@example.org", "reminders") == "daily"
    assert client.get(f"{path[:-3]}x/").status_code == 404
    assert client.get(path.replace("choisir", "arreter")).status_code == 404  # another purpose


def test_a_button_stops_the_news_and_a_get_does_not(client: Client) -> None:
    path = links.stop(hashed("prof@example.org"), 7).removeprefix("http://testserver")
    for _ in range(3):
        assert "Arrêter les nouvelles de ce réseau" in client.get(path).content.decode()
    assert not Refusal.objects.exists()
    assert "C’est arrêté" in client.post(path, {"scope": "one"}).content.decode()
    assert "d’aucun réseau" in client.post(path, {"scope": "all"}).content.decode()
    assert sorted(Refusal.objects.values_list("network_id", flat=True)) == [0, 7]


def test_light_markdown_knows_four_things() -> None:
    text = "Bonjour **à vous**.\nSuite\r\n\r\n- une [page](https://a.fr/b?c=1)\n- deux\nFin https://b.fr/x."
    made = blocks(text)
    assert [(one.is_list, len(one.lines)) for one in made] == [(False, 2), (True, 2), (False, 1)]
    spans = [span for one in made for line in one.lines for span in line]
    assert [span.url for span in spans if span.url] == ["https://a.fr/b?c=1", "https://b.fr/x"]
    assert [span.words for span in spans if span.bold] == ["à vous"]
    assert [span.url for one in blocks("[x](javascript:a) [y](data:x) [z](//e)") for line in one.lines for span in line] == [""]
    assert blocks(" \n\n ") == []


def test_the_text_of_a_letter_written_lightly() -> None:
    said = writing.write("members/letters/news", "fr", {
        "subject": "S", "text": "**Gras** & <b>\n\n- un [lien](https://a.fr)", "network": "N", "news": True, "reason": ""})
    assert "Gras & <b>" in said.text and "- un lien (https://a.fr)" in said.text
    assert '<strong>Gras</strong> &amp; &lt;b&gt;' in said.html and '<li>un <a href="https://a.fr">lien</a></li>' in said.html


def test_another_kind_to_many_is_stopped_in_one_click_alone_or_in_a_bundle(client: Client) -> None:
    prefer("prof@example.org", near="daily", reminders="daily")
    with at(18, 10):
        queue("a", kind="reminders")
        queue("b", kind="near")
    with at(19, 9):
        assert tasks.bundle() == 1
    one = Letter.objects.get(template="letters/letters/bundle")
    path = links.stop(hashed("prof@example.org"), 0, kind="near").removeprefix("http://testserver")
    assert one.kind == "near" and "Arrêter ces courriers" in one.text
    assert links.stop(hashed("prof@example.org"), 0, kind="reminders") == ""
    for _ in range(2):
        page = client.get(path).content.decode()
        assert "Demandes près de chez moi" in page and "tous les réseaux" not in page
    assert letters.rhythm_of("prof@example.org", "near") == "daily"
    assert "Vous ne recevrez plus de courrier sur" in client.post(path).content.decode()
    assert Preference.objects.of(hashed("prof@example.org")) == {"near": "none", "reminders": "daily"} and not Refusal.objects.exists()


def test_readers_are_those_who_can_and_wish_to_be_written_to() -> None:
    prefer("a@example.org", near="weekly")
    prefer("b@example.org", near="none", reminders="daily")
    letters.suppress("c@example.org")
    found = letters.readers("near", ["A@example.org", "b@example.org", "c@example.org", "d@example.org", "", "nobody"])
    assert found == {"A@example.org": "weekly", "d@example.org": "at once"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_bundle_once() -> None:
    prefer("prof@example.org", reminders="daily")
    with at(18, 10):
        for number in range(6):
            queue(f"w/{number}", kind="reminders")
    now = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
    at_once(*[lambda: letters.bundle("prof@example.org", now=now)] * 4)
    texts = [one.text for one in Letter.objects.filter(template="letters/letters/bundle")]
    assert sum(text.count("== ") for text in texts) == 6
    assert Letter.objects.filter(status="bundled").count() == 6


def test_who_is_forgotten_leaves_no_rhythm_and_what_she_refused_stays_refused() -> None:
    prefer("prof@example.org", near="none")
    prefer("autre@example.org", near="daily")
    letters.refuse_news(hashed("prof@example.org"))
    letters.forget_reader("Prof@example.org")
    assert {one.address_hash for one in Preference.objects.all()} == {hashed("autre@example.org")}
    assert letters.refusal_of("prof@example.org", 1) is not None
