"""The demo: a small collective with a past, made by calling the verbs. Its cast, one person per role, is also the cast of the journeys."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.engagements import suggestions, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, ProposedDate, Report
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network import verbs as network_verbs
from industrielles.network.models import Network
from industrielles.places import calendar
from industrielles.places.models import Department, School
from industrielles.pool.models import RoleModel

from . import crowd, gathering, joining, mentoring, nationwide, networks, portraits, rights, signin, slots, speakers, territories
from .cast import Cast
from .collective import DOMAIN, Collective
from .days import PARIS, possible

Moment = ProposedDate.Moment
AIMS = (
    "Donner envie à mes élèves de regarder les filières industrielles.",
    "Montrer que ces métiers sont aussi pour elles.",
    "",
)
Level = Engagement.Level
OWN_AIMS = {  # what a teacher of that level alone would write
    Level.QUATRIEME: "Préparer l’orientation de fin de troisième.",
    Level.SECONDE: "Préparer le choix de spécialités de fin de seconde.",
    Level.PREMIERE: "Préparer les choix de Parcoursup.",
    Level.CAP: "Montrer où mène leur métier, et qui l’exerce déjà.",
}
LABELS = {
    Level.QUATRIEME: ("4e B", "3e A", "4e 2"),
    Level.SECONDE: ("2de 4", "2GT1"),
    Level.PREMIERE: ("1re STI2D", "Tle G3"),
    Level.CAP: ("2TNE", "1CAP"),
}
WORDS = ("Des questions jusqu’après la sonnerie.", "Deux élèves ont demandé un stage.", "Une classe attentive, un très bel accueil.", "")


@dataclass
class Demo:
    """What is played: the seed, the scale, whom to tell how it goes."""

    seed: int = 1
    visits: int = 56
    role_models_each: int = 9
    say: Callable[[str], None] = print
    size: nationwide.Size | None = None  # as wide as France, or small

    def __post_init__(self) -> None:
        self.choice = random.Random(self.seed)
        self.cast = Cast(self.seed, DOMAIN)
        self.today = clock.today()
        self.who = Collective(self.cast, self.choice, self.today, self.role_models_each, everywhere=self.size is not None)

    @transaction.atomic
    def play(self) -> list[dict[str, str]]:
        """Make it all, or nothing when it is interrupted; returns the accounts of its cast: role, name, address, network."""
        self.say(_("Places, schools, networks…"))
        with self.on(self.today - dt.timedelta(days=430)):
            self.who.networks()
            signin.add_apps(self.who.coordinators.values())
        self.say(_("Role models…"))
        with self.on(self.today - dt.timedelta(days=420)):
            self.who.role_models()
        if self.size:
            self.say(_("All over France…"))
            nationwide.Nationwide(self.who, self.cast, self.size, self.seed, self.on, self.say).fill()
        with self.on(self.today - dt.timedelta(days=60)):
            portraits.tell_all(self.today, random.Random(self.seed))
        self.say(_("A year of visits…"))
        self.past()
        self.present()
        speakers.play(self)
        slots.play(self)
        portraits.grow_old(self.today)
        rights.live([one.person for one in RoleModel.objects.current().select_related("person").order_by("pk")[:4]], self.seed)
        territories.tell(self.who.coordinators, seed=self.seed, today=self.today)
        for network in Network.objects.filter(pk__in=list(self.who.coordinators), kind=Network.Kind.NETWORK).order_by("path")[:2]:
            gathering.play(network, self.who.coordinators[network.pk], lambda ago: self.on(self.today - dt.timedelta(days=ago)))
        first = Network.objects.filter(pk__in=list(self.who.coordinators), parent__isnull=False).order_by("path")[0]
        joining.play(random.Random(self.seed), network=first, by=self.who.coordinators[first.pk], today=self.today, on=self.on)
        networks.play(self.who.coordinators, self.who.national, lambda ago: self.on(self.today - dt.timedelta(days=ago)), self.seed)
        network_verbs.count_members()
        mentoring.play(self)
        with self.on(self.today - dt.timedelta(days=1), 6):
            tasks.tell_near()  # as every night
        if self.size:
            self.say(_("A cohort of mentoring…"))
            mentoring.nationwide(self, self.size)
        return self.who.accounts

    def on(self, day: dt.date, hour: int = 10) -> AbstractContextManager[None]:
        """That day at that hour, or now when it is still to come: nothing has happened later today."""
        return clock.at(min(dt.datetime.combine(day, dt.time(hour), PARIS).astimezone(dt.UTC), clock.now()))

    def past(self) -> None:
        """Visits asked, agreed, held and told over the last year, each on its own days."""
        for number in range(self.visits):
            asked = self.today - dt.timedelta(days=40 + (self.visits - number) * 350 // self.visits)
            day = self.free_day(asked + dt.timedelta(days=self.choice.randint(18, 32)))
            if day >= self.today:
                continue
            engagement = self.ask(asked, [(day, self.choice.choice(list(Moment)))])
            if self.agree(engagement, asked + dt.timedelta(days=2)):
                self.tell(engagement, day)

    def free_day(self, day: dt.date) -> dt.date:
        """The first day of school from this one on, in all zones."""
        france = Department.objects.select_related("academy").in_bulk(["59", "38", "974", "75"])
        while day.weekday() > 4 or any(calendar.why_closed(day, one, one.academy) for one in france.values()):
            day += dt.timedelta(days=1)
        return day

    def ask(
        self, asked: dt.date, dates: list, *, school: School | None = None, confirmed: bool = True, remote: bool | None = None
    ) -> Engagement:
        school = school or self.choice.choice(self.who.all_schools)
        somebody, headcount = self.cast.somebody(), self.choice.randint(18, 34)
        level = Level.QUATRIEME if "Collège" in school.name else self.choice.choice((Level.SECONDE, Level.PREMIERE, Level.CAP))
        with self.on(asked, self.choice.randint(8, 18)):
            engagement = engagements.ask(
                request_key=uuid.UUID(int=self.choice.getrandbits(128), version=4),
                school=school,
                school_name=school.name,
                department=school.department,
                commune=school.commune,
                level=level,
                class_labels=[self.choice.choice(LABELS[level])],
                headcount=headcount,
                girls=self.choice.choice((None, headcount // 2, headcount // 3)),
                remote=self.choice.random() < 0.1 if remote is None else remote,
                dates=dates,
                window=None,
                minutes=60,
                aims=self.choice.choice((*AIMS, OWN_AIMS[level])),
                branch=None,
                contact_name=f"{somebody.first_name} {somebody.last_name}",
                contact_role="enseignante",
                contact_email=somebody.email,
                contact_phone="",
                language="fr",
            )
            if confirmed:
                engagements.confirm(engagement)
        return engagement

    def agree(self, engagement: Engagement, day: dt.date) -> bool:
        """The coordinator invites the best suggestion, who accepts the first date she can."""
        by = self.who.coordinators[engagement.network_id]
        with self.on(day):
            best = suggestions.best(engagement, person=by, limit=3)
            if not best:
                engagements.close(engagement, words="Personne à portée n’est libre à ces dates.", by=by)
                return False
            invitation = engagements.invite(engagement, role_models=[best[0].role_model], by=by)[0]
        with self.on(day + dt.timedelta(days=1)):
            return any(self.allowed(lambda m=moment: engagements.accept(invitation, starts_at=m)) for moment in possible(engagement))

    def tell(self, engagement: Engagement, day: dt.date) -> None:
        told = self.seen(engagement)
        with self.on(day + dt.timedelta(days=1), 18):
            engagements.report(
                engagement,
                key=uuid.uuid5(engagement.request_key, "report"),
                side=Report.Side.ROLE_MODEL,
                outcome=Report.Outcome.HELD,
                people=told.people,
                girls=told.girls,
                boys=told.boys,
                method=self.choice.choice(list(Report.Method)),
                teacher_present=engagement.contact_name,
                words=self.choice.choice(WORDS),
                smile=self.choice.choice((2, 3, 3)),
            )

    def seen(self, engagement: Engagement) -> crowd.Told:
        """Who was there: of the girls announced when they were, one or two missing at most."""
        told = crowd.expected_headcount(self.seed, engagement.request_key, engagement.headcount)
        if engagement.girls is None or told.girls + told.boys == 0:
            return told
        missing = min(engagement.headcount - told.people, crowd.drawn(self.seed, engagement.request_key, "girls").randrange(3))
        girls = min(max(engagement.girls - missing, 0), told.people)
        return crowd.Told(told.people, girls, told.people - girls)

    def allowed(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except Refused:
            return False
        return True

    # -- what is under way ----------------------------------------------------------------------

    def present(self) -> None:
        """Requests in every state, so that a coordinator finds her day's decisions."""
        north = [school for school in self.who.all_schools if school.department_id in ("59", "80")]
        far = [school for school in self.who.all_schools if school.department_id in ("38", "974", "62")]
        for days_ago, ahead, school in (
            (0, 26, north[0]),
            (1, 24, north[3]),
            (6, 20, north[2]),
            (8, 31, north[5]),
            (2, 28, far[0]),
            (4, 25, far[3]),
            (3, 33, far[-1]),
        ):
            self.ask(self.today - dt.timedelta(days=days_ago), self.two_dates(ahead), school=school)
        self.ask(self.today, self.two_dates(30), school=north[1], confirmed=False)
        for days_ago, ahead, school in ((4, 22, north[4]), (9, 19, north[6]), (2, 27, far[1]), (5, 21, north[1])):
            self.invited(
                self.ask(self.today - dt.timedelta(days=days_ago), self.two_dates(ahead), school=school),
                self.today - dt.timedelta(days=max(days_ago - 1, 0)),
            )
        for days_ago, ahead in ((20, 5), (18, 8), (15, 12), (16, 16)):
            engagement = self.ask(
                self.today - dt.timedelta(days=days_ago),
                [(self.free_day(self.today + dt.timedelta(days=ahead)), Moment.MORNING)],
                school=self.choice.choice(north),
            )
            self.agree(engagement, self.today - dt.timedelta(days=days_ago - 2))
        self.to_be_told(north)
        self.countered(north[7:] + north[:7])
        self.differing(north[2])

    def two_dates(self, ahead: int) -> list:
        first = self.free_day(self.today + dt.timedelta(days=ahead))
        return [(first, Moment.MORNING), (self.free_day(first + dt.timedelta(days=2)), Moment.AFTERNOON)]

    def invited(self, engagement: Engagement, day: dt.date) -> list:
        by = self.who.coordinators[engagement.network_id]
        with self.on(day):
            best = suggestions.best(engagement, person=by, limit=3)
            return engagements.invite(engagement, role_models=[one.role_model for one in best], by=by) if best else []

    def last_school_day(self, before: int) -> dt.date:
        day = self.today - dt.timedelta(days=before)
        while self.free_day(day) != day:
            day -= dt.timedelta(days=1)
        return day

    def to_be_told(self, north: list[School]) -> None:
        """Visits that took place days ago and that nobody has told yet."""
        for before in (2, 5):
            day = self.last_school_day(before)
            engagement = self.ask(day - dt.timedelta(days=20), [(day, Moment.AFTERNOON)], school=north[before])
            self.agree(engagement, day - dt.timedelta(days=17))

    def countered(self, north: list[School]) -> None:
        """A role model proposes another date: the teacher has to say."""
        for ahead, school in enumerate(north, start=18):
            engagement = self.ask(self.today - dt.timedelta(days=5), self.two_dates(ahead), school=school)
            sent = self.invited(engagement, self.today - dt.timedelta(days=3))
            if sent:
                with self.on(self.today - dt.timedelta(days=1)):
                    engagements.counter(
                        sent[0], starts_at=possible(engagement)[0] + dt.timedelta(days=7), words="Je suis en formation cette semaine-là.",
                        anyway=True,
                    )
                return

    def differing(self, school: School) -> None:
        """A visit that both sides told, with two different counts: the coordinator decides."""
        day = self.last_school_day(9)
        engagement = self.ask(day - dt.timedelta(days=25), [(day, Moment.MORNING)], school=school)
        if self.agree(engagement, day - dt.timedelta(days=22)):
            self.tell(engagement, day)
            first = engagement.reports.first()
            with self.on(day + dt.timedelta(days=2)):
                engagements.report(
                    engagement,
                    key=uuid.uuid5(engagement.request_key, "teacher"),
                    side=Report.Side.TEACHER,
                    outcome=Report.Outcome.HELD,
                    people=first.people - 2,
                    girls=max(first.girls - 1, 0),
                    boys=max(first.boys - 1, 0),
                    method=Report.Method.ROLL_CALL,
                    teacher_present=engagement.contact_name,
                    smile=Report.Smile.GREAT,
                )
