"""Why these two, in two sentences for each reader, and nothing that says who the other one is; why nobody."""
from __future__ import annotations

import pytest

from industrielles.mentoring import reasons
from tests.factories.mentoring import programme
from tests.factories.mentoring_matching import SATURDAY, WEDNESDAY, MatchFactory, a_mentee, a_mentor
from tests.factories.places import CommuneFactory, DepartmentFactory
from tests.factories.pool import BranchFactory

pytestmark = pytest.mark.django_db


def test_each_side_reads_why_in_two_sentences_and_nothing_that_says_who() -> None:
    place = programme(modes=["online", "school"])
    here = CommuneFactory(name="Roubaix", latitude=50.69, longitude=3.17)
    there = CommuneFactory(name="Lille", latitude=50.63, longitude=3.06)
    mentee = a_mentee(place, "Lina", last_name="Moreau", called="Lina", school_name="Lycée Colbert", commune=here, level="second",
                      wishes=[["trade", "soudeuse"]], interests=["machines", "maths"], half_days=WEDNESDAY | SATURDAY,
                      modes=["online", "school"], languages=["fr", "es"])
    mentor = a_mentor(place, "Nadia", last_name="Benali", employer="Safran", job="Soudeuse", commune=there, diploma="bts",
                      interests=["machines", "maths"], half_days=WEDNESDAY | SATURDAY, modes=["online", "school"], languages=["fr", "es"],
                      branch=BranchFactory())
    match = MatchFactory(programme=place, mentee=mentee, mentor=mentor)
    told = {reader: reasons.why(match, reader) for reader in ("mentee", "mentor", "coordinator")}
    assert all(len(sentences) == 2 and all(one.endswith(".") for one in sentences) for sentences in told.values())
    for reader in ("mentee", "mentor"):
        for word in ("Moreau", "Benali", "Colbert", "Safran", "Roubaix", "Lille", "km"):
            assert word not in " ".join(told[reader])
    assert "soudeuse" in told["mentee"][0] and "le tien" in told["mentee"][0]
    assert "soudeuse" not in told["mentor"][0] and "un de ses souhaits\u00a0: un métier" in told["mentor"][0]
    assert "à 10 km" in told["coordinator"][1] and "pas loin" in told["mentee"][1]
    assert "mercredi après-midi et samedi matin" in told["mentor"][1] and "Espagnol" in told["mentor"][1]


def test_two_who_share_nothing_are_told_so_kindly() -> None:
    place = programme(modes=["online"])
    match = MatchFactory(programme=place, mentee=a_mentee(place, interests=[], half_days=0), mentor=a_mentor(place, modes=["school"]))
    for reader in ("mentee", "mentor", "coordinator"):
        one, other = reasons.why(match, reader)
        assert "sur le papier" in one and "à convenir" in other


@pytest.mark.parametrize(("points", "code"), [(1000, "very good"), (600, "very good"), (599, "good"), (400, "good"), (200, "fair"),
                                              (199, "weak"), (0, "weak")])
def test_quality_has_four_words(points: int, code: str) -> None:
    assert reasons.quality(points)[0] == code


def test_why_nobody_counts_what_each_rule_took_away() -> None:
    assert reasons.why_nobody([]) == "Il n’y a aucune mentore."
    counts = [0] * 12
    counts[1], counts[11] = 1, 3
    assert reasons.why_nobody(counts) == "Aucune des 4 mentores n’est possible\u00a0: 3 trop loin, 1 sans place libre."


@pytest.mark.parametrize(("code", "name", "where"), [
    ("59", "Nord", "dans le Nord"), ("33", "Gironde", "en Gironde"), ("75", "Paris", "à Paris"), ("40", "Landes", "dans les Landes"),
    ("974", "La Réunion", "à La Réunion")])
def test_what_would_match_more_names_a_department_as_french_does(code: str, name: str, where: str) -> None:
    DepartmentFactory(code=code, name=name)
    finding = {"mentors": 3, "more": 3, "half_day": 9, "online": False, "department": code}
    assert reasons.told([finding]) == [f"3 mentores de plus, {where}, libres vendredi après-midi\u00a0: 3 mentorées de plus accompagnées."]


def test_what_would_match_more_says_on_line_or_nowhere_too() -> None:
    finding = {"mentors": 1, "more": 1, "half_day": 9, "online": True, "department": ""}
    assert reasons.told([finding]) == [
        "1 mentore de plus, qui échange en ligne, libre vendredi après-midi\u00a0: 1 mentorée de plus accompagnée."]
    assert reasons.told([{**finding, "online": False, "half_day": -1}]) == ["1 mentore de plus\u00a0: 1 mentorée de plus accompagnée."]
