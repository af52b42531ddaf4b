"""A scenario: as many as can be, the worst pair as good as can be; fixed and forbidden pairs; published as pairs to confirm."""
from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.conf import settings

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import reasons, solving, tables, tasks, weighing
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Instruction, Match, Mentee, Mentor, Outcome, Programme, Scenario
from industrielles.mentoring.rules import Rule
from industrielles.mentoring.verbs import scenarios
from industrielles.safeguarding.models import Clearance
from tests.factories.mentoring import programme
from tests.factories.mentoring_life import PairFactory
from tests.factories.mentoring_matching import MONDAY, WEDNESDAY, MatchFactory, a_mentee, a_mentor, crowd, scenario
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db
Status = Scenario.Status


def computed(place: Programme, **weights: int) -> Scenario:
    return mentoring.compute(scenario(place, **weights), by=None)


def pairs(found: Scenario) -> dict[str, str]:
    """First name of each mentee -> of her mentor."""
    return {one.mentee.first_name: one.mentor.first_name for one in found.outcomes.matched().told()}


def fixing(found: Scenario, mentee: Mentee, mentor: Mentor, kind: str = "fix") -> Instruction:
    return mentoring.instruct(found, mentee=mentee, mentor=mentor, kind=kind, by=None)


# Written


def test_begin_scenario_sent_twice_is_one_and_another_of_this_name_is_refused() -> None:
    place, key = crowd(0, 0), uuid.uuid4()
    by = coordinator_of(place.network)
    made = [mentoring.begin_scenario(place, name=" Premier ", weights={"near": 50}, request_key=key, by=by) for _ in range(2)]
    assert made[0] == made[1] and made[0].name == "Premier" and made[0].weights == weighing.defaults() | {"near": 50}
    assert Entry.objects.filter(verb="mentoring.begin_scenario").count() == 1
    for name in ("Premier", " "):
        with pytest.raises(Refused) as refused:
            mentoring.begin_scenario(place, name=name, weights={}, request_key=uuid.uuid4(), by=by)
        assert refused.value.field == "name"
    mentoring.drop_scenario(made[0], by=by)
    assert scenario(place, "Premier").status == Status.DRAFT


def test_nobody_but_who_runs_the_programme_touches_a_scenario() -> None:
    place, stranger = crowd(1, 1), PersonFactory()
    made = scenario(place)
    one = {"mentee": place.mentees.get(), "mentor": place.mentors.get()}
    for act in (
        lambda: scenario(place, "Second", by=stranger), lambda: mentoring.weigh(made, weights={}, by=stranger),
        lambda: mentoring.instruct(made, **one, kind="fix", by=stranger), lambda: mentoring.lift(made, **one, by=stranger),
        lambda: mentoring.compute(made, by=stranger), lambda: mentoring.publish(made, by=stranger),
        lambda: mentoring.drop_scenario(made, by=stranger),
    ):
        with pytest.raises(Refused):
            act()
    assert Scenario.objects.get().status == Status.DRAFT


def test_a_copy_takes_the_pairs_decided_and_not_those_of_another_programme() -> None:
    place = crowd(1, 1)
    made = scenario(place)
    fixing(made, place.mentees.get(), place.mentors.get())
    copy = mentoring.begin_scenario(place, name="Copie", weights=made.weights, request_key=uuid.uuid4(), copy_of=made, by=None)
    said = ("mentee", "mentor", "kind")
    assert list(copy.instructions.values_list(*said)) == list(made.instructions.values_list(*said))
    elsewhere = mentoring.begin_scenario(crowd(0, 0), name="Copie", weights={}, request_key=uuid.uuid4(), copy_of=made, by=None)
    assert not elsewhere.instructions.exists()


# Computed


def test_compute_matches_as_many_as_there_are_places_and_says_why_the_others_stay_alone() -> None:
    place = crowd(3, 2)
    found = computed(place)
    assert (found.status, found.matched, found.alone) == (Status.COMPUTED, 2, 1)
    assert found.value == found.bound == sum(found.outcomes.matched().values_list("points", flat=True))
    left = found.outcomes.alone().get()
    assert left.refusals[Rule.ALLOWED] == 2 and reasons.why_nobody(left.refusals).startswith("2 mentores étaient possibles")
    assert not Letter.objects.filter(key__startswith="mentoring.match").exists() and not Match.objects.exists()


