"""How a cohort comes together: a programme for all of France, mentors and girls who live where people live, parents who answer or not."""
from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING, Any

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Mentor, Programme
from industrielles.mentoring.wishes import Class, Gender, Interest, Mode, Need, Wish
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department
from industrielles.pool.models import Branch
from industrielles.safeguarding import ages
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Guardian, Part

from . import crowd, lives, stage
from .cast import TRADES, Cast
from .collective import DOMAIN
from .nationwide import peopled

if TYPE_CHECKING:
    from .cohort import Cohort

ANSWERS = (("agrees", 0.92), ("nothing", 0.05), ("refuses", 0.03))  # a parent; guesses, as in crowd.py
HALF_DAYS = (1 << 5, 1 << 5 | 1 << 7, 1 << 5 | 1 << 10, 1 << 7 | 1 << 9, 1 << 5 | 1 << 9 | 1 << 10)  # afternoons, Saturday morning
LEVELS = {15: (Class.MIDDLE, Class.SECOND), 16: (Class.SECOND, Class.VOCATIONAL), 17: (Class.GENERAL, Class.TECHNICAL, Class.VOCATIONAL),
          18: (Class.GENERAL, Class.TECHNICAL, Class.HIGHER), 19: (Class.HIGHER, Class.UNIVERSITY)}
LIKES = ("Réparer des vélos.", "Les maths.", "Dessiner.", "Le potager.", "Les trains.", "Cuisiner.", "Coder des jeux.", "Le basket.")


