"""What she said when she came in goes where it is read: her employer, how her job is written, the wish to lead a territory."""
from __future__ import annotations

from typing import Any

import pytest

from industrielles.joining import verbs as joining
from industrielles.network import verbs as network
from industrielles.network.models import Declaration, Membership
from industrielles.pool import coverage
from industrielles.pool.models import RoleModel
from tests.factories.joining import came, network_of_lille
from tests.factories.network import MembershipFactory, NetworkFactory, OrganisationFactory, coordinator_of

pytestmark = pytest.mark.django_db


def test_her_employer_waits_to_be_linked_to_an_organisation() -> None:
    one = came(employer="  Forge de   Denain ")
    said = Declaration.objects.get()
    assert (said.words, said.network, said.membership.person, said.settled_at) == ("Forge de Denain", one.network, one.person, None)
    joining.confirm(one)
    assert Declaration.objects.count() == 1


def test_nothing_is_declared_without_an_employer_nor_over_an_organisation_known() -> None:
    came(employer="")
    assert not Declaration.objects.exists()
    known = came(employer="")
    node = known.network
    Membership.objects.filter(person=known.person).update(organisation=OrganisationFactory(network=node))
    came(email=known.email, network=node, employer="Ailleurs")
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("chosen", ["masculine", "epicene", "feminine", ""])
def test_her_profile_writes_her_job_as_she_chose(chosen: str) -> None:
    one = came(job_form=chosen, offers=["visits"])
    assert RoleModel.objects.get(person=one.person).form == (chosen or "feminine")


def test_a_wish_to_lead_is_read_by_the_network_it_was_told_to_and_by_its_heir_only() -> None:
    one = came(offers=["visits", "leading"], network=network_of_lille())
    other, heir = NetworkFactory(), NetworkFactory()
    here, there = coordinator_of(one.network), coordinator_of(other)
    hers: Any = Membership.objects.current().get(person=one.person)
    MembershipFactory(network=other, person=one.person)
    assert (coverage.wishes(here), coverage.wishes(there)) == ({hers.pk}, set())
    network.merge(one.network, into=heir)
    hers.refresh_from_db()
    new = network.carry(Membership.objects.get(pk=hers.pk))
    assert new is not None and coverage.wishes(coordinator_of(heir)) >= {new.pk}