def test_nobody_is_left_alone_to_make_others_happier_and_the_worst_comes_before_the_mean() -> None:
    """Ana alone with Rosa would be worth more than Ana with Zoé and Lou with Rosa."""
    place = programme(modes=["online"])
    a_mentee(place, "Ana", interests=["machines", "science", "maths"])
    a_mentee(place, "Lou", interests=["sport"], half_days=MONDAY)
    a_mentor(place, "Rosa", interests=["machines", "science", "maths"], half_days=MONDAY | WEDNESDAY)
    a_mentor(place, "Zoé", interests=["music"], half_days=WEDNESDAY)
    found = computed(place, wishes=0, near=0, path=0, interests=50, half_days=1)
    assert pairs(found) == {"Ana": "Zoé", "Lou": "Rosa"} and found.alone == 0


def test_the_same_people_and_weights_give_the_same_lines_and_the_same_key() -> None:
    place = crowd(6, 4)
    first = computed(place)
    again = mentoring.compute(scenario(place, "Deux"), by=None)
    rows = ("mentee", "mentor", "points", "fixed", "refusals")
    assert list(first.outcomes.order_by("pk").values_list(*rows)) == list(again.outcomes.order_by("pk").values_list(*rows))
    assert first.key == again.key and len(first.key) == 64
    a_mentee(place)
    later = mentoring.compute(first, by=None)
    assert later.key != again.key


def test_a_pair_decided_stays_and_one_forbidden_never_comes() -> None:
    place = programme(modes=["online"])
    ana, lou = a_mentee(place, "Ana", interests=["machines"]), a_mentee(place, "Lou", interests=["sport"])
    rosa, zoe = a_mentor(place, "Rosa", interests=["machines"]), a_mentor(place, "Zoé", interests=["sport"])
    made = scenario(place, interests=100)
    assert pairs(mentoring.compute(made, by=None)) == {"Ana": "Rosa", "Lou": "Zoé"}
    fixing(made, ana, zoe)
    made.refresh_from_db()
    assert made.status == Status.DRAFT
    found = mentoring.compute(made, by=None)
    assert pairs(found) == {"Ana": "Zoé", "Lou": "Rosa"} and found.outcomes.get(mentee=ana).fixed
    mentoring.lift(found, mentee=ana, mentor=zoe, by=None)
    fixing(found, lou, zoe, "forbid")
    fixing(found, lou, rosa, "forbid")
    again = mentoring.compute(found, by=None)
    assert pairs(again) == {"Ana": "Rosa"}
    assert again.outcomes.get(mentee=lou).refusals[Rule.FORBIDDEN] == 2


def test_who_coordinates_and_accompanies_decides_and_reads_nothing_of_her_own() -> None:
    place = crowd(1, 1)
    by = coordinator_of(place.network)
    place.mentors.update(person=by)
    Clearance.objects.update(person=by)
    made = scenario(place)
    with pytest.raises(Refused):
        mentoring.instruct(made, mentee=place.mentees.get(), mentor=place.mentors.get(), kind="fix", by=by)
    found = mentoring.compute(made, by=None)
    assert found.outcomes.count() == 1 and not found.outcomes.read_by(by).exists()
    assert found.outcomes.read_by(coordinator_of(place.network)).count() == 1


def test_instruct_refuses_what_a_rule_forbids_and_says_which() -> None:
    place = programme(modes=["online"])
    ana, lou, rosa = a_mentee(place, "Ana"), a_mentee(place, "Lou", ties="Safran"), a_mentor(place, "Rosa", employer="Safran")
    made = scenario(place)
    with pytest.raises(Refused, match="entreprise"):
        fixing(made, lou, rosa)
    fixing(made, ana, rosa)
    with pytest.raises(Refused, match="réunie"):
        fixing(made, ana, a_mentor(place))
    with pytest.raises(Refused, match="place"):
        fixing(made, a_mentee(place), rosa)
    with pytest.raises(Refused):
        fixing(made, a_mentee(programme()), rosa)
    with pytest.raises(Refused):
        fixing(made, a_mentee(place, status="locked"), a_mentor(place))
    assert made.instructions.count() == 1


def test_compute_refuses_a_pair_decided_that_is_no_longer_possible_and_says_why() -> None:
    place = crowd(1, 1)
    made = scenario(place)
    fixing(made, place.mentees.get(), place.mentors.get())
    place.mentors.update(employer="Safran")
    place.mentees.update(ties="Safran")
    with pytest.raises(Refused, match=r"Lina 0 .* Nadia 0 .*entreprise"):
        mentoring.compute(made, by=None)
    place.mentees.update(status="locked")
    a_mentee(place)
    with pytest.raises(Refused, match="Lina 0"):
        mentoring.compute(made, by=None)
    assert Scenario.objects.get().status == Status.DRAFT and not Outcome.objects.exists()


