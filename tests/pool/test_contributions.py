"""What a member brings: said when she joins, changed by herself, read by those who run her network, gone with her."""
from __future__ import annotations

import datetime as dt
import importlib
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from industrielles.joining import verbs as joining
from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network import tasks
from industrielles.network import verbs as network
from industrielles.people import verbs as people
from industrielles.pool import verbs
from industrielles.pool.models import Contribution
from industrielles.pool.sheets import sheets
from tests.factories.joining import ApplicationFactory, came
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.places import DepartmentFactory
from tests.factories.pool import BranchFactory, ContributionFactory, RoleModelFactory

pytestmark = pytest.mark.django_db


def page(member: Any) -> str:
    return f"/mes-reseaux/{member.network.slug}/ce-que-j-apporte/"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_what_she_said_when_she_came_is_hers_to_change_and_stays_once_her_application_is_emptied() -> None:
    one = came(job="Câbleuse", level="operator", branch=BranchFactory(code="bois"), offers=["mentoring", "leading"], situation="retired")
    hers = Contribution.objects.get(membership__person=one.person)
    assert (hers.job, hers.position, hers.branch.code, hers.department, hers.offers, hers.situation) == (
        "Câbleuse", "operator", "bois", one.department, ["mentoring", "leading"], "retired")
    client, address = signed_in(one.person), page(hers.membership)
    shown = client.get(address)
    assert shown.status_code == 200 and shown.context["form"]["job"].value() == "Câbleuse" and shown.context["form"]["offers"].value() == [
        "mentoring", "leading"]
    sent = {"job": "  Cheffe   d’atelier ", "position": "manager", "department": "62", "offers": ["sharing"], "situation": "industry"}
    DepartmentFactory(code="62")
    assert client.post(address, sent).status_code == 302
    joining.empty_decided(type(one).objects.filter(pk=one.pk))
    hers.refresh_from_db()
    assert (hers.job, hers.position, hers.branch, hers.department_id) == ("Cheffe d’atelier", "manager", None, "62")
    assert hers.offers == ["sharing"]
    assert "cheffe" in hers.search_text and "bois" not in hers.search_text
    assert Entry.objects.filter(verb="pool.contribute", by_id=one.person.pk).count() == 1


def test_it_is_hers_alone_to_say_and_a_wrong_answer_comes_back_with_her_words() -> None:
    hers = ContributionFactory()
    her, runs = hers.membership.person, coordinator_of(hers.network)
    assert signed_in(MembershipFactory().person).get(page(hers.membership)).status_code == 404
    assert "Chaudronnière" not in signed_in(runs).get(page(hers.membership)).content.decode(), "what she brings herself"
    for other in (runs, MembershipFactory().person):
        with pytest.raises(Refused):
            verbs.contribute(hers.membership, job="Autre", by=other)
    answer = signed_in(her).post(page(hers.membership), {"job": "Fondeuse", "offers": ["nothing of ours"]})
    assert answer.status_code == 422 and "Fondeuse" in answer.content.decode()
    network.leave(hers.membership, by=her)
    with pytest.raises(Refused):
        verbs.contribute(hers.membership, job="Autre", by=None)
    hers.refresh_from_db()
    assert hers.job == "Chaudronnière"


def test_who_would_like_to_meet_classes_is_led_to_her_profile_until_she_has_one() -> None:
    hers = ContributionFactory(offers=["visits"])
    client = signed_in(hers.membership.person)
    assert "il manque trois réponses à votre profil" in client.get(page(hers.membership)).content.decode()
    RoleModelFactory(network=hers.network, membership=hers.membership)
    assert "c’est votre profil qui le dit" in client.get(page(hers.membership)).content.decode()


def test_who_runs_her_network_reads_it_with_her_telephone_if_she_agreed_and_nobody_else_does() -> None:
    hers = ContributionFactory(offers=["mentoring"], membership__person__phone="06 12 34 56 78")
    address = f"/coordination/equipe/{hers.network.slug}/{hers.membership.person.code}/"
    client = signed_in(coordinator_of(hers.network))
    before = client.get(address).content.decode()
    assert "Chaudronnière" in before and "Accompagner une fille" in before and "06 12 34 56 78" not in before
    people.consent(hers.membership.person, purpose="contact", source="account", network_id=hers.network_id, by=hers.membership.person)
    assert "06 12 34 56 78" in client.get(address).content.decode()
    people.withdraw_consent(hers.membership.person, purpose="contact", network_id=hers.network_id, by=hers.membership.person)
    assert "06 12 34 56 78" not in client.get(address).content.decode()
    assert signed_in(coordinator_of(NetworkFactory())).get(address).status_code == 404
    [sheet] = [one for one in sheets(hers.membership.person) if one.name == "apports"]
    assert sheet.rows == ((hers.network.name, "Je travaille dans l’industrie", "Chaudronnière", "", "", "",
                           "Accompagner une fille ou une jeune femme"),)


