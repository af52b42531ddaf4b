"""Invitations by link, and forms shown by partners."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.joining import addresses
from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Frame, Link
from industrielles.joining.retention import links_due
from industrielles.joining.verbs.frames import origin
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network import verbs as network
from industrielles.people import verbs as people
from tests.factories.joining import FrameFactory, LinkFactory, came, network_of_lille
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of

pytestmark = pytest.mark.django_db


def test_invite_attributes_who_comes_to_its_network_and_counts_her() -> None:
    network_of_lille()
    member = MembershipFactory()
    link = joining.invite(member.network, label="Atelier", uses=2, by=member.person)
    application = came(link=link, via="link")
    link.refresh_from_db()
    assert (application.network, link.uses_left) == (member.network, 1)
    assert Link.objects.of(member.person).get().came == 1
    assert not Application.objects.confirmed_by([link]).exists()  # she did not agree to be named


def test_a_link_used_up_still_lets_her_in_and_goes_no_further_below_zero() -> None:
    link = LinkFactory(uses=1, uses_left=1)
    network_of_lille()
    for email in ("une@exemple.invalid", "deux@exemple.invalid"):
        came(link=link, email=email)
    link.refresh_from_db()
    assert (link.uses_left, link.is_live) == (0, False)
    assert Application.objects.filter(status="waiting").count() == 2


@pytest.mark.parametrize("change", [{"uses": 0}, {"uses": 501}, {"days": 0}, {"days": 367}])
def test_invite_refuses_numbers_beyond_bounds(change: dict[str, int]) -> None:
    member = MembershipFactory()
    with pytest.raises(Refused) as refusal:
        joining.invite(member.network, by=member.person, **change)
    assert refusal.value.field in change


def test_invite_and_revoke_are_for_members_of_that_network() -> None:
    member, stranger = MembershipFactory(), MembershipFactory().person
    with pytest.raises(Refused):
        joining.invite(member.network, by=stranger)
    link = joining.invite(member.network, by=member.person)
    with pytest.raises(Refused):
        joining.revoke(link, by=stranger)
    assert joining.revoke(link, by=coordinator_of(member.network)).is_live is False
    assert not Link.objects.live().exists()


def test_nobody_has_more_than_twenty_links_that_work() -> None:
    member = MembershipFactory()
    for _ in range(20):
        joining.invite(member.network, by=member.person)
    with pytest.raises(Refused, match="20"):
        joining.invite(member.network, by=member.person)


def test_clear_links_forgets_for_whom_old_ones_were() -> None:
    link = LinkFactory(expires_on=clock.today())
    assert not links_due(clock.now() - dt.timedelta(days=2)).exists()
    assert joining.clear_links(links_due(clock.now() + dt.timedelta(days=1)), by=None) == 1
    link.refresh_from_db()
    assert link.label == ""


@pytest.mark.parametrize(("written", "kept"), [
    ("https://www.Exemple.org/rejoindre?x=1", "https://www.exemple.org"), ("exemple.org", "https://exemple.org"),
    ("https://exemple.org:8443", "https://exemple.org:8443"), ("https://métiers.example", "https://xn--mtiers-bva.example")])
def test_a_site_is_kept_as_its_origin(written: str, kept: str) -> None:
    assert origin(written) == kept


@pytest.mark.parametrize("written", [
    "http://exemple.org", "javascript:alert(1)", "https://*.exemple.org", "https://exemple.org;script-src *", "https://u@exemple.org", "*",
    "https://exemple", "https://exemple.org:99999", "'self'"])
def test_what_is_no_site_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        origin(written)
    assert refusal.value.field == "origins"


def test_frame_and_close_are_for_who_runs_the_network() -> None:
    network = NetworkFactory()
    coordinator, other = coordinator_of(network), coordinator_of(NetworkFactory())
    with pytest.raises(Refused):
        joining.frame(network, partner="P", origins=["https://a.example"], by=other)
    made = joining.frame(network, partner="Aciéries", origins=["https://a.example", "a.example/page"], by=coordinator)
    assert made.origins == ["https://a.example"]
    with pytest.raises(Refused):
        joining.close(made, by=other)
    assert joining.close(made, by=coordinator).closed_at is not None
    assert not Frame.objects.public().exists()


@pytest.mark.parametrize(("change", "field"), [({"partner": " "}, "partner"), ({"origins": []}, "origins"),
                                               ({"origins": [f"https://{n}.example" for n in range(6)]}, "origins")])
def test_frame_refuses_what_is_missing(change: dict[str, Any], field: str) -> None:
    network = NetworkFactory()
    with pytest.raises(Refused) as refusal:
        joining.frame(network, **{"partner": "P", "origins": ["https://a.example"], **change}, by=coordinator_of(network))
    assert refusal.value.field == field


def test_admit_stops_at_a_hundred_and_twenty_an_hour_and_begins_again() -> None:
    frame, now = FrameFactory(), clock.now()
    for _ in range(Frame.MOST_AN_HOUR):
        joining.admit(frame)
    with pytest.raises(Refused):
        joining.admit(frame)
    with clock.at(now + dt.timedelta(hours=1, minutes=1)):
        joining.admit(frame)
    frame.refresh_from_db()
    assert frame.sent_this_hour == 1


def test_a_members_link_is_over_when_she_leaves_and_says_so_kindly(client: Client) -> None:
    member = MembershipFactory()
    link = joining.invite(member.network, by=member.person)
    page = addresses.invited(link)
    assert link.is_live and member.person.first_name in client.get(page).content.decode()
    network.leave(member, by=None)
    said = client.get(page).content.decode()
    assert f"n’invite plus à {member.network.name}" in said and f"reseau={member.network.slug}" in said
    assert not Link.objects.live().exists() and not Link.objects.get().is_live


def test_a_coordinators_link_is_her_networks_and_goes_on_without_her(client: Client) -> None:
    node = NetworkFactory()
    boss, heir = coordinator_of(node), coordinator_of(node)
    link = joining.invite(node, label="Salon", by=boss)
    network.leave(boss.memberships.get(), by=None)
    assert Link.objects.live().get() == link and Link.objects.get().is_live
    assert boss.first_name not in client.get(addresses.invited(link)).content.decode()
    assert list(Link.objects.of(boss)) == [] and list(Link.objects.of(heir)) == [link]
    people.erase(boss)
    assert Link.objects.live().exists()
    client.force_login(heir)
    assert client.post(f"/mes-invitations/{link.code}/reprendre/").status_code == 302
    assert not Link.objects.live().exists()


def test_her_links_cost_the_same_however_many() -> None:
    member, costs = MembershipFactory(), []
    for n in (1, 2, 3):
        joining.invite(member.network, by=member.person)
        with CaptureQueriesContext(connection) as queries:
            assert [one.is_live for one in Link.objects.of(member.person)] == [True] * n
        costs.append(len(queries))
    assert len(set(costs)) == 1
