"""Seeing somebody's pages with her eyes: who may, of whom, read-only, logged both ways, over by itself (trust 37)."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import eyes, policies, retention
from industrielles.network import verbs as network
from industrielles.network.models import Look, Membership
from industrielles.network.roles import Role
from tests import canaries
from tests.factories import engagements as visits
from tests.factories.mentoring import MenteeFactory, born, programme
from tests.factories.network import GrantFactory, LookFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db
WHY = "Elle ne trouve pas ses invitations."


@pytest.fixture
def pair(client: Client) -> Any:
    """A coordinator, signed in, and a role model of hers."""
    class Pair:
        node = NetworkFactory()
        helper = coordinator_of(node, first_name="Maud", last_name="Roy")
        person = PersonFactory(first_name="Nadia", last_name="Benali")
        membership = MembershipFactory(network=node, person=person)
        where = f"/coordination/voir/{node.slug}/{person.code}/"

    GrantFactory(network=Pair.node, role=Role.ROLE_MODEL, membership=Pair.membership)
    client.force_login(Pair.helper)
    return Pair


def begin(client: Client, pair: Any) -> Look:
    assert client.post(pair.where, {"reason": WHY}).headers["Location"] == reverse("website:mine")
    return Look.objects.get(ended_at=None)


def test_she_sees_her_pages_with_a_band_and_comes_back(client: Client, pair: Any) -> None:
    assert client.post(pair.where, {"reason": ""}).status_code == 422
    begin(client, pair)
    page = client.get(reverse("website:mine")).content.decode()
    assert "Bonjour Nadia" in page and "Vous voyez les pages de" in page and "Revenir" in page
    assert client.get("/coordination/equipe/").status_code in (403, 404)
    assert client.post("/revenir/").headers["Location"] == f"/coordination/equipe/{pair.node.slug}/{pair.person.code}/"
    assert "Bonjour Maud" in client.get(reverse("website:mine")).content.decode()
    assert Look.objects.get().ended_at is not None


def test_it_is_logged_both_ways_and_she_is_told(client: Client, pair: Any) -> None:
    look = begin(client, pair)
    letter = Letter.objects.get(address=pair.person.email)
    assert "Maud Roy" in letter.text and WHY in letter.text
    entry = Entry.objects.get(verb="network.look")
    assert (entry.by_id, entry.ids["person"], entry.subject_key) == (pair.helper.pk, pair.person.pk, str(look.pk))
    hers = Client()
    hers.force_login(pair.person)
    page = hers.get("/mes-reseaux/regards/").content.decode()
    assert "Maud Roy" in page and WHY in page
    assert "/mes-reseaux/regards/" in hers.get("/mes-reseaux/").content.decode()


@pytest.mark.once
def test_every_form_is_refused_and_every_closed_page_stays_closed(client: Client, pair: Any) -> None:
    """The whole site, walked with her eyes: nothing can be sent, and only what is named open is shown."""
    RoleModelFactory(network=pair.node, membership=pair.membership)
    begin(client, pair)
    before, shown = canaries.rows(), []
    for address in canaries.addresses():
        if address.name == eyes.BACK:
            continue
        known = {"slug": pair.node.slug, "network": pair.node.slug, "step": 1, "year": 1, "pk": 1, "number": 1}
        known["side"] = "mentoree"
        known["kind"] = "csv" if address.name == "rights:register_file" else "json"
        kwargs = {name: known.get(name, "ABCDEFGHJKLM") for name in address.parameters}
        path = reverse(address.name, kwargs=kwargs)
        assert client.post(path, {"network": pair.node.slug}).status_code == 405, address.name
        if client.get(path).status_code == 200:
            shown.append(address.name)
    assert canaries.rows() == before
    assert {"website:mine", "pool:networks", "engagements:my_visits"} <= set(shown)
    closed = ("people:", "rights:", "letters:", "members:", "joining:", "signatures:", "mentoring:", "safeguarding:")
    assert [one for one in shown if one.startswith(closed)] == []


def test_no_key_of_hers_is_shown(client: Client, pair: Any) -> None:
    """A signed address acts for whoever holds it: it is blanked; her own page has it (positive control)."""
    role_model = RoleModelFactory(network=pair.node, membership=pair.membership)
    invitation = visits.engagements.invite(visits.asked(network=pair.node), role_models=[role_model], by=None)[0]
    mine = reverse("website:mine")
    hers = Client()
    hers.force_login(pair.person)
    assert f"{invitation.code}" in hers.get(mine).content.decode() or eyes.TOKEN.search(hers.get(mine).content)
    begin(client, pair)
    assert eyes.TOKEN.search(hers.get(mine).content.split(b"<main")[1]) and not eyes.TOKEN.search(client.get(mine).content)


@pytest.mark.parametrize(("age", "seen"), [(17, False), (19, True)])
def test_nobody_sees_with_the_eyes_of_a_minor(pair: Any, age: int, seen: bool) -> None:
    """trust 37; at 19 she is an adult member like another (positive control)."""
    MenteeFactory(programme=programme(network=pair.node, age_to=30), person=pair.person, born_on=born(age))
    assert policies.can_look(pair.helper, pair.membership) == seen


def test_it_ends_by_itself_after_half_an_hour(client: Client, pair: Any) -> None:
    look = begin(client, pair)
    with clock.at(look.started_at + Look.LONGEST):
        assert "Bonjour Maud" in client.get(reverse("website:mine")).content.decode()
        network.come_back(look)
    look.refresh_from_db()
    assert look.ended_at == look.started_at + Look.LONGEST


def test_her_right_is_read_at_each_request(client: Client, pair: Any) -> None:
    begin(client, pair)
    network.revoke(pair.helper.memberships.get().grants.get(), by=None)
    assert "Bonjour Maud" in client.get(reverse("website:mine")).content.decode()


def test_who_becomes_staff_is_seen_no_more(client: Client, pair: Any) -> None:
    begin(client, pair)
    network.grant(pair.membership, role=Role.COORDINATOR)
    assert "Bonjour Maud" in client.get(reverse("website:mine")).content.decode()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.STATISTICIAN])
def test_nobody_with_a_role_of_power_is_seen(client: Client, pair: Any, role: str) -> None:
    GrantFactory(network=pair.node, role=role, membership=pair.membership)
    assert client.get(pair.where).status_code == client.post(pair.where, {"reason": WHY}).status_code == 404
    with pytest.raises(Refused):
        network.look(pair.membership, reason=WHY, by=pair.helper)


def test_nor_who_belongs_elsewhere_too_nor_a_former_member_nor_oneself_nor_a_stranger(client: Client, pair: Any) -> None:
    national = coordinator_of(umbrella())
    ambassador = GrantFactory(network=pair.node, role=Role.AMBASSADOR).membership.person
    for by in (national, coordinator_of(NetworkFactory()), pair.person, ambassador):
        with pytest.raises(Refused):
            network.look(pair.membership, reason=WHY, by=by)
    elsewhere = MembershipFactory(person=pair.person)
    assert client.get(pair.where).status_code == 404
    network.leave(elsewhere)
    assert client.get(pair.where).status_code == 200
    network.leave(pair.membership)
    assert client.get(pair.where).status_code == 404


def test_a_link_on_her_page_leads_there_only_when_it_may(client: Client, pair: Any) -> None:
    page = f"/coordination/equipe/{pair.node.slug}/{pair.person.code}/"
    assert pair.where in client.get(page).content.decode()
    GrantFactory(network=pair.node, role=Role.COORDINATOR, membership=pair.membership)
    assert pair.where not in client.get(page).content.decode()


def test_looking_twice_is_once_and_another_one_ends_the_first(client: Client, pair: Any) -> None:
    first = network.look(pair.membership, reason=WHY, by=pair.helper)
    assert network.look(pair.membership, reason=WHY, by=pair.helper) == first and Letter.objects.count() == 1
    other = MembershipFactory(network=pair.node)
    second = network.look(other, reason=WHY, by=pair.helper)
    first.refresh_from_db()
    assert first.ended_at is not None and second.ended_at is None
    with pytest.raises(Refused):
        network.come_back(second, by=pair.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        LookFactory(helper=pair.helper)


def test_clear_looks_after_their_time(pair: Any) -> None:
    LookFactory(started_at=clock.now() - dt.timedelta(days=366)), LookFactory()
    assert network.clear_looks(retention.looks_due(clock.now() - dt.timedelta(days=365))) == 1


def test_adding_a_known_address_tells_nobody_that_it_is_known(client: Client) -> None:
    """One address is known elsewhere, the other to nobody: the page says the same until each has signed in."""
    node, known = NetworkFactory(), PersonFactory(first_name="Ondine", last_name="Kervadec", email="connue@exemple.invalid")
    MembershipFactory(person=known)
    client.force_login(coordinator_of(node))
    said = {"role": Role.ROLE_MODEL, "language": "fr"}
    pages = {}
    for email in ("connue@exemple.invalid", "nouvelle@exemple.invalid"):
        answer = client.post("/coordination/equipe/ajouter/", {**said, "email": email}, follow=True)
        pages[email] = client.get(answer.request["PATH_INFO"]).content.decode()
        assert "Ondine" not in pages[email] and "Kervadec" not in pages[email]
    lists = client.get("/coordination/equipe/").content.decode()
    assert "Kervadec" not in lists and "connue@exemple.invalid" in lists
    assert "connue@" not in client.get("/coordination/equipe/?search=kervadec").content.decode()
    one, two = (Membership.objects.get(network=node, person__email=email) for email in pages)
    masked = [pages[one.person.email].replace(one.person.email, "E").replace(one.person.code, "C"),
              pages[two.person.email].replace(two.person.email, "E").replace(two.person.code, "C")]
    assert re.sub(r'value="[A-Za-z0-9]{64}"', "", masked[0]) == re.sub(r'value="[A-Za-z0-9]{64}"', "", masked[1])
    known.last_login = clock.now() + dt.timedelta(seconds=1)
    known.save(update_fields=["last_login"])
    assert "Ondine Kervadec" in client.get("/coordination/equipe/?search=kervadec").content.decode()


def test_who_runs_two_networks_knows_her_already(client: Client) -> None:
    node = NetworkFactory()
    local = NetworkFactory(kind="local", parent=node)
    person, by = PersonFactory(first_name="Nadia", last_name="Benali"), coordinator_of(node)
    MembershipFactory(person=person, network=node)
    given = network.welcome(person.email, network=local, role=Role.ROLE_MODEL, by=by)
    assert given.membership.shown_name == "Nadia Benali"


def test_nobody_looks_at_visits_of_a_network_she_left_and_that_is_not_hers(client: Client, pair: Any) -> None:
    """Her pages tell her visits wherever they were: whom she met elsewhere before stays there."""
    left = GrantFactory(role=Role.ROLE_MODEL, membership__person=pair.person).membership
    network.leave(left, by=None)
    assert client.get(pair.where).status_code == 404
    GrantFactory(network=left.network, role=Role.COORDINATOR, membership=MembershipFactory(network=left.network, person=pair.helper))
    assert client.get(pair.where).status_code == 200
