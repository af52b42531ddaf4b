"""Two networks of one territory, each full of words that nobody outside it may ever read (trust 9-12). Used by tests/test_isolation.py.

`planted(marker)` fills a network through the verbs; every text of it holds the marker, and `codes` are the addresses of its rows.
`ADDRESSES` gives what stands in the parameters of an address: a new address with a parameter must be given a line here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, get_resolver

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Lending, Report
from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.pool.models import OffDays, RoleModel
from tests.factories import engagements as visits
from tests.factories.network import GrantFactory, NetworkFactory, OrganisationFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, SchoolFactory
from tests.factories.pool import AmbassadorFactory, OffDaysFactory, RoleModelFactory

MORNING = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)  # a Monday
EVENING = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)  # when the pages are walked: some visits are over


@dataclass
class Side:
    """One network and what is in it."""

    marker: str
    network: Network
    people: dict[str, Person] = field(default_factory=dict)  # by what they are
    requests: dict[str, Engagement] = field(default_factory=dict)  # by how far they went
    hidden: RoleModel | None = None
    public: RoleModel | None = None
    invitation: Invitation | None = None
    lending: Lending | None = None
    report: Report | None = None
    off_days: OffDays | None = None

    @property
    def codes(self) -> set[str]:
        """Names in addresses of rows that are this network's alone."""
        return {one.code for one in (*self.requests.values(), self.hidden, self.invitation, self.lending) if one}


def founded(marker: str) -> Side:
    """A network without rows yet: that it exists is public."""
    commune = CommuneFactory(code="59350", name="Lille")
    side = Side(marker, NetworkFactory(name=f"Réseau {marker[0].upper()}", departments=[commune.department]))
    side.people["coordinator"] = coordinator_of(side.network, **named(marker, "coordinator"))
    return side


def named(marker: str, what: str) -> dict[str, str]:
    return {
        "first_name": f"Marie{marker}",
        "last_name": marker.capitalize(),
        "email": f"{what.replace(' ', '.')}.{marker}@exemple.invalid",
        "phone": f"+33 {marker}",
    }


def person(side: Side, role: str) -> Person:
    """Somebody of this network in this role."""
    made = PersonFactory(**named(side.marker, role))
    GrantFactory(network=side.network, role=role, membership__person=made)
    side.people[role] = made
    return made


def plant(side: Side, other_lender: Network) -> Side:
    """People, role models and requests at every stage; every word of theirs holds the marker."""
    word = side.marker
    for role in (Role.MEMBER, Role.STATISTICIAN):
        person(side, role)
    OrganisationFactory(network=side.network, name=f"Usine {word}")
    commune = CommuneFactory(code="59350")
    said = {"network": side.network, "commune": commune, "job": f"Métier {word}", "words": f"Phrase {word}"}
    side.hidden = RoleModelFactory(**said, published_on=None, membership__person=PersonFactory(**named(word, "hidden")))
    side.public = RoleModelFactory(
        **{**said, "job": "Soudeuse", "words": ""}, membership__person=PersonFactory(**{**named(word, "public"), "first_name": "Nadia"})
    )
    side.off_days = OffDaysFactory(role_model=side.hidden, starts_on=dt.date(2027, 3, 1), ends_on=dt.date(2027, 3, 5))
    charge = AmbassadorFactory(
        network=side.network, departments=[commune.department], membership__person=PersonFactory(**named(word, "ambassador"))
    )
    side.hidden.ambassador = charge
    side.hidden.save()
    side.people |= {"role model": side.hidden.person, "ambassador": charge.person}
    plant_requests(side, other_lender)
    return side


def ask(side: Side, stage: str) -> Engagement:
    """A request of this network, remembered under the stage it will reach."""
    word = side.marker
    side.requests[stage] = visits.asked(
        network=side.network,
        school=SchoolFactory(uai={"z": "0590064X", "o": "0590117F"}.get(word[0], "0590064X")),
        school_name=f"Lycée {word}",
        class_labels=[f"2de {word}"],
        aims=f"Envies {word}",
        room=f"Salle {word}",
        contact_name=f"Prof {word}",
        contact_role=f"Rôle {word}",
        contact_email=f"prof.{stage.replace(' ', '.')}.{word}@exemple.invalid",
        contact_phone=f"+33 {word}",
    )
    return side.requests[stage]


