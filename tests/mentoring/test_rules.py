"""Who may meet whom: each rule keeps a pair apart and is told; what words say of a wish, a company, a school."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.mentoring import affinity, reasons, rules, standing, weighing
from industrielles.mentoring.models import Match, Mentee, Mentor
from industrielles.mentoring.rules import Rule
from industrielles.mentoring.wishes import Wish
from industrielles.people.models import Person
from industrielles.places.models import Commune
from industrielles.pool.models import Branch
from industrielles.safeguarding.models import Agreement, Part
from tests.factories.mentoring import programme
from tests.factories.mentoring_life import ClosureFactory, PairFactory
from tests.factories.mentoring_matching import MONDAY, CardFactory, ChoiceFactory, MatchFactory, a_mentee, a_mentor
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import BranchFactory
from tests.factories.safeguarding import ReportFactory

LILLE, BREST = {"latitude": 50.63, "longitude": 3.06}, {"latitude": 48.39, "longitude": -4.49}


def she(**said: Any) -> Mentee:
    return Mentee(**{"interests": [], "wishes": []} | said)


def they(*said: dict[str, Any]) -> list[Mentor]:
    return [Mentor(**one) for one in said]


# Words


@pytest.mark.parametrize(("ties", "employer", "same"), [
    ("Aciéries du Nord", "ACIERIES DU NORD SA", True), ("mon père est chez Renault", "Groupe Renault", True),
    ("Arcelor Mittal", "ArcelorMittal France", True), ("arcelormital", "ArcelorMittal", True), ("EDF", "Électricité de France", True),
    ("Électricité de France, Enedis", "EDF", True), ("SNCF", "Safran", False), ("", "Safran", False), ("Safran", "", False),
    ("usine de mon oncle", "Usine Michelin", False), ("Airbus et Thales", "Thales Alenia Space", True), ("GE", "GE Vernova", True),
])
def test_a_company_of_her_family_is_known_however_it_is_written(ties: str, employer: str, same: bool) -> None:
    assert affinity.companies([she(ties=ties)], they({"employer": employer}))[0, 0] == same


@pytest.mark.parametrize(("hers", "tied", "same"), [
    ("Lycée Colbert", "lycée colbert de Tourcoing", True), ("Lycée Marie Curie", "Lycée Colbert", False), ("LYCEE BAGGIO", "Bagio", True),
    ("Lycée professionnel", "Lycée général", False), ("Institution Saint-Luc", "Saint Luc", True), ("", "Lycée Colbert", False),
])
def test_her_school_is_known_however_it_is_written(hers: str, tied: str, same: bool) -> None:
    assert affinity.schools([she(school_name=hers)], they({"school_name": tied}))[0, 0] == same


def test_a_town_in_both_names_is_no_school_in_common() -> None:
    mentee, mentors = she(school_name="Lycée Faidherbe Lille"), they({"school_name": "Lycée Baggio, Lille"}, {"school_name": "Faidherbe"})
    mentee.commune = Commune(code="59350", name="Lille")
    assert affinity.schools([mentee], mentors).tolist() == [[False, True]]


def test_her_first_wish_counts_three_times_her_third() -> None:
    wishes = [["trade", "soudeuse"], ["path", "BTS"], ["person", "quelqu’un qui a hésité"]]
    mentors = they({"job": "Soudeur à l’arc"}, {"path": "Un BTS, puis l’atelier"}, {"motivation": "J’ai hésité longtemps"}, {})
    assert (affinity.wished([she(wishes=wishes)], mentors)[0] * 6).tolist() == pytest.approx([3, 2, 1, 0])
    assert affinity.kinds_met(she(wishes=wishes), mentors[0]) == [Wish.TRADE]


def test_one_trade_or_the_other_is_as_good() -> None:
    found = affinity.wished([she(wishes=[["trade", "soudeuse ou chaudronnière"]])], they({"job": "Chaudronnière"}, {"job": "Soudeuse"}))
    assert found.tolist() == [[1, 1]]


def test_a_branch_she_ticked_counts_without_being_written() -> None:
    rail = Branch(code="rail", name_fr="Ferroviaire", name_en="Rail")
    mentors = they({"branch": rail}, {})
    assert affinity.wished([she(branch=rail)], mentors).tolist() == [[1, 0]]
    assert affinity.wished([she(wishes=[["branch", "le ferroviaire"]])], mentors).tolist() == [[1, 0]]


# Rules


pytestdb = pytest.mark.django_db


def first(mentee: Mentee, mentor: Mentor, **weights: int) -> Rule:
    """The rule against these two, as they are in the database."""
    mentee, mentor = Mentee.objects.whole().get(pk=mentee.pk), Mentor.objects.whole().get(pk=mentor.pk)
    where = rules.ground(mentee.programme, weighing.defaults() | weights, mentees=[mentee], mentors=[mentor])
    return Rule(int(where.why[0, 0]))


@pytestdb
def test_two_people_against_whom_nothing_stands_may_meet() -> None:
    place = programme(modes=["online"])
    assert first(a_mentee(place), a_mentor(place)) == Rule.ALLOWED


@pytestdb
def test_each_rule_keeps_a_pair_apart() -> None:
    place = programme(modes=["online", "school", "company", "elsewhere"])
    free, she_is = a_mentor(place), a_mentee(place)
    north, west = CommuneFactory(**LILLE), CommuneFactory(**BREST)
    person = PersonFactory()
    cases = {
        Rule.NO_PLACE: (she_is, PairFactory(programme=place, mentor=a_mentor(place)).mentor),
        Rule.NOT_CLEARED: (she_is, a_mentor(place, kind="")),
        Rule.CARE: (a_mentee(place, in_care=True, convention_on=clock.today()), a_mentor(place, kind="b3")),
        Rule.COMPANY: (a_mentee(place, ties="Safran"), a_mentor(place, employer="Safran")),
        Rule.SCHOOL: (a_mentee(place, school_name="Lycée Colbert"), a_mentor(place, school_name="Colbert")),
        Rule.NO_MODE: (a_mentee(place, modes=["school"]), free),
        Rule.NO_LANGUAGE: (a_mentee(place, languages=["cr"]), free),
        Rule.NO_HALF_DAY: (a_mentee(place, half_days=MONDAY), free),
        Rule.TOO_FAR: (a_mentee(place, modes=["school"], commune=north), a_mentor(place, modes=["school"], commune=west)),
        Rule.BEFORE: (a_mentee(place, person=person), a_mentor(place, person=person)),
    }
    assert {rule: first(*pair) for rule, pair in cases.items()} == {rule: rule for rule in cases}
    assert first(a_mentee(place, in_care=True, convention_on=clock.today()), free) == Rule.ALLOWED
    assert first(a_mentee(place, modes=["online", "school"], commune=north), a_mentor(place, commune=west)) == Rule.ALLOWED
    assert first(*cases[Rule.TOO_FAR]) == Rule.TOO_FAR
    near = a_mentor(place, modes=["school"], commune=CommuneFactory(latitude=50.7, longitude=3.17))
    assert first(a_mentee(place, modes=["school"], commune=north), near) == Rule.ALLOWED
    assert all(reasons.refusal(rule) for rule in Rule if rule)


@pytestdb
def test_who_refused_or_ended_before_is_not_proposed_again() -> None:
    place = programme(modes=["online"])
    mentee, mentors = a_mentee(place), [a_mentor(place, capacity=3) for _ in range(5)]
    MatchFactory(programme=place, mentee=mentee, mentor=mentors[0], status="dropped", ended_at=clock.now(), never_again=True)
    MatchFactory(programme=place, mentee=mentee, mentor=mentors[1], status="dropped", ended_at=clock.now())
    for mentor, again in ((mentors[2], False), (mentors[3], True)):
        ended = PairFactory(programme=place, mentee=mentee, mentor=mentor, status="closed", ended_at=clock.now(), closed_at=clock.now())
        ClosureFactory(pair=ended, mentee_again=again, mentor_again=True)
    CardFactory(choice=ChoiceFactory(programme=place, mentee=mentee, status="none", ended_at=clock.now()), mentor=mentors[4])
    found = [first(mentee, one) for one in mentors]
    assert found == [Rule.BEFORE, Rule.ALLOWED, Rule.BEFORE, Rule.ALLOWED, Rule.BEFORE]


@pytestdb
def test_a_minor_meets_only_as_her_parent_allows() -> None:
    place = programme(modes=["online", "school", "elsewhere"])
    mentee = a_mentee(place, age=16, modes=["online", "elsewhere"])
    assert first(mentee, a_mentor(place)) == Rule.ALLOWED
    assert first(mentee, a_mentor(place, modes=["elsewhere"])) == Rule.NO_MODE  # nothing a parent allows
    Agreement.objects.filter(part=Part.ONLINE).update(withdrawn_at=clock.now())
    assert first(mentee, a_mentor(place)) == Rule.NO_MODE
    Agreement.objects.filter(part=Part.TAKE_PART).update(withdrawn_at=clock.now())
    assert standing.free_mentees(place) == []


@pytestdb
def test_parents_of_all_are_asked_in_as_many_questions_as_of_one(django_assert_max_num_queries: Any) -> None:
    place = programme(modes=["online"])
    for n in range(6):
        a_mentee(place, age=16 if n % 2 else 19)
        a_mentor(place)
    with django_assert_max_num_queries(15):
        rules.ground(place, weighing.defaults())


@pytestdb
def test_who_waits_is_accompanied_or_kept_away_is_not_matched() -> None:
    place = programme(modes=["online"])
    free, away, gone = a_mentee(place, "Ana"), a_mentee(place), a_mentee(place)
    ReportFactory(network=place.network, accused=away.person, suspended_at=clock.now())
    Person.objects.filter(pk=gone.person_id).update(is_active=False)
    PairFactory(programme=place, mentee=a_mentee(place), mentor=a_mentor(place))
    ChoiceFactory(programme=place, mentee=a_mentee(place))
    proposed = MatchFactory(programme=place, mentee=a_mentee(place), mentor=a_mentor(place)).mentee
    asked = {"status": "asked", "confirmed_at": clock.now(), "answer_by": clock.now() + dt.timedelta(days=10)}
    MatchFactory(programme=place, mentee=a_mentee(place), mentor=a_mentor(place), **asked)
    a_mentee(place, status="locked")
    a_mentee(place, in_care=True)
    assert standing.free_mentees(place) == [free]
    assert set(standing.free_mentees(place, proposed_stand=False)) == {free, proposed}
    suspended = a_mentor(place)
    ReportFactory(network=place.network, accused=suspended.person, suspended_at=clock.now())
    assert suspended not in standing.able_mentors(place)


@pytestdb
def test_who_grew_older_than_the_programme_stays_and_who_is_too_young_does_not() -> None:
    place = programme(modes=["online"], age_from=15, age_to=20)
    older = a_mentee(place, age=21)
    a_mentee(place, age=14)
    assert standing.free_mentees(place) == [older]


@pytestdb
def test_points_follow_the_weights() -> None:
    place = programme(modes=["online"])
    rail = BranchFactory(code="rail", name_fr="Ferroviaire")
    a_mentee(place, wishes=[["trade", "soudeuse"]], interests=["machines", "science", "maths"], level="second")
    a_mentor(place, "Soudeuse", job="Soudeuse", interests=["sport"], diploma="doctorate")
    a_mentor(place, "Curieuse", job="Chimiste", interests=["machines", "science", "maths"], diploma="cap", branch=rail)
    nothing = dict.fromkeys(weighing.WEIGHTS, 0)

    def points(**weights: int) -> list[int]:
        where = rules.ground(place, weighing.checked(nothing | weights))
        return [int(where.points[0, where.columns[one.pk]]) for one in sorted(where.mentors, key=lambda one: one.first_name, reverse=True)]

    assert points(wishes=10) == [1000, 0]
    assert points(interests=7) == [0, 1000]
    assert points(wishes=10, interests=10) == [500, 500]
    assert points(path=5) == [0, 1000]
    assert points(wishes=30, path=10) == [750, 250]


@pytestdb
@pytest.mark.parametrize("weights", [{"wishes": 101}, {"near": -1}, {"radius": 10}, {"path": 1.5}, {"colour": 3},
                                     dict.fromkeys(weighing.WEIGHTS, 0)])
def test_checked_refuses_weights_that_say_nothing(weights: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        weighing.checked(weights)


@pytestdb
def test_places_taken_by_pairs_and_by_proposals_are_taken() -> None:
    place = programme(modes=["online"], capacity=5)
    mentor = a_mentor(place, capacity=3)
    PairFactory(programme=place, mentee=a_mentee(place), mentor=mentor)
    MatchFactory(programme=place, mentee=a_mentee(place), mentor=mentor)
    MatchFactory(programme=place, mentee=a_mentee(place), mentor=mentor, status=Match.Status.DROPPED, ended_at=clock.now())
    a_mentee(place)
    for proposed, left, room in ((True, 1, 3), (False, 2, 4)):
        where = rules.ground(place, weighing.defaults(), proposed_stand=proposed)
        assert (where.places.tolist(), where.room) == ([left], room)
