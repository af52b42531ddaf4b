"""What follows a consent taken back, and what goes past its term."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.kit import clock
from industrielles.letters.addresses import hashed
from industrielles.members import retention
from industrielles.members import verbs as members
from industrielles.members.models import Issue, Recipient
from industrielles.people import verbs as people
from industrielles.people.models import Consent
from tests.rows_read import rows_read

from .conftest import issue, reader, sent, written_to

pytestmark = pytest.mark.django_db


def test_a_consent_taken_back_withdraws_what_waits(network: Any, coordinator: Any) -> None:
    person = reader(network, "marie@exemple.invalid")
    one = sent(issue(network, coordinator), coordinator)
    members.follow_withdrawal(person, purpose="media", network_id=network.pk)
    assert written_to(one) == ["marie@exemple.invalid"]
    people.withdraw_consent(person, purpose="news", network_id=network.pk, by=person)
    assert written_to(one) == []


def test_who_is_skipped_is_not_written_to(network: Any, coordinator: Any) -> None:
    reader(network, "marie@exemple.invalid")
    one = members.send(issue(network, coordinator), by=coordinator)
    assert members.gather(one) == 1 and members.gather(one) == 0
    members.follow_refusal(hashed("marie@exemple.invalid"), network_id=network.pk)
    assert members.write_slice(one, size=5) == 0 and written_to(one) == []
    assert Issue.objects.get().status == "sent" and Recipient.objects.get().status == "skipped"


def test_readers_and_selections_are_forgotten_past_their_term(network: Any, coordinator: Any) -> None:
    reader(network, "marie@exemple.invalid", first_name="Marie")
    sent(issue(network, coordinator, query="search=marie", segment="Marie"), coordinator)
    before = clock.now() + dt.timedelta(seconds=1)
    assert members.forget_recipients(retention.recipients_due(before)) == 1 and not Recipient.objects.exists()
    assert members.forget_issues(retention.issues_due(before)) == 1 and Issue.objects.get().query == ""
    assert not retention.issues_due(before).exists()


def test_stopping_the_news_reads_no_more_among_many_who_agreed(network: Any) -> None:
    reads = []
    for others in (1, 20):
        for _n in range(others):
            reader(network)
        her = reader(network, f"marie{others}@exemple.invalid")
        with rows_read() as read:
            members.follow_refusal(hashed(her.email), network_id=network.pk)
        reads.append((read.queries, read.rows))
        assert not her.consents.live().exists()
    assert reads[0] == reads[1]
    assert Consent.objects.live().to("news", network.pk).count() == 21, "the others still agree"


def test_a_link_that_names_nobody_stops_nobody(network: Any) -> None:
    her = reader(network, "marie@exemple.invalid")
    for one in (hashed("autre@exemple.invalid"), ""):
        members.follow_refusal(one)
    assert her.consents.live().exists()
