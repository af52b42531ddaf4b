"""The demo as wide as France: forty networks, thousands of members spread as its people are, all of it made by the verbs, so that nothing
here differs from what people would have left."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.text import slugify
from django.utils.translation import gettext as _

from industrielles.kit.typography import number
from industrielles.network import verbs as network
from industrielles.network.models import Membership, Network, Organisation
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department
from industrielles.pool import verbs as pool
from industrielles.pool.models import Ambassador, RoleModel

from . import crowd, signin, stage
from .cast import TRADES, Cast, Somebody
from .collective import DOMAIN, Collective
from .territories import invented_siren

FOUNDED = 425  # days ago; nobody joined before
STEP = 500  # members between two words on how it goes
AGREE = ((Purpose.NEWS, 0.55), (Purpose.CONTACT, 0.35), (Purpose.MEDIA, 0.08))  # guesses, as in crowd.py
IN_THE_LOCAL_ONE, EMPLOYED, GONE = 0.55, 0.3, 0.02
FIRMS = ("Aciéries", "Verrerie", "Fonderie", "Câblerie", "Ateliers", "Laboratoires", "Filature", "Chantiers", "Turbines", "Laiterie")
KINDS = ("company", "company", "company", "federation", "training", "public body")


@dataclass(frozen=True)
class Size:
    """How many of each, the small demo's own included."""

    networks: int = 40
    members: int = 5000
    role_models: int = 1500
    ambassadors: int = 60
    organisations: int = 200
    mentees: int = 300
    mentors: int = 250


