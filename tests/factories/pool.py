"""Role models and ambassadors for tests."""
from __future__ import annotations

import datetime as dt
from typing import Any

import factory

from industrielles.kit import clock
from industrielles.places.search import indexed
from industrielles.pool.models import Ambassador, Branch, BusyDay, Calendar, Contribution, Line, OffDays, Rate, RoleModel, Training

from .network import MembershipFactory, NetworkFactory
from .places import CommuneFactory


class BranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Branch
        django_get_or_create = ("code",)

    code = "automobile"
    name_fr = "Automobile"
    name_en = "Cars"


class AmbassadorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ambassador
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)
    membership = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..network"))
    person = factory.SelfAttribute("membership.person")

    @factory.post_generation
    def departments(self, create: bool, extracted: Any, **fields: Any) -> None:
        if create and extracted:
            self.departments.set(extracted)


class RoleModelFactory(factory.django.DjangoModelFactory):
    """RoleModelFactory(network=…, commune=…, membership__person=…); public unless published_on=None."""

    class Meta:
        model = RoleModel

    network = factory.SubFactory(NetworkFactory)
    membership = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..network"))
    person = factory.SelfAttribute("membership.person")
    job = "Régleuse de robots de soudure"
    words = "À 15 ans je démontais des mobylettes."
    branch = factory.SubFactory(BranchFactory)
    level = RoleModel.Level.BAC_PRO
    tile = "regleuse"
    formats = factory.LazyFunction(lambda: [RoleModel.Format.CLASS_VISIT.value])
    commune = factory.SubFactory(CommuneFactory)
    department = factory.SelfAttribute("commune.department")
    published_on = dt.date(2026, 9, 1)

    @classmethod
    def _adjust_kwargs(cls, **fields: Any) -> Any:
        commune = fields.get("commune")
        if commune is not None and "latitude" not in fields:
            place = {name: getattr(commune, name) for name in ("latitude", "longitude", "x", "y", "z", "cell")}
            fields = {**place, **fields}
        fields.setdefault("search_text", indexed(fields["job"], fields["words"], fields["branch"].name_fr, fields["department"].name))
        return fields


class ContributionFactory(factory.django.DjangoModelFactory):
    """ContributionFactory(network=…, department=…, offers=["leading"])."""

    class Meta:
        model = Contribution

    network = factory.SubFactory(NetworkFactory)
    membership = factory.SubFactory(MembershipFactory, network=factory.SelfAttribute("..network"))
    situation = Contribution.Situation.INDUSTRY
    job = "Chaudronnière"
    search_text = factory.LazyAttribute(lambda one: indexed(one.job))


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Line

    role_model = factory.SubFactory(RoleModelFactory)
    network = factory.SelfAttribute("role_model.network")
    part = Line.Part.PATH
    place = 0
    mark = "2014"
    words = "Bac pro, la seule fille de l’atelier"


class CalendarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Calendar

    role_model = factory.SubFactory(RoleModelFactory)
    network = factory.SelfAttribute("role_model.network")
    address = "https://agenda.exemple.invalid/secret.ics"


class BusyDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BusyDay

    role_model = factory.SubFactory(RoleModelFactory)
    network = factory.SelfAttribute("role_model.network")
    on = dt.date(2026, 10, 5)
    halves = 1


class RateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rate

    place = "0" * 32
    minute = factory.LazyFunction(clock.now)
    pages = 20


class OffDaysFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OffDays

    role_model = factory.SubFactory(RoleModelFactory)
    network = factory.SelfAttribute("role_model.network")
    starts_on = dt.date(2026, 10, 1)
    ends_on = dt.date(2026, 10, 2)


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training

    ambassador = factory.SubFactory(AmbassadorFactory)
    network = factory.SelfAttribute("ambassador.network")
    name = "Premiers pas d’ambassadrice"
    on = dt.date(2026, 9, 15)
