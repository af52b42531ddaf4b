"""A contact without an account asks to be forgotten."""
from __future__ import annotations

import pytest

from industrielles.network import verbs as network
from industrielles.network.models import Referent
from tests.factories.network import ReferentFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_forget_contact_empties_what_is_known_of_this_address_alone() -> None:
    gone, other = ReferentFactory(email="Eve.Roux@exemple.invalid"), ReferentFactory()
    member = ReferentFactory(person=PersonFactory(), name="", email="", agreed="")
    assert network.forget_contact("eve.roux@exemple.invalid", by=None) == 1
    after = Referent.objects.get(pk=gone.pk)
    assert (after.name, after.email, after.phone) == ("", "", "") and after.ended_on and after.forgotten_at
    assert (Referent.objects.get(pk=other.pk).name, Referent.objects.get(pk=other.pk).ended_on) == (other.name, None)
    assert Referent.objects.get(pk=member.pk).ended_on is None
    assert network.forget_contact("eve.roux@exemple.invalid", by=None) == network.forget_contact("", by=None) == 0
