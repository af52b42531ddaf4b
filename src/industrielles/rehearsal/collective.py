"""The collective of the demo: an umbrella, networks, invented schools, role models and ambassadors; one person per role has an account."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from industrielles.engagements.facts import CLASSES_MET
from industrielles.ledger.models import Target
from industrielles.mentoring.facts import MENTEES
from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places import calendar, ground, importing
from industrielles.places.models import Commune, Department, School
from industrielles.pool import branches
from industrielles.pool import verbs as pool
from industrielles.pool.models import Branch, RoleModel

from . import schools, stage
from .cast import TRADES, Cast, Somebody, plain

DOMAIN = "demo.example"
TERRITORIES = (
    ("Réseau Hauts-de-France", "hauts-de-france", ("59", "62", "60", "80", "02")),
    ("Réseau Auvergne-Rhône-Alpes", "auvergne-rhone-alpes", ("38", "69", "73", "74", "42", "01", "26", "07", "63", "03", "43", "15")),
    ("Réseau La Réunion", "la-reunion", ("974",)),
    ("Réseau Île-de-France", "ile-de-france", ("75", "77", "78", "91", "92", "93", "94", "95")),
    ("Réseau Occitanie", "occitanie", ("31", "34", "30", "66", "11", "09", "12", "32", "46", "48", "65", "81", "82")),
    ("Réseau Pays de la Loire", "pays-de-la-loire", ("44", "49", "53", "72", "85")),
)
FACES = (  # the portraits of the home page: first name, surname, trade, commune
    ("Nadia", "Benali", 0, "59183"),
    ("Léa", "Martin", 1, "38140"),
    ("Aminata", "Diallo", 2, "97411"),
    ("Yasmine", "Kessler", 3, "69123"),
    ("Hélène", "Vasseur", 4, "62040"),
    ("Sofia", "Roussel", 6, "62498"),
    ("Meï", "Tran", 5, "59350"),
    ("Inès", "Picard", 10, "59178"),
)


@dataclass
class Collective:
    """Who is there. `today`: the day the demo is made for; `choice`: where its chance comes from."""

    cast: Cast
    choice: random.Random
    today: dt.date
    role_models_each: int
    everywhere: bool = False  # schools in each department, rather than in a few
    accounts: list[dict[str, str]] = field(default_factory=list)  # role, name, address, network
    coordinators: dict[int, Person] = field(default_factory=dict)  # by network
    all_schools: list[School] = field(default_factory=list)

    def person(self, first: str, last: str, address: str, role: str, network: str) -> Somebody:
        somebody = Somebody(first, last, f"{address}@{DOMAIN}")
        self.accounts.append({"role": role, "name": f"{first} {last}", "email": somebody.email, "network": network})
        return somebody

    def networks(self) -> None:
        if not Department.objects.exists():
            ground.load_ground()
        ground.load_holidays()
        branches.load(Branch)
        self.top, self.national = stage.umbrella(
            "IndustriElles", self.person("Claire", "Fontaine", "nationale", Role.UMBRELLA_COORDINATOR, "IndustriElles")
        )
        self.coordinators[self.top.pk] = self.national
        for name, slug, codes in TERRITORIES:
            self.network(name, slug, self.top, codes)
        north = Network.objects.get(slug="hauts-de-france")
        self.network("Flandre et Pays de Saint-Omer", "saint-omer", north, ("62",), kind=Network.Kind.LOCAL)
        self.network("Filière numérique", "filiere-numerique", self.top, ("59", "62", "38", "69", "31", "44"))
        self.targets()
        self.schools()
        stage.give(
            stage.meet(self.person("Lucie", "Garnier", "statisticienne", Role.STATISTICIAN, "IndustriElles"), by=self.national),
            self.top,
            Role.STATISTICIAN,
            by=self.national,
        )
        stage.give(
            stage.meet(self.person("Julien", "Mercier", "membre", Role.MEMBER, north.name), by=self.national),
            north,
            Role.MEMBER,
            by=self.coordinators[north.pk],
        )

    def network(self, name: str, slug: str, parent: Network, codes: tuple[str, ...], kind: str = Network.Kind.NETWORK) -> None:
        address = "coordination" if slug == "hauts-de-france" else f"coordination.{slug}"
        first, last = (
            ("Camille", "Delattre") if slug == "hauts-de-france" else (self.cast.somebody().first_name, self.cast.somebody().last_name)
        )
        there, person = stage.network(
            name,
            slug=slug,
            parent=parent,
            departments=Department.objects.filter(pk__in=codes),
            kind=kind,
            by=self.national,
            coordinator=self.person(first, last, address, Role.COORDINATOR, name),
        )
        self.coordinators[there.pk] = person

    def targets(self) -> None:
        """The public targets announced for 2023–2024, as this demo's collective takes them up for its school year."""
        first = dt.date(int(calendar.school_year(self.today)[:4]) - 1, 9, 1)
        for indicator, goal in (("ambassadors", 30), ("members", 5000), (CLASSES_MET.code, 5000), ("mentors", 100), (MENTEES.code, 100)):
            Target.objects.get_or_create(
                indicator=indicator, node=self.top.pk, starts_on=first, defaults={"goal": goal, "ends_on": dt.date(first.year + 2, 8, 31)}
            )

    def schools(self) -> None:
        few = ("59", "62", "80", "60", "02", "38", "69", "974", "75", "93", "31", "44")
        others = Department.objects.exclude(pk__in=few).order_by("pk").values_list("pk", flat=True) if self.everywhere else ()
        communes = [
            one
            for code in (*few, *others)
            for one in stage.settled(Department.objects.get(pk=code))[: 4 if code in ("59", "62", "38", "974") else 2]
        ]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "annuaire-invente.csv"
            schools.write(file, communes)
            importing.import_schools(file)
        self.all_schools = list(School.objects.filter(name__regex=r"\S+").select_related("department", "commune", "academy").order_by("pk"))

    def role_models(self) -> None:
        by_department = {
            code: network
            for network in Network.objects.order_by("path")
            for code in network.departments.values_list("pk", flat=True)
            if network.slug != "filiere-numerique"
        }
        for first, last, trade, town in FACES:
            commune = Commune.objects.get(pk=town)
            there = by_department[commune.department_id]
            somebody = (
                self.person(first, last, "nadia", Role.ROLE_MODEL, there.name)
                if first == "Nadia"
                else Somebody(first, last, f"{plain(first)}@{DOMAIN}")
            )
            self.recruit(there, commune, trade, somebody, TRADES[trade].tile)
        for network in Network.objects.exclude(pk=self.top.pk).order_by("path"):
            departments = list(network.departments.order_by("pk")[:5])
            for n in range(self.role_models_each):
                self.recruit(
                    network,
                    self.choice.choice(stage.settled(departments[n % len(departments)])),
                    self.choice.randrange(len(TRADES)),
                    self.cast.woman(),
                )
        self.ambassadors()

    def recruit(self, there: Network, commune: Commune, trade: int, somebody: Somebody, tile: str = "") -> RoleModel:
        by = self.coordinators[there.pk]
        return stage.recruit(self.cast, there, commune, by=by, choice=self.choice, trade=TRADES[trade], somebody=somebody, tile=tile)

    def ambassadors(self) -> None:
        north = Network.objects.get(slug="hauts-de-france")
        self.ambassador(self.person("Agathe", "Lemaire", "ambassadrice", Role.AMBASSADOR, north.name), north)
        for network in Network.objects.exclude(pk__in=(self.top.pk, north.pk)).order_by("path"):
            somebody = self.cast.woman()
            self.ambassador(somebody, network)

    def ambassador(self, somebody: Somebody, network: Network) -> None:
        by = self.coordinators[network.pk]
        membership = stage.give(stage.meet(somebody, by=by), network, Role.MEMBER, by=by)
        ambassador = pool.appoint(membership, departments=network.departments.all()[:3], by=by)
        for role_model in RoleModel.objects.current().filter(network=network).order_by("pk")[:4]:
            pool.entrust(role_model, ambassador=ambassador, by=by)
