"""One network asks another to lend someone."""
from __future__ import annotations

import pytest

from industrielles.engagements import queries
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Lending
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.people.models import Person
from tests.factories.engagements import asked, letters_to, told
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent() -> tuple[Engagement, Network, Person, Person]:
    """A request, another network of its department, the coordinators of both."""
    engagement = asked()
    lender = NetworkFactory(departments=[engagement.department])
    return engagement, lender, coordinator_of(engagement.network), coordinator_of(lender)


def test_ask_lending_writes_to_the_other_network_which_agrees(lent: tuple) -> None:
    engagement, lender, ours, theirs = lent
    her = RoleModelFactory(network=lender)
    with pytest.raises(Refused):
        engagements.invite(engagement, role_models=[her], by=ours)
    lending = engagements.ask_lending(engagement, lender=lender, words="Personne près de Lille.", by=ours)
    assert letters_to(theirs.email) == ["lending_asked"]
    engagements.agree_lending(lending, words="Volontiers.", by=theirs)
    assert letters_to(ours.email)[-1] == "lending_answered"
    assert set(engagement.networks.all()) == {engagement.network, lender}
    assert list(Engagement.objects.visible_to(theirs)) == [engagement]
    invitation = engagements.invite(engagement, role_models=[her], by=ours)[0]
    assert invitation.network == lender


def test_what_two_networks_organise_counts_once_for_each_and_once_in_all(lent: tuple) -> None:
    from industrielles.engagements import facts
    from industrielles.ledger.models import Entry

    engagement, lender, ours, theirs = lent
    engagements.agree_lending(engagements.ask_lending(engagement, lender=lender, by=ours), by=theirs)
    invitation = engagements.invite(engagement, role_models=[RoleModelFactory(network=lender)], by=ours)[0]
    engagements.accept(invitation, starts_at=engagement.proposed_dates.first().starts_at)
    told(engagement)
    people = Entry.objects.of(facts.PEOPLE_REACHED)
    for nodes in ([engagement.network_id], [lender.pk], [engagement.network.parent_id], [engagement.network_id, lender.pk]):
        assert people.under(*nodes).total() == 27


def test_refuse_lending_leaves_the_other_network_out(lent: tuple) -> None:
    engagement, lender, ours, theirs = lent
    lending = engagements.refuse_lending(engagements.ask_lending(engagement, lender=lender, by=ours), by=theirs)
    assert lending.status == Lending.Status.REFUSED
    assert list(Engagement.objects.visible_to(theirs)) == []


def test_a_lending_is_asked_once_and_withdrawn_by_who_asked(lent: tuple) -> None:
    engagement, lender, ours, theirs = lent
    lending = engagements.ask_lending(engagement, lender=lender, by=ours)
    with pytest.raises(Refused):
        engagements.ask_lending(engagement, lender=lender, by=ours)
    with pytest.raises(Refused):
        engagements.withdraw_lending(lending, by=theirs)
    engagements.withdraw_lending(lending, by=ours)
    with pytest.raises(Refused):
        engagements.agree_lending(lending, by=theirs)


def test_who_runs_both_networks_need_not_ask_herself() -> None:
    parent = NetworkFactory()
    local = NetworkFactory(parent=parent, kind="local")
    engagement = asked(network=local)
    lending = engagements.ask_lending(engagement, lender=parent, by=coordinator_of(parent))
    assert lending.status == Lending.Status.AGREED


def test_another_network_cannot_answer_nor_ask(lent: tuple) -> None:
    engagement, lender, ours, _theirs = lent
    stranger = coordinator_of(NetworkFactory())
    with pytest.raises(Refused):
        engagements.ask_lending(engagement, lender=lender, by=stranger)
    lending = engagements.ask_lending(engagement, lender=lender, by=ours)
    for answer in (engagements.agree_lending, engagements.refuse_lending):
        with pytest.raises(Refused):
            answer(lending, by=stranger)


def test_lenders_are_the_other_open_networks_of_the_department(lent: tuple) -> None:
    engagement, lender, ours, _theirs = lent
    NetworkFactory()
    assert list(queries.lenders(engagement)) == [lender]
    engagements.ask_lending(engagement, lender=lender, by=ours)
    assert list(queries.lenders(engagement)) == []
