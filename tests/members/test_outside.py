"""The news asked for by somebody outside: confirmed from her own mail box, the same answer for everybody."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from industrielles.kit import clock
from industrielles.letters import links
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter, Refusal
from industrielles.members import retention, sheets
from industrielles.members import verbs as members
from industrielles.members.models import Subscription
from tests.factories.members import SubscriptionFactory
from tests.mailbox import links_of

from .conftest import issue, reader, sent, written_to

pytestmark = pytest.mark.django_db
PAGE, SAID = "/reseaux/nord/nouvelles/", {"email": " Claire@Exemple.invalid ", "fifteen": "on"}


def ask(client: Client, mailbox: Any) -> str:
    assert client.post(PAGE, SAID)["Location"] == f"{PAGE}?envoye"
    return next(one for one in links_of(mailbox.latest("claire@exemple.invalid")) if "confirmer" in one).removeprefix("http://testserver")


def test_asked_opened_by_a_scanner_then_confirmed_by_her(client: Client, network: Any, coordinator: Any, mailbox: Any) -> None:
    address = ask(client, mailbox)
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert not Subscription.objects.live().exists()
    assert client.post(address).status_code == 302 and client.post(address).status_code == 302
    one = Subscription.objects.live().get()
    assert (one.email, one.version, one.language) == ("claire@exemple.invalid", "2026-11", "fr")
    assert "C’est fait" in client.get(address).content.decode()
    assert written_to(sent(issue(network, coordinator), coordinator)) == ["claire@exemple.invalid"]
    assert [row[0] for sheet in sheets.sheets_of_address("CLAIRE@exemple.invalid") for row in sheet.rows] == ["Réseau Nord"]


def test_she_must_say_her_age_and_write_an_address(client: Client, network: Any) -> None:
    answer = client.post(PAGE, {"email": "claire@exemple"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "claire@exemple" in page and "quinze ans" in page
    assert not Subscription.objects.exists() and not Letter.objects.exists()
    assert client.get("/reseaux/inconnu/nouvelles/").status_code == 404


def test_the_answer_is_the_same_for_whoever_is_known(client: Client, network: Any) -> None:
    reader(network, "claire@exemple.invalid")
    SubscriptionFactory(network=network, email="lea@exemple.invalid")
    letters.refuse_news(hashed("stop@exemple.invalid"), network_id=network.pk)
    pages = []
    for name in ("claire", "lea", "stop", "personne"):
        answer = client.post(PAGE, {"email": f"{name}@exemple.invalid", "fifteen": "on"}, follow=True)
        pages.append((answer.status_code, len(answer.content)))
        assert Letter.objects.filter(address=f"{name}@exemple.invalid", status="queued").count() == 1
    assert len(set(pages)) == 1


def test_a_mail_box_is_not_bombed(client: Client, network: Any) -> None:
    for _ in range(9):
        client.post(PAGE, SAID)
        client.post("/nouvelles/", SAID)
    assert Letter.objects.filter(address="claire@exemple.invalid").count() <= 2 * 3  # two hours may meet
    assert Subscription.objects.count() == 2


def test_stopped_she_may_subscribe_again(client: Client, network: Any, coordinator: Any, mailbox: Any) -> None:
    client.post(ask(client, mailbox))
    stop = links.stop(hashed("claire@exemple.invalid"), network.pk).removeprefix("http://testserver")
    assert client.get(stop).status_code == 200 and Subscription.objects.live().exists()
    assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ended = Subscription.objects.get()
    assert (ended.email, Subscription.objects.live().count(), Refusal.objects.count()) == ("", 0, 1)
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        client.post(ask(client, mailbox))
        assert Subscription.objects.live().count() == 1 and not Refusal.objects.exists()
        assert written_to(sent(issue(network, coordinator), coordinator)) == ["claire@exemple.invalid"]


def test_an_altered_or_old_link_opens_nothing(client: Client, network: Any, mailbox: Any) -> None:
    address = ask(client, mailbox)
    assert client.get(f"{address[:-2]}x/").status_code == 404
    with clock.at(clock.now()):
        pass
    import time_machine

    with time_machine.travel(clock.now() + dt.timedelta(days=8), tick=False):
        assert client.post(address).status_code == 404


def test_what_was_never_confirmed_and_what_is_old_ends(network: Any) -> None:
    now = clock.now()
    SubscriptionFactory(network=network, confirmed_at=None, asked_at=now - dt.timedelta(days=8))
    SubscriptionFactory(network=network, confirmed_at=None, asked_at=now)
    old = SubscriptionFactory(network=network, asked_at=now - dt.timedelta(days=1200), confirmed_at=now - dt.timedelta(days=1200))
    assert members.forget_subscriptions(retention.unconfirmed_due(now - dt.timedelta(days=7))) == 1
    assert list(retention.subscriptions_due(now - dt.timedelta(days=1096))) == [old]
    assert members.forget_subscriptions(retention.subscriptions_due(now - dt.timedelta(days=1096))) == 1
    old.refresh_from_db()
    assert old.email == "" and old.ended_at


def test_somebody_without_account_is_forgotten(network: Any) -> None:
    SubscriptionFactory(network=network, email="lea@exemple.invalid")
    assert members.forget_address("LEA@exemple.invalid") == 1 and not Subscription.objects.live().exists()
