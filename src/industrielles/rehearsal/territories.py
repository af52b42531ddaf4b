"""The demo's ambassadors at every step, its organisations with invented numbers that check, members who say where they work."""
from __future__ import annotations

import datetime as dt
import random
import re
from io import BytesIO

from PIL import Image, ImageDraw

from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.network import verbs as network
from industrielles.network.models import Membership, Network, Organisation
from industrielles.network.numbers import is_siren
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.pool.models import Ambassador

NAMES = (
    ("Aciéries de l’Aa", "company", "Arques"), ("Verrerie du Marais", "company", "Saint-Omer"),
    ("Câbles et Réseaux du Nord", "company", "Douai"), ("Fédération des métiers de l’atelier", "federation", "Lille"),
    ("Mission locale des Deux Caps", "public body", "Boulogne-sur-Mer"),
    ("Verrerie du Marais SAS", "company", ""), ("CFA de la Mécanique", "training", "Valenciennes"),
)
SAID = ("Verrerie du marais", "Câbles et Réseaux du Nord, à Douai", "Chocolaterie des Flandres")
STEPS = (3, 3, 3, 2, 1, 0, 3)  # how far each ambassador is: named, signed, trained, active


def tell(coordinators: dict[int, Person], *, seed: int, today: dt.date) -> None:
    """Play it all, by the verbs. `coordinators`: by network."""
    choice = random.Random(seed)
    for place, charge in enumerate(Ambassador.objects.current().select_related("person", "network", "membership").order_by("pk")):
        walk(charge, STEPS[place % len(STEPS)], coordinators[charge.network_id], today)
    north = Network.objects.get(slug="hauts-de-france")
    organisations(north, coordinators[north.pk], choice, today)


def walk(charge: Ambassador, steps: int, by: Person, today: dt.date) -> None:
    """Charter, training, beginning: as many of these steps as she has done."""
    if steps >= 1:
        pool.send_charter_code(charge, shown_at=clock.now(), by=charge.person)
        letter = Letter.objects.filter(template="pool/letters/charter_code", address=charge.person.email).latest("pk")
        code = re.search(r"^\s*(\d{6})\s*$", letter.text, re.MULTILINE)
        assert code is not None
        pool.sign_charter(charge, code=code[1], shown_at=clock.now(), address="192.0.2.10", by=charge.person)
        charge.refresh_from_db()
    if steps >= 2:
        pool.train(charge, name="Premiers pas d’ambassadrice", on=today - dt.timedelta(days=60), by=by)
        charge.refresh_from_db()
    if steps >= 3:
        pool.activate(charge, by=by)


def organisations(node: Network, by: Person, choice: random.Random, today: dt.date) -> None:
    """A few organisations, one noted twice, one with a referent and a logo; members who work there, others who only say so."""
    made = []
    for place, (name, kind, town) in enumerate(NAMES):
        number = "" if place == 5 else invented_siren(choice)
        made.append(network.know(node, name=name, kind=kind, town=town, number=number, by=by))
    agreed = today - dt.timedelta(days=90)
    network.name_referent(made[0], name="Élise Caron", role="directrice des ressources humaines", email="elise.caron@demo.example",
                          agreed="letter", agreed_on=agreed, by=by)
    for one, ink in ((made[0], "#1B3A6B"), (made[1], "#0E6B52"), (made[3], "#7A2E12")):
        network.show_logo(one, logo=drawn(one, ink), agreed_by="Élise Caron, directrice", agreed_on=agreed, by=by)
    members = list(Membership.objects.current().filter(network=node).select_related("person").order_by("pk")[:9])
    for place, member in enumerate(members[:6]):
        said = network.declare(member, words=made[place % 3].name, by=member.person)
        if said is not None:
            network.qualify(said, organisation=made[place % 3], by=by)
    for member, words in zip(members[6:], SAID, strict=False):
        network.declare(member, words=words, by=member.person)


def invented_siren(choice: random.Random) -> str:
    """Nine digits that check; those that begin with 000 are given to nobody."""
    while True:
        number = f"000{choice.randrange(10**6):06}"
        if is_siren(number):
            return number


def drawn(organisation: Organisation, ink: str) -> BytesIO:
    """An invented logo: a shape of one colour."""
    picture = Image.new("RGB", (320, 160), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 40, 100, 120), fill=ink)
    draw.polygon(((120, 120), (170, 40), (220, 120)), fill=ink)
    draw.ellipse((230, 45, 300, 115), outline=ink, width=14)
    out = BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out
