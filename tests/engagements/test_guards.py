"""The database itself refuses what the verbs never do."""
from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from industrielles.engagements.models import Engagement, Invitation, Partner
from tests.factories.engagements import EngagementFactory, InvitationFactory, LendingFactory, ReportFactory
from tests.factories.network import NetworkFactory
from tests.factories.pool import RoleModelFactory

NOON = dt.datetime(2026, 12, 8, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def refused() -> object:
    return pytest.raises(IntegrityError)


def test_an_invitation_is_of_a_network_that_takes_part_and_of_the_role_model_s_own() -> None:
    engagement, stranger = EngagementFactory(), RoleModelFactory()
    with refused(), transaction.atomic():
        Invitation.objects.create(engagement=engagement, network=stranger.network, role_model=stranger)
    with refused(), transaction.atomic():
        Invitation.objects.create(engagement=engagement, network=engagement.network, role_model=stranger)


def test_an_invitation_cannot_be_moved_to_another_network() -> None:
    invitation = InvitationFactory()
    with refused(), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(network=NetworkFactory())


def test_a_partner_with_invitations_or_lendings_cannot_go() -> None:
    for row in (InvitationFactory(), LendingFactory()):
        with refused(), transaction.atomic():
            Partner.objects.filter(engagement=row.engagement).delete()


def test_a_lending_is_asked_by_a_network_that_takes_part() -> None:
    with refused(), transaction.atomic():
        LendingFactory(network=NetworkFactory())


def test_one_invitation_is_open_for_each_and_no_seat_is_taken_that_is_not_there() -> None:
    first = InvitationFactory(status="accepted")
    for seats in ({"seats_taken": 2}, {"seats": 7}, {"seats": 0}):
        with refused(), transaction.atomic():
            Engagement.objects.filter(pk=first.engagement_id).update(**seats)
    with refused(), transaction.atomic():
        InvitationFactory(engagement=first.engagement, role_model=first.role_model, status="sent")


@pytest.mark.parametrize("changes", [
    {"headcount": 0}, {"headcount": 401}, {"girls": 29}, {"status": "confirmed"}, {"status": "held"}, {"window_from": "2026-12-02"},
    {"window_from": "2026-12-02", "window_to": "2026-12-01"}, {"starts_at": NOON, "ends_at": NOON}, {"starts_at": NOON},
])
def test_an_engagement_that_cannot_be_is_refused(changes: dict) -> None:
    engagement = EngagementFactory()
    with refused(), transaction.atomic():
        Engagement.objects.filter(pk=engagement.pk).update(**changes)


@pytest.mark.parametrize("changes", [{"people": 0}, {"girls": 20, "boys": 20}, {"people": 2500}, {"outcome": "no show"}])
def test_a_report_that_cannot_be_is_refused(changes: dict) -> None:
    with refused(), transaction.atomic():
        ReportFactory(**changes)
