"""Where an ambassador is missing: counts for the umbrella, names of her networks only for everybody; candidates with their reasons."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.letters.models import Letter
from industrielles.places.models import IndustryTerritory
from industrielles.pool import coverage
from industrielles.pool.models import Ambassador
from tests.factories import engagements as visits
from tests.factories.network import NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory, SchoolFactory
from tests.factories.pool import AmbassadorFactory, ContributionFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
MAP = "/coordination/couverture/"


@pytest.fixture
def north(client: Client) -> SimpleNamespace:
    """Nord led by its network, Pas-de-Calais by nobody; a role model there in hers, one in another network."""
    lille = CommuneFactory(code="59350", name="Lille")
    arras = CommuneFactory(code="62041", name="Arras", department=DepartmentFactory(code="62", name="Pas-de-Calais"))
    node = NetworkFactory(departments=[lille.department, arras.department])
    other = NetworkFactory(departments=[arras.department])
    her = coordinator_of(node)
    charge = AmbassadorFactory(network=node, departments=[lille.department])
    mine = RoleModelFactory(network=node, commune=arras, membership__person=PersonFactory(first_name="Inès", last_name="Picard"))
    theirs = RoleModelFactory(network=other, commune=arras, membership__person=PersonFactory(first_name="Secrète", last_name="Voisine"))
    client.force_login(her)
    return SimpleNamespace(network=node, by=her, charge=charge, mine=mine, theirs=theirs, lille=lille, arras=arras)


def test_a_coordinator_sees_her_departments_and_her_people_only(client: Client, north: SimpleNamespace) -> None:
    found = coverage.covered(north.by)
    assert ([one.pk for one in found.wanted], [one.pk for one in found.missing]) == (["59", "62"], ["62"])
    page = client.get(MAP).content.decode()
    assert f"{MAP}62/" in page and f"{MAP}59/" not in page
    assert "scale(" in str(coverage.figure(found).svg), "the map comes close to her departments"
    there = client.get(f"{MAP}62/").content.decode()
    assert "Inès Picard" in there and "Voisine" not in there
    assert client.get(f"{MAP}974/").status_code == 404


def test_the_umbrella_counts_everybody_and_names_nobody_it_does_not_run(north: SimpleNamespace) -> None:
    national = Client()
    national.force_login(coordinator_of(umbrella()))
    found = coverage.covered(coordinator_of(umbrella()))
    assert found.everywhere and found.led == {"59": 1}
    there = national.get(f"{MAP}62/").content.decode()
    assert "Picard" not in there and "Voisine" not in there
    assert "2 rôles modèles d’autres réseaux" in there


def test_an_academy_covers_its_departments_and_an_industry_territory_a_part(north: SimpleNamespace) -> None:
    part = IndustryTerritory.objects.create(code="ti-1", name="Artois")
    part.communes.add(north.arras)
    north.charge.territories.set([part])
    found = coverage.covered(north.by)
    assert (found.led.get("62"), found.partly) == (None, {"62": 1})
    north.charge.departments.clear()
    north.charge.academies.set([north.lille.department.academy])
    assert coverage.covered(north.by).led.get("59") == 1
    assert coverage.in_words([Ambassador.objects.of(north.charge.person).with_territory().get()])[north.charge.pk].endswith("Artois")


def test_who_visits_comes_first_with_her_reasons_and_is_named_in_one_click(client: Client, north: SimpleNamespace) -> None:
    RoleModelFactory(network=north.network, commune=north.arras)
    school = SchoolFactory(uai="0620001A", commune=north.arras, department=north.arras.department)
    visit = visits.confirmed(network=north.network, school=school)
    visit.engagement.role_model = north.mine
    visit.engagement.save()
    visits.told(visit.engagement)
    best = coverage.candidates(north.by, north.arras.department)
    assert best[0].membership == north.mine.membership
    assert len(best[0].reasons) >= 1 < len(best)
    for _ in range(2):
        answer = client.post(f"{MAP}62/nommer/", {"network": north.network.slug, "person": north.mine.person.code})
        assert answer.status_code == 302
    charge = Ambassador.objects.get(membership=north.mine.membership)
    assert [one.pk for one in charge.departments.all()] == ["62"]
    assert Letter.objects.filter(address=north.mine.person.email, template="network/letters/welcome").count() == 1
    named = {"network": north.theirs.network.slug, "person": north.theirs.person.code}
    assert client.post(f"{MAP}62/nommer/", named).status_code == 404


def test_who_offered_to_lead_and_meets_no_class_is_a_candidate(client: Client, north: SimpleNamespace) -> None:
    where = north.arras.department
    keen = ContributionFactory(network=north.network, department=where, offers=["leading"], job="")
    for other in ({"offers": ["mentoring"], "department": where}, {"offers": ["leading"], "department": north.lille.department}):
        ContributionFactory(network=north.network, **other)
    ContributionFactory(network=north.theirs.network, department=where, offers=["leading"])
    found = coverage.candidates(north.by, where)
    assert [one.membership for one in found] == [keen.membership, north.mine.membership], "who wished to goes first"
    assert "proposé" in found[0].reasons[0] and keen.membership.person.full_name in client.get(f"{MAP}62/").content.decode()
    sent = {"network": north.network.slug, "person": keen.membership.person.code}
    assert client.post(f"{MAP}62/nommer/", sent).status_code == 302
    assert keen.membership not in [one.membership for one in coverage.candidates(north.by, where)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_few_questions(client: Client, north: SimpleNamespace, count: int) -> None:
    for _ in range(count):
        RoleModelFactory(network=north.network, commune=north.arras)
        AmbassadorFactory(network=north.network, departments=[north.lille.department])
    for address in (MAP, f"{MAP}62/", "/coordination/ambassadrices/", f"{MAP}fichier/"):
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        assert len(questions) < 30, address
        assert len(questions) == SEEN.setdefault(address, len(questions)), address


SEEN: dict[str, int] = {}


def test_who_runs_nothing_sees_no_coverage(north: SimpleNamespace) -> None:
    stranger = Client()
    stranger.force_login(north.charge.person)
    for address in (MAP, f"{MAP}62/", f"{MAP}fichier/", "/coordination/ambassadrices/"):
        assert stranger.get(address).status_code == 404
