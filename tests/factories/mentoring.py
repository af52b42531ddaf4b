"""Programmes and who applies to them, for tests. Whole ones are made by the verbs; factories make single rows."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Charter, Group, Mentee, Mentor, Module, Passed, Phase, Programme, Reference, Step
from industrielles.network.models import Grant, Network
from industrielles.network.roles import Role
from industrielles.safeguarding.models import Clearance

from .network import GrantFactory, MembershipFactory, NetworkFactory
from .people import PersonFactory
from .places import CommuneFactory
from .pool import BranchFactory

LINA, PARENT, NADIA = "lina@exemple.invalid", "parent@exemple.invalid", "nadia.mentore@exemple.invalid"
DPIA = dt.date(2026, 9, 1)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme being written, for adults, without anything in it; `programme()` makes a whole one, open."""

    class Meta:
        model = Programme

    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Programme {n}")
    words = "Une femme de l’industrie t’accompagne."
    age_from, age_to = 18, 25
    modes = factory.LazyFunction(lambda: ["online"])
    apply_until = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=30))
    starts_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=45))
    ends_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=245))


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "Découvrir"


class ModuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Module

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    title, words = "Votre rôle", "Écouter d’abord."
    questions = factory.LazyFunction(lambda: [{"ask": "Que faire ?", "answers": ["Parler", "Écouter"], "right": 1, "why": ""}])


class CharterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Charter

    programme = factory.SubFactory(ProgrammeFactory)
    party = Charter.Party.MENTOR
    body_fr = "Je tiens mes rendez-vous."


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    programme = factory.SubFactory(ProgrammeFactory)
    network = factory.SelfAttribute("programme.network")
    school_name, label, headcount = "Lycée Colbert", "2de C", 6
    contact_name = "Ève Roux"
    contact_email = factory.Sequence(lambda n: f"referente.lycee.{n}@exemple.invalid")
    request_key = factory.LazyFunction(uuid.uuid4)


class MenteeFactory(factory.django.DjangoModelFactory):
    """Somebody of 16 whose parent has not answered; MenteeFactory(status="ready", …)."""

    class Meta:
        model = Mentee

    programme = factory.SubFactory(ProgrammeFactory)
    network = factory.SelfAttribute("programme.network")
    request_key = factory.LazyFunction(uuid.uuid4)
    person = factory.SubFactory(PersonFactory)
    status = Mentee.Status.LOCKED
    born_on = factory.LazyFunction(lambda: born(16))
    email = factory.LazyAttribute(lambda made: made.person.email if made.person else "quelquune@exemple.invalid")
    first_name, last_name = "Lina", "Moreau"
    lapses_at = factory.LazyFunction(lambda: clock.now() + Mentee.LIFE)
    confirmed_at = factory.LazyFunction(clock.now)


class MentorFactory(factory.django.DjangoModelFactory):
    """A mentor who has applied; MentorFactory(status="matchable") is there without her steps."""

    class Meta:
        model = Mentor

    programme = factory.SubFactory(ProgrammeFactory)
    network = factory.SelfAttribute("programme.network")
    request_key = factory.LazyFunction(uuid.uuid4)
    person = factory.SubFactory(PersonFactory)
    status = Mentor.Status.APPLIED
    email = factory.LazyAttribute(lambda made: made.person.email if made.person else "quelquune@exemple.invalid")
    first_name, last_name, job = "Nadia", "Benali", "Soudeuse"
    born_on = dt.date(1985, 5, 5)
    lapses_at = factory.LazyFunction(lambda: clock.now() + Mentor.LIFE)


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    mentor = factory.SubFactory(MentorFactory)
    status = Mentor.Status.APPLIED
    on = factory.LazyFunction(clock.today)


class ReferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reference

    mentor = factory.SubFactory(MentorFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = "Paul Petit"
    email = factory.Sequence(lambda n: f"reference.{n}@exemple.invalid")


class PassedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Passed

    mentor = factory.SubFactory(MentorFactory)
    module = factory.SubFactory(ModuleFactory)


def born(years: int, days: int = 40) -> dt.date:
    """A birth date of somebody who is this many years old today, since so many days."""
    day = clock.today() - dt.timedelta(days=days)
    return dt.date(day.year - years, day.month, min(day.day, 28))


def guarding(person: Any, network: Network) -> Any:
    """This person, with the role of safeguarding referent in this network."""
    if not Grant.objects.current().filter(role=Role.REFERENT, network=network, membership__person=person).exists():
        member = person.memberships.filter(network=network, ended_on=None).first() or MembershipFactory(person=person, network=network)
        GrantFactory(network=network, membership=member, role=Role.REFERENT)
    return person


def programme(network: Network | None = None, *, template: str = "lycee", **fields: Any) -> Programme:
    """A whole programme, from a template, open; for minors too when the template is."""
    made = mentoring.found(network or NetworkFactory(), template=template, dpia_on=DPIA, dpia_by="Ève Roux", by=None)
    made.referent = guarding(fields.pop("referent", None) or PersonFactory(), made.network)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return mentoring.open_programme(made, by=None)


def mentee_said(**changes: Any) -> dict[str, Any]:
    """What a girl says, as `apply_as_mentee` takes it."""
    commune = changes.pop("commune", None) or CommuneFactory(code="59350", name="Lille")
    return {
        "email": LINA, "born_on": born(16), "request_key": uuid.uuid4(), "first_name": "Lina", "last_name": "Moreau", "called": "Lina",
        "level": "second", "school_name": "Lycée Colbert", "commune": commune, "department": commune.department,
        "interests": ["machines", "science"], "likes": "Réparer des vélos", "wonders": "Est-ce qu’on peut travailler dehors ?",
        "wishes": [["trade", "soudeuse"], ["person", "quelqu’un qui a hésité"]], "half_days": 32, "modes": ["online", "school"],
        "languages": ["fr"], "needs": ["camera"], "parent_name": "Sofia Moreau", "parent_email": PARENT, **changes}


def applied(place: Programme, **changes: Any) -> Mentee:
    """A mentee, sent."""
    return mentoring.apply_as_mentee(place, **mentee_said(**changes))


def confirmed(place: Programme, **changes: Any) -> Mentee:
    """A mentee who has said that it is she."""
    return mentoring.confirm_mentee(applied(place, **changes))


def mentor_said(**changes: Any) -> dict[str, Any]:
    """What a mentor says, as `apply_as_mentor` takes it."""
    commune = changes.pop("commune", None) or CommuneFactory(code="59350", name="Lille")
    return {
        "email": NADIA, "born_on": dt.date(1985, 5, 5), "request_key": uuid.uuid4(), "first_name": "Nadia", "last_name": "Benali",
        "phone": "06 12 34 56 78", "job": "Soudeuse", "path": "CAP, puis l’atelier", "diploma": "cap",
        "branch": changes.pop("branch", None) or BranchFactory(), "employer": "Aciéries du Nord", "commune": commune,
        "department": commune.department, "capacity": 2, "half_days": 32, "modes": ["online"], "languages": ["fr"],
        "interests": ["machines"], "motivation": "J’aurais aimé qu’on m’accompagne.",
        "references": [{"name": "Paul Petit", "email": "paul@exemple.invalid", "phone": "", "relation": "chef d’atelier"},
                       {"name": "Zoé Grand", "email": "zoe@exemple.invalid", "phone": "", "relation": "collègue"}], **changes}


def offered(place: Programme, **changes: Any) -> Mentor:
    """A mentor who has confirmed her application."""
    return mentoring.confirm_mentor(mentoring.apply_as_mentor(place, **mentor_said(**changes)))


STEPS = ("applied", "interviewed", "references", "cleared", "trained", "signed", "matchable")


def brought_to(mentor: Mentor, status: str, *, by: Any = None) -> Mentor:
    """The mentor, as far as this step, each taken by its verb."""
    for step in STEPS[STEPS.index(mentor.status) + 1: STEPS.index(status) + 1]:
        if step == "interviewed":
            mentor = mentoring.interview(mentor, words="Rythme convenu.", by=by)
        elif step == "references":
            for one in mentor.references.all():
                mentor = mentoring.hear(one, recommends=True, by=by)
        elif step == "cleared":
            mentor = mentoring.clear(mentor, kind=Clearance.Kind.HONOUR, seen_on=clock.today(), by=by)
        elif step == "trained":
            for module in mentor.programme.modules.all():
                mentoring.learn(mentor, module=module, answers=[one["right"] for one in module.questions], by=mentor.person)
        elif step == "signed":
            mentor = mentoring.sign(mentor, shown_at=clock.now(), by=mentor.person)
        else:
            mentor = mentoring.make_matchable(mentor, by=by)
    mentor.refresh_from_db()
    return mentor
