"""What the umbrella runs while a report keeps a coordinator away: her network and those below it that nobody coordinates, no row more."""
from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.network import policies as network_policies
from industrielles.network.models import Network
from industrielles.network.queries import coordinators_of, powers
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.safeguarding import verbs
from industrielles.safeguarding.models import Report
from tests.factories.mentoring_life import pair
from tests.factories.network import NetworkFactory, coordinator_of, umbrella

pytestmark = pytest.mark.django_db


def below(node: Network, **said: Any) -> Network:
    return NetworkFactory(parent=node, kind="local", **said)


def accused_of(node: Network, person: Person) -> Report:
    return verbs.report(node, key=uuid.uuid4(), words="Elle leur écrit le soir.", accused=person)


def status(person: Person, page: str) -> int:
    client = Client()
    client.force_login(person)
    return client.get(page).status_code


def stand_ins(person: Person) -> list[str]:
    found = Letter.objects.filter(address=person.email, template="safeguarding/letters/stand_in").order_by("pk")
    return [" ".join(words.split()) for words in found.values_list("text", flat=True)]


# Which networks


def test_the_umbrella_opens_no_page_of_a_girl_below_whose_own_coordinator_is_there() -> None:
    top, region = umbrella(), NetworkFactory()
    local, bare = below(region), below(region)
    hers, alone = pair(network=local), pair(network=bare)
    pages = [reverse("mentoring:mentee", args=[one.mentee.code]) for one in (hers, alone)]
    national, above, own = coordinator_of(top), coordinator_of(region), coordinator_of(local)
    assert [status(national, page) for page in pages] == [404, 404]
    report = accused_of(region, above)
    assert [status(national, page) for page in pages] == [404, 200], "only where nobody else coordinates"
    assert status(own, pages[0]) == 200 and set(coordinators_of(local)) == {own}
    assert set(Network.objects.run_by(national)) == {top, region, bare}
    verbs.resume(report, reason="Ce n’était pas elle.", by=national)
    assert [status(national, page) for page in pages] == [404, 404]


def test_whoever_coordinates_on_the_way_down_keeps_what_is_below_her() -> None:
    top, region = umbrella(), NetworkFactory()
    town = below(region)
    quarter, bare = below(town), below(below(region))
    national, above, own, low = (coordinator_of(one) for one in (top, region, town, quarter))
    accused_of(region, above)
    accused_of(quarter, low)
    assert set(Network.objects.run_by(national)) == {top, region, bare, bare.parent}
    assert set(Network.objects.run_by(own)) == {town, quarter} and set(coordinators_of(quarter)) == {own}
    accused_of(town, own)
    assert set(Network.objects.run_by(national)) == {top, region, town, quarter, bare, bare.parent}
    assert set(coordinators_of(quarter)) == {national}


def test_a_closed_network_below_stays_closed_to_the_umbrella_and_so_does_one_beside() -> None:
    top, region = umbrella(), NetworkFactory()
    shut, _beside = below(region), NetworkFactory()
    Network.objects.filter(pk=shut.pk).update(closed_on=clock.today())
    national, above = coordinator_of(top), coordinator_of(region)
    accused_of(region, above)
    assert set(Network.objects.run_by(national)) == {top, region}


def test_it_gives_no_right_but_over_these_rows() -> None:
    top, region = umbrella(), NetworkFactory()
    local = below(region)
    national, above, other = coordinator_of(top), coordinator_of(region), coordinator_of(NetworkFactory())
    coordinator_of(local)
    before = set(Network.objects.placed_by(national)), set(Network.objects.counted_for(national)), set(Network.objects.placed_by(other))
    accused_of(region, above)
    assert (set(Network.objects.placed_by(national)), set(Network.objects.counted_for(national)),
            set(Network.objects.placed_by(other))) == before
    assert {one.role for one in powers(national)} == {Role.UMBRELLA_COORDINATOR}
    assert not network_policies.runs_the_umbrella(other) and not network_policies.can_give(national, region, Role.MEMBER)
    assert network_policies.can_give(national, region, Role.COORDINATOR) and not network_policies.runs(national, local)


def test_it_asks_as_many_questions_for_many_networks_as_for_one() -> None:
    top, region = umbrella(), NetworkFactory()
    national, above = coordinator_of(top), coordinator_of(region)
    accused_of(region, above)
    counts = []
    for _ in range(2):
        below(region)
        coordinator_of(below(region))
        with CaptureQueriesContext(connection) as captured:
            assert len(powers(national)) == 2 + len(counts) + 1
        counts.append(len(captured))
    assert counts[0] == counts[1]


# Who is told


def test_who_coordinates_above_is_told_that_what_waits_below_is_hers() -> None:
    region = NetworkFactory()
    local = below(region, name="Antenne du Ponant")
    national, above, her = coordinator_of(umbrella()), coordinator_of(region), coordinator_of(local, last_name="Quintard")
    accused_of(local, her)
    assert list(coordinators_of(local)) == [above]
    (words,) = stand_ins(above)
    assert "Antenne du Ponant" in words and "Quintard" not in words and not stand_ins(national) and not stand_ins(her)


def test_nobody_above_is_told_while_a_colleague_coordinates_the_same_network() -> None:
    region = NetworkFactory()
    local = below(region)
    above, her, colleague = coordinator_of(region), coordinator_of(local), coordinator_of(local)
    accused_of(local, her)
    assert list(coordinators_of(local)) == [colleague] and not stand_ins(above) and not stand_ins(colleague)


def test_who_stood_in_goes_too_and_the_next_above_is_told_of_both() -> None:
    region = NetworkFactory(name="Grand Large")
    local, led = below(region, name="Antenne du Ponant"), below(region, name="Antenne du Levant")
    national, above, her, own = (coordinator_of(one) for one in (umbrella(), region, local, led))
    accused_of(local, her)
    assert len(stand_ins(above)) == 1 and not stand_ins(national)
    accused_of(region, above)
    first, second = stand_ins(national)
    assert "Grand Large" in first and "Antenne du Ponant" in second and list(coordinators_of(local)) == [national]
    assert not stand_ins(own) and len(stand_ins(national)) == 2, "of a network that she runs herself nobody else is told"