def test_compute_without_anybody_is_refused() -> None:
    with pytest.raises(Refused):
        computed(crowd(0, 2))


def test_the_programme_takes_no_more_than_it_says_and_the_finding_says_so() -> None:
    place = crowd(5, 5, capacity=3)
    PairFactory(programme=place, mentee=a_mentee(place), mentor=a_mentor(place))
    found = computed(place)
    assert (found.matched, found.alone, found.value) == (2, 3, found.bound)
    assert found.findings == [{"places": 3, "more": 3}]
    assert reasons.told(found.findings) == ["3 places de plus dans le programme\u00a0: 3 mentorées de plus accompagnées."]
    assert len(mentoring.publish(found, by=None)) == 2


def test_findings_say_who_is_missing() -> None:
    place = crowd(0, 1)
    for _ in range(3):
        a_mentee(place, modes=["online"], half_days=MONDAY)
    found = computed(place)
    assert found.matched == 0
    assert found.findings == [{"mentors": 3, "more": 3, "half_day": 0, "online": True, "department": ""}]
    assert reasons.told(found.findings) == [
        "3 mentores de plus, qui échangent en ligne, libres lundi matin\u00a0: 3 mentorées de plus accompagnées."]


def test_findings_name_the_department_of_those_who_meet_in_person() -> None:
    place = crowd(0, 1)
    town = CommuneFactory(latitude=50.63, longitude=3.06)
    for _ in range(2):
        a_mentee(place, modes=["school"], half_days=WEDNESDAY, commune=town)
    found = computed(place)
    assert [(one["more"], one["online"], one["department"]) for one in found.findings] == [(2, False, town.department_id)]
    assert town.department.name in reasons.told(found.findings)[0]


def test_other_weights_are_computed_again_and_the_same_are_not() -> None:
    found = computed(crowd(2, 2))
    assert mentoring.weigh(found, weights=found.weights, name="Deux", by=None).status == Status.COMPUTED
    assert mentoring.weigh(found, weights={"near": 90}, by=None).status == Status.DRAFT
    found = mentoring.compute(found, by=None)
    mentoring.publish(found, by=None)
    with pytest.raises(Refused):
        mentoring.weigh(found, weights={"near": 10}, by=None)
    with pytest.raises(Refused):
        mentoring.drop_scenario(found, by=None)


# In the background


def test_what_takes_long_waits_for_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "AT_ONCE", 3)
    found = computed(crowd(2, 2))
    assert (found.status, found.outcomes.count()) == (Status.WAITING, 0)
    assert mentoring.compute(found, by=None).status == Status.WAITING
    assert tasks.compute_waiting() == 1 and tasks.compute_waiting() == 0
    found.refresh_from_db()
    assert (found.status, found.matched, found.outcomes.count()) == (Status.COMPUTED, 2, 2)
    assert "industrielles.mentoring.tasks.compute_waiting" in settings.CONTINUOUS


def test_a_scenario_that_became_impossible_while_it_waited_is_to_be_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "AT_ONCE", 0)
    place = crowd(1, 1)
    made = scenario(place)
    fixing(made, place.mentees.get(), place.mentors.get())
    made = mentoring.compute(made, by=None)
    place.mentors.update(languages=["cr"])
    tasks.compute_waiting()
    assert Scenario.objects.get().status == Status.DRAFT
    assert mentoring.give_up(made, by=None).status == Status.DRAFT


def test_one_that_cannot_be_computed_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(scenarios, "AT_ONCE", 0)
    broken, sound = computed(crowd(1, 1)), computed(crowd(1, 1))
    solve = solving.solve

    def stumble(made: Scenario) -> solving.Solution:
        if made.pk == broken.pk:
            raise MemoryError
        return solve(made)

    monkeypatch.setattr(solving, "solve", stumble)
    tasks.compute_waiting()
    assert set(Scenario.objects.values_list("pk", "status")) == {(broken.pk, Status.DRAFT), (sound.pk, Status.COMPUTED)}
    assert broken.code in caplog.text


