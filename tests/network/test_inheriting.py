"""A network closes: what came in, what was written and what was asked follows it to its heir, or ends and says so."""
from __future__ import annotations

import uuid
from typing import Any

import pytest

from industrielles.joining.models import Application, Batch
from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.members import audience
from industrielles.members import tasks as members_tasks
from industrielles.members.models import Issue, Subscription
from industrielles.network import tasks
from industrielles.network import verbs as network
from industrielles.network.models import Declaration, Membership
from industrielles.people import verbs as people
from industrielles.people.models import Consent
from industrielles.rights import verbs as rights
from tests.factories.joining import ApplicationFactory, BatchFactory, FrameFactory, LineFactory, LinkFactory, MergeFactory
from tests.factories.members import IssueFactory, SavedViewFactory, SubscriptionFactory
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Any:
    """A network that goes on in another one, and somebody of it who agreed to everything."""
    class World:
        a, b = NetworkFactory(name="Aciéries"), NetworkFactory(name="Bobines")

    world = World()
    world.boss, world.heiress = coordinator_of(world.a), coordinator_of(world.b)
    world.member = MembershipFactory(network=world.a)
    world.role_model = RoleModelFactory(network=world.a)
    for person in (world.member.person, world.role_model.person):
        for purpose in ("news", "contact"):
            people.consent(person, purpose=purpose, source="join", network_id=world.a.pk, by=person)
    return world


def merged(world: Any) -> None:
    network.merge(world.a, into=world.b)
    tasks.empty_closed()


def live(person: Any) -> set[tuple[str, int]]:
    return set(Consent.objects.live().filter(person=person).values_list("purpose", "network_id"))


def test_consents_of_a_profile_follow_it_and_news_never_become_those_of_the_heir(two: Any) -> None:
    merged(two)
    assert live(two.role_model.person) == {("contact", two.b.pk)}
    assert live(two.member.person) == set()
    issue = IssueFactory(network=two.b, author=two.heiress)
    assert audience.count(issue, two.heiress) == 0
    letter = Letter.objects.get(address=two.member.person.email, template="network/letters/carried")
    assert "Les nouvelles de Aciéries s’arrêtent" in " ".join(letter.text.split()) and "/mon-compte/consentements/" in letter.text


def test_who_had_not_asked_for_news_is_told_nothing_of_them(two: Any) -> None:
    plain = MembershipFactory(network=two.a)
    merged(two)
    letter = Letter.objects.get(address=plain.person.email, template="network/letters/carried")
    assert "Les nouvelles de" not in " ".join(letter.text.split())


def test_no_consent_is_live_for_a_network_that_closes_without_heir(two: Any) -> None:
    network.close(two.a)
    tasks.empty_closed()
    assert live(two.role_model.person) == live(two.member.person) == set()


def test_readers_outside_are_told_once_and_forgotten(two: Any) -> None:
    reader, never = SubscriptionFactory(network=two.a), SubscriptionFactory(network=two.a, confirmed_at=None)
    elsewhere = SubscriptionFactory(network=two.b)
    merged(two)
    assert (members_tasks.let_go(), members_tasks.let_go()) == (2, 0)
    assert list(Subscription.objects.exclude(email="")) == [elsewhere]
    letter = Letter.objects.get(template="members/letters/closed")
    assert letter.address == reader.email and f"/reseaux/{two.b.slug}/nouvelles/" in letter.text
    assert not Letter.objects.filter(address=never.email).exists()


def test_letters_on_their_way_stop_and_drafts_are_the_heirs(two: Any) -> None:
    draft, leaving = IssueFactory(network=two.a), IssueFactory(network=two.a, status="sending", sent_at=clock.now())
    sent = IssueFactory(network=two.a, status="sent", sent_at=clock.now())
    merged(two)
    said = {pk: (status, node) for pk, status, node in Issue.objects.values_list("pk", "status", "network")}
    assert said == {draft.pk: ("draft", two.b.pk), leaving.pk: ("stopped", two.a.pk), sent.pk: ("sent", two.a.pk)}


def test_searches_go_to_the_heir_and_a_name_taken_there_is_hers_alone(two: Any) -> None:
    SavedViewFactory(network=two.b, folded="lille", shared=True)
    same, other = (SavedViewFactory(network=two.a, folded=folded, shared=True) for folded in ("lille", "amiens"))
    merged(two)
    for one in (same, other):
        one.refresh_from_db()
    assert [(one.network, one.shared) for one in (same, other)] == [(two.b, False), (two.b, True)]


def test_what_came_in_is_answered_by_the_heir(two: Any) -> None:
    waiting = ApplicationFactory(network=two.a, status="waiting", confirmed_at=clock.now())
    unconfirmed = ApplicationFactory(network=two.a, consents={"news": "2026-11", "contact": "2026-11"})
    link, frame, merge = LinkFactory(network=two.a), FrameFactory(network=two.a), MergeFactory(network=two.a)
    merged(two)
    for one in (waiting, unconfirmed, link, frame, merge):
        one.refresh_from_db()
        assert one.network == two.b, one
    assert Application.objects.get(pk=unconfirmed.pk).consents == {"contact": "2026-11"}


def test_files_of_people_are_given_up(two: Any) -> None:
    read, running = BatchFactory(network=two.a), BatchFactory(network=two.a, status="running", started_at=clock.now())
    done, left = LineFactory(batch=running, outcome="invited"), LineFactory(batch=running)
    LineFactory(batch=read)
    merged(two)
    read.refresh_from_db(), left.refresh_from_db(), done.refresh_from_db()
    assert (read.status, read.lines.count(), left.outcome, done.outcome) == (Batch.Status.DROPPED, 0, "refused", "invited")


def test_demands_keep_their_day_and_are_answered_by_the_network_above(two: Any) -> None:
    asked = rights.demand(two.member.person, kind="rectification", key=uuid.uuid4(), words="Mon nom")
    closed = rights.demand(two.member.person, kind="access", key=uuid.uuid4())
    due = asked.due_on
    assert asked.network == two.a
    network.close(two.a)
    asked.refresh_from_db(), closed.refresh_from_db()
    assert (asked.network, asked.due_on, closed.network) == (umbrella(), due, two.a)


def test_where_she_works_and_nobody_has_read_goes_along(two: Any) -> None:
    network.declare(two.member, words="Forge de Denain")
    merged(two)
    there = Membership.objects.current_in(two.b).get(person=two.member.person)
    said = Declaration.objects.get()
    assert (said.membership, said.network) == (there, two.b)
