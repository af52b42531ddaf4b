"""One network asks another to lend someone."""
from __future__ import annotations

import pytest
from django.test import Client

from industrielles.engagements import queries
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Lending
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
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


def written(reader: Person) -> str:
    """All that was written to her."""
    return "\n".join(letter.subject + letter.text for letter in Letter.objects.addressed_to(reader.email))


def test_letters_name_the_women_of_the_other_network_to_nobody_but_its_coordinators(lent: tuple) -> None:
    engagement, lender, ours, theirs = lent
    engagements.agree_lending(engagements.ask_lending(engagement, lender=lender, by=ours), by=theirs)
    nadia, marie, _zoe = (RoleModelFactory(network=lender, membership__person__first_name=name) for name in ("Nadia", "Marie", "Zoé"))
    says_no = engagements.invite(engagement, role_models=[nadia], by=theirs)[0]
    engagements.pass_on(says_no, colleague="Inès, chez Dupont", words="Congé maternité.")
    engagements.put_forward(engagement, role_model=marie, starts_at=engagement.proposed_dates.first().starts_at, words="Moi.", by=None)
    comes = engagements.invite(engagement, role_models=[RoleModelFactory(network=engagement.network)], by=ours)[0]
    engagements.accept(comes, starts_at=engagement.proposed_dates.first().starts_at)
    engagements.release(comes, words="")
    secrets = ("Nadia", "Marie", "Zoé", "Inès", "maternité")
    assert [word for word in secrets if word in written(ours)] == []
    assert [word for word in secrets if word in written(theirs)] == ["Nadia", "Marie", "Inès", "maternité"]
    assert lender.name in written(ours)
    client = Client()
    client.force_login(ours)
    page = client.get(f"/coordination/demandes/{engagement.code}/").content.decode()
    assert [word for word in secrets if word in page] == []


def test_the_coordinators_of_both_networks_read_whom_of_their_own_they_could_ask(lent: tuple) -> None:
    engagement, lender, ours, theirs = lent
    engagements.agree_lending(engagements.ask_lending(engagement, lender=lender, by=ours), by=theirs)
    lise, zoe = RoleModelFactory(network=engagement.network), RoleModelFactory(network=lender)
    for her, name in ((lise, "Lise"), (zoe, "Zoé")):
        type(her.person).objects.filter(pk=her.person_id).update(first_name=name)
    comes = engagements.invite(engagement, role_models=[RoleModelFactory(network=lender)], by=theirs)[0]
    engagements.accept(comes, starts_at=engagement.proposed_dates.first().starts_at)
    engagements.release(comes, words="")
    assert ("Lise" in written(ours), "Zoé" in written(ours)) == (True, False)
    assert ("Lise" in written(theirs), "Zoé" in written(theirs)) == (False, True)


def test_the_teacher_is_named_to_the_owner_alone(lent: tuple) -> None:
    engagement, lender, ours, theirs = lent
    engagements.agree_lending(engagements.ask_lending(engagement, lender=lender, by=ours), by=theirs)
    engagements.cancel(engagement, words="")
    assert "asker_cancelled" in letters_to(theirs.email)
    assert (engagement.contact_name in written(ours), engagement.contact_name in written(theirs)) == (True, False)
