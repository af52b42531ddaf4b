"""A school written freely: its coordinator finds it in the directory, or its town, and distances are known."""
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import CommuneFactory, DepartmentFactory, SchoolFactory

from .asking import request
from .test_desk_board import confirmed, desk, here  # noqa: F401
from .test_desk_request import act, address, signed_in

LINK = "Établissement non reconnu"


@pytest.fixture
def unknown(here: SimpleNamespace) -> Engagement:  # noqa: F811
    """A request for a school that nobody recognised."""
    return request(here, school=None, school_name="Europe Dunkerque", commune=None)


def text(page: Any) -> str:
    return page.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_school_is_found_from_what_the_teacher_wrote_and_distances_follow(
        desk: Client, here: SimpleNamespace, unknown: Engagement) -> None:  # noqa: F811
    before = text(desk.get(address(unknown)))
    assert LINK in before and "distance inconnue" in before
    page = text(desk.get(address(unknown, "etablissement")))
    assert 'value="0590064X"' in page  # proposed at once
    act(desk, unknown, "etablissement", school="Europe Dunkerque", uai="", found="0590064X", town="")
    assert (unknown.school, unknown.commune, unknown.latitude) == (here.school, here.school.commune, here.school.latitude)
    after = text(desk.get(address(unknown)))
    assert LINK not in after and "distance inconnue" not in after and "retrouve l’établissement" in after
    assert Entry.objects.filter(verb="engagements.qualify", by_id=here.coordinator.pk).count() == 1


def test_the_town_alone_is_enough_to_know_distances(desk: Client, unknown: Engagement) -> None:  # noqa: F811
    act(desk, unknown, "etablissement", school="Europe Dunkerque", town="Dunkerque", code="59183", found="none")
    assert (unknown.school, unknown.school_name, unknown.commune_id) == (None, "Europe Dunkerque", "59183")
    assert unknown.latitude == pytest.approx(51.03)


@pytest.mark.parametrize(("typed", "beside"), [
    ({"school": "Nulle part", "town": ""}, "school"), ({"school": "", "town": "Xyzzy"}, "town")])
def test_what_names_nothing_comes_back_with_what_was_typed(
        desk: Client, unknown: Engagement, typed: dict[str, str], beside: str) -> None:  # noqa: F811
    page = desk.post(address(unknown, "etablissement"), typed)
    assert page.status_code == 422 and list(page.context["form"].errors) == [beside]
    assert f'value="{typed[beside]}"' in text(page)


def test_a_school_or_a_town_of_another_department_is_refused_in_words(
        desk: Client, here: SimpleNamespace, unknown: Engagement) -> None:  # noqa: F811
    town = CommuneFactory(code="62041", name="Arras", department=DepartmentFactory(code="62", name="Pas-de-Calais"))
    elsewhere = SchoolFactory(uai="0620001A", name="Lycée d’ailleurs", commune=town, department=town.department)
    page = desk.post(address(unknown, "etablissement"), {"school": str(elsewhere), "uai": elsewhere.pk, "town": ""})
    assert page.status_code == 422 and list(page.context["form"].errors) == ["school"]
    assert "La demande est pour un lieu dans le Nord, et ceci est ailleurs" in text(page)
    page = desk.post(address(unknown, "etablissement"), {"school": "", "town": "Arras", "code": town.pk})
    assert page.status_code == 422 and list(page.context["form"].errors) == ["town"]
    assert "La demande est pour un lieu dans le Nord, et ceci est ailleurs" in text(page)
    page = desk.post(address(unknown, "etablissement"), {"school": "", "town": "Arras"})
    assert "parmi celles qui sont dans le Nord." in text(page)
    with pytest.raises(Refused):
        engagements.qualify(unknown, by=here.coordinator)


def test_only_the_owner_and_only_while_somebody_is_looked_for(here: SimpleNamespace, unknown: Engagement) -> None:  # noqa: F811
    stranger = coordinator_of(NetworkFactory())
    assert signed_in(stranger).get(address(unknown, "etablissement")).status_code == 404
    with pytest.raises(Refused):
        engagements.qualify(unknown, school=here.school, by=stranger)
    with pytest.raises(Refused):
        engagements.qualify(confirmed(here), school=here.school, by=here.coordinator)
