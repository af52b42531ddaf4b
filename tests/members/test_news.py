"""Letters to many: who gets them, who does not, what is in them."""
from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from typing import Any

import pytest

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import carrier, links
from industrielles.letters import tasks as letter_tasks
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter
from industrielles.members import tasks
from industrielles.members import verbs as members
from industrielles.members.models import Issue, Recipient
from industrielles.network import verbs as networks
from industrielles.people import verbs as people
from industrielles.people.models import Consent
from tests.factories.members import SubscriptionFactory
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import ConsentFactory

from .conftest import issue, reader, sent, written_to

pytestmark = pytest.mark.django_db


def test_news_go_to_those_who_agreed_for_this_network_and_to_nobody_else(network: Any, coordinator: Any) -> None:
    reader(network, "oui@exemple.invalid")
    reader(network, "non@exemple.invalid", agrees=False)
    reader(NetworkFactory(), "ailleurs@exemple.invalid")
    imported = reader(network, "importee@exemple.invalid", agrees=False)
    ConsentFactory(person=imported, network_id=network.pk, source="import")  # somebody said so for her: it is no agreement of hers
    gone = reader(network, "partie@exemple.invalid")
    networks.leave(gone.memberships.get(), by=None)
    SubscriptionFactory(network=network, email="dehors@exemple.invalid")
    SubscriptionFactory(network=network, email="pas.confirmee@exemple.invalid", confirmed_at=None)
    one = sent(issue(network, coordinator), coordinator)
    assert written_to(one) == ["dehors@exemple.invalid", "oui@exemple.invalid"]
    assert (one.status, one.recipients.count()) == ("sent", 2)
    assert Entry.objects.filter(verb="members.send").get().ids == {"readers": 2}


def test_a_message_of_service_goes_to_members_with_its_reason_and_cannot_be_unsubscribed(network: Any, coordinator: Any) -> None:
    reader(network, "oui@exemple.invalid")
    reader(network, "non@exemple.invalid", agrees=False)
    SubscriptionFactory(network=network, email="dehors@exemple.invalid")
    with pytest.raises(Refused) as refused:
        issue(network, coordinator, stream="service")
    assert refused.value.field == "reason"
    one = sent(issue(network, coordinator, stream="service", reason="la salle a changé"), coordinator)
    assert written_to(one) == ["coordinatrice@exemple.invalid", "non@exemple.invalid", "oui@exemple.invalid"]
    letter = Letter.objects.get(address="non@exemple.invalid")
    assert "la salle a changé" in letter.text and not carrier.message(letter).extra_headers.get("List-Unsubscribe")


def test_news_bear_the_one_click_way_out_and_nothing_that_watches(network: Any, coordinator: Any) -> None:
    reader(network, "oui@exemple.invalid")
    sent(issue(network, coordinator), coordinator)
    letter = Letter.objects.get(address="oui@exemple.invalid")
    mail = email.message_from_bytes(carrier.message(letter).message().as_bytes(), policy=email.policy.default)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(mail["List-Unsubscribe"]).replace(" ", "").strip("<>")
    assert address.startswith("http://testserver/courriers/arreter/")
    html = mail.get_body(("html",)).get_content()
    assert "<img" not in html and re.findall(r'href="(https://[^"]+)"', html) == ["https://exemple.invalid/v"]
    assert "Arrêter ces nouvelles" in letter.text and "oui@exemple.invalid" not in letter.text + letter.html
    assert "Vous recevez ceci" in letter.text


