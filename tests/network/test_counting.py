"""Members by gender: told once a quarter, by groups of eleven at least, so that nobody who comes is recognised."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industrielles.kit import clock
from industrielles.ledger.disclosure import hide
from industrielles.ledger.models import Entry
from industrielles.network import census
from industrielles.network import verbs as network
from industrielles.network.models import Network
from industrielles.people import verbs as people
from industrielles.places.models import Department, Region
from tests.factories.network import MembershipFactory, NetworkFactory, umbrella
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
AUTUMN, WINTER, SPRING = dt.date(2026, 10, 2), dt.date(2027, 1, 3), dt.date(2027, 4, 4)


def on(day: dt.date) -> Any:
    return clock.at(dt.datetime.combine(day, dt.time(9), dt.UTC))


def join(node: Network, how_many: int, gender: str, *, since: dt.date = dt.date(2026, 9, 1), department: Department | None = None) -> None:
    for _n in range(how_many):
        MembershipFactory(network=node, started_on=since, person=PersonFactory(gender=gender, department=department))


def count(day: dt.date) -> int:
    with on(day):
        return network.count_members()


def told(node: Network, gender: str, place: str = census.ALL) -> int:
    return census.told_members().get((node.pk, place, gender), 0)


def test_count_members_tells_the_last_complete_quarter() -> None:
    node = NetworkFactory()
    join(node, 30, "woman")
    join(node, 12, "man")
    join(node, 20, "woman", since=dt.date(2026, 10, 1))
    count(AUTUMN)
    assert (told(umbrella(), "woman"), told(node, "woman"), told(node, "man")) == (30, 30, 12)
    assert census.told_on() == dt.date(2026, 9, 30)


def test_count_members_twice_counts_once() -> None:
    join(NetworkFactory(), 30, "woman")
    count(AUTUMN)
    lines = Entry.objects.count()
    assert (count(AUTUMN), Entry.objects.count()) == (0, lines)


def test_count_members_never_moves_by_one_newcomer() -> None:
    node = NetworkFactory()
    join(node, 30, "woman")
    join(node, 15, "man")
    count(AUTUMN)
    join(node, 1, "woman", since=dt.date(2026, 11, 1))
    assert (count(WINTER), told(node, "woman"), told(umbrella(), "woman")) == (0, 30, 30)


def test_count_members_adds_up_newcomers_until_they_are_eleven() -> None:
    node = NetworkFactory()
    join(node, 30, "woman")
    count(AUTUMN)
    join(node, 6, "woman", since=dt.date(2026, 11, 1))
    count(WINTER)
    join(node, 5, "woman", since=dt.date(2027, 2, 1))
    count(SPRING)
    assert told(node, "woman") == 41


def test_count_members_keeps_a_single_man_hidden_behind_a_total_everybody_knows() -> None:
    node = NetworkFactory()
    join(node, 40, "woman")
    join(node, 14, "")
    join(node, 1, "man")
    count(AUTUMN)
    figures = [told(node, gender) for gender in census.GENDERS]
    assert told(node, "man") == 0
    assert sorted(figures) == [0, 0, 0, 0, 40]  # the fourteen wait with him: 55 members less 40 women tell of fifteen people


def test_count_members_hides_what_the_other_networks_would_give_back() -> None:
    first, second = NetworkFactory(), NetworkFactory()
    join(first, 20, "woman")
    join(second, 3, "woman")
    count(AUTUMN)
    assert (told(umbrella(), "woman"), told(second, "woman")) == (23, 0)
    assert told(first, "woman") == 0


def test_count_members_counts_a_member_of_two_networks_once_in_the_whole() -> None:
    first, second = NetworkFactory(), NetworkFactory()
    for _n in range(12):
        person = PersonFactory(gender="woman")
        for node in (first, second):
            MembershipFactory(network=node, person=person, started_on=dt.date(2026, 9, 1))
    count(AUTUMN)
    assert (told(first, "woman"), told(second, "woman"), told(umbrella(), "woman")) == (12, 12, 12)


def test_count_members_tells_regions() -> None:
    region = Region.objects.create(code="Z9", name="Région d’essai")
    department = Department.objects.create(code="9Z", name="Essai", region=region)
    join(NetworkFactory(), 25, "woman", department=department)
    count(AUTUMN)
    assert told(umbrella(), "woman", "Z9") == 25


def test_what_was_told_stays_when_a_member_is_erased() -> None:
    node = NetworkFactory()
    join(node, 30, "woman")
    count(AUTUMN)
    before = census.told_members()
    with on(AUTUMN):
        people.erase(node.memberships.first().person)
    assert (census.told_members(), census.told_members(dt.date(2026, 9, 30))) == (before, before)


def test_what_was_told_of_a_day_stays_readable() -> None:
    node = NetworkFactory()
    join(node, 30, "woman")
    count(AUTUMN)
    join(node, 20, "woman", since=dt.date(2026, 11, 1))
    count(WINTER)
    assert census.told_members(dt.date(2026, 9, 30))[node.pk, census.ALL, "woman"] == 30
    assert told(node, "woman") == 50


WHOLE, PARTS = 1, (2, 3, 4)
moves = st.fixed_dictionaries({(part, gender): st.integers(0, 25) for part in PARTS for gender in ("woman", "man", "unstated")})


@given(moves)
@settings(max_examples=60)
def test_no_sum_of_what_moves_gives_a_small_group_back(moves: dict[tuple[int, str], int]) -> None:
    """Brute force on the rows and columns a reader can add up, whose totals she is supposed to know."""
    figures = {(part, census.ALL, gender): n for (part, gender), n in moves.items()}
    for gender in ("woman", "man", "unstated"):
        figures[WHOLE, census.ALL, gender] = sum(moves[part, gender] for part in PARTS)
    sums = census.lines(figures, WHOLE)
    held = hide({total: 10**9 for total, _terms in sums} | figures, sums)
    assert all(key in held for key, n in figures.items() if 0 < n < 11)
    seen = {key: n for key, n in figures.items() if n and key not in held}  # what stands still may have moved by a few: nobody can tell
    for total, terms in sums:
        left = sum(figures[key] for key in terms if key in held)
        known = total in seen or (total not in figures and any(key in seen for key in terms))
        assert not known or left == 0 or left > 10, f"{total} less what moved leaves {left} people"


def test_the_control_is_what_protects() -> None:
    """Positive control: without it, the same figures tell that the one who came to the second network is a woman."""
    figures = {(WHOLE, census.ALL, "woman"): 23, (2, census.ALL, "woman"): 20, (3, census.ALL, "woman"): 3}
    shown = {key: n for key, n in figures.items() if n > 10}
    assert shown[WHOLE, census.ALL, "woman"] - shown[2, census.ALL, "woman"] == 3
