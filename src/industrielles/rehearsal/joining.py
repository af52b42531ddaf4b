"""The demo's newcomers: some who wait, one who may be there already, a link, a partner, a file carried out."""
from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from industrielles.joining import files
from industrielles.joining import verbs as joining
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person
from industrielles.places.models import Commune
from industrielles.pool.models import Branch

On = Callable[[dt.date], AbstractContextManager[None]]
# Days ago, first name, surname, address, telephone, job, level, what she offers.
WAITING = (
    (9, "Maëlle", "Descamps", "maelle.descamps", "", "Je pilote une ligne d’embouteillage", "operator", ("visits", "counted")),
    (4, "Karima", "Ziani", "karima.ziani", "06 39 98 01 02", "Je règle des presses à injecter", "technician", ("visits", "mentoring")),
    (1, "Bastien", "Lemoine", "bastien.lemoine", "", "Allié : je forme des chaudronnières", "manager", ("sharing",)),
    (0, "Solène", "Prévost", "solene.prevost", "06 39 98 01 04", "J’achète des métaux recyclés", "executive", ("leading", "media")),
)
FILE = (
    ("Prénom", "Nom", "Courriel", "Ville", "Métier"),
    ("Aude", "Fontaine", "aude.fontaine@demo.example", "Lille", "Soudeuse"),
    ("Rachel", "N’Diaye", "rachel.ndiaye@demo.example", "Amiens", "Ingénieure matériaux"),
    ("", "", "sans adresse", "", ""),
    ("Aude", "Fontaine", "AUDE.FONTAINE@demo.example", "Lille", "Soudeuse"),
)


def play(choice: random.Random, *, network: Network, by: Person, today: dt.date, on: On) -> None:
    """Make it all, through the verbs, in this network run by this person."""
    lille = Commune.objects.select_related("department").get(pk="59350")
    branch = Branch.objects.order_by("pk").first()
    with on(today - dt.timedelta(days=12)):
        member = Membership.objects.current().filter(network=network).exclude(person=by).select_related("person").order_by("pk").first()
        link = joining.invite(network, label="Mon atelier", uses=20, by=member.person) if member else None
        joining.invite(network, label="Salon des métiers", uses=100, by=by)
        joining.frame(network, partner="Aciéries de la Deûle", origins=["https://www.acieries-deule.example"], by=by)
    for days, first_name, last_name, address, phone, job, level, offers in WAITING:
        with on(today - dt.timedelta(days=days)):
            said: dict[str, Any] = {
                "first_name": first_name, "last_name": last_name, "phone": phone, "job": job, "level": level, "offers": offers,
                "diploma": "bac pro" if "visits" in offers else "", "branch": branch, "commune": lille, "department": lille.department,
                "consents": ["news", "contact"] if phone else []}
            application = joining.apply(
                f"{address}@demo.example", request_key=key(choice), network=network, link=link if days == 4 else None,
                via="link" if link and days == 4 else "form", names_her=days == 4, **said)
            joining.confirm(application)
    twin(choice, network=network, lille=lille, today=today, on=on)
    imported(network, by=by, today=today, on=on)


def twin(choice: random.Random, *, network: Network, lille: Commune, today: dt.date, on: On) -> None:
    """Somebody welcomed last spring, who came back with another address."""
    for days, address in ((160, "karima.ziani+pro"), ):
        with on(today - dt.timedelta(days=days)):
            application = joining.apply(
                f"{address}@demo.example", request_key=key(choice), network=network, first_name="Karima", last_name="Ziani",
                job="Régleuse", offers=["counted"], commune=lille, department=lille.department)
            joining.welcome(joining.confirm(application), words="Bienvenue, à bientôt dans un atelier.", by=None)


def imported(network: Network, *, by: Person, today: dt.date, on: On) -> None:
    """A file of two people, an address that is none and a line written twice."""
    with on(today - dt.timedelta(days=3)):
        rows = [(number, list(line), "") for number, line in enumerate(FILE[1:], start=2)]
        batch = joining.read_batch(network, file_name="salon-de-lille.csv", header=list(FILE[0]), rows=rows, by=by)
        joining.start(batch, columns=files.guessed(batch.header), by=by)
        while joining.carry_out():
            pass


def key(choice: random.Random) -> uuid.UUID:
    """The same one for the same seed."""
    return uuid.UUID(int=choice.getrandbits(128), version=4)
