"""Networks of the demo side by side: what they show, one that closed, some proposed, a decision that awaits a second person."""
from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from random import Random

from PIL import Image, ImageDraw

from industrielles.network import tasks
from industrielles.network import verbs as network
from industrielles.network.models import Decision, Network, Proposal
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places.models import Department

from . import signin

FACES = {  # slug: mission in French, in English, two colours, whether it has a logo
    "hauts-de-france": (
        "Nous réunissons celles qui font tourner l’industrie du Nord : automobile, rail, verre, agroalimentaire.\n\n"
        "Chaque mois nous allons dans des collèges et des lycées de Dunkerque à Saint-Quentin. Nous ouvrons aussi nos ateliers : "
        "on comprend mieux un métier quand on l’a entendu, senti, touché.",
        "We bring together the women who keep the industry of the North running: cars, trains, glass, food.\n\n"
        "Every month we visit schools from Dunkirk to Saint-Quentin, and open our workshops.", "#7A2E0E", "#F7BC2E", True),
    "auvergne-rhone-alpes": (
        "De la microélectronique grenobloise à la chimie lyonnaise, nos membres racontent leur vrai métier, "
        "ses bons et ses mauvais jours.\n\n"
        "Nous cherchons des professionnelles dans la Drôme et dans l’Ain : une heure par an suffit pour commencer.",
        "From chips in Grenoble to chemistry in Lyon, our members tell their real job.", "#1B5E3F", "#DDF2E6", True),
    "la-reunion": (
        "L’industrie réunionnaise, c’est le sucre, l’énergie, l’eau, le bâtiment. C’est aussi des femmes, "
        "et nous allons le dire dans les classes.",
        "", "#0B5C73", "", False),
    "filiere-numerique": (
        "Le réseau de la filière : celles qui posent la fibre, écrivent le logiciel des machines, protègent les usines.\n\n"
        "Nous intervenons partout où l’on nous invite, aussi à distance.", "", "#3D2A7C", "#FFD9EC", True),
    "saint-omer": (
        "Du verre, du papier, de la brasserie : de Saint-Omer à Calais, on nous trouve à dix minutes de chaque collège.\n\n"
        "Une visite en classe au printemps, une porte ouverte à l’automne.", "", "", "", False),
    "ile-de-france": (
        "Aéronautique, santé, énergie, numérique : l’industrie d’Île-de-France a des bureaux d’études et des ateliers, "
        "et des femmes dans les deux.", "", "#1F3A6E", "", False),
    "occitanie": (
        "Nous construisons des avions, des satellites et des trains, nous soignons l’eau et le vin.\n\n"
        "Nous venons par deux : une technicienne, une ingénieure.", "", "", "", False),
    "pays-de-la-loire": (
        "Des chantiers navals aux ateliers de mécanique, les professionnelles de la Loire ouvrent leurs portes aux classes.",
        "", "#0B5C4A", "", False),
}
CLOSED = ("Cercle des plasturgistes", "cercle-des-plasturgistes", "Isère")


def play(coordinators: dict[int, Person], national: Person, on: Callable[[int], AbstractContextManager[None]], seed: int) -> None:
    """All of it, through the verbs. `coordinators`: by network; `on`: so many days ago; `seed`: where its chance comes from."""
    with on(200):
        for slug in FACES:
            show(Network.objects.get(slug=slug), coordinators)
        closed(national, Department.objects.filter(name=CLOSED[2]))
    with on(40):
        network.name("deuxieme.nationale@demo.example", network=Network.objects.get(parent=None), first_name="Hanna", last_name="Morel",
                     reason="Deux personnes pour les décisions qui se prennent à deux.", by=national)
        signin.add_apps(Person.objects.filter(email="deuxieme.nationale@demo.example"))
    chance = Random(seed)
    with on(6):
        propose("Les Fondeuses de Champagne", ("08", "51"), ("Odile", "Marchand"), chance)
    with on(3):
        asked = propose("Ateliers de Guyane", ("973",), ("Rose", "Élie"), chance)
        network.inquire(asked, question="Combien de professionnelles sont prêtes à aller dans une classe cette année ?", by=national)
    with on(2):
        numeric = Network.objects.get(slug="filiere-numerique")
        local, north = Network.objects.get(slug="saint-omer"), Network.objects.get(slug="hauts-de-france")
        network.submit(Decision.Kind.MERGE, network=local, into=north, reason="Une seule équipe suffit au territoire.",
                       by=coordinators[local.pk])
        given = network.welcome("ancienne.statisticienne@demo.example", network=numeric, role=Role.STATISTICIAN, first_name="Irène",
                                last_name="Colas", reason="Elle tient nos chiffres du trimestre.", by=coordinators[numeric.pk])
        network.revoke(given, reason="Le trimestre est fini.", by=coordinators[numeric.pk])


def show(node: Network, coordinators: dict[int, Person]) -> None:
    """Its mission, its colours, its logo."""
    mission_fr, mission_en, colour, second, logo = FACES[node.slug]
    by = coordinators[node.pk]
    network.present(node, mission_fr=mission_fr, mission_en=mission_en, colour=colour, colour_2=second, by=by)
    if logo:
        network.add_logo(node, logo=io.BytesIO(drawn(colour, second)), by=by)


def drawn(colour: str, second: str) -> bytes:
    """A wheel and a bar in two colours: nobody's logo."""
    picture = Image.new("RGB", (400, 160), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, 150, 150), fill=colour)
    pen.ellipse((50, 50, 110, 110), fill="white")
    pen.polygon([(180, 150), (240, 10), (300, 150)], fill=colour)
    pen.rectangle((310, 80, 390, 150), fill=second)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def closed(national: Person, departments: Iterable[Department]) -> None:
    """A network that was founded, then closed: its page says so."""
    name, slug, _where = CLOSED
    top = Network.objects.get(parent=None)
    made = network.found(name, kind=Network.Kind.NETWORK, parent=top, slug=slug, contact_email=f"{slug}@demo.example",
                         departments=departments, by=national)
    network.welcome("cercle@demo.example", network=made, role=Role.MEMBER, first_name="Paule", last_name="Rey", by=None)
    network.close(made)
    tasks.empty_closed()


def propose(name: str, codes: tuple[str, ...], who: tuple[str, str], chance: Random) -> Proposal:
    """A proposal, confirmed by its author."""
    first, last = who
    made = network.propose(
        request_key=uuid.UUID(int=chance.getrandbits(128), version=4), name=name, size=chance.randint(20, 90), language="fr",
        mission="Nous faisons connaître nos ateliers aux collégiennes du territoire, une porte ouverte après l’autre.",
        departments=Department.objects.filter(pk__in=codes), why="Compter avec les autres ce que nous faisons, et recevoir des demandes.",
        first_name=first, last_name=last, email=f"{first}.{last}@demo.example".lower().replace("é", "e"))
    return network.confirm(made)