def plant_requests(side: Side, other_lender: Network) -> None:
    word, asks = side.marker, ask
    asks(side, "requested")
    proposed = asks(side, "proposed")
    side.invitation = engagements.invite(proposed, role_models=[side.hidden], by=side.people["coordinator"])[0]
    side.lending = engagements.ask_lending(asks(side, "lent"), lender=other_lender, words=f"Prêt {word}", by=side.people["coordinator"])
    declined = engagements.invite(asks(side, "declined"), role_models=[side.hidden], by=None)[0]
    engagements.decline(declined, words=f"Refus {word}")
    engagements.close(asks(side, "closed"), words=f"Clos {word}", by=side.people["coordinator"])
    for stage in ("confirmed", "told"):
        visit = asks(side, stage)
        invitation = engagements.invite(visit, role_models=[side.hidden], by=None)[0]
        engagements.accept(invitation, starts_at=visit.proposed_dates.first().starts_at, anyway=True)
    side.report = visits.told(side.requests["told"], people=26, teacher_present=f"Collègue {word}", words=f"Bilan {word}")
    visits.told(side.requests["told"], side=Report.Side.TEACHER, people=28, words=f"Autre bilan {word}")


# What stands in an address's parameters, for the rows of one side. Signed links are the keys of those who hold them: from outside they
# are forged. An address that is the same for everybody is given any value.
Sample = Callable[[Side], dict[str, Any]]
ADDRESSES: dict[str, Sample] = {
    "engagements:ask_step": lambda side: {"step": 1},
    "dashboards:csv": lambda side: {"name": "people"},
    "letters:letter": lambda side: {"code": "ABCDEFGHJKLM"},
    "letters:page": lambda side: {"code": "ABCDEFGHJKLM"},
    "engagements:request": lambda side: {"code": side.requests["requested"].code},
    "engagements:settle": lambda side: {"code": side.requests["told"].code},
    "engagements:reopen": lambda side: {"code": side.requests["closed"].code},
    "engagements:withdraw_lending": lambda side: {"code": side.requests["lent"].code, "lending": side.lending.code},
    "engagements:lending": lambda side: {"code": side.lending.code},
    "pool:portrait": lambda side: {"code": side.hidden.code},
    "pool:photo": lambda side: {"code": side.hidden.code},
}
BY_PARAMETERS: dict[tuple[str, ...], Sample] = {  # for addresses without a line of their own: (room, parameters)
    ("engagements", "token"): lambda side: {"token": f"{side.requests['proposed'].code}:forged"},
    ("engagements", "code"): lambda side: {"code": side.requests["proposed"].code},
    ("engagements", "code", "invitation"): lambda side: {"code": side.requests["proposed"].code, "invitation": side.invitation.code},
    ("network", "slug"): lambda side: {"slug": side.network.slug},
    ("pool", "code", "network"): lambda side: {"network": side.network.slug, "code": side.people["ambassador"].code},
    ("pool", "code"): lambda side: {"code": side.hidden.code},
}


@dataclass(frozen=True)
class Address:
    """A named address of the site."""

    name: str  # "engagements:request"
    parameters: tuple[str, ...]
    view: Any

    def filled(self, side: Side) -> dict[str, Any]:
        """Its parameters for the rows of a side. Fails for an address nobody gave a sample."""
        sample = ADDRESSES.get(self.name) or BY_PARAMETERS.get((self.name.partition(":")[0], *self.parameters))
        if self.parameters and sample is None:
            raise AssertionError(f"{self.name} has parameters {self.parameters}: give it a line in tests/canaries.py, ADDRESSES")
        return sample(side) if sample else {}


def addresses() -> list[Address]:
    """Every address of the site, once (English ones lead to the same doors)."""
    found = {}
    for name, pattern in _walk(get_resolver().url_patterns, ""):
        found[name] = Address(name, tuple(sorted(pattern.pattern.converters)), pattern.callback)
    return [found[name] for name in sorted(found)]


def _walk(patterns: Any, room: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{room}:{pattern.name}".lstrip(":"), pattern
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or room)


def rows(side: Side | None = None) -> dict[str, list[Any]]:
    """Every row of our tables, or those of one network, by table: to see whether anything changed."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("industrielles.") and model._meta.label not in ("kit.Beat", "kit.Slot"):
            kept = model._base_manager.all() if side is None else _of(model, side)
            found[model._meta.label] = sorted(map(repr, kept.values_list())) if kept is not None else []
    return found


def _of(model: type[models.Model], side: Side) -> Any:
    links = {one.name: one.related_model for one in model._meta.fields if one.is_relation}
    everything = model._base_manager.all()
    if model is Person:
        return everything.filter(pk__in=[one.pk for one in side.people.values()])
    if links.get("network") is Network:
        return everything.filter(network=side.network)
    return everything.filter(engagement__network=side.network) if links.get("engagement") is Engagement else None
