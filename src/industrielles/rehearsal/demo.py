"""The demo: a small collective with a past, made by calling the verbs. Its cast, one person per role, is also the cast of the journeys."""
from __future__ import annotations

import datetime as dt
import random
import tempfile
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from industrielles.engagements import suggestions
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, ProposedDate, Report
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Target
from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places import calendar, ground, importing
from industrielles.places.models import Commune, Department, School
from industrielles.pool import branches
from industrielles.pool import verbs as pool
from industrielles.pool.models import Branch, RoleModel

from . import crowd, schools, stage
from .cast import TRADES, Cast, Somebody, plain
from .days import PARIS, possible

DOMAIN = "demo.example"
Moment = ProposedDate.Moment
TERRITORIES = (
    ("Réseau Hauts-de-France", "hauts-de-france", ("59", "62", "60", "80", "02")),
    ("Réseau Auvergne-Rhône-Alpes", "auvergne-rhone-alpes", ("38", "69", "73", "74", "42", "01", "26", "07", "63", "03", "43", "15")),
    ("Réseau La Réunion", "la-reunion", ("974",)),
    ("Réseau Île-de-France", "ile-de-france", ("75", "77", "78", "91", "92", "93", "94", "95")),
    ("Réseau Occitanie", "occitanie", ("31", "34", "30", "66", "11", "09", "12", "32", "46", "48", "65", "81", "82")),
    ("Réseau Pays de la Loire", "pays-de-la-loire", ("44", "49", "53", "72", "85")),
)
FACES = (  # the portraits of the home page: first name, surname, trade, commune
    ("Nadia", "Benali", 0, "59183"), ("Léa", "Martin", 1, "38140"), ("Aminata", "Diallo", 2, "97411"), ("Yasmine", "Kessler", 3, "69123"),
    ("Hélène", "Vasseur", 4, "62040"), ("Sofia", "Roussel", 6, "62498"), ("Meï", "Tran", 5, "59350"), ("Inès", "Picard", 10, "59178"),
)
AIMS = ("Donner envie à mes élèves de regarder les filières industrielles.", "Montrer que ces métiers sont aussi pour elles.",
        "Préparer le choix de spécialités de fin de seconde.", "")
WORDS = ("Des questions jusqu’après la sonnerie.", "Deux élèves ont demandé un stage.", "Une classe attentive, un très bel accueil.", "")


