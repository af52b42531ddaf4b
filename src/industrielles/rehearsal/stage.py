"""Sets the stage of a rehearsal through the verbs: the umbrella, networks with their coordinator, role models with their week."""

from __future__ import annotations

import random
from collections.abc import Iterable

from industrielles.network import verbs as network_verbs
from industrielles.network.models import Membership, Network
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department
from industrielles.pool import verbs as pool
from industrielles.pool.models import Branch, RoleModel

from .cast import MEN, Cast, Somebody, Trade

Format = RoleModel.Format
FACES = (
    "soudeuse", "regleuse", "automaticienne", "verriere", "chimiste", "grutiere",
    "fibre", "mecanicienne", "dirigeante", "roboticienne", "conductrice", "electricienne",
)
THINGS = ("engrenage", "robot", "puce", "turbine", "eolienne")  # nobody's face: what a man of the crowd shows
WEEKS = (0b1111111111, 0b1010101010, 0b0101010101, 0b0011111111, 0b1100110011, 0b1111001111)  # usual half-days, Monday first


def meet(somebody: Somebody, *, by: Person | None = None, phone: str = "") -> Person:
    """The account of an invented person, made once."""
    return people.meet(somebody.email, first_name=somebody.first_name, last_name=somebody.last_name, phone=phone, by=by)


def umbrella(name: str, coordinator: Somebody) -> tuple[Network, Person]:
    """The top network with its coordinator; the one that stands, when it stands."""
    top = Network.objects.filter(kind=Network.Kind.UMBRELLA).first()
    if top is None:
        top = network_verbs.found(name, kind=Network.Kind.UMBRELLA, parent=None, slug="collectif", contact_email=coordinator.email, by=None)
    person = meet(coordinator)
    give(person, top, Role.UMBRELLA_COORDINATOR, by=None)
    return top, person


def network(
    name: str,
    *,
    slug: str,
    parent: Network,
    departments: Iterable[Department],
    coordinator: Somebody,
    by: Person,
    kind: str = Network.Kind.NETWORK,
) -> tuple[Network, Person]:
    """A network of these departments with its coordinator, made once."""
    there = Network.objects.filter(slug=slug).first()
    if there is None:
        there = network_verbs.found(
            name, kind=kind, parent=parent, slug=slug, contact_email=coordinator.email, departments=departments, by=by
        )
    person = meet(coordinator, by=by)
    give(person, there, Role.COORDINATOR, by=by)
    return there, person


def give(person: Person, there: Network, role: Role, *, by: Person | None) -> Membership:
    """Membership and role, each given once."""
    membership = Membership.objects.current().filter(person=person, network=there).first() or network_verbs.join(
        person, network=there, introduced=True, by=by
    )
    if not membership.grants.current().filter(role=role).exists():
        network_verbs.grant(membership, role=role, by=by)
    return membership


def recruit(
    cast: Cast,
    there: Network,
    commune: Commune,
    *,
    by: Person,
    choice: random.Random,
    trade: Trade | None = None,
    somebody: Somebody | None = None,
    tile: str = "",
) -> RoleModel:
    """A role model of this network who lives in this commune, published by her own consent; made once for an address."""
    trade, somebody = trade or cast.trade(), somebody or cast.woman()
    standing = RoleModel.objects.current().filter(person__email=somebody.email, network=there).first()
    if standing:
        return standing
    phone = f"06 39 98 {choice.randrange(100):02} {choice.randrange(100):02}"  # a range that the regulator keeps for fiction
    person = meet(somebody, by=by, phone=phone)
    say_gender(person, somebody, commune.department)
    membership = give(person, there, Role.MEMBER, by=by)
    formats = [Format.CLASS_VISIT, *(kind for kind in (Format.REMOTE, Format.COMPANY_VISIT, Format.FORUM) if choice.random() < 0.4)]
    role_model = pool.offer(
        membership,
        job=trade.job,
        words=trade.words,
        branch=Branch.objects.get(code=trade.branch),
        level=trade.level,
        tile=tile or drawing(somebody),
        formats=formats,
        audiences=[],
        commune=commune,
        radius_km=choice.choice((20, 30, 40, 50, 60, 80)),
        half_days=choice.choice(WEEKS),
        works_holidays=choice.random() < 0.1,
        monthly_limit=choice.choice((1, 2, 2, 3)),
        yearly_limit=choice.randint(5, 10),
        by=person,
    )
    pool.publish(role_model, by=person)
    return role_model


def say_gender(person: Person, somebody: Somebody, department: Department) -> None:
    """Five in six invented people say their gender, the same for the same address."""
    if random.Random(f"said {somebody.email}").random() < 5 / 6:
        people.describe(person, gender="man" if somebody.first_name in MEN else "woman", department=department, by=person)


def drawing(somebody: Somebody) -> str:
    """A drawing for an invented person, so that a page of them is not one face: the same for the same address."""
    return random.Random(somebody.email).choice(THINGS if somebody.first_name in MEN else FACES)


def settled(department: Department) -> list[Commune]:
    """The ten most peopled communes of a department that have a place on the map."""
    return list(Commune.objects.filter(department=department, cell__isnull=False).order_by("-population", "pk")[:10])