def test_of_two_workers_the_first_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "AT_ONCE", 0)
    made = computed(crowd(2, 1))
    solution = solving.solve(made)
    mentoring.keep_solution(made, solution=solution, by=None)
    mentoring.keep_solution(made, solution=solution, by=None)
    assert Outcome.objects.count() == 2


# Published


def test_publish_makes_pairs_to_confirm_and_tells_nobody() -> None:
    place = crowd(3, 2)
    by = coordinator_of(place.network)
    found = computed(place)
    old = MatchFactory(programme=place, mentee=place.mentees.first(), mentor=place.mentors.first())
    made = mentoring.publish(found, by=by)
    assert [one.status for one in mentoring.publish(found, by=by)] == ["proposed", "proposed"] and Match.objects.count() == 3
    assert {(one.mentee_id, one.mentor_id, one.points) for one in made} == set(
        found.outcomes.matched().values_list("mentee", "mentor", "points"))
    old.refresh_from_db()
    assert (old.status, old.never_again) == (Match.Status.DROPPED, False)
    assert Entry.objects.filter(verb="mentoring.publish").count() == 1
    assert not Letter.objects.filter(key__startswith="mentoring.match").exists()


def test_publish_leaves_out_what_is_no_longer_possible_today() -> None:
    place = crowd(4, 4)
    found = computed(place)
    locked, taken, full = found.outcomes.matched().order_by("pk")[:3]
    mentoring.withdraw(locked.mentee, by=None)
    PairFactory(programme=place, mentee=taken.mentee, mentor=a_mentor(place))
    PairFactory(programme=place, mentee=a_mentee(place), mentor=full.mentor)
    made = mentoring.publish(found, by=None)
    assert (len(made), found.matched, found.matches.count()) == (1, 4, 1)
    with pytest.raises(Refused):
        mentoring.publish(scenario(place, "Second"), by=None)  # not computed


def test_delete_scenarios_keeps_what_was_published() -> None:
    found = computed(crowd(2, 2))
    mentoring.publish(found, by=None)
    assert mentoring.delete_scenarios(Scenario.objects.all(), by=None) == 1
    assert (Outcome.objects.count(), Match.objects.filter(scenario=None).count()) == (0, 2)


def test_compute_asks_as_many_questions_for_twelve_as_for_four(django_assert_max_num_queries: Any) -> None:
    for size in (2, 6):
        made = scenario(crowd(size, size))
        with django_assert_max_num_queries(42):
            mentoring.compute(made, by=None)


def test_three_hundred_by_two_hundred_and_fifty_is_found_at_once() -> None:
    """Nothing of the size of a large programme takes more than a few seconds, on a slow machine too."""
    place = programme(modes=["online"], capacity=400)
    said = [{"half_days": 1 << n % 10, "interests": [("machines", "sport", "maths")[n % 3]], "modes": ["online"]} for n in range(300)]
    born = clock.today().replace(year=clock.today().year - 19, day=1)
    people = type(PersonFactory()).objects.bulk_create([PersonFactory.build() for _ in range(550)])
    base = {"programme": place, "network": place.network, "lapses_at": clock.now(), "born_on": born}
    Mentee.objects.bulk_create([Mentee(**base, **one, request_key=uuid.uuid4(), person=person, status="ready", confirmed_at=clock.now(),
                                       wishes=[["trade", "soudeuse"]]) for one, person in zip(said, people[:300], strict=True)])
    Mentor.objects.bulk_create([Mentor(**base, **one, request_key=uuid.uuid4(), person=person, status="matchable", job="Soudeuse")
                                for one, person in zip(said[:250], people[300:], strict=True)])
    cleared = a_mentor(place).person.clearances.get()
    type(cleared).objects.bulk_create([type(cleared)(
        person=one, network=place.network, kind=cleared.kind, seen_on=cleared.seen_on, until=cleared.until) for one in people[300:]])
    found = computed(place)
    assert (found.status, found.matched, found.alone) == (Status.COMPUTED, 251, 49) and found.value == found.bound


def test_scores_given_with_other_settings_are_not_called_better() -> None:
    place = crowd(3, 2)
    one = computed(place)
    same, other = (mentoring.compute(scenario(place, name, **weights), by=None)
                   for name, weights in (("Autant", {}), ("Loin", {"interests": 100, "wishes": 0})))
    assert one.matched == same.matched == other.matched
    assert "moins bon binôme y est aussi bon" in tables.quality([one, same]).title
    assert "leurs notes ne sont pas sur la même échelle" in tables.quality([one, other]).title
