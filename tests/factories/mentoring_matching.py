"""Scenarios, matches and choices, for tests: factories make single rows, `crowd()` a programme with people to match."""
from __future__ import annotations

import uuid
from typing import Any

import factory

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring import weighing
from industrielles.mentoring.models import Card, Choice, Instruction, Match, Mentee, Mentor, Outcome, Programme, Scenario
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance

from .mentoring import MenteeFactory, MentorFactory, ProgrammeFactory, born, programme
from .mentoring_life import authorised

WEDNESDAY, SATURDAY, MONDAY = 1 << 5, 1 << 10, 1 << 0  # afternoon, morning, morning


class ScenarioFactory(factory.django.DjangoModelFactory):
    """A scenario that is to be computed."""

    class Meta:
        model = Scenario

    request_key = factory.LazyFunction(uuid.uuid4)
    programme = factory.SubFactory(ProgrammeFactory)
    network = factory.SelfAttribute("programme.network")
    name = factory.Sequence(lambda n: f"Scénario {n}")
    weights = factory.LazyFunction(weighing.defaults)


class InstructionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Instruction

    scenario = factory.SubFactory(ScenarioFactory)
    mentee = factory.SubFactory(MenteeFactory, programme=factory.SelfAttribute("..scenario.programme"), status="ready")
    mentor = factory.SubFactory(MentorFactory, programme=factory.SelfAttribute("..scenario.programme"), status="matchable")
    kind = Instruction.Kind.FIX


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    scenario = factory.SubFactory(ScenarioFactory)
    mentee = factory.SubFactory(MenteeFactory, programme=factory.SelfAttribute("..scenario.programme"), status="ready")


class MatchFactory(factory.django.DjangoModelFactory):
    """A match to be confirmed; MatchFactory(status="asked", …) with what it needs."""

    class Meta:
        model = Match

    programme = factory.SubFactory(ProgrammeFactory)
    network = factory.SelfAttribute("programme.network")
    mentee = factory.SubFactory(MenteeFactory, programme=factory.SelfAttribute("..programme"), status="ready")
    mentor = factory.SubFactory(MentorFactory, programme=factory.SelfAttribute("..programme"), status="matchable")
    way, points = Match.Way.ALONE, 500


class ChoiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Choice

    programme = factory.SubFactory(ProgrammeFactory)
    network = factory.SelfAttribute("programme.network")
    mentee = factory.SubFactory(MenteeFactory, programme=factory.SelfAttribute("..programme"), status="ready")
    until = factory.LazyFunction(lambda: clock.now() + Choice.PATIENCE)


class CardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Card

    choice = factory.SubFactory(ChoiceFactory)
    number, points = 1, 500
    mentor = factory.SubFactory(MentorFactory, programme=factory.SelfAttribute("..choice.programme"), status="matchable")


def a_mentee(place: Programme, name: str = "Lina", *, age: int = 19, **said: Any) -> Mentee:
    """Ready to be matched; before 18 her parent agreed."""
    said = {"status": "ready", "ready_at": clock.now(), "half_days": WEDNESDAY, "modes": ["online"], "interests": ["machines"]} | said
    made: Mentee = MenteeFactory(programme=place, born_on=born(age), first_name=name, **said)
    if age < 18:
        authorised(made.person, place.network, made.born_on)
    return made


def a_mentor(place: Programme, name: str = "Nadia", *, kind: str = Clearance.Kind.HONOUR, **said: Any) -> Mentor:
    """May be matched, her clearance seen; `kind`: of the clearance, "" for none."""
    said = {"half_days": WEDNESDAY, "modes": ["online"], "interests": ["machines"]} | said
    made: Mentor = MentorFactory(programme=place, status="matchable", first_name=name, **said)
    if kind:
        safeguarding.clear(made.person, network=place.network, kind=kind, seen_on=clock.today(), by=None)
    return made


def crowd(mentees: int = 3, mentors: int = 2, **fields: Any) -> Programme:
    """An open programme, with adults who could all be matched with each other."""
    place = fields.pop("programme", None) or programme(modes=["online", "school"], **fields)
    for n in range(mentees):
        a_mentee(place, f"Lina {n}")
    for n in range(mentors):
        a_mentor(place, f"Nadia {n}")
    return place


def scenario(place: Programme, name: str = "Premier", *, by: Any = None, **weights: int) -> Scenario:
    """A scenario of this programme, by its verb."""
    return mentoring.begin_scenario(place, name=name, weights=weighing.defaults() | weights, request_key=uuid.uuid4(), by=by)


def asked(place: Programme | None = None, *, age: int = 19, **fields: Any) -> Match:
    """A match that both are asked, by the verbs."""
    place = place or programme(modes=["online", "school"])
    mentee, mentor = fields.pop("mentee", None) or a_mentee(place, age=age), fields.pop("mentor", None) or a_mentor(place)
    return mentoring.propose(mentee, mentor, by=None)
