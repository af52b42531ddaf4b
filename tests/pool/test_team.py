"""The team of a network: its pages, what each act leaves, and what stays out of reach."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import verbs as network
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.pool import verbs as pool
from industrielles.pool.models import Ambassador, RoleModel
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory
from tests.factories.pool import BranchFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
TEAM = "/coordination/equipe/"


@pytest.fixture
def here(client: Client) -> SimpleNamespace:
    """A network, its coordinator signed in, a member, and another network."""
    node = NetworkFactory()
    her = coordinator_of(node, first_name="Hélène", last_name="Vasseur")
    client.force_login(her)
    member = MembershipFactory(network=node, person=PersonFactory(first_name="Zoé", last_name="Kessler"))
    DepartmentFactory(code="59", name="Nord")
    return SimpleNamespace(network=node, coordinator=her, member=member, where=f"{TEAM}{node.slug}/{member.person.code}/")


def roles(member: Membership) -> set[str]:
    return set(member.grants.current().values_list("role", flat=True))


def test_welcome_adds_somebody_once_and_tells_her(client: Client, here: SimpleNamespace) -> None:
    said = {"email": "nora@exemple.invalid", "first_name": "Nora", "last_name": "Tran", "language": "fr", "role": Role.ROLE_MODEL.value}
    answers = [client.post(f"{TEAM}ajouter/", said) for _ in range(2)]
    member = Membership.objects.get(person__email="nora@exemple.invalid")
    assert {answer.headers["Location"] for answer in answers} == {f"{TEAM}{here.network.slug}/{member.person.code}/"}
    assert roles(member) == {Role.ROLE_MODEL}
    assert Letter.objects.filter(address="nora@exemple.invalid").count() == 1
    assert Entry.objects.filter(verb="network.grant", by_id=here.coordinator.pk).count() == 1


def test_an_ambassador_comes_with_her_departments(client: Client, here: SimpleNamespace) -> None:
    said = {"email": "amb@exemple.invalid", "language": "fr", "role": Role.AMBASSADOR.value, "departments": ""}
    assert client.post(f"{TEAM}ajouter/", said).status_code == 422
    assert not Membership.objects.filter(person__email="amb@exemple.invalid").exists()
    for _ in range(2):
        client.post(f"{TEAM}ajouter/", {**said, "departments": "nord"})
    charge = Ambassador.objects.get()
    assert [one.pk for one in charge.departments.all()] == ["59"]
    assert Entry.objects.filter(verb="pool.appoint").count() == 1


def test_welcome_gives_no_role_above_hers_and_none_elsewhere(client: Client, here: SimpleNamespace) -> None:
    said = {"email": "x@exemple.invalid", "language": "fr"}
    other = NetworkFactory()
    NetworkFactory(parent=here.network, kind="local")
    for change in ({"role": Role.UMBRELLA_COORDINATOR.value, "network": here.network.slug}, {"role": "member", "network": other.slug}):
        assert client.post(f"{TEAM}ajouter/", {**said, **change}).status_code == 422
    with pytest.raises(Refused):
        pool.welcome(other, email="x@exemple.invalid", role=Role.MEMBER, by=here.coordinator)
    assert not Membership.objects.filter(person__email="x@exemple.invalid").exists()


def test_the_team_is_found_by_name_role_and_state(client: Client, here: SimpleNamespace) -> None:
    GrantFactory(network=here.network, role=Role.STATISTICIAN, membership__person=PersonFactory(first_name="Inès", last_name="Caron"))
    network.leave(MembershipFactory(network=here.network, person=PersonFactory(first_name="Agathe", last_name="Perrin")))
    MembershipFactory(person=PersonFactory(first_name="Rokia", last_name="Faure"))

    def named(query: str) -> set[str]:
        text = client.get(f"{TEAM}?{query}").content.decode()
        return {name for name in ("Vasseur", "Kessler", "Caron", "Perrin", "Faure") if name in text}

    assert named("") == {"Vasseur", "Kessler", "Caron"}
    assert named("search=zoe KESS") == {"Kessler"}
    assert named("search=ines@") == named("search=inès") == {"Caron"}
    assert named("role=statistician") == {"Caron"}
    assert named("state=gone") == {"Perrin"}
    assert named("search=faure") == set()


def test_give_and_take_a_role(client: Client, here: SimpleNamespace) -> None:
    for _ in range(2):
        client.post(here.where, {"role": Role.STATISTICIAN.value})
    assert roles(here.member) == {Role.STATISTICIAN}
    assert Letter.objects.filter(address=here.member.person.email).count() == 1
    for _ in range(2):
        assert client.post(f"{here.where}retirer/", {"role": Role.STATISTICIAN.value}).status_code == 302
    assert roles(here.member) == set()
    assert Entry.objects.filter(verb="network.revoke", by_id=here.coordinator.pk).count() == 1
    assert "Rôles passés" in client.get(here.where).content.decode()


def test_take_ends_the_profile_and_the_charge_that_came_with_the_role(here: SimpleNamespace) -> None:
    role_model = RoleModelFactory(network=here.network, membership=here.member)
    network.grant(here.member, role=Role.ROLE_MODEL)
    charge = pool.appoint(here.member, departments=[DepartmentFactory(code="59")])
    for one in list(here.member.grants.current()):
        pool.take(one, by=here.coordinator)
    role_model.refresh_from_db()
    charge.refresh_from_db()
    assert role_model.ended_on and charge.ended_on and role_model.published_on is None
    with pytest.raises(Refused):
        pool.take(GrantFactory(role=Role.MEMBER), by=here.coordinator)


def test_part_ends_membership_roles_profile_and_charge(client: Client, here: SimpleNamespace) -> None:
    role_model = RoleModelFactory(network=here.network, membership=here.member)
    pool.give(here.member, role=Role.AMBASSADOR, departments=[DepartmentFactory(code="59")], by=here.coordinator)
    for _ in range(2):
        client.post(f"{here.where}fin/")
    for row in (here.member, role_model):
        row.refresh_from_db()
        assert row.ended_on
    assert not Ambassador.objects.current().exists() and roles(here.member) == set()
    assert client.get(f"/professionnelles/{role_model.code}/").status_code == 410
    assert Entry.objects.filter(verb="network.leave").count() == 1
    assert "L’ajouter de nouveau" in client.get(here.where).content.decode()


def test_role_models_are_entrusted_and_taken_back(client: Client, here: SimpleNamespace) -> None:
    commune = CommuneFactory(code="59350", name="Lille")
    hers = [RoleModelFactory(network=here.network, commune=commune) for _ in range(2)]
    theirs = RoleModelFactory(commune=commune)
    charge = pool.appoint(here.member, departments=[commune.department], by=here.coordinator)
    for _ in range(2):
        client.post(f"{here.where}confier/", {"role_model": [one.code for one in (*hers, theirs)]})
    assert set(RoleModel.objects.filter(ambassador=charge)) == set(hers)
    assert Entry.objects.filter(verb="pool.entrust").count() == 2
    client.post(f"{here.where}reprendre/", {"role_model": hers[0].code})
    assert set(RoleModel.objects.filter(ambassador=charge)) == {hers[1]}
    with pytest.raises(Refused):
        pool.entrust_all(charge, role_models=[theirs], by=here.coordinator)


def test_the_departments_of_an_ambassador_change(client: Client, here: SimpleNamespace) -> None:
    pool.appoint(here.member, departments=[DepartmentFactory(code="59")])
    DepartmentFactory(code="62", name="Pas-de-Calais")
    assert client.post(f"{here.where}territoire/", {"departments": "62, nulle part"}).status_code == 422
    client.post(f"{here.where}territoire/", {"departments": "62 59"})
    assert [one.pk for one in Ambassador.objects.get().departments.order_by("pk")] == ["59", "62"]


def test_another_network_s_member_is_not_there(client: Client, here: SimpleNamespace) -> None:
    theirs = MembershipFactory(person=here.member.person)
    where = f"{TEAM}{theirs.network.slug}/{theirs.person.code}/"
    for path in ("", "retirer/", "territoire/", "confier/", "reprendre/", "fin/"):
        assert client.post(f"{where}{path}", {"role": "member"}).status_code == 404
    assert client.get(where).status_code == 404
    assert client.get(f"{TEAM}{here.network.slug}/nobody/").status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ROLE_MODEL, Role.AMBASSADOR, Role.STATISTICIAN])
def test_who_runs_nothing_has_no_team(client: Client, here: SimpleNamespace, role: str) -> None:
    client.force_login(GrantFactory(network=here.network, role=role).membership.person)
    for path in (TEAM, f"{TEAM}ajouter/", here.where):
        assert client.get(path).status_code == 404


def test_a_coordinator_gives_herself_nothing_and_may_lay_her_role_down(client: Client, here: SimpleNamespace) -> None:
    mine = f"{TEAM}{here.network.slug}/{here.coordinator.code}/"
    assert client.post(mine, {"role": Role.STATISTICIAN.value}).status_code == 422
    answer = client.post(f"{mine}retirer/", {"role": Role.COORDINATOR.value})
    assert answer.headers["Location"] == "/mon-espace/"
    assert client.get(TEAM).status_code == 404


def test_the_last_coordinator_of_the_umbrella_stays(client: Client) -> None:
    her = coordinator_of(umbrella())
    client.force_login(her)
    where = f"{TEAM}{umbrella().slug}/{her.code}/"
    for path, said in (("retirer/", {"role": Role.UMBRELLA_COORDINATOR.value}), ("fin/", {})):
        answer = client.post(f"{where}{path}", said, follow=True)
        assert "la dernière" in answer.content.decode()
    assert client.get(TEAM).status_code == 200


def test_pages_ask_as_much_for_one_member_as_for_three(client: Client, here: SimpleNamespace) -> None:
    def questions(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    commune = CommuneFactory(code="59350")
    pool.appoint(here.member, departments=[commune.department])

    def fill() -> None:
        GrantFactory(network=here.network, role=Role.MEMBER)
        one, _ = (RoleModelFactory(network=here.network, commune=commune) for _ in range(2))
        pool.entrust(one, ambassador=Ambassador.objects.get())

    fill()
    for path in (TEAM, here.where):
        client.get(path)  # that she read this page is noted once a day
    before = [questions(path) for path in (TEAM, f"{TEAM}?search=a", here.where)]
    fill(), fill()
    assert [questions(path) for path in (TEAM, f"{TEAM}?search=a", here.where)] == before
    assert max(before) <= 44


def test_a_member_given_the_role_makes_her_profile_and_publishes_it(client: Client, here: SimpleNamespace) -> None:
    her = here.member.person
    second = MembershipFactory(person=her)
    BranchFactory()
    commune = CommuneFactory(code="59350", name="Lille")
    pool.give(second, role=Role.ROLE_MODEL, by=None)
    client.force_login(her)
    assert "Créer mon profil" in client.get("/mon-espace/").content.decode()
    assert second.network.name in client.get("/mon-profil/").content.decode()
    client.post("/mon-profil/", {"job": "Soudeuse", "branch": "automobile", "level": "cap", "town": "Lille", "commune": commune.pk})
    made = RoleModel.objects.get(person=her)
    assert made.membership == second
    client.post(f"/mon-profil/{made.code}/publier/")
    assert client.get(f"/professionnelles/{made.code}/").status_code == 200
    assert "Créer mon profil" not in client.get("/mon-espace/").content.decode()


def test_a_member_without_a_role_may_offer_and_a_stranger_reads_of_neither(client: Client, here: SimpleNamespace) -> None:
    client.force_login(here.member.person)
    assert "Devenir rôle modèle" in client.get("/mon-espace/").content.decode()
    client.force_login(PersonFactory())
    page = client.get("/mon-espace/").content.decode()
    assert "Devenir rôle modèle" not in page and "Créer mon profil" not in page


def test_she_leaves_a_network_herself(client: Client, here: SimpleNamespace) -> None:
    role_model = RoleModelFactory(network=here.network, membership=here.member)
    client.force_login(here.member.person)
    assert here.network.name in client.get("/mes-reseaux/").content.decode()
    client.post("/mes-reseaux/quitter/", {"network": NetworkFactory().slug})
    for _ in range(2):
        client.post("/mes-reseaux/quitter/", {"network": here.network.slug})
    here.member.refresh_from_db()
    role_model.refresh_from_db()
    assert here.member.ended_on and role_model.ended_on
    assert "membre d’aucun réseau" in client.get("/mes-reseaux/").content.decode()


def test_an_erased_member_is_shown_without_a_name(client: Client, here: SimpleNamespace) -> None:
    from industrielles.people import verbs as people

    people.erase(here.member.person, by=here.member.person)
    assert "compte effacé" in client.get(f"{TEAM}?state=gone").content.decode()
    assert "Compte effacé" in client.get(here.where).content.decode()
