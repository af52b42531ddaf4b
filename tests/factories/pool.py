"""Role models and ambassadors for tests."""
from __future__ import annotations

import datetime as dt
from typing import Any

import factory

from industrielles.places.search import indexed
from industrielles.pool.models import Ambassador, Branch, OffDays, RoleModel

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


class OffDaysFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OffDays

    role_model = factory.SubFactory(RoleModelFactory)
    network = factory.SelfAttribute("role_model.network")
    starts_on = dt.date(2026, 10, 1)
    ends_on = dt.date(2026, 10, 2)