def test_it_follows_her_to_the_network_that_receives_her_as_she_changed_it() -> None:
    one = came(offers=["mentoring"], job="Câbleuse")
    there = NetworkFactory()
    first = Contribution.objects.get(membership__person=one.person)
    verbs.contribute(first.membership, job="Fondeuse", offers=["leading"], by=one.person)
    joining.take(joining.hand(one, to=there))
    hers = Contribution.objects.get(membership__person=one.person)
    assert (hers.network, hers.membership.network, hers.job, hers.offers) == (there, there, "Fondeuse", ["leading"])


def test_two_accounts_made_one_keep_what_the_kept_one_said_or_else_what_the_other_did() -> None:
    for said in (True, False):
        gone, kept = ContributionFactory(job="Perdue"), MembershipFactory()
        both = MembershipFactory(network=gone.network, person=kept.person)
        if said:
            ContributionFactory(network=gone.network, membership=both, job="Gardée")
        people.unite(gone.membership.person, kept=kept.person)
        assert Contribution.objects.get(membership=both).job == ("Gardée" if said else "Perdue")
        assert not Contribution.objects.filter(membership__person=gone.membership.person).exists()


def test_hand_contribution_never_takes_the_place_of_what_she_said_there() -> None:
    old, new = ContributionFactory(job="Ancienne"), ContributionFactory(job="Nouvelle")
    verbs.hand_contribution(old.membership, new=new.membership)
    assert {one.job: one.membership for one in Contribution.objects.all()} == {"Ancienne": old.membership, "Nouvelle": new.membership}
    bare = MembershipFactory()
    for _ in range(2):
        verbs.hand_contribution(old.membership, new=bare)
    old.refresh_from_db()
    assert (old.membership, old.network, old.job) == (bare, bare.network, "Ancienne")


def test_clear_contributions_forgets_those_of_who_left_and_no_other() -> None:
    stays, left = ContributionFactory(), ContributionFactory()
    network.leave(left.membership, by=None)
    due = Contribution.objects.ended_before(clock.today() + dt.timedelta(days=1))
    assert verbs.clear_contributions(due) == 1 and Contribution.objects.get() == stays
    assert verbs.clear_contributions(due) == 0


def test_it_goes_on_in_the_heir_of_her_network_and_goes_when_she_is_erased() -> None:
    heir = NetworkFactory()
    hers = ContributionFactory()
    network.merge(hers.network, into=heir)
    tasks.empty_closed()
    hers.refresh_from_db()
    assert (hers.network, hers.membership.network, hers.membership.ended_on) == (heir, heir, None)
    people.erase(hers.membership.person, by=None)
    assert not Contribution.objects.exists()


def test_what_members_had_said_before_this_page_was_there_is_on_it() -> None:
    said = importlib.import_module("industrielles.joining.migrations.0005_contributions").forwards
    member, gone, heir = MembershipFactory(), MembershipFactory(), NetworkFactory()
    network.merge(gone.network, into=heir)
    tasks.empty_closed()
    done: dict[str, Any] = {"status": "welcomed", "confirmed_at": clock.now(), "decided_at": clock.now()}
    ApplicationFactory(person=member.person, network=member.network, job="Ancienne", **done)
    ApplicationFactory(person=member.person, network=member.network, job="Soudeuse", branch=BranchFactory(), offers=["leading"], **done)
    ApplicationFactory(person=gone.person, network=gone.network, job="Tourneuse", via="sheet", **done)
    ApplicationFactory(person=MembershipFactory().person, network=heir, job="Ailleurs", **done)
    kept = ContributionFactory(job="Gardée")
    ApplicationFactory(person=kept.membership.person, network=kept.network, job="Perdue", **done)
    for _ in range(2):
        said(apps, None)
    found = {(one.membership.person, one.network, one.job, one.situation) for one in Contribution.objects.select_related("membership")}
    assert found == {
        (member.person, member.network, "Soudeuse", "industry"), (gone.person, heir, "Tourneuse", ""),
        (kept.membership.person, kept.network, "Gardée", "industry")}
    assert Contribution.objects.offering("leading").get().search_text.split()[0] == "soudeuse"
