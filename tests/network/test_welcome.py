"""Founding networks, naming who runs them, and the letters that say so."""
from __future__ import annotations

import threading

import pytest

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network, Organisation
from industrielles.network.roles import Role
from industrielles.people.models import Person
from tests.at_once import at_once
from tests.factories.network import MembershipFactory, NetworkFactory, OrganisationFactory, coordinator_of, umbrella
from tests.factories.places import DepartmentFactory

pytestmark = pytest.mark.django_db


def test_welcome_meets_joins_grants_and_writes_once() -> None:
    node = NetworkFactory()
    by = coordinator_of(node, first_name="Léa", last_name="Martin")
    for _ in range(2):
        given = network.welcome(" Nora@Exemple.Invalid", network=node, role=Role.ROLE_MODEL, first_name="Nora", by=by)
    her = Person.objects.get(email="nora@exemple.invalid")
    assert (her.first_name, given.membership.person, given.role, given.granted_by) == ("Nora", her, Role.ROLE_MODEL, by)
    letter = Letter.objects.get(address=her.email)
    assert node.name in letter.subject and "Léa Martin" in letter.text and "/entrer/?next=/mon-profil/" in letter.text
    assert letter.reply_to == node.contact_email
    assert Entry.objects.filter(verb__in=("network.join", "network.grant"), by_id=by.pk).count() == 2


def test_welcome_writes_in_the_reader_s_language() -> None:
    node = NetworkFactory()
    network.welcome("ann@exemple.invalid", network=node, role=Role.COORDINATOR, language="en", by=coordinator_of(umbrella()))
    letter = Letter.objects.get(address="ann@exemple.invalid")
    assert "Your role" in letter.text and "/en/entrer/?next=/en/coordination/" in letter.text


def test_welcome_is_refused_beyond_one_s_right_and_leaves_nothing() -> None:
    a, b = NetworkFactory(), NetworkFactory()
    for by, node, role in ((coordinator_of(a), b, Role.MEMBER), (coordinator_of(umbrella()), a, Role.ROLE_MODEL),
                           (MembershipFactory(network=a).person, a, Role.MEMBER)):
        with pytest.raises(Refused):
            network.welcome("qui@exemple.invalid", network=node, role=role, by=by)
    assert not Person.objects.filter(email="qui@exemple.invalid").exists()
    assert not Letter.objects.exists()


def test_give_says_nothing_to_who_takes_a_role_herself() -> None:
    member = MembershipFactory()
    network.give(member, role=Role.ROLE_MODEL, by=member.person)
    assert not Letter.objects.exists()


def test_establish_founds_a_network_under_the_umbrella_and_a_local_one_below() -> None:
    by, top = coordinator_of(umbrella()), umbrella()
    who = {"email": "cheffe@exemple.invalid", "first_name": "Maud", "last_name": "", "language": "fr"}
    made = network.establish("Réseau du Nord", parent=top, contact_email="n@exemple.invalid", departments=[DepartmentFactory()],
                             coordinator=who, by=by)
    again = network.establish("Réseau du Nord", parent=top, contact_email="n@exemple.invalid", coordinator=who, by=by)
    maud = Person.objects.get(email="cheffe@exemple.invalid")
    local = network.establish("Réseau de Lens", parent=made, contact_email="l@exemple.invalid", by=maud)
    assert (made.kind, local.kind, again) == (Network.Kind.NETWORK, Network.Kind.LOCAL, made)
    assert list(Network.objects.run_by(maud).order_by("pk")) == [made, local]
    assert made.departments.count() == 1
    assert Entry.objects.filter(verb="network.found", subject_key=str(made.pk)).count() == 1


def test_establish_founds_nothing_when_its_coordinator_cannot_be_named() -> None:
    nobody = {"email": "pas une adresse", "first_name": "", "last_name": "", "language": "fr"}
    with pytest.raises(Refused):
        network.establish("Réseau", parent=umbrella(), contact_email="n@exemple.invalid", coordinator=nobody, by=coordinator_of(umbrella()))
    assert not Network.objects.filter(name="Réseau").exists()


def test_a_name_without_letters_of_ours_has_an_address_too() -> None:
    assert network.found("工業", kind="network", parent=umbrella(), contact_email="k@exemple.invalid").slug


def test_describe_is_for_who_runs_it_or_the_umbrella_and_is_noted_once() -> None:
    node, nord = NetworkFactory(), DepartmentFactory()
    said = {"name": "Autre nom", "contact_email": "autre@exemple.invalid", "departments": [nord]}
    with pytest.raises(Refused):
        network.describe(node, **said, by=coordinator_of(NetworkFactory()))
    for by in (coordinator_of(node), coordinator_of(umbrella())):
        network.describe(node, **said, by=by)
    node.refresh_from_db()
    assert (node.name, node.contact_email, list(node.departments.all())) == ("Autre nom", "autre@exemple.invalid", [nord])
    assert Entry.objects.filter(verb="network.describe").count() == 1


def test_begin_makes_one_umbrella_and_names_as_many_coordinators_as_it_is_asked() -> None:
    for email in ("une@exemple.invalid", "une@exemple.invalid", "deux@exemple.invalid"):
        made = network.begin("IndustriElles", contact_email="bonjour@exemple.invalid", email=email)
    assert Network.objects.get() == made
    assert Grant.objects.current().filter(role=Role.UMBRELLA_COORDINATOR).count() == 2
    with pytest.raises(Refused):
        network.begin("Autre", contact_email="bonjour@exemple.invalid", email="une@exemple.invalid")


@pytest.mark.django_db(transaction=True)
def test_coordinators_who_add_the_same_person_at_once_make_one_member_and_one_letter() -> None:
    node = NetworkFactory()
    givers = [coordinator_of(node) for _ in range(4)]
    her = "ensemble@exemple.invalid"
    at_once(*(lambda by=by: network.welcome(her, network=node, role=Role.MEMBER, by=by) for by in givers), met=())
    assert Membership.objects.filter(person__email=her).count() == 1
    assert Grant.objects.filter(membership__person__email=her).count() == 1
    assert Letter.objects.filter(address=her).count() == 1


@pytest.mark.django_db(transaction=True)
def test_to_look_first_and_make_afterwards_would_make_several() -> None:
    """Positive control of the race above: what no unique key holds is made as often as it is asked."""
    node, looked = NetworkFactory(), threading.Barrier(4)

    def careless() -> None:
        missing = not Organisation.objects.filter(network=node).exists()
        looked.wait()
        if missing:
            OrganisationFactory(network=node)

    at_once(*[careless] * 4)
    assert Organisation.objects.filter(network=node).count() == 4
