"""A network closes, or goes on in another: people and what is under way follow, what was counted stays to the byte."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from industrielles.engagements import checkup as visits_checkup
from industrielles.engagements import tasks as visits_tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Partner
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger import checkup
from industrielles.ledger.models import Entry, OrganiserMember, OrganiserSet
from industrielles.letters.models import Letter
from industrielles.network import tasks
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network, Organisation
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.models import Consent
from industrielles.pool import verbs as pool
from industrielles.pool.models import Ambassador, RoleModel
from tests.factories import engagements as visits
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, OrganisationFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory
from tests.factories.pool import AmbassadorFactory, OffDaysFactory, RoleModelFactory

pytestmark = pytest.mark.django_db
# What becomes of each table that belongs to a network when the network goes on in another. A new one must be given a line: "stays" (what
# is over, or what ends with it), or the verb by which it follows.
FOLLOWS = {
    "network.Membership": "carry", "network.Grant": "carry", "network.Organisation": "merge", "network.Referent": "merge",
    "network.LogoRelease": "merge", "pool.RoleModel": "carry", "pool.Ambassador": "carry", "pool.OffDays": "carry",
    "engagements.Engagement": "succeed", "engagements.Partner": "succeed", "engagements.Lending": "succeed",
    "engagements.Invitation": "carry", "people.Consent": "carry", "network.Declaration": "carry",
    "joining.Application": "succeed", "joining.Link": "succeed", "joining.Frame": "succeed", "joining.Batch": "succeed",
    "joining.Merge": "succeed", "members.Issue": "succeed", "members.SavedView": "succeed", "members.Subscription": "let_go",
    "rights.Demand": "succeed", "mentoring.Programme": "succeed", "mentoring.Group": "succeed", "mentoring.Mentee": "succeed",
    "mentoring.Mentor": "succeed", "mentoring.Pair": "succeed", "mentoring.Scenario": "succeed", "mentoring.Match": "succeed",
    "mentoring.Choice": "succeed", "safeguarding.Authorisation": "succeed", "safeguarding.Ban": "succeed",
    "safeguarding.Recognition": "succeed", "safeguarding.Clearance": "succeed", "safeguarding.Report": "succeed",
}
STAYS = {  # what is over, what was done, and what is known of the network itself
    "network.Network", "network.Decision", "network.Look", "network.Proposal", "members.Export", "members.Recipient", "journal.Entry",
    "letters.Letter", "letters.Refusal",
}


@pytest.fixture
def full() -> Any:
    """A network with everything in it, and the one in which it goes on."""
    class World:
        a, b = NetworkFactory(name="Aciéries", departments=[DepartmentFactory(code="59")]), NetworkFactory(name="Bobines")

    world = World()
    commune = CommuneFactory(code="59350")
    world.boss, world.other_boss = coordinator_of(world.a), coordinator_of(world.b)
    world.role_model = RoleModelFactory(network=world.a, commune=commune)
    GrantFactory(network=world.a, role=Role.ROLE_MODEL, membership=world.role_model.membership)
    people.consent(world.role_model.person, purpose="directory", source="profile", network_id=world.a.pk)
    world.off = OffDaysFactory(role_model=world.role_model, starts_on=clock.today() + dt.timedelta(days=90),
                               ends_on=clock.today() + dt.timedelta(days=95))
    world.charge = AmbassadorFactory(network=world.a, departments=[commune.department])
    GrantFactory(network=world.a, role=Role.AMBASSADOR, membership=world.charge.membership)
    pool.entrust(world.role_model, ambassador=world.charge)
    world.usine = OrganisationFactory(network=world.a, name="Usine de Douai")
    Membership.objects.filter(pk=world.role_model.membership_id).update(organisation=world.usine)
    return world


def merged(world: Any) -> None:
    network.merge(world.a, into=world.b)
    assert tasks.empty_closed() > 0 == tasks.empty_closed()
    world.a.refresh_from_db(), world.b.refresh_from_db()


def test_every_table_of_a_network_says_what_becomes_of_it() -> None:
    linked = {model._meta.label for model in apps.get_models() for one in [*model._meta.concrete_fields, *model._meta.many_to_many]
              if one.related_model is Network or one.name == "network_id"}
    followed_by_their_parent = {label for label in linked if label.startswith("pool.")}  # pool.verbs.carry takes all that names her profile
    assert linked - set(FOLLOWS) - STAYS - followed_by_their_parent == set()
    assert (set(FOLLOWS) | STAYS) - linked - {"network.Network"} == set()


def test_merge_moves_people_with_what_they_offer_and_their_public_address(full: Any) -> None:
    code, person = full.role_model.code, full.role_model.person
    pool.publish(full.role_model, by=person)
    merged(full)
    now = RoleModel.objects.get(code=code)
    assert (now.network, now.person, now.is_public, now.membership.network) == (full.b, person, True, full.b)
    assert now.ambassador.person == full.charge.person and now.ambassador.network == full.b
    assert now.off_days.get().network == full.b
    assert now.membership.organisation.name == "Usine de Douai" and now.membership.organisation.network == full.b
    assert Consent.objects.filter(person=person, network_id=full.b.pk, withdrawn_at=None, purpose="directory").exists()
    old = RoleModel.objects.exclude(code=code).get(person=person)
    assert (old.network, old.ended_on, old.published_on) == (full.a, clock.today(), None)
    assert Client().get(f"/professionnelles/{code}/").status_code == 200
    assert not Membership.objects.current_in(full.a).exists()
    assert {one.role for one in Grant.objects.current().filter(network=full.b)} == {Role.COORDINATOR, Role.ROLE_MODEL, Role.AMBASSADOR}


def test_a_right_over_people_never_moves_by_itself(full: Any) -> None:
    merged(full)
    assert set(Network.objects.run_by(full.boss)) == set()
    assert set(Network.objects.run_by(full.other_boss)) == {full.a, full.b}
    letter = Letter.objects.get(address=full.boss.email, template="network/letters/carried")
    assert "Votre rôle de coordinatrice prend fin" in letter.text
    client = Client()
    client.force_login(full.boss)
    assert client.get("/coordination/equipe/").status_code == 404
    client.force_login(coordinator_of(NetworkFactory()))
    for node in (full.a, full.b):
        assert client.get(f"/coordination/equipe/{node.slug}/{full.charge.person.code}/").status_code == 404


def test_who_is_in_both_stays_one_person_with_one_profile(full: Any) -> None:
    person = full.role_model.person
    there = RoleModelFactory(network=full.b, membership=MembershipFactory(network=full.b, person=person))
    merged(full)
    assert list(RoleModel.objects.current().filter(person=person)) == [there]
    assert Membership.objects.current().filter(person=person).count() == 1


def test_the_same_organisation_is_not_doubled(full: Any) -> None:
    known = OrganisationFactory(network=full.b, name="USINE DE DOUAI")
    merged(full)
    assert RoleModel.objects.current().get(person=full.role_model.person).membership.organisation == known
    assert Organisation.objects.filter(network=full.b).count() == 1


def test_what_is_under_way_goes_on_with_those_it_was_put_to(full: Any) -> None:
    asked = visits.asked(network=full.a)
    invitation = engagements.invite(asked, role_models=[full.role_model], by=None)[0]
    merged(full)
    invitation.refresh_from_db(), asked.refresh_from_db()
    assert (asked.network, invitation.network, invitation.role_model.network, invitation.status) == (full.b, full.b, full.b, "sent")
    assert [one.network for one in Partner.objects.filter(engagement=asked)] == [full.b]
    engagements.accept(invitation, starts_at=asked.proposed_dates.first().starts_at)
    assert visits_tasks.let_go_departed() == 0 and visits_checkup.faults() == []
    client = Client()
    client.force_login(full.other_boss)
    assert client.get(f"/coordination/demandes/{asked.code}/").status_code == 200


def figures() -> list[Any]:
    return sorted(map(repr, [*Entry.objects.values_list(), *OrganiserSet.objects.values_list(), *OrganiserMember.objects.values_list()]))


def test_the_ledger_keeps_what_was_counted_byte_for_byte_and_counts_it_under_the_heir_too(full: Any) -> None:
    from industrielles.engagements import facts
    from industrielles.ledger import verbs as ledger
    from industrielles.ledger.facts import Amount

    source = visits.EngagementFactory(network=full.a)
    ledger.record(facts.PEOPLE_REACHED, [Amount(26, "pupils", "woman")], on=clock.today() - dt.timedelta(days=40), source=source,
                  organisers=[full.a.pk], method="teacher")
    before, under = figures(), Entry.objects.all().under
    merged(full)
    assert figures() == before
    assert [under(node.pk).total() for node in (full.a, full.b, umbrella())] == [26, 26, 26]
    assert checkup.faults() == []


def test_a_network_below_follows_and_departments_are_added(full: Any) -> None:
    local = NetworkFactory(kind="local", parent=full.a)
    merged(full)
    local.refresh_from_db()
    assert (local.parent, local.closed_on) == (full.b, None)
    assert [one.pk for one in full.b.departments.all()] == ["59"] and full.a.path.startswith(full.b.path)


def test_whoever_is_killed_on_the_way_goes_on_where_she_was(full: Any, monkeypatch: Any) -> None:
    for _ in range(6):
        GrantFactory(network=full.a, role=Role.MEMBER)
    network.merge(full.a, into=full.b)
    real, done = network.carry, []

    def killed(membership: Any, **options: Any) -> Any:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(membership)
        return real(membership, **options)

    monkeypatch.setattr(network, "carry", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.empty_closed()
    monkeypatch.undo()
    people_of = {one.person_id for one in Membership.objects.filter(network=full.a)}
    tasks.empty_closed()
    there = Membership.objects.current_in(full.b).filter(person__in=people_of)
    assert there.count() == len(people_of) == Letter.objects.filter(template="network/letters/carried").count()


def test_merge_and_carry_twice_are_once(full: Any) -> None:
    merged(full)
    network.merge(full.a, into=full.b)
    assert network.carry(Membership.objects.filter(network=full.a).first()) is None
    with pytest.raises(Refused):
        network.carry(Membership.objects.current_in(full.b).first())


def test_one_person_alone_neither_closes_nor_merges(full: Any) -> None:
    national = coordinator_of(umbrella())
    for act in (lambda: network.close(full.a, by=national), lambda: network.merge(full.a, into=full.b, by=national)):
        with pytest.raises(Refused):
            act()


def test_close_hands_requests_over_ends_everything_today_and_says_so(full: Any, client: Client) -> None:
    open_, over = visits.asked(network=full.a), visits.EngagementFactory(network=full.a, status=Engagement.Status.UNMET)
    invitation = engagements.invite(open_, role_models=[full.role_model], by=None)[0]
    local = NetworkFactory(kind="local", parent=full.a)
    assert network.close(network.close(full.a)).closed_on == clock.today()
    tasks.empty_closed()
    for row in (open_, over, local, invitation, full.a):
        row.refresh_from_db()
    assert (open_.network, over.network, local.parent) == (umbrella(), full.a, umbrella())
    assert not Membership.objects.current_in(full.a).exists() and not Grant.objects.current().filter(network=full.a).exists()
    for model in (RoleModel, Ambassador):
        assert not model.objects.current().filter(network=full.a).exists()
    visits_tasks.let_go_departed()
    assert Invitation.objects.get().status == "withdrawn" and Engagement.objects.get(pk=open_.pk).status == "requested"
    assert client.get(f"/reseaux/{full.a.slug}/").status_code == 410
    assert Letter.objects.filter(address=full.boss.email, template="network/letters/carried").exists()
    with pytest.raises(Refused):
        network.join(PersonFactory(), network=full.a)


def test_no_guard_of_the_database_is_set_aside(full: Any) -> None:
    from industrielles.kit import guards

    merged(full)
    assert guards.missing(connection) == []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_lending_asked_of_a_closed_network_is_withdrawn_and_hers_goes_on(full: Any) -> None:
    third = NetworkFactory(departments=[DepartmentFactory(code="59")])
    mine, theirs = visits.asked(network=full.a), visits.asked(network=third)
    by, other = full.boss, coordinator_of(third)
    hers = engagements.ask_lending(mine, lender=third, by=by)
    asked_of_a = engagements.ask_lending(theirs, lender=full.a, by=other)
    between = engagements.ask_lending(visits.asked(network=full.a), lender=full.b, by=by)
    assert engagements.succeed(full.a, heir=full.b) == 2
    for one in (hers, asked_of_a, between):
        one.refresh_from_db()
    assert (hers.network, hers.status, asked_of_a.status, between.status) == (full.b, "asked", "withdrawn", "withdrawn")
