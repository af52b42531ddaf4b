"""A teacher telephones: the coordinator changes the dates, calls the visit off, erases her details."""
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client

from industrielles.engagements import verbs as engagements
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from tests.factories.network import NetworkFactory, coordinator_of

from .asking import DAY, TEACHER, request
from .test_desk_board import confirmed, desk, here  # noqa: F401
from .test_desk_request import act, address, signed_in

NEW = DAY + dt.timedelta(days=14)
DATES = {"date1": NEW.isoformat(), "moment1": "morning"}


@pytest.fixture
def visit(here: SimpleNamespace) -> object:  # noqa: F811
    return confirmed(here)


def test_a_visit_is_called_off_for_her_and_both_are_told(desk: Client, here: SimpleNamespace, visit: object) -> None:  # noqa: F811
    act(desk, visit, "annuler", words="Sortie scolaire.")
    assert (visit.status, visit.closing_words, visit.role_model) == ("cancelled", "Sortie scolaire.", None)
    letters = Letter.objects.filter(template__in=("engagements/letters/cancelled", "engagements/letters/cancel_noted"))
    assert set(letters.values_list("address", flat=True)) == {TEACHER, here.role_model.person.email}


def test_other_dates_reopen_what_somebody_had_accepted(desk: Client, visit: object) -> None:  # noqa: F811
    act(desk, visit, "dates", **DATES, words="Conseil de classe.")
    assert visit.status == "requested"
    assert [one.on for one in visit.proposed_dates.all()] == [NEW]


def test_other_dates_of_an_open_request_are_kept(desk: Client, here: SimpleNamespace) -> None:  # noqa: F811
    engagement = request(here)
    act(desk, engagement, "dates", **DATES)
    assert engagement.status == "requested"
    assert [one.on for one in engagement.proposed_dates.all()] == [NEW]


def test_dates_that_cannot_be_come_back_with_words(desk: Client, here: SimpleNamespace) -> None:  # noqa: F811
    page = desk.post(address(request(here), "dates"), {"date1": "2020-01-01"})
    assert page.status_code == 422
    assert 'value="2020-01-01"' in page.content.decode()


def test_her_details_are_erased_once_nothing_is_under_way(desk: Client, here: SimpleNamespace) -> None:  # noqa: F811
    engagement = request(here)
    act(desk, engagement, "oublier")
    assert engagement.contact_email == TEACHER  # a visit is under way
    act(desk, engagement, "annuler", words="Elle part à la retraite.")
    act(desk, engagement, "oublier")
    assert (engagement.contact_name, engagement.contact_email, engagement.contact_phone) == ("", "", "")
    assert "oublier" not in desk.get(address(engagement)).content.decode()


def test_another_network_finds_nothing_and_may_nothing(here: SimpleNamespace) -> None:  # noqa: F811
    engagement = request(here)
    stranger = coordinator_of(NetworkFactory())
    for what in ("annuler", "dates", "oublier"):
        assert signed_in(stranger).post(address(engagement, what), DATES).status_code == 404
    with pytest.raises(Refused):
        engagements.cancel(engagement, words="", by=stranger)
    with pytest.raises(Refused):
        engagements.change(engagement, fields={}, by=stranger)
