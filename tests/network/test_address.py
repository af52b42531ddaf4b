"""What is held of an address without account in this room: shown to its holder, and forgotten when she asks."""
from __future__ import annotations

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from industrielles.network.models import Proposal
from tests.factories.network import ProposalFactory

pytestmark = pytest.mark.django_db


def test_a_proposal_is_shown_to_its_address_and_to_no_other() -> None:
    one = ProposalFactory()
    shown = import_string(next(dotted for dotted in settings.EXPORTERS_BY_ADDRESS if ".network." in dotted))
    assert [row[0] for sheet in shown(one.email.upper()) for row in sheet.rows] == [one.name]
    assert shown("autre@exemple.invalid") == shown("") == []


def test_a_proposal_is_forgotten_with_its_address_and_no_other() -> None:
    one, other = ProposalFactory(), ProposalFactory(email="autre@exemple.invalid")
    forget = import_string(next(dotted for dotted in settings.ERASERS_BY_ADDRESS if ".network." in dotted))
    assert (forget(one.email.upper()), forget(one.email), forget("")) == (1, 0, 0)
    assert list(Proposal.objects.all()) == [other]