class Applying:
    """Who applies, in the order of their numbers; drawn from the seed of the cohort."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort, self.by = cohort, cohort.by
        self.cast = Cast(cohort.seed + 77, f"cohorte.{DOMAIN}")
        self.departments = list(peopled())
        self.people = [one.people for one in self.departments]  # type: ignore[attr-defined]
        self.towns: dict[str, list[Commune]] = {}
        self.branches = {one.code: one for one in Branch.objects.all()}

    def fill(self) -> Programme:
        """The programme, its mentors through their seven steps, its mentees and what their parents answered."""
        with self.cohort.on(0):
            self.programme = self.opened()
        for place in range(self.cohort.mentors):
            self.mentor(place, crowd.drawn(self.cohort.seed, "cohort", "mentor", place))
        for place in range(self.cohort.mentees):
            self.mentee(place, crowd.drawn(self.cohort.seed, "cohort", "mentee", place))
        return self.programme

    def opened(self) -> Programme:
        """For 15 to 19 years, on line, at school and in companies, with room for all who apply."""
        programme = mentoring.found(
            self.cohort.there, template="lycee", name="Mentorat de toute la France", dpia_on=clock.today() - dt.timedelta(days=30),
            dpia_by="La déléguée à la protection des données", by=self.by)
        programme.referent, programme.age_to, programme.capacity = self.cohort.watcher, 19, max(self.cohort.mentees, 1)
        programme.modes = [Mode.ONLINE, Mode.SCHOOL, Mode.COMPANY]
        programme.save(update_fields=["referent", "age_to", "capacity", "modes"])
        return mentoring.open_programme(programme, by=self.by)

    def town(self, choice: Random) -> Commune:
        """One of the towns of a department, drawn by its people."""
        department: Department = choice.choices(self.departments, self.people)[0]
        if department.pk not in self.towns:
            self.towns[department.pk] = stage.settled(department)
        return choice.choice(self.towns[department.pk])

    def mentor(self, place: int, choice: Random) -> Mentor:
        """She applies in the first week, and takes her seven steps in the four that follow."""
        somebody, trade, town = self.cast.woman(), choice.choice(TRADES), self.town(choice)
        with self.cohort.on(0, 12, choice.randint(0, 5)):
            mentor = mentoring.confirm_mentor(mentoring.apply_as_mentor(
                self.programme, email=somebody.email, born_on=dt.date(self.cohort.today.year - choice.randint(24, 62), 3, 1 + place % 28),
                request_key=lives.key(choice), first_name=somebody.first_name, last_name=somebody.last_name,
                gender=choice.choice((Gender.WOMAN, Gender.WOMAN, Gender.WOMAN, "")),
                phone=f"06 39 98 {place // 100:02} {place % 100:02}",
                job=trade.job, path=trade.words, diploma=trade.level, branch=self.branches[trade.branch],
                employer=f"Ateliers de {town.name}", commune=town,
                department=town.department, capacity=choice.choice((1, 1, 1, 2)), half_days=choice.choice(HALF_DAYS),
                modes=[Mode.ONLINE, *([Mode.SCHOOL] if choice.random() < 0.4 else [])], languages=["fr"],
                interests=choice.sample(Interest.values, 3), motivation="J’aurais aimé qu’on m’accompagne.", references=[
                    {"name": "Paul Petit", "email": f"paul.petit@{DOMAIN}", "phone": "", "relation": "chef d’atelier"},
                    {"name": "Zoé Grand", "email": f"zoe.grand@{DOMAIN}", "phone": "", "relation": "collègue"}]))
        assert mentor.person is not None
        self.cohort.number(mentor)
        self.cohort.number(mentor.person)
        self.steps(mentor, choice)
        return mentor

    def steps(self, mentor: Mentor, choice: Random) -> None:
        """The six steps that come after her application; what was seen holds six months or a year."""
        with self.cohort.on(1, 17, choice.randint(0, 4)):
            mentoring.interview(mentor, words="Une heure toutes les deux semaines.", by=self.by)
        with self.cohort.on(2, 17, choice.randint(0, 4)):
            for one in mentor.references.all():
                mentoring.hear(one, recommends=True, by=self.by)
        with self.cohort.on(3, 17, choice.randint(0, 2)):
            kind = choice.choice((Clearance.Kind.HONOUR, Clearance.Kind.B3))
            mentoring.clear(mentor, kind=kind, seen_on=clock.today(), by=self.by)
        with self.cohort.on(3, 19, 4):
            for module in mentoring.left_to_learn(mentor):
                mentoring.learn(mentor, module=module, answers=[one["right"] for one in module.questions], by=mentor.person)
            mentoring.sign(mentor, shown_at=clock.now(), by=mentor.person)
        with self.cohort.on(4, 11, choice.randint(0, 4)):
            mentoring.make_matchable(mentor, by=self.by)

    def mentee(self, place: int, choice: Random) -> Mentee:
        """She applies and confirms; before 18, her parent says yes, no, or nothing."""
        somebody, town, years = self.cast.woman(), self.town(choice), choice.choice((15, 15, 16, 16, 17, 17, 18, 19))
        with self.cohort.on(choice.randint(0, 2), 18, choice.randint(1, 5)):
            born_on = ages.birthday(clock.today() - dt.timedelta(days=choice.randint(0, 364)), -years)
            mentee = mentoring.confirm_mentee(mentoring.apply_as_mentee(
                self.programme, email=somebody.email, born_on=born_on, request_key=lives.key(choice),
                **self.said(somebody.first_name, somebody.last_name, town, years, choice)))
        self.cohort.number(mentee)
        if years < ages.ADULT and mentee.person:
            with self.cohort.on(3, 20, choice.randint(0, 4)):
                self.parent(mentee.person, choice)
        return mentee

    def said(self, first_name: str, last_name: str, town: Commune, years: int, choice: Random) -> dict[str, Any]:
        trade = choice.choice(TRADES)
        wishes = [[Wish.TRADE, trade.job.lower()], [Wish.BRANCH, self.branches[choice.choice(TRADES).branch].name_fr]]
        minor = years < ages.ADULT
        return {
            "first_name": first_name, "last_name": last_name, "gender": choice.choice((Gender.WOMAN, Gender.WOMAN, Gender.WOMAN, "")),
            "level": choice.choice(LEVELS[years]), "school_name": f"Lycée de {town.name}", "commune": town, "department": town.department,
            "interests": choice.sample(Interest.values, 2), "likes": choice.choice(LIKES), "wonders": "",
            "wishes": wishes[: choice.randint(1, 2)], "half_days": choice.choice(HALF_DAYS),
            "modes": [Mode.ONLINE, Mode.SCHOOL] if choice.random() < 0.9 else [Mode.SCHOOL], "languages": ["fr"],
            "needs": [choice.choice(Need.values)] if choice.random() < 0.2 else [],
            "parent_name": f"Sofia {last_name}" if minor else "",
            "parent_email": f"parent.{choice.getrandbits(40)}@{DOMAIN}" if minor else ""}

    def parent(self, person: Person, choice: Random) -> None:
        """By the link that came by mail."""
        guardian = Guardian.objects.select_related("authorisation").get(authorisation__person=person, rank=1)
        word = crowd.one_of(choice, ANSWERS)
        if word == "agrees":
            safeguarding.answer(
                guardian, parts=[Part.ONLINE, Part.SCHOOL, *([Part.COMPANY] if choice.random() < 0.3 else [])],
                emergency_name=guardian.name, emergency_phone="06 39 98 44 10", sole_holder=False, shown_at=clock.now())
        elif word == "refuses":
            safeguarding.refuse(guardian)
