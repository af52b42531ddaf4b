"""Places for tests: Dunkerque in the Nord, unless told otherwise."""
from __future__ import annotations

from typing import Any

import factory

from industrielles.places.models import Academy, Commune, Department, Region
from industrielles.places.search import indexed


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "32"
    name = "Hauts-de-France"


class AcademyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Academy
        django_get_or_create = ("code",)

    code = "09"
    name = "Lille"
    zone = "B"


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = "59"
    name = "Nord"
    region = factory.SubFactory(RegionFactory)
    academy = factory.SubFactory(AcademyFactory)


class CommuneFactory(factory.django.DjangoModelFactory):
    """CommuneFactory(code="59183", name="Dunkerque", place=(51.03, 2.37))."""

    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = "59183"
    name = "Dunkerque"
    department = factory.SubFactory(DepartmentFactory)
    postcodes = "59140 59240"
    population = 86_000
    search_text = factory.LazyAttribute(lambda made: indexed(made.name, made.postcodes, made.code))

    @classmethod
    def _adjust_kwargs(cls, place: tuple[float, float] = (51.0344, 2.3768), **fields: Any) -> Any:
        located = Commune()
        located.locate(*place)
        return {**{name: getattr(located, name) for name in ("latitude", "longitude", "x", "y", "z", "cell")}, **fields}