@dataclass
class Demo:
    """What is played: the seed, the scale, whom to tell how it goes."""

    seed: int = 1
    visits: int = 56
    role_models_each: int = 9
    say: Callable[[str], None] = print
    accounts: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.choice = random.Random(self.seed)
        self.cast = Cast(self.seed, DOMAIN)
        self.coordinators: dict[int, Person] = {}

    def play(self) -> list[dict[str, str]]:
        """Make the collective; returns the accounts of its cast: role, name, address, network."""
        self.today = clock.today()
        self.say("Places, schools, networks…")
        with self.on(self.today - dt.timedelta(days=430)):
            self.networks()
        self.say("Role models…")
        with self.on(self.today - dt.timedelta(days=420)):
            self.role_models()
        self.say("A year of visits…")
        self.past()
        self.present()
        return self.accounts

    def on(self, day: dt.date, hour: int = 10) -> AbstractContextManager[None]:
        return clock.at(dt.datetime.combine(day, dt.time(hour), PARIS).astimezone(dt.UTC))

    # -- who ------------------------------------------------------------------------------------

    def person(self, first: str, last: str, address: str, role: str, network: str) -> Somebody:
        somebody = Somebody(first, last, f"{address}@{DOMAIN}")
        self.accounts.append({"role": role, "name": f"{first} {last}", "email": somebody.email, "network": network})
        return somebody

    def networks(self) -> None:
        if not Department.objects.exists():
            ground.load_ground()
        ground.load_holidays()
        branches.load(Branch)
        self.top, self.national = stage.umbrella("IndustriElles", self.person("Claire", "Fontaine", "nationale", Role.UMBRELLA_COORDINATOR, "IndustriElles"))
        self.coordinators[self.top.pk] = self.national
        for name, slug, codes in TERRITORIES:
            self.network(name, slug, self.top, codes)
        north = Network.objects.get(slug="hauts-de-france")
        self.network("Flandre et Pays de Saint-Omer", "saint-omer", north, ("62",), kind=Network.Kind.LOCAL)
        self.network("Filière numérique", "filiere-numerique", self.top, ("59", "62", "38", "69", "31", "44"))
        self.targets()
        self.schools()
        stage.give(stage.meet(self.person("Lucie", "Garnier", "statisticienne", Role.STATISTICIAN, "IndustriElles"), by=self.national), self.top, Role.STATISTICIAN, by=self.national)
        stage.give(stage.meet(self.person("Julien", "Mercier", "membre", Role.MEMBER, north.name), by=self.national), north, Role.MEMBER, by=self.coordinators[north.pk])

    def network(self, name: str, slug: str, parent: Network, codes: tuple[str, ...], kind: str = Network.Kind.NETWORK) -> None:
        address = "coordination" if slug == "hauts-de-france" else f"coordination.{slug}"
        first, last = ("Camille", "Delattre") if slug == "hauts-de-france" else (self.cast.somebody().first_name, self.cast.somebody().last_name)
        there, person = stage.network(name, slug=slug, parent=parent, departments=Department.objects.filter(pk__in=codes), kind=kind, by=self.national,
                                      coordinator=self.person(first, last, address, Role.COORDINATOR, name))
        self.coordinators[there.pk] = person

    def targets(self) -> None:
        """The four public targets announced for 2023–2024, as this demo's collective takes them up for its school year."""
        first = dt.date(int(calendar.school_year(self.today)[:4]) - 1, 9, 1)
        for indicator, goal in (("ambassadors", 30), ("members", 5000), ("classes", 5000), ("mentors", 100)):
            Target.objects.get_or_create(indicator=indicator, node=self.top.pk, starts_on=first, defaults={"goal": goal, "ends_on": dt.date(first.year + 2, 8, 31)})

    def schools(self) -> None:
        communes = [one for code in ("59", "62", "80", "60", "02", "38", "69", "974", "75", "93", "31", "44")
                    for one in stage.settled(Department.objects.get(pk=code))[:4 if code in ("59", "62", "38", "974") else 2]]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "annuaire-invente.csv"
            schools.write(file, communes)
            importing.import_schools(file)
        self.all_schools = list(School.objects.filter(name__regex=r"\S+").select_related("department", "commune", "academy").order_by("pk"))

    def role_models(self) -> None:
        by_department = {code: network for network in Network.objects.order_by("path") for code in network.departments.values_list("pk", flat=True)
                         if network.slug != "filiere-numerique"}
        for first, last, trade, town in FACES:
            commune = Commune.objects.get(pk=town)
            there = by_department[commune.department_id]
            somebody = (self.person(first, last, "nadia", Role.ROLE_MODEL, there.name) if first == "Nadia" else Somebody(first, last, f"{plain(first)}@{DOMAIN}"))
            self.recruit(there, commune, trade, somebody)
        for network in Network.objects.exclude(pk=self.top.pk).order_by("path"):
            departments = list(network.departments.order_by("pk")[:5])
            for n in range(self.role_models_each):
                self.recruit(network, self.choice.choice(stage.settled(departments[n % len(departments)])), self.choice.randrange(len(TRADES)), self.cast.somebody())
        self.ambassadors()

    def recruit(self, there: Network, commune: Commune, trade: int, somebody: Somebody) -> RoleModel:
        return stage.recruit(self.cast, there, commune, by=self.coordinators[there.pk], choice=self.choice, trade=TRADES[trade], somebody=somebody)

    def ambassadors(self) -> None:
        north = Network.objects.get(slug="hauts-de-france")
        self.ambassador(self.person("Agathe", "Lemaire", "ambassadrice", Role.AMBASSADOR, north.name), north)
        for network in Network.objects.exclude(pk__in=(self.top.pk, north.pk)).order_by("path"):
            somebody = self.cast.somebody()
            self.ambassador(somebody, network)

    def ambassador(self, somebody: Somebody, network: Network) -> None:
        by = self.coordinators[network.pk]
        membership = stage.give(stage.meet(somebody, by=by), network, Role.MEMBER, by=by)
        ambassador = pool.appoint(membership, departments=network.departments.all()[:3], by=by)
        for role_model in RoleModel.objects.current().filter(network=network).order_by("pk")[:4]:
            pool.entrust(role_model, ambassador=ambassador, by=by)

    # -- what has happened ----------------------------------------------------------------------

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
            if number % 10 == 9:
                self.say(f"  {number + 1} visits")

    def free_day(self, day: dt.date) -> dt.date:
        """The first day of school from this one on, in all zones."""
        france = Department.objects.select_related("academy").in_bulk(["59", "38", "974", "75"])
        while day.weekday() > 4 or any(calendar.why_closed(day, one, one.academy) for one in france.values()):
            day += dt.timedelta(days=1)
        return day

    def ask(self, asked: dt.date, dates: list, *, school: School | None = None, confirmed: bool = True, remote: bool | None = None) -> Engagement:
        school = school or self.choice.choice(self.all_schools)
        somebody, headcount = self.cast.somebody(), self.choice.randint(18, 34)
        level = self.choice.choice((Engagement.Level.QUATRIEME,)) if "Collège" in school.name else self.choice.choice(
            (Engagement.Level.SECONDE, Engagement.Level.PREMIERE, Engagement.Level.CAP))
        with self.on(asked, self.choice.randint(8, 18)):
            engagement = engagements.ask(
                request_key=uuid.UUID(int=self.choice.getrandbits(128), version=4), school=school, school_name=school.name, department=school.department,
                commune=school.commune, level=level, class_labels=[self.choice.choice(("2de 4", "4e B", "1re STI2D", "3e A", "2GT1"))], headcount=headcount,
                girls=self.choice.choice((None, headcount // 2, headcount // 3)), remote=self.choice.random() < 0.1 if remote is None else remote, dates=dates,
                window=None, minutes=60, aims=self.choice.choice(AIMS), branch=None, contact_name=f"{somebody.first_name} {somebody.last_name}",
                contact_role="enseignante", contact_email=somebody.email, contact_phone="", language="fr")
            if confirmed:
                engagements.confirm(engagement)
        return engagement

    def agree(self, engagement: Engagement, day: dt.date) -> bool:
        """The coordinator invites the best suggestion, who accepts the first date she can."""
        by = self.coordinators[engagement.network_id]
        with self.on(day):
            best = suggestions.best(engagement, person=by, limit=3)
            if not best:
                engagements.close(engagement, words="Personne à portée n’est libre à ces dates.", by=by)
                return False
            invitation = engagements.invite(engagement, role_models=[best[0].role_model], by=by)[0]
        with self.on(day + dt.timedelta(days=1)):
            return any(self.allowed(lambda m=moment: engagements.accept(invitation, starts_at=m)) for moment in possible(engagement))

    def tell(self, engagement: Engagement, day: dt.date) -> None:
        told = crowd.expected_headcount(self.seed, engagement.request_key, engagement.headcount)
        with self.on(day + dt.timedelta(days=1), 18):
            engagements.report(engagement, key=uuid.uuid5(engagement.request_key, "report"), side=Report.Side.ROLE_MODEL, outcome=Report.Outcome.HELD,
                               people=told.people, girls=told.girls, boys=told.boys, method=self.choice.choice(list(Report.Method)),
                               teacher_present=engagement.contact_name, words=self.choice.choice(WORDS), smile=self.choice.choice((2, 3, 3)))

    def allowed(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except Refused:
            return False
        return True

    # -- what is under way ----------------------------------------------------------------------

    def present(self) -> None:
        """Requests in every state, so that a coordinator finds her day's decisions."""
        north = [school for school in self.all_schools if school.department_id in ("59", "80")]
        far = [school for school in self.all_schools if school.department_id in ("38", "974", "62")]
        for days_ago, ahead, school in ((0, 26, north[0]), (1, 24, north[3]), (6, 20, north[2]), (8, 31, north[5]), (2, 28, far[0]), (4, 25, far[3]), (3, 33, far[-1])):
            self.ask(self.today - dt.timedelta(days=days_ago), self.two_dates(ahead), school=school)
        self.ask(self.today, self.two_dates(30), school=north[1], confirmed=False)
        for days_ago, ahead, school in ((4, 22, north[4]), (9, 19, north[6]), (2, 27, far[1]), (5, 21, north[1])):
            self.invited(self.ask(self.today - dt.timedelta(days=days_ago), self.two_dates(ahead), school=school), self.today - dt.timedelta(days=max(days_ago - 1, 0)))
        for days_ago, ahead in ((20, 5), (18, 8), (15, 12), (16, 16)):
            engagement = self.ask(self.today - dt.timedelta(days=days_ago), [(self.free_day(self.today + dt.timedelta(days=ahead)), Moment.MORNING)], school=self.choice.choice(north))
            self.agree(engagement, self.today - dt.timedelta(days=days_ago - 2))
        self.to_be_told(north)
        self.countered(north[7 % len(north)])
        self.differing(north[2])

    def two_dates(self, ahead: int) -> list:
        first = self.free_day(self.today + dt.timedelta(days=ahead))
        return [(first, Moment.MORNING), (self.free_day(first + dt.timedelta(days=2)), Moment.AFTERNOON)]

    def invited(self, engagement: Engagement, day: dt.date) -> list:
        by = self.coordinators[engagement.network_id]
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

    def countered(self, school: School) -> None:
        engagement = self.ask(self.today - dt.timedelta(days=5), self.two_dates(18), school=school)
        sent = self.invited(engagement, self.today - dt.timedelta(days=3))
        if sent:
            with self.on(self.today - dt.timedelta(days=1)):
                engagements.counter(sent[0], starts_at=possible(engagement)[0] + dt.timedelta(days=7), words="Je suis en formation cette semaine-là.")

    def differing(self, school: School) -> None:
        """A visit that both sides told, with two different counts: the coordinator decides."""
        day = self.last_school_day(9)
        engagement = self.ask(day - dt.timedelta(days=25), [(day, Moment.MORNING)], school=school)
        if self.agree(engagement, day - dt.timedelta(days=22)):
            self.tell(engagement, day)
            first = engagement.reports.first()
            with self.on(day + dt.timedelta(days=2)):
                engagements.report(engagement, key=uuid.uuid5(engagement.request_key, "teacher"), side=Report.Side.TEACHER, outcome=Report.Outcome.HELD,
                                   people=first.people - 2, girls=max(first.girls - 1, 0), boys=max(first.boys - 1, 0), method=Report.Method.ROLL_CALL,
                                   teacher_present=engagement.contact_name, smile=Report.Smile.GREAT)
