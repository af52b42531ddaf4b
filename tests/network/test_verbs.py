"""Networks, memberships and roles."""
from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Lineage
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.roles import Role
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, OrganisationFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import DepartmentFactory

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)


def ancestors(node: Network) -> set[int]:
    return set(Lineage.objects.filter(node=node.pk).values_list("ancestor", flat=True))


def test_found_places_a_network_in_the_tree_and_in_the_ledger() -> None:
    top, nord = umbrella(), DepartmentFactory()
    made = network.found("Verr'Elles", kind="network", parent=top, contact_email="v@exemple.fr", departments=[nord], by=coordinator_of(top))
    local = network.found("Verr'Elles Arques", kind="local", parent=made, contact_email="a@exemple.fr", by=coordinator_of(made))
    assert (made.path, local.path) == (f"{top.pk}.{made.pk}.", f"{top.pk}.{made.pk}.{local.pk}.")
    assert made.slug == "verrelles"
    assert list(made.departments.all()) == [nord]
    assert ancestors(local) == {top.pk, made.pk, local.pk}
    assert Entry.objects.filter(verb="network.found", subject_key=str(local.pk)).count() == 1


def test_found_refuses_a_second_umbrella_an_orphan_a_closed_parent_and_a_taken_address() -> None:
    top = umbrella()
    closed = NetworkFactory()
    Network.objects.filter(pk=closed.pk).update(closed_on=clock.today())
    closed.refresh_from_db()
    for fields in ({"kind": "umbrella"}, {"kind": "network"}, {"kind": "umbrella", "parent": top}, {"kind": "local", "parent": closed},
                   {"kind": "network", "parent": top, "slug": closed.slug}):
        with pytest.raises(Refused):
            network.found("Autre", contact_email="x@exemple.fr", **fields)


def test_found_is_for_who_runs_what_is_above() -> None:
    a, b = NetworkFactory(), NetworkFactory()
    with pytest.raises(Refused):
        network.found("Locale", kind="local", parent=b, contact_email="x@exemple.fr", by=coordinator_of(a))
    with pytest.raises(Refused):
        network.found("Réseau", kind="network", parent=umbrella(), contact_email="x@exemple.fr", by=coordinator_of(a))


def test_move_takes_all_that_is_below_along() -> None:
    top, a, b = umbrella(), NetworkFactory(), NetworkFactory()
    local = NetworkFactory(kind="local", parent=a)
    network.move(a, parent=b, by=coordinator_of(top))
    local.refresh_from_db()
    assert local.path == f"{top.pk}.{b.pk}.{a.pk}.{local.pk}."
    assert ancestors(local) == {top.pk, b.pk, a.pk, local.pk}


def test_move_refuses_a_loop_the_umbrella_and_strangers() -> None:
    top, a = umbrella(), NetworkFactory()
    local = NetworkFactory(kind="local", parent=a)
    for moved, parent, by in ((a, local, None), (a, a, None), (top, a, None), (local, top, coordinator_of(a))):
        with pytest.raises(Refused):
            network.move(moved, parent=parent, by=by)


def test_join_makes_one_membership() -> None:
    a, person = NetworkFactory(), PersonFactory()
    by = coordinator_of(a)
    first = network.join(person, network=a, organisation=OrganisationFactory(network=a), by=by)
    assert network.join(person, network=a, by=by) == first
    assert Entry.objects.filter(verb="network.join", by_id=by.pk).count() == 1


def test_join_refuses_another_network_s_coordinator_and_organisation() -> None:
    a, b = NetworkFactory(), NetworkFactory()
    with pytest.raises(Refused):
        network.join(PersonFactory(), network=a, by=coordinator_of(b))
    with pytest.raises(Refused):
        network.join(PersonFactory(), network=a, organisation=OrganisationFactory(network=b))


def test_leave_ends_the_roles_and_leaves_the_past() -> None:
    with clock.at(MORNING):
        membership = MembershipFactory()
        grant = network.grant(membership, role=Role.ROLE_MODEL)
    with clock.at(MORNING + dt.timedelta(days=30)):
        network.leave(membership, by=membership.person)
    grant.refresh_from_db()
    assert grant.ended_on == dt.date(2026, 10, 31)
    assert Membership.objects.on(dt.date(2026, 10, 15)).people() == 1
    assert Membership.objects.on(dt.date(2026, 10, 31)).people() == 0
    again = network.join(membership.person, network=membership.network)
    assert again != membership


def test_leave_is_for_herself_or_who_runs_the_network() -> None:
    membership = MembershipFactory()
    with pytest.raises(Refused):
        network.leave(membership, by=coordinator_of(NetworkFactory()))
    with pytest.raises(Refused):
        network.leave(membership, by=MembershipFactory(network=membership.network).person)


# Who may give which role, where: (giver's role, where she holds it, role given, where) -> allowed.
GIVING = [
    (Role.COORDINATOR, "a", Role.AMBASSADOR, "a", True),
    (Role.COORDINATOR, "a", Role.COORDINATOR, "a", True),
    (Role.COORDINATOR, "a", Role.COORDINATOR, "a local", True),
    (Role.COORDINATOR, "a", Role.STATISTICIAN, "b", False),
    (Role.COORDINATOR, "a local", Role.AMBASSADOR, "a", False),
    (Role.COORDINATOR, "a", Role.UMBRELLA_COORDINATOR, "umbrella", False),
    (Role.COORDINATOR, "a", Role.STATISTICIAN, "umbrella", False),
    (Role.UMBRELLA_COORDINATOR, "umbrella", Role.UMBRELLA_COORDINATOR, "umbrella", True),
    (Role.UMBRELLA_COORDINATOR, "umbrella", Role.COORDINATOR, "a", True),
    (Role.UMBRELLA_COORDINATOR, "umbrella", Role.AMBASSADOR, "a", False),
    (Role.UMBRELLA_COORDINATOR, "umbrella", Role.COORDINATOR, "umbrella", False),
    (Role.STATISTICIAN, "a", Role.STATISTICIAN, "a", False),
    (Role.AMBASSADOR, "a", Role.ROLE_MODEL, "a", False),
    (Role.MEMBER, "a", Role.MEMBER, "a", False),
]


