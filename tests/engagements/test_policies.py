"""Who may do what with an engagement."""
from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from industrielles.engagements import policies
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Lending
from tests.factories.engagements import answers, asked, confirmed, invited
from tests.factories.network import NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db


def test_a_coordinator_dispatches_and_owns_the_requests_of_her_network_and_below() -> None:
    parent = NetworkFactory()
    engagement = asked(network=NetworkFactory(parent=parent, kind="local"))
    for person, may in ((coordinator_of(engagement.network), True), (coordinator_of(parent), True), (coordinator_of(umbrella()), False),
                        (coordinator_of(NetworkFactory()), False), (PersonFactory(), False), (AnonymousUser(), False)):
        assert policies.can_dispatch(person, engagement) == policies.can_own(person, engagement) == may
        assert list(Engagement.objects.visible_to(person)) == ([engagement] if may else [])


def test_a_request_not_confirmed_by_its_asker_is_seen_by_nobody() -> None:
    engagement = engagements.ask(**answers())
    assert list(Engagement.objects.visible_to(coordinator_of(engagement.network))) == []


def test_a_partner_dispatches_and_does_not_own() -> None:
    engagement = asked()
    lender = NetworkFactory(departments=[engagement.department])
    theirs, ours = coordinator_of(lender), coordinator_of(engagement.network)
    lending = engagements.ask_lending(engagement, lender=lender, by=ours)
    assert (policies.can_answer_lending(theirs, lending), policies.can_answer_lending(ours, lending)) == (True, False)
    assert (policies.can_withdraw_lending(theirs, lending), policies.can_withdraw_lending(ours, lending)) == (False, True)
    assert list(Lending.objects.visible_to(theirs)) == [lending]
    assert not policies.can_dispatch(theirs, engagement)
    engagements.agree_lending(lending, by=theirs)
    assert policies.can_dispatch(theirs, engagement) and not policies.can_own(theirs, engagement)


def test_an_invitation_is_answered_by_her_and_withdrawn_by_the_coordinator() -> None:
    invitation = invited()[0]
    her, coordinator = invitation.role_model.person, coordinator_of(invitation.network)
    assert (policies.can_answer(her, invitation), policies.can_answer(coordinator, invitation)) == (True, False)
    assert (policies.can_withdraw(her, invitation), policies.can_withdraw(coordinator, invitation)) == (False, True)
    assert list(Invitation.objects.visible_to(coordinator)) == [invitation]
    assert not policies.can_answer(AnonymousUser(), invitation) and not policies.can_answer(her, None)


def test_a_visit_is_told_by_her_or_by_a_coordinator() -> None:
    engagement = confirmed().engagement
    engagement.refresh_from_db()
    assert policies.can_report(engagement.role_model.person, engagement)
    assert policies.can_report(coordinator_of(engagement.network), engagement)
    assert not policies.can_report(RoleModelFactory(network=engagement.network).person, engagement)


def test_a_role_model_puts_herself_forward_in_her_network_while_somebody_is_looked_for() -> None:
    engagement = asked()
    her = RoleModelFactory(network=engagement.network).person
    assert policies.can_put_forward(her, engagement)
    assert not policies.can_put_forward(RoleModelFactory().person, engagement)
    assert not policies.can_put_forward(AnonymousUser(), engagement)
    engagement = engagements.cancel(engagement, words="")
    assert not policies.can_put_forward(her, engagement)