@dataclass
class Nationwide:
    """France, filled. `on`: a clock for a day; `say`: whom to tell how it goes."""

    who: Collective
    cast: Cast
    size: Size
    seed: int
    on: Callable[[dt.date], AbstractContextManager[None]]
    say: Callable[[str], None]
    regional: dict[str, Network] = field(default_factory=dict)  # by department
    local: dict[str, Network] = field(default_factory=dict)
    towns: dict[str, list[Commune]] = field(default_factory=dict)
    firms: dict[int, list[Organisation]] = field(default_factory=dict)  # by network

    def fill(self) -> None:
        """All of it, in one order: networks, organisations, members by the day they came, ambassadors."""
        with self.on(self.ago(FOUNDED)):
            self.networks()
            self.organisations()
        self.members()
        self.ambassadors()

    def ago(self, days: int) -> dt.date:
        return self.who.today - dt.timedelta(days=days)

    def networks(self) -> None:
        """A network for each region that has none, then a local one in the departments with most people."""
        for department in Department.objects.select_related("region").order_by("region__code", "code"):
            there = self.of_department(department)
            if there is None:
                of_region = list(Department.objects.filter(region=department.region_id).order_by("code"))
                there = self.found(f"Réseau {department.region.name}", self.who.top, of_region, Network.Kind.NETWORK)
            self.regional[department.pk] = there
        standing = Network.objects.filter(kind=Network.Kind.LOCAL).values("departments")
        alone = {key for key, there in self.regional.items() if there.departments.count() == 1}
        wanted = self.size.networks - Network.objects.count()
        for department in peopled().exclude(pk__in=standing).exclude(pk__in=alone)[: max(wanted, 0)]:
            self.local[department.pk] = self.found(
                f"Antenne {department.name}", self.regional[department.pk], [department], Network.Kind.LOCAL)

    def of_department(self, department: Department) -> Network | None:
        return self.regional.get(department.pk) or Network.objects.filter(
            kind=Network.Kind.NETWORK, departments=department).exclude(slug="filiere-numerique").first()

    def found(self, name: str, parent: Network, departments: list[Department], kind: str) -> Network:
        slug = slugify(name)[:50]
        first = self.cast.woman()
        there, person = stage.network(
            name, slug=slug, parent=parent, departments=departments, kind=kind, by=self.who.national,
            coordinator=Somebody(first.first_name, first.last_name, f"coordination.{slug}@{DOMAIN}"))
        self.who.coordinators[there.pk] = person
        signin.add_apps([person])
        for one in departments:
            self.regional.setdefault(one.pk, there)
        return there

    def organisations(self) -> None:
        """Where members work, with numbers that check and that nobody has."""
        nodes = list(Network.objects.filter(pk__in=self.who.coordinators, departments__in=peopled()).order_by("path").distinct())
        for place in range(self.size.organisations):
            node = nodes[place % len(nodes)]
            choice = crowd.drawn(self.seed, "organisation", place)
            town = choice.choice(self.settled(choice.choice(list(peopled().filter(networks=node)))))
            made = network.know(
                node, name=f"{choice.choice(FIRMS)} de {town.name}", kind=choice.choice(KINDS), number=invented_siren(choice),
                town=town.name, by=self.who.coordinators[node.pk])
            self.firms.setdefault(node.pk, []).append(made)

    def settled(self, department: Department) -> list[Commune]:
        if department.pk not in self.towns:
            self.towns[department.pk] = stage.settled(department)
        return self.towns[department.pk]

    def members(self) -> None:
        """Who joined, in the order of their days, in departments drawn by their people."""
        choice = crowd.drawn(self.seed, "members")
        departments = list(peopled())
        weights = [one.people for one in departments]  # type: ignore[attr-defined]
        standing = Membership.objects.current().count()
        days = sorted((choice.randint(1, FOUNDED - 2) for _n in range(self.size.members - standing)), reverse=True)
        left = self.size.role_models - RoleModel.objects.current().count()
        for place, days_ago in enumerate(days):
            department = choice.choices(departments, weights)[0]
            offers = choice.random() < left / (len(days) - place)
            left -= offers
            self.member(place, department, days_ago, offers=offers)
            if (place + 1) % STEP == 0:
                self.say(_("%(done)s members of %(all)s…") % {"done": number(place + 1 + standing), "all": number(self.size.members)})

    def member(self, place: int, department: Department, days_ago: int, *, offers: bool) -> None:
        """Somebody joins; she offers to be met or not, agrees to this or that, says where she works; a few leave."""
        choice = crowd.drawn(self.seed, "member", place)
        local = self.local.get(department.pk)
        there = local if local and choice.random() < IN_THE_LOCAL_ONE else self.regional[department.pk]
        by = self.who.coordinators[there.pk]
        with self.on(self.ago(days_ago)):
            if offers:
                town = choice.choice(self.settled(department))
                role_model = stage.recruit(self.cast, there, town, by=by, choice=choice, trade=choice.choice(TRADES))
                membership, person = role_model.membership, role_model.person
            else:
                person = stage.meet(self.cast.somebody(), by=by)
                membership = stage.give(person, there, Role.MEMBER, by=by)
            self.agree(person, there, choice.random(), offers=offers)
            if there.pk in self.firms and choice.random() < EMPLOYED:
                firm = choice.choice(self.firms[there.pk])
                said = network.declare(membership, words=firm.name, by=person)
                if said is not None:
                    network.qualify(said, organisation=firm, by=by)
        if choice.random() < GONE and days_ago > 30:
            with self.on(self.ago(days_ago // 2)):
                pool.part(membership, reason="A changé de métier.", by=by)

    def agree(self, person: Person, there: Network, drawn: float, *, offers: bool) -> None:
        for purpose, share in AGREE:
            if drawn < share and (offers or purpose == Purpose.NEWS):
                people.consent(person, purpose=purpose, source="join", network_id=there.pk, by=person)

    def ambassadors(self) -> None:
        """Role models who lead a territory, one network after another."""
        wanted = self.size.ambassadors - Ambassador.objects.current().count()
        nodes = list(Network.objects.filter(pk__in=self.who.coordinators, parent__isnull=False).order_by("path"))
        charged: set[int] = set()
        while nodes and len(charged) < wanted:
            for node in nodes[:]:
                hers = RoleModel.objects.current().filter(network=node, ambassador=None).exclude(person__first_name="Nadia")
                one = hers.exclude(membership__in=charged).select_related("membership", "department").order_by("pk").first()
                if one is None:
                    nodes.remove(node)
                elif len(charged) < wanted:
                    charged.add(one.membership_id)
                    self.charge(one, node)

    def charge(self, one: RoleModel, node: Network) -> None:
        by = self.who.coordinators[node.pk]
        with self.on(self.ago(90)):
            charge = pool.appoint(one.membership, departments=[one.department], by=by)
            for other in RoleModel.objects.current().filter(network=node, ambassador=None).exclude(pk=one.pk).order_by("pk")[:8]:
                pool.entrust(other, ambassador=charge, by=by)


def peopled() -> QuerySet[Department]:
    """Departments with `people`, how many live there: most first. Those where no town is placed on the map are left out."""
    placed = Commune.objects.filter(cell__isnull=False).values("department")
    people = Commune.objects.filter(department=OuterRef("pk")).order_by().values("department").annotate(n=Sum("population")).values("n")
    return Department.objects.filter(pk__in=placed).annotate(people=Subquery(people)).filter(people__gt=0).order_by("-people", "pk")