def test_she_who_stopped_is_written_to_no_more_after_import_and_new_sign_up(network: Any, coordinator: Any, client: Any) -> None:
    """Trust 35: stopped, imported again in capitals, campaign: nothing; what is necessary still goes."""
    person = reader(network, "marie@exemple.invalid")
    first = sent(issue(network, coordinator), coordinator)
    assert written_to(first) == ["marie@exemple.invalid"]
    token = links.stop(hashed("marie@exemple.invalid"), network.pk).removeprefix("http://testserver")
    assert client.post(token, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Consent.objects.to("news", network.pk).filter(person=person).exists()
    again = people.meet("  MARIE@Exemple.invalid ")
    assert again == person
    networks.join(again, network=network, by=coordinator)
    Consent.objects.create(person=again, purpose="news", network_id=network.pk, version="2026-11", source="import")
    SubscriptionFactory(network=network, email="Marie@exemple.invalid", confirmed_at=None)
    with pytest.raises(Refused):
        sent(issue(network, coordinator, subject_fr="Encore"), coordinator)
    necessary = letters.queue("members/letters/confirm", to="Marie@exemple.invalid", language="fr", key="k",
                              context={"network": "Nord", "url": "/", "days": 7})
    assert necessary.status == "queued"


def test_she_may_ask_again_herself(network: Any, coordinator: Any) -> None:
    person = reader(network, "marie@exemple.invalid")
    letters.refuse_news(hashed("marie@exemple.invalid"), network_id=network.pk)
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        people.consent(person, purpose="news", source="account", network_id=network.pk, by=person)
        assert written_to(sent(issue(network, coordinator), coordinator)) == ["marie@exemple.invalid"]


@pytest.mark.parametrize("network_id", ["hers", 0])
def test_what_waits_is_withdrawn_when_she_stops_meanwhile(network: Any, coordinator: Any, network_id: Any, mailbox: Any) -> None:
    reader(network, "marie@exemple.invalid")
    reader(network, "lea@exemple.invalid")
    sent(issue(network, coordinator), coordinator)
    letters.refuse_news(hashed("marie@exemple.invalid"), network_id=network.pk if network_id else 0)
    assert len(mailbox.to("lea@exemple.invalid")) == 1 and not mailbox.to("marie@exemple.invalid")


def test_a_letter_already_queued_is_checked_again_when_it_leaves(mailbox: Any, network: Any) -> None:
    waiting = letters.queue("members/letters/news", to="a@exemple.invalid", language="fr", key="n", kind="news", network_id=network.pk,
                            context={"subject": "S", "text": "T", "network": "N", "news": True, "reason": ""})
    letters.Refusal.objects.create(address_hash=hashed("A@exemple.invalid"), network_id=network.pk)
    assert mailbox.to("a@exemple.invalid") == []
    waiting.refresh_from_db()
    assert waiting.status == "suppressed"


def test_a_selection_is_that_of_the_day_within_the_right_of_who_sends(network: Any, coordinator: Any) -> None:
    reader(network, "oui@exemple.invalid", first_name="Aminata")
    reader(network, "autre@exemple.invalid", first_name="Paule")
    one = issue(network, coordinator, query="search=aminata", segment="Aminata")
    members.send(one, by=coordinator)
    reader(network, "nouvelle@exemple.invalid", first_name="Aminata")
    tasks.send_news()
    assert written_to(one) == ["nouvelle@exemple.invalid", "oui@exemple.invalid"]


def test_it_stops_when_its_author_loses_her_role(network: Any, coordinator: Any) -> None:
    reader(network, "oui@exemple.invalid")
    coordinator_of(network)
    one = issue(network, coordinator)
    members.send(one, by=coordinator)
    networks.revoke(coordinator.memberships.get().grants.get(), by=None)
    tasks.send_news()
    one.refresh_from_db()
    assert (one.status, written_to(one)) == ("stopped", [])


def test_it_leaves_slowly_and_stops_on_demand(network: Any, coordinator: Any, settings: Any) -> None:
    settings.NEWS_PER_MINUTE = 3
    for number in range(7):
        reader(network, f"r{number}@exemple.invalid")
    one = issue(network, coordinator)
    members.send(one, by=coordinator)
    members.send(one, by=coordinator)
    assert tasks.send_news() == 3 and len(written_to(one)) == 3
    letter_tasks.deliver(2)
    members.stop(one, by=coordinator)
    members.stop(one, by=coordinator)
    assert tasks.send_news() == 0
    assert len(written_to(one)) == 2 and Recipient.objects.waiting().count() == 4
    with pytest.raises(Refused):
        members.compose(network, issue=one, by=coordinator, stream="news", subject_fr="x", text_fr="y")


def test_two_letters_take_turns(network: Any, coordinator: Any, settings: Any) -> None:
    settings.NEWS_PER_MINUTE = 4
    for number in range(6):
        reader(network, f"r{number}@exemple.invalid")
    ones = [issue(network, coordinator, subject_fr=f"N{n}") for n in range(2)]
    for one in ones:
        members.send(one, by=coordinator)
    tasks.send_news()
    assert [len(written_to(one)) for one in ones] == [2, 2]


def test_each_reads_her_language(network: Any, coordinator: Any) -> None:
    reader(network, "en@exemple.invalid", language="en")
    reader(network, "fr@exemple.invalid", language="fr")
    sent(issue(network, coordinator, subject_en="The news", text_en="Hello."), coordinator)
    assert Letter.objects.get(address="en@exemple.invalid").subject == "The news"
    assert Letter.objects.get(address="fr@exemple.invalid").subject == "Les nouvelles"


def test_a_form_sent_twice_writes_one_letter(network: Any, coordinator: Any) -> None:
    import uuid

    key = uuid.uuid4()
    assert issue(network, coordinator, key=key) == issue(network, coordinator, key=key)
    assert Issue.objects.count() == 1


def test_a_try_comes_to_oneself_once_a_minute(network: Any, coordinator: Any) -> None:
    one = issue(network, coordinator)
    members.try_out(one, by=coordinator)
    members.try_out(one, by=coordinator)
    assert Letter.objects.filter(address=coordinator.email).count() in (1, 2)  # two when a minute ends between them
    assert one.status == "draft" and not one.recipients.exists()


def test_a_draft_is_thrown_away_and_a_letter_that_left_is_not(network: Any, coordinator: Any) -> None:
    reader(network, "oui@exemple.invalid")
    members.discard(issue(network, coordinator), by=coordinator)
    assert not Issue.objects.exists()
    one = sent(issue(network, coordinator), coordinator)
    with pytest.raises(Refused):
        members.discard(one, by=coordinator)


@pytest.mark.parametrize("nasty", ["Sujet\r\nBcc: x@exemple.invalid", "S\nX-Evil: 1", 'a"b,c@d <e@f>', "s\u2028Bcc: y@exemple.invalid"])
def test_no_word_becomes_a_header(network: Any, coordinator: Any, nasty: str, mailbox: Any) -> None:
    reader(network, "oui@exemple.invalid")
    sent(issue(network, coordinator, subject_fr=nasty, text_fr=f"{nasty}\n\nBcc: z@exemple.invalid"), coordinator)
    mail = mailbox.latest("oui@exemple.invalid")
    assert mail["Bcc"] is None and mail["X-Evil"] is None and mail["X-Envelope-To"] == "oui@exemple.invalid"


def test_somebody_of_another_network_writes_for_nobody_here(network: Any, coordinator: Any) -> None:
    stranger = coordinator_of(NetworkFactory())
    one = issue(network, coordinator)
    for act in (members.send, members.stop, members.try_out, members.discard):
        with pytest.raises(Refused):
            act(one, by=stranger)
    with pytest.raises(Refused):
        issue(network, stranger)
