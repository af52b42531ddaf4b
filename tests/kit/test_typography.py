"""Spaces that do not break, numbers, days and hours."""

import datetime as dt
import time

import pytest
import time_machine
from django.utils import translation

from industrielles.kit import typography
from industrielles.kit.typography import SPACE, THIN


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Et toi ?", f"Et toi{THIN}?"),
        ("Méthode : la voici", f"Méthode{SPACE}: la voici"),
        ("« bonjour »", f"«{SPACE}bonjour{SPACE}»"),
        ("1 284 demandes", f"1{THIN}284 demandes"),
        ("29 % des salariés", f"29{THIN}% des salariés"),
        ("à 14h30 ou 9 h", f"à 14{SPACE}h{SPACE}30 ou 9{SPACE}h"),
        ("une 4e et une 1re", "une 4<sup>e</sup> et une 1<sup>re</sup>"),
        ("26 élèves à 6 km", f"26{SPACE}élèves à 6{SPACE}km"),
        ("0590122E et 3e5", "0590122E et 3e5"),
        ("https://exemple.fr/a:b?c", "https://exemple.fr/a:b?c"),
    ],
)
def test_typo_sets_french_spaces(written, shown):
    assert typography.typo(written) == shown


def test_typo_escapes_and_adds_nothing_but_sup():
    assert typography.typo("<b> & 2e") == "&lt;b&gt; &amp; 2<sup>e</sup>"


def test_typo_changes_nothing_twice():
    once = typography.typo("Combien ? 1 284 : « oui »")
    assert typography.typo(once) == once


def test_typo_leaves_english_alone():
    with translation.override("en"):
        assert typography.typo("At 9h, the 4e : <done> ?") == "At 9h, the 4e : &lt;done&gt; ?"


def test_number_groups_by_three_in_each_language():
    assert typography.number(3412) == f"3{THIN}412"
    assert typography.number(2.46, 1) == "2,5"
    with translation.override("en"):
        assert typography.number(3412) == "3,412"


def test_number_says_in_words_that_a_group_is_too_small():
    assert typography.number(None) == "effectif trop faible"


def test_percent_keeps_its_sign_close():
    assert typography.percent(29) == f"29{THIN}%"
    assert typography.percent(1.9) == f"1,9{THIN}%"
    assert (typography.percent(0), typography.percent(2.0), typography.percent(29.6)) == (f"0{THIN}%", f"2{THIN}%", f"30{THIN}%")
    with translation.override("en"):
        assert typography.percent(29) == "29%"


@time_machine.travel("2026-11-20 10:00:00+01:00")
def test_day_is_told_with_its_year_only_when_far():
    assert typography.day(dt.date(2026, 12, 9)).replace(SPACE, " ") == "mercredi 9 décembre"
    assert typography.day(dt.date(2027, 9, 1)).replace(SPACE, " ") == "mercredi 1er septembre 2027"
    with translation.override("en"):
        assert typography.day(dt.date(2026, 12, 9)).replace(SPACE, " ") == "Wednesday 9 December"


@time_machine.travel("2026-11-20 10:00:00+01:00")
def test_moment_is_told_in_local_time():
    late = dt.datetime(2026, 12, 8, 23, 30, tzinfo=dt.UTC)
    assert typography.moment(late).replace(SPACE, " ") == "mercredi 9 décembre à 0 h 30"


def test_hour_says_no_empty_minutes():
    assert typography.hour(dt.time(9)).replace(SPACE, " ") == "9 h"
    assert typography.hour(dt.time(14, 30)).replace(SPACE, " ") == "14 h 30"
    with translation.override("en"):
        assert typography.hour(dt.time(14, 30)) == "14:30"


def test_nothing_is_told_of_nothing():
    assert [typography.day(None), typography.hour(None), typography.moment(None)] == ["", "", ""]


@pytest.mark.parametrize("text", [" " * 30_000 + "x", "\u00a0" * 30_000 + "x", "\n" * 30_000, "«" + " " * 30_000, "1" * 30_000])
def test_long_texts_are_set_in_a_moment(text: str) -> None:
    start = time.thread_time()
    typography.typo(text)
    assert time.thread_time() - start < 1  # ten seconds when each space was read again from each space before it
