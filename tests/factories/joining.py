"""Newcomers for tests. Whole ones are made by the verbs (`applied`, `came`); factories make single rows."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory

from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Batch, Frame, Line, Link, Merge
from industrielles.kit import clock
from industrielles.network.models import Network

from .network import MembershipFactory, NetworkFactory, umbrella
from .people import PersonFactory
from .places import CommuneFactory
from .pool import BranchFactory

INES = "ines.carpentier@exemple.invalid"


class LinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Link

    network = factory.SubFactory(NetworkFactory)
    made_by = factory.LazyAttribute(lambda one: MembershipFactory(network=one.network).person)
    label = "Atelier"
    expires_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=30))


class FrameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Frame

    network = factory.SubFactory(NetworkFactory)
    partner = "Aciéries du Nord"
    origins = factory.LazyFunction(lambda: ["https://www.acieries.example"])


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application that nobody has confirmed yet."""

    class Meta:
        model = Application

    request_key = factory.LazyFunction(uuid.uuid4)
    network = factory.SubFactory(NetworkFactory)
    email = factory.Sequence(lambda n: f"nouvelle.{n}@exemple.invalid")
    first_name = "Inès"
    last_name = "Carpentier"
    sent_at = factory.LazyFunction(clock.now)
    lapses_at = factory.LazyAttribute(lambda made: made.sent_at + Application.LIFE)


class BatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Batch

    network = factory.SubFactory(NetworkFactory)
    sent_by = factory.SubFactory(PersonFactory)
    file_name = "membres.csv"


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Line

    batch = factory.SubFactory(BatchFactory)
    number = factory.Sequence(lambda n: n + 2)
    cells = factory.LazyFunction(lambda: ["quelquune@exemple.invalid"])


class MergeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Merge

    network = factory.SubFactory(NetworkFactory)
    kept = factory.SubFactory(PersonFactory)
    gone = factory.SubFactory(PersonFactory)
    asked_by = factory.SubFactory(PersonFactory)


def said(**changes: Any) -> dict[str, Any]:
    """What somebody says when she joins, as `apply` takes it."""
    commune = changes.pop("commune", None) or CommuneFactory(code="59350", name="Lille")
    umbrella()
    return {
        "email": INES, "request_key": uuid.uuid4(), "first_name": "Inès", "last_name": "Carpentier", "phone": "06 12 34 56 78",
        "situation": "industry", "gender": "woman", "job": "Régleuse", "level": "technician", "diploma": "bts",
        "branch": changes.pop("branch", None) or BranchFactory(), "employer": "Aciéries du Nord", "commune": commune,
        "department": commune.department, "offers": ["visits", "sharing"], "consents": ["news", "contact"], **changes}


def network_of_lille(**fields: Any) -> Network:
    """A network whose territory holds Lille."""
    return NetworkFactory(departments=[CommuneFactory(code="59350", name="Lille").department], **fields)


def applied(**changes: Any) -> Application:
    """An application, sent."""
    form = said(**changes)
    return joining.apply(form.pop("email"), **form)


def came(**changes: Any) -> Application:
    """An application, confirmed: she waits for a word of welcome."""
    return joining.confirm(applied(**changes))
