from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import translation

from industrielles.kit.refusals import Refused
from industrielles.places import calendar
from industrielles.places.models import Academy, Department, Holiday
from industrielles.places.vacations import import_holidays
from tests.factories.places import HolidayFactory

from .conftest import DATA


@pytest.mark.parametrize(("day", "year"), [
    (dt.date(2026, 9, 1), "2026-2027"), (dt.date(2026, 8, 31), "2025-2026"), (dt.date(2027, 1, 1), "2026-2027"),
])
def test_school_year_turns_in_september(day: dt.date, year: str) -> None:
    assert calendar.school_year(day) == year


@pytest.mark.parametrize(("day", "department", "closed"), [
    (dt.date(2026, 12, 25), "59", True), (dt.date(2026, 12, 20), "974", True), (dt.date(2026, 12, 20), "59", False),
    (dt.date(2026, 4, 3), "67", True), (dt.date(2026, 4, 3), "59", False), (dt.date(2026, 12, 26), "57", True),
    (dt.date(2026, 5, 22), "972", True), (dt.date(2026, 9, 24), "988", True),
])
def test_public_holidays_follow_the_department(day: dt.date, department: str, closed: bool) -> None:
    assert calendar.is_public_holiday(day, department) == closed


def test_public_holidays_speak_both_languages() -> None:
    assert calendar.public_holiday(dt.date(2026, 12, 25)) == "Noël"
    with translation.override("en"):
        assert calendar.public_holiday(dt.date(2026, 12, 25)) == "Christmas Day"


def test_school_holidays_hold_their_first_and_last_day(lille: Academy) -> None:
    HolidayFactory()
    days = [dt.date(2026, 12, 18), dt.date(2026, 12, 19), dt.date(2027, 1, 3), dt.date(2027, 1, 4)]
    assert [calendar.is_school_holiday(day, lille) for day in days] == [False, True, True, False]


def test_why_closed_says_it_in_words(lille: Academy) -> None:
    HolidayFactory()
    nord = Department.objects.get(pk="59")
    said = [calendar.why_closed(dt.date(2026, 12, day), nord) for day in (13, 14, 21, 25)]
    assert said == ["c’est un dimanche.", "", "c’est pendant les congés scolaires (vacances de Noël).", "c’est un jour férié (Noël)."]


def test_why_closed_takes_a_school_without_an_academy() -> None:
    assert calendar.why_closed(dt.date(2026, 12, 14), Department(code="984", name="Terres australes"), None) == ""


def test_reasons_of_a_month_take_one_query(lille: Academy, django_assert_num_queries: Any) -> None:
    HolidayFactory()
    with django_assert_num_queries(1):
        closed = calendar.reasons(dt.date(2026, 12, 1), dt.date(2026, 12, 31), Department(code="59"), lille)
    assert sorted(day.day for day in closed) == [6, 13, *range(19, 32)]


def test_unknown_calendars_are_said_to_be_unknown(lille: Academy, reunion: Academy) -> None:
    HolidayFactory()
    day = dt.date(2026, 12, 21)
    assert (calendar.is_known(day, lille), calendar.is_known(day, reunion), calendar.caveat(day, lille)) == (True, False, "")
    assert "La Réunion ne sont pas connues ici" in calendar.caveat(day, reunion)
    assert not calendar.is_school_holiday(day, reunion)


def test_holidays_end_after_they_start(db: Any) -> None:
    with pytest.raises(IntegrityError):
        HolidayFactory(starts_on=dt.date(2027, 1, 4), ends_on=dt.date(2027, 1, 3))


def test_import_holidays_reads_the_ministry_s_file_in_paris_time(reunion: Academy) -> None:
    assert import_holidays(DATA / "holidays.csv") == {"La Réunion": 3}
    days = list(Holiday.objects.filter(zone="La Réunion").values_list("starts_on", "ends_on"))
    assert days == [
        (dt.date(2026, 10, 10), dt.date(2026, 10, 25)),  # leaving on a Saturday
        (dt.date(2026, 12, 19), dt.date(2027, 1, 24)),  # leaving on a Friday, after class
        (dt.date(2027, 7, 7), dt.date(2027, 8, 31)),  # leaving on a Wednesday; no return is published
    ]
    assert calendar.is_known(dt.date(2026, 12, 21), reunion)


def test_import_holidays_again_replaces_its_zones_and_years_only(reunion: Academy) -> None:
    HolidayFactory(zone="La Réunion", name="Essai", starts_on=dt.date(2026, 11, 2), ends_on=dt.date(2026, 11, 3))
    HolidayFactory()
    for _time in range(2):
        import_holidays(DATA / "holidays.csv")
    assert (Holiday.objects.filter(zone="La Réunion").count(), Holiday.objects.filter(zone="B").count()) == (3, 1)


def test_import_holidays_refuses_another_file(reunion: Academy, tmp_path: Any) -> None:
    with pytest.raises(Refused, match="zones, annee_scolaire"):
        import_holidays(_file(tmp_path, "description;start_date;end_date\n"))
    with pytest.raises(Refused, match=r"Ligne 2\s: les dates"):
        import_holidays(_file(tmp_path, "description;start_date;end_date;zones;annee_scolaire\nNoël;hier;demain;Réunion;2026-2027\n"))
    with pytest.raises(CommandError, match="aucune zone connue"):
        call_command("import_holidays", str(_file(tmp_path, "description;start_date;end_date;zones;annee_scolaire\n")))
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_holidays", str(tmp_path / "absent.csv"))


def test_import_holidays_says_what_it_read(reunion: Academy, capsys: Any) -> None:
    call_command("import_holidays", str(DATA / "holidays.csv"))
    assert capsys.readouterr().out == "La Réunion: 3\n"


def _file(folder: Any, text: str) -> Any:
    file = folder / "holidays.csv"
    file.write_text(text)
    return file
