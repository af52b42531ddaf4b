"""The demo's safety: a referent, what parents answered, a certificate that ends soon, a report to take in hand and one that is closed."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from industrielles.kit import clock
from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Guardian, Part, Report

from . import signin, stage

if TYPE_CHECKING:
    from .demo import Demo

AGREES, BOTH, SILENT, REFUSES, TAKES_BACK = "agrees", "agrees, pictures too", "has not answered", "refuses", "takes it back"  # a parent


def referent(demo: Demo, network: Network) -> Person:
    """Who answers for the safety of girls in this network, with her second step."""
    by = demo.who.coordinators[network.pk]
    person = stage.meet(demo.who.person("Mireille", "Wattel", "referente", Role.REFERENT, network.name), by=by)
    stage.give(person, network, Role.REFERENT, by=by)
    signin.add_apps([person])
    return person


def parent(demo: Demo, person: Person, *, how: str, days: int) -> None:
    """What the parent of this minor did with the form, so many days ago, by the link that came by mail."""
    guardian = Guardian.objects.select_related("authorisation").get(authorisation__person=person, rank=1)
    with demo.on(demo.today - dt.timedelta(days=days), 19):
        if how == SILENT:
            safeguarding.remind_guardian(guardian.authorisation)
        elif how == REFUSES:
            safeguarding.refuse(guardian)
        else:
            pictures = how == BOTH
            safeguarding.answer(
                guardian, parts=[Part.ONLINE, Part.SCHOOL, *([Part.IMAGE] if pictures else [])], emergency_name=guardian.name,
                emergency_phone="06 39 98 44 10", sole_holder=False, shown_at=clock.now(),
                second_name="Denis Descamps" if pictures else "", second_email="denis.parent@demo.example" if pictures else "")
    if how == TAKES_BACK:
        with demo.on(demo.today - dt.timedelta(days=1), 8):
            safeguarding.revoke(guardian)


def tell_ends(person: Person) -> None:
    """Her certificate ends within the week: herself, who coordinates and the referent are told."""
    safeguarding.tell_ahead(Clearance.objects.of(person).get())


def reports(demo: Demo, network: Network, *, by: Person, mentor: Person) -> None:
    """One that came three hours ago, without an account; one that a mentor made, read, treated and closed."""
    with demo.on(demo.today - dt.timedelta(days=16), 11):
        told = safeguarding.report(
            network, key=key(demo), by=mentor,
            words="Au forum des métiers, un exposant a demandé son numéro à une lycéenne de 16 ans. Elle ne l’a pas donné.")
    with demo.on(demo.today - dt.timedelta(days=16), 15):
        safeguarding.read_report(told, reason="Je suis de permanence cette semaine.", by=by)
        told = safeguarding.take(told, by=by)
        safeguarding.note(told, words="Appelé le lycée : la proviseure est prévenue, elle appelle la famille.", by=by)
    with demo.on(demo.today - dt.timedelta(days=12), 17):
        safeguarding.close(
            told, outcome=Report.Outcome.FOUNDED, resumes=False, by=by,
            measures="L’organisateur a exclu l’exposant. La jeune fille et sa mère ont été rappelées. Le lycée garde le contact.")
    with clock.at(clock.now() - dt.timedelta(hours=3)):
        safeguarding.report(
            network, key=key(demo), reporter_email="infirmiere.colbert@demo.example",
            words="Une élève me dit qu’un adulte rencontré à une journée portes ouvertes lui écrit le soir sur un autre réseau.")


def key(demo: Demo) -> uuid.UUID:
    """The same one for the same seed."""
    return uuid.UUID(int=demo.choice.getrandbits(128), version=4)