@pytest.mark.parametrize(("held", "there", "given", "where", "allowed"), GIVING)
def test_grant_keeps_to_the_giver_s_right(held: str, there: str, given: str, where: str, allowed: bool) -> None:
    a = NetworkFactory()
    nodes = {"umbrella": umbrella(), "a": a, "a local": NetworkFactory(kind="local", parent=a), "b": NetworkFactory()}
    giver = GrantFactory(role=held, network=nodes[there]).membership.person
    membership = MembershipFactory(network=nodes[where])
    if allowed:
        assert network.grant(membership, role=given, by=giver).granted_by == giver
    else:
        with pytest.raises(Refused):
            network.grant(membership, role=given, by=giver)
        assert not membership.grants.exists()


def test_nobody_names_herself_except_as_a_role_model() -> None:
    grant = GrantFactory(role=Role.COORDINATOR)
    her = grant.membership.person
    with pytest.raises(Refused):
        network.grant(grant.membership, role=Role.STATISTICIAN, by=her)
    assert network.grant(grant.membership, role=Role.ROLE_MODEL, by=her).role == Role.ROLE_MODEL


def test_grant_refuses_a_former_member_and_a_coordinator_of_the_umbrella() -> None:
    membership = MembershipFactory()
    network.leave(membership)
    for gone, role in ((membership, Role.AMBASSADOR), (MembershipFactory(), Role.UMBRELLA_COORDINATOR),
                       (MembershipFactory(network=umbrella()), Role.COORDINATOR)):
        with pytest.raises(Refused):
            network.grant(gone, role=role)


def test_grant_twice_is_once_and_revoke_ends_it() -> None:
    a = NetworkFactory()
    by, membership = coordinator_of(a), MembershipFactory(network=a)
    grant = network.grant(membership, role=Role.AMBASSADOR, by=by)
    assert network.grant(membership, role=Role.AMBASSADOR, by=by) == grant
    network.revoke(grant, by=by)
    assert not membership.grants.current().exists()
    assert network.grant(membership, role=Role.AMBASSADOR, by=by) != grant
    assert Entry.objects.filter(verb="network.revoke", subject_key=str(grant.pk)).count() == 1


def test_revoke_is_refused_to_strangers_and_for_the_last_coordinator_of_the_umbrella() -> None:
    grant = GrantFactory(role=Role.AMBASSADOR)
    with pytest.raises(Refused):
        network.revoke(grant, by=coordinator_of(NetworkFactory()))
    her = coordinator_of(umbrella())
    last = Grant.objects.get(membership__person=her)
    with pytest.raises(Refused):
        network.revoke(last, by=her)
    coordinator_of(umbrella())
    assert network.revoke(last, by=her).ended_on


def test_a_role_ends_with_the_request_after_it() -> None:
    a = NetworkFactory()
    her = coordinator_of(a)
    assert list(Network.objects.run_by(her)) == [a]
    network.revoke(Grant.objects.get(membership__person=her))
    assert list(Network.objects.run_by(her)) == []


def test_forget_ends_everything_and_changes_no_past_count() -> None:
    with clock.at(MORNING):
        person = PersonFactory()
        for _ in range(2):
            membership = MembershipFactory(person=person)
            network.grant(membership, role=Role.AMBASSADOR)
    day = dt.date(2026, 10, 20)
    before = (Membership.objects.on(day).people(), Grant.objects.holding(Role.AMBASSADOR).on(day).people())
    with clock.at(MORNING + dt.timedelta(days=40)):
        network.forget(person)
    assert (Membership.objects.on(day).people(), Grant.objects.holding(Role.AMBASSADOR).on(day).people()) == before == (1, 1)
    assert not Membership.objects.current().filter(person=person).exists()


def test_counts_of_a_network_hold_those_below_each_person_once() -> None:
    a = NetworkFactory()
    local = NetworkFactory(kind="local", parent=a)
    person = PersonFactory()
    MembershipFactory(network=a, person=person)
    MembershipFactory(network=local, person=person)
    MembershipFactory(network=NetworkFactory())
    today = clock.today()
    assert Membership.objects.under(a).on(today).people() == 1
    assert Membership.objects.under(local).on(today).people() == 1
    assert Membership.objects.under(umbrella()).on(today).people() == 2


def test_a_coordinator_runs_her_network_and_below_the_umbrella_s_runs_the_umbrella() -> None:
    top, a, b = umbrella(), NetworkFactory(), NetworkFactory()
    local = NetworkFactory(kind="local", parent=a)
    statistician = GrantFactory(role=Role.STATISTICIAN, network=a).membership.person
    assert set(Network.objects.run_by(coordinator_of(a))) == {a, local}
    assert set(Network.objects.run_by(coordinator_of(top))) == {top}
    assert set(Network.objects.run_by(statistician)) == set()
    assert set(Network.objects.counted_for(statistician)) == {a, local}
    assert {b, top}.isdisjoint(Network.objects.counted_for(coordinator_of(a)))


def test_the_database_holds_one_umbrella_and_one_current_membership() -> None:
    membership = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(person=membership.person, network=membership.network)
    umbrella()
    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.create(name="x", slug="x", kind="umbrella", path="x", contact_email="x@exemple.fr")
