"""What two people decide: never the same, never the one it concerns, within seven days."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import retention, tasks
from industrielles.network import verbs as network
from industrielles.network.models import Decision, Grant, Network
from industrielles.network.roles import Role
from tests.factories.network import DecisionFactory, GrantFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NATIONAL = Role.UMBRELLA_COORDINATOR
WHY = "Elle connaît tous les réseaux."


@pytest.fixture
def two() -> tuple[Any, Any]:
    """The two coordinators of the umbrella."""
    return coordinator_of(umbrella(), first_name="Ada"), coordinator_of(umbrella(), first_name="Bea")


def runs(person: Any) -> bool:
    return Grant.objects.of_the_umbrella().filter(membership__person=person).exists()


def test_the_only_coordinator_names_a_second_one_at_once() -> None:
    first = coordinator_of(umbrella())
    assert network.name("bea@exemple.invalid", network=umbrella(), reason=WHY, by=first) is None
    given = Grant.objects.of_the_umbrella().exclude(membership__person=first).get()
    assert (given.reason, given.granted_by, Decision.objects.count()) == (WHY, first, 0)


def test_from_two_on_one_proposes_and_another_confirms(client: Client, two: Any) -> None:
    ada, bea = two
    client.force_login(ada)
    where = f"/coordination/reseaux/{umbrella().slug}/coordinatrice/"
    said = {"email": "cleo@exemple.invalid", "first_name": "Cléo", "last_name": "Roy", "language": "fr", "reason": WHY}
    assert client.post(where, {**said, "reason": ""}).status_code == 422
    answers = [client.post(where, said) for _ in range(2)]
    decision = Decision.objects.get()
    assert {one.headers["Location"] for one in answers} == {f"/coordination/decisions/{decision.code}/"}
    cleo = decision.membership.person
    assert not runs(cleo) and Letter.objects.filter(address=bea.email, template="network/letters/second_wanted").count() == 1
    assert client.post(f"/coordination/decisions/{decision.code}/confirmer/").status_code == 404  # not she who proposed it
    client.force_login(bea)
    assert "Confirmer" in client.get(f"/coordination/decisions/{decision.code}/").content.decode()
    client.post(f"/coordination/decisions/{decision.code}/confirmer/")
    assert runs(cleo) and Grant.objects.get(membership__person=cleo).reason == WHY
    assert Letter.objects.filter(address=cleo.email, template="network/letters/welcome").count() == 1
    assert Entry.objects.filter(verb="network.second", by_id=bea.pk).count() == 1


def test_nobody_gives_this_role_alone_by_another_way(client: Client, two: Any) -> None:
    ada, _ = two
    member = MembershipFactory(network=umbrella())
    for act in (lambda: network.grant(member, role=NATIONAL, by=ada), lambda: network.give(member, role=NATIONAL, by=ada),
                lambda: network.welcome("x@exemple.invalid", network=umbrella(), role=NATIONAL, by=ada)):
        with pytest.raises(Refused):
            act()
    client.force_login(ada)
    answer = client.post(f"/coordination/equipe/{umbrella().slug}/{member.person.code}/", {"role": NATIONAL})
    assert answer.status_code == 422 and not runs(member.person)


def test_whom_it_concerns_does_not_confirm(two: Any) -> None:
    ada, bea = two
    membership = bea.memberships.get()
    with pytest.raises(Refused):
        network.submit("name", network=umbrella(), membership=ada.memberships.get(), reason=WHY, by=ada)
    decision = network.submit("name", network=umbrella(), membership=membership, reason=WHY, by=ada)
    for person in (ada, bea, PersonFactory(), coordinator_of(NetworkFactory())):
        with pytest.raises(Refused):
            network.second(decision, by=person)


def test_after_seven_days_it_is_too_late(two: Any) -> None:
    ada, bea = two
    node = NetworkFactory()
    decision = network.submit("close", network=node, reason=WHY, by=ada)
    with clock.at(clock.now() + dt.timedelta(days=7, minutes=1)):
        with pytest.raises(Refused):
            network.second(decision, by=bea)
        assert tasks.expire_decisions() == 1 == Decision.objects.filter(status="expired").count()
        network.submit("close", network=node, reason=WHY, by=bea)  # proposed anew


def test_the_database_refuses_a_decision_of_one(two: Any) -> None:
    decision = DecisionFactory(proposed_by=two[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(status="confirmed", settled_by=two[0])


def test_set_aside_ends_it(two: Any) -> None:
    ada, bea = two
    decision = network.submit("close", network=NetworkFactory(), reason=WHY, by=ada)
    with pytest.raises(Refused):
        network.set_aside(decision, by=coordinator_of(NetworkFactory()))
    network.set_aside(decision, by=ada)
    with pytest.raises(Refused):
        network.second(decision, by=bea)
    assert Network.objects.get(pk=decision.network_id).closed_on is None


def test_a_coordinator_proposes_that_hers_closes_the_only_national_one_confirms(client: Client) -> None:
    node, other = NetworkFactory(), NetworkFactory()
    hers, national = coordinator_of(node), coordinator_of(umbrella())
    with pytest.raises(Refused):
        network.submit("close", network=other, reason=WHY, by=hers)
    client.force_login(hers)
    assert client.get(f"/coordination/reseaux/{other.slug}/fermer/").status_code == 404
    page = client.get(f"/coordination/reseaux/{node.slug}/fermer/").content.decode()
    assert "Membres" in page and "seule coordinatrice" not in page
    said = {"kind": "close", "into": "", "reason": WHY}
    assert client.post(f"/coordination/reseaux/{node.slug}/fermer/", {**said, "reason": ""}).status_code == 422
    client.post(f"/coordination/reseaux/{node.slug}/fermer/", said)
    decision = Decision.objects.get()
    assert "déjà proposé" in client.get(f"/coordination/reseaux/{node.slug}/fermer/").content.decode()
    client.force_login(coordinator_of(other))
    assert client.get(f"/coordination/decisions/{decision.code}/").status_code == 404
    client.force_login(national)
    client.post(f"/coordination/decisions/{decision.code}/confirmer/")
    node.refresh_from_db()
    assert node.closed_on == clock.today() and not hers.memberships.filter(ended_on=None).exists()


@pytest.mark.parametrize(("kind", "into"), [("close", "top"), ("merge", ""), ("merge", "itself"), ("merge", "top"), ("merge", "below")])
def test_what_could_not_be_done_is_not_proposed(two: Any, kind: str, into: str) -> None:
    node = NetworkFactory()
    below = NetworkFactory(kind="local", parent=node)
    nodes = {"top": umbrella(), "itself": node, "below": below, "": None}
    with pytest.raises(Refused):
        network.submit(kind, network=umbrella() if kind == "close" else node, into=nodes[into], reason=WHY, by=two[0])


def test_the_list_asks_as_much_for_one_as_for_three(client: Client, two: Any) -> None:
    client.force_login(two[0])

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/coordination/decisions/").status_code == 200
        return len(asked)

    DecisionFactory(proposed_by=two[1])
    first = questions()
    DecisionFactory(proposed_by=two[0]), DecisionFactory(kind="merge", into=NetworkFactory(), proposed_by=two[1])
    assert questions() == first < 25


def test_clear_decisions_forgets_what_is_settled(two: Any) -> None:
    open_ = DecisionFactory(proposed_by=two[0])
    network.set_aside(DecisionFactory(proposed_by=two[0]), by=two[1])
    assert network.clear_decisions(retention.decisions_due(clock.now() + dt.timedelta(seconds=1))) == 1
    assert list(Decision.objects.all()) == [open_]


def test_when_the_last_coordinator_leaves_those_above_are_told_the_same_day() -> None:
    node, national = NetworkFactory(), coordinator_of(umbrella())
    first, last = coordinator_of(node), coordinator_of(node)
    told = Letter.objects.filter(template="network/letters/nobody_runs")
    network.leave(first.memberships.get(), by=first)
    assert not told.exists()
    network.leave(last.memberships.get(), by=last)
    assert [one.address for one in told] == [national.email]


def test_a_role_given_and_taken_says_why_and_by_whom(client: Client) -> None:
    node = NetworkFactory()
    me, member = coordinator_of(node, first_name="Maud", last_name="Roy"), MembershipFactory(network=node)
    client.force_login(me)
    at = f"/coordination/equipe/{node.slug}/{member.person.code}/"
    client.post(at, {"role": Role.STATISTICIAN, "reason": "Elle tient nos chiffres."})
    given = Grant.objects.get(membership=member)
    assert (given.reason, given.granted_by) == ("Elle tient nos chiffres.", me)
    network.revoke(given, reason="Elle change de poste.", by=me)
    page = client.get(at).content.decode()
    assert "Elle tient nos chiffres." in page and "Elle change de poste." in page and "Maud Roy" in page
    client.force_login(member.person)
    assert "Elle change de poste." in client.get("/mes-reseaux/").content.decode()


EXTRA = dict.fromkeys((
    "is_staff", "is_superuser", "is_active", "kind", "parent", "path", "slug", "status", "closed_on", "merged_into", "founded_on", "code",
    "id", "pk", "person", "person_id", "membership", "membership_id", "network_id", "granted_by", "granted_by_id", "ended_on", "started_on",
    "settled_by", "proposed_by", "by", "ended_by", "email_verified", "last_login", "departments"), "1")


def test_thirty_fields_more_change_nothing_else(client: Client) -> None:
    """Mass assignment (trust 36): every form of this room, sent with names it does not have."""
    node = NetworkFactory()
    me = coordinator_of(node)
    client.force_login(me)
    kept = ("kind", "parent", "path", "slug", "closed_on", "merged_into", "code", "founded_on")
    before = Network.objects.filter(pk=node.pk).values(*kept).get()
    at = f"/coordination/reseaux/{node.slug}/"
    sent = [(at, {"name": "Nouveau nom", "contact_email": "n@exemple.invalid"}), (f"{at}presentation/", {"mission_fr": "Bonjour"}),
            (f"{at}coordinatrice/", {"email": "z@exemple.invalid", "language": "fr", "role": NATIONAL}),
            (f"{at}fermer/", {"kind": "close", "reason": WHY}), ("/reseaux/proposer/", {"name": "Z"})]
    assert len(EXTRA) == 30
    for path, said in sent:
        client.post(path, {**EXTRA, **said, **({"departments": ""} if path == at else {})})
    after = Network.objects.filter(pk=node.pk).values(*kept).get()
    assert after == before and Network.objects.get(pk=node.pk).name == "Nouveau nom"
    assert set(Grant.objects.values_list("role", flat=True)) == {Role.COORDINATOR}
    assert Decision.objects.get().status == "proposed"


@pytest.mark.parametrize("role", [NATIONAL, "statistician ", "superuser", Role.COORDINATOR])
def test_no_form_gives_more_than_its_sender_may(client: Client, role: str) -> None:
    node, other = NetworkFactory(), NetworkFactory()
    ambassador = GrantFactory(network=node, role=Role.AMBASSADOR).membership.person
    client.force_login(ambassador)
    assert client.post("/coordination/equipe/ajouter/", {"email": "z@exemple.invalid", "role": role, "language": "fr"}).status_code == 404
    client.force_login(coordinator_of(node))
    said = {"email": "z@exemple.invalid", "role": role, "network": other.slug, "language": "fr"}
    answer = client.post("/coordination/equipe/ajouter/", said)
    assert answer.status_code == 422 or role == Role.COORDINATOR
    assert not Grant.objects.filter(network=other).exists() and not Grant.objects.filter(role=NATIONAL).exists()


def test_what_was_proposed_by_who_has_lost_her_right_is_not_done(two: Any) -> None:
    ada, bea = two
    bad, good = (network.submit("close", network=NetworkFactory(), reason=WHY, by=one) for one in (ada, coordinator_of(umbrella())))
    Grant.objects.filter(membership__person=ada).update(ended_on=clock.today())
    with pytest.raises(Refused, match=r"no longer|plus le droit"):
        network.second(bad, by=bea)
    bad.refresh_from_db(), bad.network.refresh_from_db()
    assert (bad.status, bad.network.closed_on) == ("proposed", None)
    assert network.second(good, by=bea).status == "confirmed"
    assert network.set_aside(bad, by=bea).status == "refused"
