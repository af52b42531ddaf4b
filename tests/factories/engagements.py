"""Engagements for tests. Whole ones are made by the verbs (`asked`, `invited`, `confirmed`, `held`); factories make single rows."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import ClassGroup, Engagement, Invitation, Lending, Partner, ProposedDate, Report, Slot
from industrielles.kit import clock
from industrielles.letters.models import Letter

from .network import NetworkFactory, umbrella
from .people import PersonFactory
from .places import CommuneFactory, DepartmentFactory, SchoolFactory
from .pool import RoleModelFactory

TEACHER = "prof@lycee.invalid"
ORGANISER = "sam@forum.invalid"


def weekday(ahead: int = 21) -> dt.date:
    """A Tuesday about `ahead` days from now."""
    day = clock.today() + dt.timedelta(days=ahead)
    return day + dt.timedelta(days=(1 - day.weekday()) % 7)


class EngagementFactory(factory.django.DjangoModelFactory):
    """A request its asker has confirmed, without dates nor classes; its network takes part in it."""

    class Meta:
        model = Engagement
        skip_postgeneration_save = True

    request_key = factory.LazyFunction(uuid.uuid4)
    network = factory.SubFactory(NetworkFactory)
    status = Engagement.Status.REQUESTED
    school_name = "Lycée Baggio"
    department = factory.SubFactory(DepartmentFactory)
    level = Engagement.Level.SECONDE
    headcount = 28
    contact_name = "Claire Delattre"
    contact_email = TEACHER
    confirmed_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def partner(self, create: bool, extracted: Any, **fields: Any) -> None:
        if create:
            Partner.objects.get_or_create(engagement=self, network=self.network)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    engagement = factory.SubFactory(EngagementFactory)
    network = factory.SubFactory(NetworkFactory)


class ClassGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClassGroup

    engagement = factory.SubFactory(EngagementFactory)
    label = factory.Sequence(lambda n: f"2de {n}")
    school_year = "2026-2027"


class ProposedDateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposedDate

    engagement = factory.SubFactory(EngagementFactory)
    on = factory.LazyFunction(weekday)


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    engagement = factory.SubFactory(EngagementFactory)
    network = factory.SelfAttribute("engagement.network")
    role_model = factory.SubFactory(RoleModelFactory, network=factory.SelfAttribute("..network"))


class SlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slot

    engagement = factory.SubFactory(EngagementFactory)


class LendingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lending

    engagement = factory.SubFactory(EngagementFactory)
    network = factory.SelfAttribute("engagement.network")
    lender = factory.SubFactory(NetworkFactory)


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    engagement = factory.SubFactory(EngagementFactory)
    key = factory.LazyFunction(uuid.uuid4)
    side = Report.Side.ROLE_MODEL
    outcome = Report.Outcome.HELD
    people = 28
    told_by = factory.SubFactory(PersonFactory)


def answers(**changes: Any) -> dict[str, Any]:
    """What a teacher writes in the form, as `ask` takes it."""
    school = changes.pop("school", None) or SchoolFactory()
    umbrella()
    return {
        "network": changes.pop("network", None) or NetworkFactory(departments=[school.department]),
        "request_key": uuid.uuid4(), "school": school, "school_name": school.name, "department": school.department,
        "commune": school.commune, "level": Engagement.Level.SECONDE, "class_labels": ["2de 4"], "headcount": 28, "girls": 13,
        "remote": False, "dates": [(weekday(), ProposedDate.Moment.MORNING), (weekday(28), ProposedDate.Moment.ALL_DAY)], "window": None,
        "minutes": 60, "aims": "Des métiers qu’elles ne connaissent pas.", "branch": None, "contact_name": "Claire Delattre",
        "contact_role": "Professeure", "contact_email": TEACHER, "contact_phone": "03 20 00 00 00", "language": "fr", **changes,
    }


def brief(kind: str = "round table", **changes: Any) -> dict[str, Any]:
    """What an organiser writes, as `ask_speaker` takes it."""
    umbrella()
    commune = changes.pop("commune", None) or CommuneFactory(code="59350", name="Lille")
    network = changes.pop("network", None) or NetworkFactory(departments=[commune.department])
    return {
        "request_key": uuid.uuid4(), "kind": kind, "organisation": "CCI de Lille", "commune": commune, "network": network,
        "dates": [(weekday(), ProposedDate.Moment.MORNING)], "window": None, "answer_by": None, "title": "Robots et bonnes mains",
        "aims": "Trois regards.", "audience": "public", "headcount": 80, "minutes": 90, "paid": "travel", "room": "12 rue du Port",
        "contact_name": "Sam Lenoir", "contact_role": "Organisateur", "contact_email": ORGANISER, "contact_phone": "", "language": "fr",
        **changes}


def speaker_asked(kind: str = "round table", **changes: Any) -> Engagement:
    """A request for a speaker, confirmed by its asker."""
    return engagements.confirm(engagements.ask_speaker(**brief(kind, **changes)))


def spokeswoman(engagement: Engagement, **changes: Any) -> Any:
    """A role model of the owner's network who takes this kind of meeting."""
    return RoleModelFactory(network=engagement.network, formats=[engagement.kind], **changes)


def asked(**changes: Any) -> Engagement:
    """A request, confirmed by its asker."""
    return engagements.confirm(engagements.ask(**answers(**changes)))


def invited(engagement: Engagement | None = None, count: int = 1, **options: Any) -> list[Invitation]:
    """That many role models of the owner's network, invited."""
    engagement = engagement or asked(**options)
    role_models = [RoleModelFactory(network=engagement.network) for _ in range(count)]
    return engagements.invite(engagement, role_models=role_models, by=None)


def confirmed(**options: Any) -> Invitation:
    """The accepted invitation of a confirmed visit."""
    invitation = invited(**options)[0]
    return engagements.accept(invitation, starts_at=invitation.engagement.proposed_dates.first().starts_at)


def afterwards(engagement: Engagement) -> Any:
    """Play what follows as if the visit had just ended."""
    engagement.refresh_from_db()
    return clock.at(engagement.ends_at + dt.timedelta(minutes=5))


def told(engagement: Engagement, side: str = Report.Side.ROLE_MODEL, **changes: Any) -> Report:
    """A report of a visit, sent once it has ended."""
    said = {"key": uuid.uuid4(), "outcome": Report.Outcome.HELD, "people": 27, "girls": 12, "boys": 14,
            "method": Report.Method.TEACHER_COUNT, "teacher_present": "Claire Delattre", **changes}
    with afterwards(engagement):
        return engagements.report(engagement, side=side, **said)


def letters_to(address: str) -> list[str]:
    """Templates of the letters to an address, first written first."""
    return [letter.template.rpartition("/")[2] for letter in Letter.objects.addressed_to(address).order_by("pk")]
