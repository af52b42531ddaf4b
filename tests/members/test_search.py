"""The search among members: each criterion finds whom it should, and nothing of another network moves it."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from industrielles.kit import clock
from industrielles.members import search
from industrielles.members.search import Search, found_by
from industrielles.network import tasks, verbs
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from tests.factories.engagements import asked, confirmed, told
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, OrganisationFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory, RegionFactory
from tests.factories.pool import BranchFactory, ContributionFactory, RoleModelFactory

pytestmark = pytest.mark.django_db


def names(by: Any, **asked: str) -> list[str]:
    query = QueryDict(mutable=True)
    query.update(asked)
    return sorted(found_by(by, query.urlencode()).values_list("person__first_name", flat=True))


def member(network: Any, first_name: str, role: str = "", **fields: Any) -> Any:
    made = MembershipFactory(network=network, person=PersonFactory(first_name=first_name, last_name="Z"), **fields)
    if role:
        GrantFactory(membership=made, network=network, role=role)
    return made


def profile(network: Any, first_name: str, **fields: Any) -> Any:
    return RoleModelFactory(network=network, membership=member(network, first_name, Role.ROLE_MODEL), **fields)


def test_by_name_and_address_accents_aside(network: Any, coordinator: Any) -> None:
    member(network, "Éléonore")
    member(network, "Paule")
    assert names(coordinator, search="eleonore z") == ["Éléonore"]
    assert names(coordinator, search="elé z introuvable") == []


def test_by_what_the_profile_says(network: Any, coordinator: Any) -> None:
    lille = CommuneFactory(code="59350", name="Lille", search_text=" lille 59000 59350 ")
    profile(network, "Soudeuse", job="Soudeuse", commune=lille, published_on=None)
    profile(network, "Chimiste", job="Chimiste", branch=BranchFactory(code="chimie", name_fr="Chimie"), paused_until=dt.date(2999, 1, 1),
            commune=CommuneFactory(code="59999", name="Loin", latitude=43.3, longitude=5.4))
    member(network, "Sans")
    assert names(coordinator, job="soud") == ["Soudeuse"]
    assert names(coordinator, branch="chimie") == ["Chimiste"]
    assert names(coordinator, town="Lille", km="25") == ["Soudeuse"]
    assert names(coordinator, town="Nullepart") == []
    assert names(coordinator, place="d-59") == names(coordinator, place="r-32") == ["Chimiste", "Soudeuse"]
    assert (names(coordinator, profile="draft"), names(coordinator, profile="paused")) == (["Soudeuse"], ["Chimiste"])
    assert names(coordinator, profile="none", search="sans") == ["Sans"]


def test_who_meets_no_class_is_found_by_what_she_brings(network: Any, coordinator: Any) -> None:
    nord, chimie = CommuneFactory(code="59350").department, BranchFactory(code="chimie", name_fr="Chimie")
    her = member(network, "Discrète")
    pool.contribute(her, job="Soudeuse sous argon", branch=chimie, department=nord, by=her.person)
    gone = member(network, "Partie")
    pool.contribute(gone, job="Soudeuse", branch=chimie, department=nord, by=gone.person)
    verbs.leave(gone, by=gone.person)
    met = profile(network, "Visible", job="Chimiste", commune=CommuneFactory(
        code="33063", department=DepartmentFactory(code="33", region=RegionFactory(code="75", name="Nouvelle-Aquitaine"))))
    pool.contribute(met.membership, job="Soudeuse", department=nord, by=met.person)
    for sought in ({"job": "soud argon"}, {"branch": "chimie"}, {"place": "d-59"}, {"place": "r-32"}, {"job": "chimie", "place": "d-59"}):
        assert names(coordinator, **sought) == ["Discrète"], sought
    assert names(coordinator, job="soud") == ["Discrète"], "a role model is found by her profile, which says it last"
    assert names(coordinator, job="soud", place="d-33") == names(coordinator, job="soud", profile="draft") == []
    assert names(coordinator, job="soud", profile="none") == ["Discrète"]


def test_by_role_organisation_network_and_arrival(network: Any, coordinator: Any) -> None:
    usine, today = OrganisationFactory(network=network, name="Usine Bleue"), clock.today()
    member(network, "Ambre", Role.AMBASSADOR, organisation=usine, started_on=today - dt.timedelta(days=400))
    member(network, "Neuve", started_on=today)
    below = NetworkFactory(parent=network, kind="local", slug="local")
    member(below, "Locale", started_on=today - dt.timedelta(days=100))
    assert names(coordinator, role="ambassador") == names(coordinator, organisation="bleue") == ["Ambre"]
    assert names(coordinator, network="local") == ["Locale"]
    assert names(coordinator, joined="long") == ["Ambre"]
    assert "Neuve" in names(coordinator, joined="new") and "Locale" not in names(coordinator, joined="new")
    assert {"Neuve", "Locale"} <= set(names(coordinator, joined="year"))


def test_by_consent_for_her_network(network: Any, coordinator: Any) -> None:
    one = member(network, "Oui")
    other = member(network, "Ailleurs")
    people.consent(one.person, purpose="media", source="join", network_id=network.pk, by=one.person)
    people.consent(other.person, purpose="media", source="join", network_id=network.pk + 1000, by=other.person)
    assert names(coordinator, consent="media") == ["Oui"]
    assert "Ailleurs" in names(coordinator, consent="no-media") and "Oui" not in names(coordinator, consent="no-media")


def test_what_somebody_merely_added_said_for_all_is_not_read_before_she_comes(network: Any, coordinator: Any) -> None:
    added = member(network, "Zoé", added_at=clock.now(), called="Zoé")
    people.consent(added.person, purpose="news", source="account", by=added.person)
    assert (names(coordinator, consent="news"), "Zoé" in names(coordinator, consent="no-news")) == ([], True)
    Person.objects.filter(pk=added.person_id).update(last_login=clock.now())
    assert (names(coordinator, consent="news"), "Zoé" in names(coordinator, consent="no-news")) == (["Zoé"], False)


def test_by_what_she_did(network: Any, coordinator: Any) -> None:
    visit = confirmed(engagement=asked(network=network)).engagement
    told(visit)
    visit.refresh_from_db()
    GrantFactory(membership=visit.role_model.membership, network=network, role=Role.ROLE_MODEL)
    profile(network, "Jamais")
    mine = [visit.role_model.person.first_name]
    with clock.at(visit.starts_at + dt.timedelta(days=3)):
        assert (names(coordinator, activity="never"), names(coordinator, activity="silent-6")) == (["Jamais"], [])
        assert names(coordinator, activity="year") == mine
    with clock.at(visit.starts_at + dt.timedelta(days=200)):
        assert (names(coordinator, activity="silent-6"), names(coordinator, activity="silent-12")) == (mine, [])


def test_nothing_that_is_not_a_criterion_is_read(network: Any, coordinator: Any) -> None:
    member(network, "Une")
    everybody = names(coordinator)
    for name in ("person__email__startswith", "person__phone", "email", "erased_at", "id"):
        assert names(coordinator, **{name: "x"}) == everybody
    typed = QueryDict("role=ambassador&network=inconnu&person__email=x&sort=phone&page=3")
    assert Search(typed, networks=[network]).query() == "role=ambassador"


def test_of_another_network_nothing_is_found_nor_counted(client: Client, network: Any, coordinator: Any) -> None:
    elsewhere = NetworkFactory()
    RoleModelFactory(network=elsewhere)  # places and branches are no secret
    client.force_login(coordinator)
    tried = ["", "?search=zoe", "?role=role+model", "?activity=never", "?consent=no-news", "?sort=visits", "?place=d-59", "?page=2"]
    before = [client.get(f"/coordination/membres/{one}").content for one in tried]
    for number in range(60):
        RoleModelFactory(network=elsewhere, membership=member(elsewhere, f"Zoé{number}", Role.ROLE_MODEL))
    import re
    token = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"')
    after = [client.get(f"/coordination/membres/{one}").content for one in tried]
    assert [token.sub(b"", one) for one in before] == [token.sub(b"", one) for one in after]


@pytest.mark.parametrize("sort", ["", "new", "visits", "last"])
def test_each_order_is_whole(network: Any, coordinator: Any, sort: str) -> None:
    for number in range(4):
        profile(network, f"P{number}")
    filters = Search(QueryDict(f"sort={sort}"), networks=[network])
    found = filters.ordered(found_by(coordinator, ""))
    assert [one.pk for one in found] == [one.pk for one in filters.ordered(found_by(coordinator, ""))] and len(found) == 5


def test_a_list_costs_the_same_with_one_and_with_three(client: Client, network: Any, coordinator: Any,
                                                      django_assert_max_num_queries: Any) -> None:
    client.force_login(coordinator)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    profile(network, "Une")
    client.get("/coordination/membres/")  # that she read this list is noted once a day
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection, ) as queries:
            assert client.get("/coordination/membres/").status_code == 200
        counts.append(len(queries))
        profile(network, "Deux")
        profile(network, "Trois")
    assert counts[0] == counts[1] < 25


def test_pages_and_what_is_shown(client: Client, network: Any, coordinator: Any) -> None:
    for number in range(52):
        member(network, f"M{number:02}")
    client.force_login(coordinator)
    first = client.get("/coordination/membres/").content.decode()
    assert "Page 1 sur 2" in first and "53" in first
    assert "M51" in client.get("/coordination/membres/?page=2").content.decode()
    assert "Personne avec ces critères" in client.get("/coordination/membres/?search=xyzxyz").content.decode()
    assert "Aucune ville ne s’appelle" in client.get("/coordination/membres/?town=xqzw").content.decode()


def test_whoever_runs_nothing_finds_no_door(client: Client, network: Any) -> None:
    person = PersonFactory()
    GrantFactory(network=network, role=Role.STATISTICIAN, membership__person=person)
    client.force_login(person)
    for address in ("membres/", "membres/exporter/", "membres/vues/", "nouvelles/", "nouvelles/ecrire/"):
        assert client.get(f"/coordination/{address}").status_code == 404


def test_the_umbrella_finds_its_own_members_and_no_other(network: Any) -> None:
    member(network, "Nordiste")
    national = coordinator_of(network.parent)
    assert names(national) == [national.first_name]
    assert search.year_start() <= clock.now()


def test_by_what_she_offers_said_to_this_network_or_to_one_that_goes_on_in_it(network: Any, coordinator: Any) -> None:
    elsewhere, gone = NetworkFactory(), NetworkFactory()
    for first_name, told_to, offers in (("Ici", network, ["visits", "mentoring"]), ("Avant", gone, ["mentoring"]),
                                        ("Ailleurs", elsewhere, ["mentoring"]), ("Autre", network, ["sharing"])):
        ContributionFactory(network=told_to, membership=member(told_to, first_name), offers=offers)
        if told_to == elsewhere:
            MembershipFactory(network=network, person=Person.objects.get(first_name=first_name))
    verbs.merge(gone, into=network)
    tasks.empty_closed()
    assert names(coordinator, offer="mentoring") == ["Avant", "Ici"]
    assert (names(coordinator, offer="sharing"), names(coordinator, offer="leading")) == (["Autre"], [])
