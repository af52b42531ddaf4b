from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.places.models import Commune, School
from industrielles.places.search import fold, indexed, nearly, words
from tests.factories.places import CommuneFactory, SchoolFactory


@pytest.mark.parametrize(("text", "folded"), [
    ("  Élisa   LEMONNIER ", "elisa lemonnier"), ("L'Haÿ-les-Roses", "l hay les roses"), ("Cœur de Flandre", "coeur de flandre"),
    ("Saint‑Étienne", "saint etienne"), ("", ""), ("!?", ""),
])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_take_saint_for_its_abbreviation_once_it_is_whole() -> None:
    assert (words("St Denis"), words("st"), words("ste marie")) == (["saint", "denis"], ["st"], ["sainte", "marie"])
    assert indexed("Lycée St-Joseph") == " lycee saint joseph "


@pytest.fixture
def schools(ground: Any) -> dict[str, School]:
    lille, roubaix, reunion = ground["59350"], ground["59512"], ground["97411"]
    return {
        "lovelace": SchoolFactory(name="Lycée Ada Lovelace", commune=lille, uai="0590001V", postcode="59000"),
        "lille": SchoolFactory(name="Lycée de Lillers", commune=roubaix, postcode="59100"),
        "joseph": SchoolFactory(name="Lycée Saint-Joseph", commune=reunion, postcode="97400"),
    }


@pytest.mark.parametrize(("text", "found"), [
    ("lovelace", ["lovelace"]), ("LOVE ada", ["lovelace"]), ("0590001v", ["lovelace"]), ("59000", ["lovelace"]),
    ("st joseph", ["joseph"]), ("saint-denis lycée", ["joseph"]), ("lille", ["lovelace", "lille"]), ("z", []), ("", []),
    ("%", []), ("_a", []),
    ("lovelace roubaix", []),
])
def test_search_of_schools(schools: dict[str, School], text: str, found: list[str]) -> None:
    assert list(School.objects.search(text)) == [schools[name] for name in found]


def test_search_shows_open_schools_before_closed_ones(schools: dict[str, School]) -> None:
    import datetime as dt

    closed = SchoolFactory(name="Lycée Ada Lovelace", commune=schools["lovelace"].commune, closed_on=dt.date(2026, 1, 1), town="Aa")
    assert list(School.objects.search("lovelace")) == [schools["lovelace"], closed]


def test_search_of_communes_puts_the_name_first_then_the_most_people(ground: Any) -> None:
    lillers = CommuneFactory(code="62516", name="Lillers", postcodes="62190", population=10_000)
    big = CommuneFactory(code="93066", name="Saint-Denis", postcodes="93200", population=149_077)
    assert list(Commune.objects.search("lille")) == [ground["59350"], lillers]
    assert list(Commune.objects.search("st denis")) == [big, ground["97411"]]
    assert list(Commune.objects.search("75013")) == [ground["75056"], ground["75113"]]


def test_search_reads_the_same_number_of_queries_for_any_text(schools: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(1):
        list(School.objects.search("lycée a b c d e f g h")[:8])


@given(st.text(max_size=200))
@pytest.mark.django_db
def test_search_never_fails(text: str) -> None:
    list(School.objects.search(text)[:8])


@pytest.mark.parametrize(("one", "other", "near"), [
    ("rubaix", "roubaix", True), ("rroubaix", "roubaix", True), ("roubeix", "roubaix", True), ("ruobaix", "roubaix", True),
    ("roubaix", "roubaix", True), ("rubeix", "roubaix", False), ("lille", "lillers", False), ("abcd", "badc", False), ("", "ab", False),
])
def test_one_error_is_near_two_are_not(one: str, other: str, near: bool) -> None:
    assert (nearly(one, other), nearly(other, one)) == (near, near)


@pytest.mark.parametrize(("text", "found"), [
    ("lycee rubaix", ["lille"]), ("lyceee lovelace", ["lovelace"]), ("joesph", ["joseph"]), ("lovelaxe lille", ["lovelace"]),
    ("lovelace roubaix", []), ("lovelxxe", []), ("lil", ["lovelace", "lille"]), ("zzzz", []), ("", []), ("59001", []),
])
def test_one_typing_error_is_forgiven(schools: dict[str, School], text: str, found: list[str]) -> None:
    assert School.objects.best(text, 8) == [schools[name] for name in found]


def test_an_error_costs_two_questions_more_and_what_is_right_none(schools: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        School.objects.best("lycee lovelace", 8)
    with django_assert_num_queries(3):
        School.objects.best("lycee loveace", 8)


def test_meant_takes_the_code_that_was_chosen(schools: dict[str, School]) -> None:
    assert School.objects.meant("whatever", "0590001V") == schools["lovelace"]


def test_meant_takes_the_only_one_that_the_text_names(ground: Any, schools: dict[str, School]) -> None:
    CommuneFactory(code="62516", name="Lillers", postcodes="62190")
    assert School.objects.meant("Lycée Ada Lovelace, Lille") == schools["lovelace"]
    assert School.objects.meant("lovelace", "9999999Z") == schools["lovelace"]
    assert Commune.objects.meant("Lille") == ground["59350"]
    assert Commune.objects.meant("Lille (59000)") == ground["59350"]


def test_meant_takes_the_town_of_this_very_name_among_those_that_begin_so(ground: Any) -> None:
    arras = CommuneFactory(code="62041", name="Arras", postcodes="62000", population=42_000)
    CommuneFactory(code="07013", name="Arras-sur-Rhône", postcodes="07370", population=600)
    saint = CommuneFactory(code="62750", name="Saint-Laurent", postcodes="62223", population=7_000)
    assert [Commune.objects.meant(typed) for typed in ("Arras", "arras", "62000 Arras", "St Laurent")] == [arras, arras, arras, saint]


def test_meant_does_not_choose_between_two_towns_of_the_same_name_however_far_down(ground: Any) -> None:
    CommuneFactory(code="97415", name="Saint-Paul", postcodes="97460", population=100_000)
    for n in range(20):
        CommuneFactory(code=f"0600{n:02}"[-5:], name=f"Saint-Paul-{'abcdefghijklmnopqrst'[n]}", postcodes="06570", population=5_000)
    assert Commune.objects.meant("Saint-Paul") is not None
    CommuneFactory(code="60591", name="Saint-Paul", postcodes="60650", population=1_600)
    assert Commune.objects.meant("Saint-Paul") is None


def test_meant_is_nothing_when_the_text_is_unclear(schools: dict[str, School]) -> None:
    assert School.objects.meant("lycée") is None
    assert School.objects.meant("école de nulle part") is None
