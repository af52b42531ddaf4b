"""The packages of open data themselves: skipped, in words, where they are not installed."""
from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from industrielles.kit import clock
from industrielles.places import calendar, ground
from industrielles.places.models import Academy, Commune, Department, Holiday, Region, Source

COG = Path(settings.PROJECT) / "node_modules/@etalab/decoupage-administratif"
NOVEMBER = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.mark.skipif(not COG.exists(), reason="the list of communes is not installed: npm ci")
def test_load_places_loads_the_country_and_then_nothing_more(db: Any, capsys: Any, django_assert_max_num_queries: Any) -> None:
    with clock.at(NOVEMBER):
        call_command("load_places")
    assert "Départements\N{NO-BREAK SPACE}: 109" in capsys.readouterr().out
    assert (Region.objects.count(), Academy.objects.count()) == (26, 34)
    assert Commune.objects.count() > 34_900
    lille = Commune.objects.get(pk="59350")
    assert (lille.name, lille.department.academy.zone, round(lille.latitude, 1)) == ("Lille", "B", 50.6)
    assert Commune.objects.filter(cell=None).exclude(department__is_overseas=True).count() == 0
    treguier = Commune.objects.get(pk="22362")  # its town hall has lost its sign in the package
    assert treguier.longitude < 0
    before = list(Source.objects.order_by("code").values())
    with clock.at(NOVEMBER + dt.timedelta(30)), django_assert_max_num_queries(30):
        call_command("load_places", "--quiet")
    assert list(Source.objects.order_by("code").values()) == before


def test_load_places_says_what_is_missing(db: Any, settings: Any, tmp_path: Path) -> None:
    settings.PROJECT = tmp_path
    with pytest.raises(CommandError, match="npm ci"):
        call_command("load_places")


def test_load_holidays_leaves_alone_what_people_have_edited(ground_of_holidays: None, lille: Academy) -> None:
    christmas = Holiday.objects.get(zone="B", name="Vacances de Noël", school_year="2026-2027")
    Holiday.objects.filter(pk=christmas.pk).update(ends_on=dt.date(2027, 1, 4))
    with clock.at(NOVEMBER):
        assert ground.load_holidays() == 0
    christmas.refresh_from_db()
    assert christmas.ends_on == dt.date(2027, 1, 4)


def test_load_holidays_knows_zones_a_b_and_c_and_says_it_of_no_other(ground_of_holidays: None, lille: Academy, reunion: Academy) -> None:
    assert set(Holiday.objects.values_list("zone", flat=True)) == {"A", "B", "C"}
    assert calendar.is_school_holiday(dt.date(2027, 2, 22), lille)
    assert (calendar.is_known(dt.date(2027, 2, 22), lille), calendar.is_known(dt.date(2027, 2, 22), reunion)) == (True, False)


@pytest.fixture
def ground_of_holidays(db: Any) -> None:
    with clock.at(NOVEMBER):
        ground.load_holidays()


def test_every_department_has_one_academy_and_a_clock() -> None:
    codes = [code for _academy, departments in ground.academies() for code in departments]
    assert len(codes) == len(set(codes)) == 96 + 11
    assert all(ZoneInfo(zone) for zone in ground.TIMEZONES.values())
    assert Department._meta.get_field("timezone").default == "Europe/Paris"
