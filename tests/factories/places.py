"""Rows of places for tests: a few real departments and communes, invented schools."""
from __future__ import annotations

import datetime as dt

import factory

from industrielles.places.directory import uai_letter
from industrielles.places.distance import placed
from industrielles.places.models import Academy, Commune, Department, Holiday, ImportRun, IndustryTerritory, Region, School, Source
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
    """A commune, in Lille unless `latitude` and `longitude` say otherwise."""

    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"59{n % 900 + 100}")
    name = "Lille"
    department = factory.SubFactory(DepartmentFactory)
    postcodes = "59000 59800"
    population = 238_246
    latitude = 50.630888
    longitude = 3.07086
    x, y, z, cell = (factory.LazyAttribute(lambda o, part=part: placed(o.latitude, o.longitude)[part]) for part in ("x", "y", "z", "cell"))
    search_text = factory.LazyAttribute(lambda o: indexed(o.name, o.postcodes, o.code))


class SchoolFactory(factory.django.DjangoModelFactory):
    """A school, at its commune unless `latitude` and `longitude` say otherwise."""

    class Meta:
        model = School
        django_get_or_create = ("uai",)

    uai = factory.Sequence(lambda n: f"{800_000 + n:07}{uai_letter(f'{800_000 + n:07}')}")
    name = factory.Sequence(lambda n: f"Lycée polyvalent Ada Lovelace {n}")
    kind = School.Kind.LYCEE
    sector = School.Sector.PUBLIC
    commune = factory.SubFactory(CommuneFactory)
    department = factory.LazyAttribute(lambda o: o.commune.department if o.commune else DepartmentFactory())
    academy = factory.LazyAttribute(lambda o: o.department.academy)
    postcode = "59000"
    town = factory.LazyAttribute(lambda o: o.commune.name if o.commune else "Lille")
    latitude = factory.LazyAttribute(lambda o: o.commune.latitude if o.commune else None)
    longitude = factory.LazyAttribute(lambda o: o.commune.longitude if o.commune else None)
    x, y, z, cell = (factory.LazyAttribute(lambda o, part=part: placed(o.latitude, o.longitude)[part]) for part in ("x", "y", "z", "cell"))
    search_text = factory.LazyAttribute(lambda o: indexed(o.name, o.town, o.postcode, o.uai))


class HolidayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holiday
        django_get_or_create = ("zone", "starts_on")

    zone = "B"
    name = "Vacances de Noël"
    starts_on = dt.date(2026, 12, 19)
    ends_on = dt.date(2027, 1, 3)
    school_year = "2026-2027"


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("code",)

    code = "schools"
    name = "Annuaire de l'éducation"
    url = "https://data.education.gouv.fr/"
    licence = "Licence Ouverte 2.0"
    vintage = "2026-10-01"
    fetched_on = dt.date(2026, 11, 20)
    rows = 12


class ImportRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRun

    file_name = "annuaire.csv"
    fingerprint = 64 * "0"
    started_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


class IndustryTerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndustryTerritory

    code = factory.Sequence(lambda n: f"ti-{n}")
    name = factory.Sequence(lambda n: f"Territoire {n}")
