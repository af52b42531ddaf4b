from __future__ import annotations

import random
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import example, given
from hypothesis import strategies as st

from industrielles.places import distance
from industrielles.places.models import Commune
from tests.factories.places import CommuneFactory, DepartmentFactory

latitudes, longitudes = st.floats(-89, 89), st.floats(-179.9, 179.9)


def haversine(a: float, b: float, c: float, d: float) -> float:
    """The textbook formula, for comparison."""
    half = sin(radians(c - a) / 2) ** 2 + cos(radians(a)) * cos(radians(c)) * sin(radians(d - b) / 2) ** 2
    return 2 * distance.EARTH * asin(sqrt(min(1, half)))


@given(latitudes, longitudes, latitudes, longitudes)
def test_kilometres_agree_with_the_textbook(a: float, b: float, c: float, d: float) -> None:
    assert distance.kilometres(a, b, c, d) == pytest.approx(haversine(a, b, c, d), abs=1)


def test_kilometres_from_lille_to_saint_denis() -> None:
    assert round(distance.kilometres(50.630888, 3.07086, -20.878974, 55.448634)) == pytest.approx(9457, abs=5)


@given(st.floats(-60, 60), st.floats(-175, 175), st.floats(0, 360), st.floats(0.1, 900), st.floats(0, 1))
@example(-20.88, 55.45, 90, 50, 1)
def test_ranges_hold_every_point_of_the_circle(latitude: float, longitude: float, bearing: float, km: float, share: float) -> None:
    """A point at most `km` away, in any direction, lies in one of the ranges."""
    angle, way = km * share * 0.999999 / distance.EARTH, radians(bearing)
    there = asin(sin(radians(latitude)) * cos(angle) + cos(radians(latitude)) * sin(angle) * cos(way))
    from math import atan2, degrees
    east = atan2(sin(way) * sin(angle) * cos(radians(latitude)), cos(angle) - sin(radians(latitude)) * sin(there))
    other = (degrees(there), (longitude + degrees(east) + 180) % 360 - 180)
    assert any(first <= distance.cell(*other) <= last for first, last in distance.ranges(latitude, longitude, km))


def scatter(count: int, around: tuple[float, float], spread: float) -> None:
    """`count` communes at random around a place."""
    dice, department = random.Random(7), DepartmentFactory()
    rows = []
    for n in range(count):
        latitude, longitude = (middle + dice.uniform(-spread, spread) for middle in around)
        rows.append(Commune(code=f"{n:05}", name=f"Commune {n}", department=department, **distance.placed(latitude, longitude)))
    Commune.objects.bulk_create(rows)


@pytest.mark.parametrize("place", [(50.630888, 3.07086), (-20.878974, 55.448634), (-13.2825, -176.1736), (4.93, -52.33)])
@pytest.mark.parametrize("km", [0, 3, 25, 50, 700])
def test_near_is_what_brute_force_finds(db: Any, place: tuple[float, float], km: float) -> None:
    scatter(300, place, 0.9)
    found = set(Commune.objects.near(*place, km).values_list("pk", flat=True))
    wanted = {row.pk for row in Commune.objects.all() if row.latitude and haversine(*place, row.latitude, row.longitude or 0) <= km}
    assert found == wanted


def test_near_holds_who_lives_exactly_on_the_circle(ground: Any) -> None:
    lille, roubaix = ground["59350"], ground["59512"]
    km = lille.kilometres_to(roubaix)
    assert roubaix in Commune.objects.near(lille.latitude, lille.longitude, km)


def test_near_leaves_out_what_has_no_place(ground: Any) -> None:
    assert ground["98812"] not in Commune.objects.near(0, 0, 30_000)


def test_near_chains_and_says_how_far(ground: Any) -> None:
    lille = ground["59350"]
    found = Commune.objects.filter(department="59").near(lille.latitude, lille.longitude, 20).order_by("chord")
    assert [(row.name, round(distance.kilometres_of_chord(row.chord))) for row in found] == [("Lille", 0), ("Roubaix", 10)]


def test_nearest_widens_until_it_has_found_enough(ground: Any) -> None:
    lille = ground["59350"]
    found = Commune.objects.nearest(lille.latitude, lille.longitude, 4)
    assert [row.name for row in found] == ["Lille", "Roubaix", "Paris", "Paris 13e Arrondissement"]
    assert len(Commune.objects.nearest(lille.latitude, lille.longitude, 4, within=100)) == 2


def test_a_place_is_whole_or_absent(ground: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.filter(pk="59350").update(cell=None)


def test_locate_refuses_what_is_not_on_earth() -> None:
    for latitude, longitude in ((91, 0), (0, 180), (float("nan"), 0)):
        with pytest.raises(ValueError, match="not a place"):
            Commune().locate(latitude, longitude)


def test_locate_forgets_a_place(ground: Any) -> None:
    lille = ground["59350"]
    lille.locate(None, None)
    lille.save()
    assert (lille.is_located, lille.kilometres_to(ground["59512"])) == (False, None)


@given(st.floats(0, 2000), st.floats(0, 2000))
def test_minutes_grow_with_the_distance(one: float, other: float) -> None:
    near, far = sorted((one, other))
    assert distance.minutes(near) <= distance.minutes(far)
    assert distance.minutes(near) % 5 == 0


@pytest.mark.parametrize(("km", "minutes"), [(0, 10), (5, 25), (25, 55), (100, 125), (500, 440)])
def test_minutes_are_plausible(km: float, minutes: int) -> None:
    assert distance.minutes(km) == minutes


def test_near_of_a_mixin_takes_one_query(ground: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        list(CommuneFactory._meta.model.objects.near(50.6, 3.1, 50))
