"""Who opened what is sensitive is noted: once a day for one reader and one row, whoever else opens it, however often."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from industrielles.journal import verbs as journal
from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.rights import verbs as rights
from industrielles.rights.acts import in_words
from tests.at_once import at_once
from tests.factories.engagements import asked
from tests.factories.joining import ApplicationFactory
from tests.factories.network import MembershipFactory, NetworkFactory, ReferentFactory, coordinator_of
from tests.factories.people import PersonFactory


def readings() -> list[tuple[str, int]]:
    return list(Entry.objects.exclude(once=None).order_by("pk").values_list("verb", "by_id"))


@pytest.fixture
def here() -> Any:
    class World:
        network = NetworkFactory()

    world = World()
    world.boss, world.member = coordinator_of(world.network), MembershipFactory(network=world.network)
    world.page = f"/coordination/equipe/{world.network.slug}/{world.member.person.code}/"
    world.client = Client()
    world.client.force_login(world.boss)
    return world


@pytest.mark.django_db
def test_the_page_of_a_member_is_noted_once_a_day_and_she_reads_by_whom(here: Any) -> None:
    for _ in range(3):
        assert here.client.get(here.page).status_code == 200
    assert readings() == [("pool.read_member", here.boss.pk)]
    with clock.at(clock.now() + dt.timedelta(days=1)):
        here.client.force_login(here.boss)
        here.client.get(here.page)
    assert len(readings()) == 2
    found = Entry.objects.about(here.member.person).traces()
    assert {str(one.what) for one in in_words(found, None)} == {"ouvre la fiche d’une membre"} and found.count() == 2


@pytest.mark.django_db
def test_lists_with_names_are_noted_once_a_day_whatever_is_searched(here: Any) -> None:
    for path in ("/coordination/membres/", "/coordination/membres/?search=a", "/coordination/equipe/", "/coordination/equipe/?page=2"):
        assert here.client.get(path).status_code == 200, path
    assert readings() == [("members.read_list", here.boss.pk), ("pool.read_team", here.boss.pk)]


@pytest.mark.django_db
def test_a_request_with_its_contact_and_an_organisation_with_its_referents_are_noted(here: Any) -> None:
    visit = asked(network=here.network)
    referent = ReferentFactory(organisation__network=here.network)
    for _twice in range(2):
        assert here.client.get(f"/coordination/demandes/{visit.code}/").status_code == 200
        assert here.client.get(f"/coordination/organismes/{referent.organisation.code}/").status_code == 200
    assert readings() == [("engagements.read_request", here.boss.pk), ("network.read_organisation", here.boss.pk)]


@pytest.mark.django_db
def test_she_reads_on_her_own_page_who_opened_what_is_written_of_her(here: Any) -> None:
    hers = Client()
    hers.force_login(here.member.person)
    assert "Qui a vu mes pages" not in hers.get("/mes-reseaux/").content.decode()
    here.client.get(here.page)
    assert "Qui a vu mes pages" in hers.get("/mes-reseaux/").content.decode()
    page = hers.get("/mes-reseaux/regards/").content.decode()
    assert here.boss.full_name in page and here.network.name in page
    stranger = Client()
    stranger.force_login(PersonFactory())
    assert here.boss.full_name not in stranger.get("/mes-reseaux/regards/").content.decode()


@pytest.mark.django_db
def test_another_reader_and_another_row_are_noted_too_and_oneself_is_not(here: Any) -> None:
    other = coordinator_of(here.network)
    here.client.get(here.page)
    here.client.get(f"/coordination/equipe/{here.network.slug}/{here.boss.code}/")
    here.client.force_login(other)
    here.client.get(here.page)
    here.client.get(f"/coordination/equipe/{here.network.slug}/{here.boss.code}/")
    assert readings() == [("pool.read_member", here.boss.pk), ("pool.read_member", other.pk), ("pool.read_member", other.pk)]


@pytest.mark.django_db
def test_who_may_not_read_leaves_no_reading(here: Any) -> None:
    here.client.force_login(coordinator_of(NetworkFactory()))
    assert here.client.get(here.page).status_code == 404
    assert readings() == []


@pytest.mark.django_db
def test_a_demand_and_a_newcomer_are_noted(here: Any) -> None:
    asked = rights.demand(here.member.person, kind="rectification", key=uuid.uuid4(), words="Mon nom")
    came = ApplicationFactory(network=here.network, status="waiting", confirmed_at=clock.now())
    for page in (f"/coordination/donnees/{asked.code}/", f"/coordination/accueil/{came.code}/"):
        assert here.client.get(page).status_code == 200, page
    assert [verb for verb, _ in readings()] == ["rights.read_demand", "joining.read_newcomer"]


@pytest.mark.django_db
def test_readings_are_traces_and_go_after_a_year(here: Any) -> None:
    here.client.get(here.page)
    read = Entry.objects.exclude(once=None)
    assert list(read) == list(read.traces()) and not read.acts().exists()


@pytest.mark.django_db(transaction=True)
def test_opened_four_times_in_one_instant_is_noted_once() -> None:
    reader, read = PersonFactory(), MembershipFactory()
    now = clock.now()

    def note() -> None:
        with clock.at(now):
            journal.note_reading("pool.read_member", read, by=reader)

    at_once(*[note] * 4)
    assert len(readings()) == 1
    at_once(*[lambda: journal.write("pool.read_member", read, by=reader)] * 4)  # without the key: four rows
    assert Entry.objects.filter(verb="pool.read_member", once=None).count() == 4
