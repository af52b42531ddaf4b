"""Things decided in the same instant; the positive control does the same by reading first, and goes wrong."""
from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest
from django.db import transaction

from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import verbs as network
from industrielles.network.models import Decision, Look, Network, Proposal
from tests.at_once import at_once
from tests.factories.network import DecisionFactory, MembershipFactory, NetworkFactory, ProposalFactory, coordinator_of, umbrella

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_who_confirm_at_once_one_is_the_second() -> None:
    decision = DecisionFactory(network=NetworkFactory(), proposed_by=coordinator_of(umbrella()))
    others = [coordinator_of(umbrella()) for _ in range(4)]
    results = at_once(*(lambda one=one: network.second(decision, by=one) for one in others))
    assert sum(isinstance(one, Refused) for one in results) == 3
    assert Decision.objects.get().status == "confirmed" and Network.objects.get(pk=decision.network_id).closed_on


def test_read_then_write_would_confirm_twice() -> None:
    """Positive control."""
    decision, both = DecisionFactory(proposed_by=coordinator_of(umbrella())), threading.Barrier(2, timeout=10)

    def carelessly(by: Any) -> bool:
        seen = Decision.objects.get(pk=decision.pk).status == "proposed"
        both.wait()
        with transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(status="confirmed", settled_by=by)
        return seen

    two = [coordinator_of(umbrella()) for _ in range(2)]
    assert at_once(*(lambda one=one: carelessly(one) for one in two)) == [True, True]


def test_one_form_sent_six_times_at_once_is_one_proposal_and_one_letter() -> None:
    umbrella()
    said = {"request_key": uuid.uuid4(), "name": "A", "mission": "B", "departments": [], "size": 3, "why": "C", "first_name": "D",
            "last_name": "E", "email": "d@exemple.invalid", "language": "fr"}
    at_once(*[lambda: network.propose(**said)] * 6)
    assert (Proposal.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_proposal_approved_four_times_at_once_founds_one_network() -> None:
    proposal, by = ProposalFactory(status="waiting"), coordinator_of(umbrella())
    made = at_once(*[lambda: network.approve(proposal, by=by)] * 4)
    assert len({one.pk for one in made}) == 1 == Network.objects.filter(name=proposal.name).count()


def test_looking_from_two_windows_at_once_is_one_look_and_one_letter() -> None:
    node = NetworkFactory()
    member, by = MembershipFactory(network=node), coordinator_of(node)
    at_once(*[lambda: network.look(member, reason="Elle a besoin d’aide.", by=by)] * 4)
    assert (Look.objects.filter(ended_at=None).count(), Letter.objects.count()) == (1, 1)
