"""Which half-days a calendar file takes."""
from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from industrielles.pool import busy

PARIS = ZoneInfo("Europe/Paris")
MONDAY = dt.date(2026, 10, 5)


def file(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}@x\r\n{event.strip()}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\n{body}END:VCALENDAR\r\n".replace("\r\r", "\r").encode()


def taken(*events: str, days: int = 13) -> dict[int, int]:
    """Days after Monday -> halves."""
    found = busy.busy_days(file(*(one.replace("\n", "\r\n") for one in events)), MONDAY, MONDAY + dt.timedelta(days=days), PARIS)
    return {(day - MONDAY).days: halves for day, halves in found.items()}


def test_a_meeting_takes_its_half_day() -> None:
    assert taken("DTSTART;TZID=Europe/Paris:20261005T090000\nDTEND;TZID=Europe/Paris:20261005T110000") == {0: 1}
    assert taken("DTSTART;TZID=Europe/Paris:20261005T140000\nDURATION:PT2H") == {0: 2}
    assert taken("DTSTART:20261006T110000Z\nDTEND:20261006T130000Z") == {1: 2}  # 13 to 15 in Paris
    assert taken("DTSTART;TZID=Europe/Paris:20261005T090000\nDTEND;TZID=Europe/Paris:20261006T170000") == {0: 3, 1: 3}


def test_less_than_an_hour_in_all_takes_nothing() -> None:
    short = "DTSTART;TZID=Europe/Paris:20261005T0900{0}0\nDTEND;TZID=Europe/Paris:20261005T0930{0}0"
    assert taken(short.format(0)) == {}
    assert taken(short.format(0), short.format(1)) == {0: 1}


def test_a_day_whole_and_one_that_leaves_her_free() -> None:
    whole = "DTSTART;VALUE=DATE:20261007\nDTEND;VALUE=DATE:20261009"
    assert taken(whole) == {2: 3, 3: 3}
    assert taken("DTSTART;VALUE=DATE:20261007") == {2: 3}
    assert taken(f"{whole}\nTRANSP:TRANSPARENT") == {} == taken(f"{whole}\nSTATUS:CANCELLED")


def test_what_repeats_is_unfolded_with_its_exceptions() -> None:
    weekly = "DTSTART;TZID=Europe/Paris:20260907T090000\nDTEND;TZID=Europe/Paris:20260907T120000\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE"
    assert taken(weekly) == {0: 1, 2: 1, 7: 1, 9: 1}
    assert taken(f"{weekly}\nEXDATE;TZID=Europe/Paris:20261007T090000") == {0: 1, 7: 1, 9: 1}
    assert taken(weekly.replace("FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=20261006T220000Z")) == {0: 1}
    assert taken(weekly.replace("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2")) == {0: 1, 2: 1}
    assert taken(weekly.replace("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU")) == {8: 1}
    assert taken(weekly.replace("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYMONTHDAY=-15,9")) == {4: 1, 12: 1}
    assert taken(weekly.replace("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1")) == {0: 1}
    assert taken("DTSTART;VALUE=DATE:20201009\nRRULE:FREQ=YEARLY") == {4: 3}
    assert taken("DTSTART;VALUE=DATE:20261001\nRDATE;VALUE=DATE:20261009") == {4: 3}


def test_a_moved_occurrence_takes_its_new_place_only() -> None:
    content = file(
        "DTSTART;TZID=Europe/Paris:20261005T090000\r\nDTEND;TZID=Europe/Paris:20261005T110000\r\nRRULE:FREQ=DAILY;COUNT=3",
        "DTSTART;TZID=Europe/Paris:20261006T140000\r\nDTEND;TZID=Europe/Paris:20261006T160000\r\n"
        "RECURRENCE-ID;TZID=Europe/Paris:20261006T090000").replace(b"UID:1@x", b"UID:0@x")
    found = busy.busy_days(content, MONDAY, MONDAY + dt.timedelta(days=6), PARIS)
    assert [found[MONDAY + dt.timedelta(days=n)] for n in range(3)] == [1, 2, 1]


def test_a_rule_is_read_on_the_clock_it_is_written_on() -> None:
    """Nine in the morning in Saint-Denis de La Réunion is seven in Paris in October and six in winter: it takes nothing after ten."""
    there = "DTSTART;TZID=Indian/Reunion:20261005T090000\nDTEND;TZID=Indian/Reunion:20261005T110000\nRRULE:FREQ=DAILY;COUNT=2"
    assert taken(there) == {0: 1, 1: 1}  # 8 and 9 in Paris, one hour of each morning
    later = file(there.replace("20261005", "20261102").replace("\n", "\r\n"))
    winter = busy.busy_days(later, dt.date(2026, 11, 2), dt.date(2026, 11, 3), PARIS)
    assert winter == {}


@pytest.mark.parametrize("content", [b"", b"hello", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"\xff\xfe", b"<html></html>", b"BEGIN:VCALENDAR"])
def test_what_is_no_calendar_is_said(content: bytes) -> None:
    with pytest.raises(busy.Unreadable):
        busy.busy_days(content, MONDAY, MONDAY, PARIS)


@pytest.mark.parametrize("rule", [
    "FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYSETPOS=9;BYDAY=MO", "FREQ=DAILY;INTERVAL=0", "FREQ=NEVER",
    "FREQ=MINUTELY;COUNT=999999999", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2", "FREQ=WEEKLY;BYDAY=XX"])
def test_a_hostile_rule_costs_little_and_hides_no_other_event(rule: str) -> None:
    start = time.thread_time()
    found = taken(f"DTSTART:20261005T060000Z\nDTEND:20261005T080000Z\nRRULE:{rule}", "DTSTART;VALUE=DATE:20261007")
    assert found[2] == 3 and time.thread_time() - start < 2


def test_a_full_megabyte_is_read_in_a_few_seconds() -> None:
    many = [f"DTSTART:202610{5 + n % 20:02}T060000Z\r\nDTEND:202610{5 + n % 20:02}T080000Z" for n in range(6_000)]
    start = time.thread_time()
    assert len(busy.busy_days(file(*many), MONDAY, MONDAY + dt.timedelta(days=30), PARIS)) == 20
    assert time.thread_time() - start < 20
