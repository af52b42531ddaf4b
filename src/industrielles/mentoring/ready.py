"""Three programmes ready to be opened, each with its phases, its training and its charters: whoever founds one reads it again and changes
what she likes."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .promises import CHARTERS, CHARTERS_OF_ADULTS
from .training import LESSONS, Both, Lesson, said
from .wishes import Mode


@dataclass(frozen=True)
class Stage:
    """A phase: its title, how many weeks, what a pair may do."""

    title: Both
    weeks: int
    activities: tuple[Both, ...]


@dataclass(frozen=True)
class Resource:
    """What a pair may look at: its title, a sentence, an address."""

    title: Both
    words: Both
    link: str

    def said(self) -> dict[str, str]:
        """In the language of the reader."""
        return {"title": said(self.title), "words": said(self.words), "link": self.link}


@dataclass(frozen=True)
class Template:
    """What a programme begins with. `charters`: party -> (French, English)."""

    name: Both
    hint: Both
    words: Both
    months: int
    age_from: int
    age_to: int
    rhythm: str
    minutes: int
    modes: tuple[str, ...]
    stages: tuple[Stage, ...]
    charters: Mapping[str, Both]
    lessons: tuple[Lesson, ...] = LESSONS
    minors: bool = True
    resources: tuple[Resource, ...] = ()


MEET = Stage(("Faire connaissance", "Getting to know each other"), 6, (
    ("Raconter chacune une journée ordinaire.", "Each tells an ordinary day."),
    ("Écrire trois buts, avec ses mots à elle.", "Write three goals, in her own words."),
    ("Lire ensemble deux portraits, et dire ce qui étonne.", "Read two portraits together, and say what surprises.")))
DISCOVER = Stage(("Découvrir", "Discovering"), 8, (
    ("Visiter un atelier, un laboratoire ou un chantier, avec un second adulte.", "Visit a workshop, a laboratory or a site, with a second adult."),
    ("Interroger une personne d’un autre métier.", "Question somebody in another job."),
    ("Démonter un objet, ou suivre une pièce de la matière au magasin.", "Take an object apart, or follow a part from matter to shop.")))
CHOOSE = Stage(("Choisir", "Choosing"), 8, (
    ("Comparer deux voies : durée, coût, ce qu’on y fait vraiment.", "Compare two paths: length, cost, what one really does there."),
    ("Préparer une lettre ou un entretien.", "Prepare a letter or an interview."),
    ("Faire la liste des personnes à qui demander.", "List the people to ask.")))
TRY = Stage(("Essayer", "Trying out"), 12, (
    ("Faire un geste du métier, à l’atelier, avec un second adulte.", "Do a piece of the job, in the workshop, with a second adult."),
    ("Passer une heure avec une équipe, et écrire ce qui étonne.", "Spend an hour with a team, and write down what surprises."),
    ("Inventer ensemble une petite pièce, une mesure, un plan.", "Invent together a small part, a measurement, a drawing.")))
CLOSE = Stage(("Finir en beauté", "Ending well"), 4, (
    ("Relire les buts : ce qui est fait, ce qui a changé.", "Read the goals again: what is done, what has changed."),
    ("Dire ce que chacune a appris de l’autre.", "Each says what she learnt from the other.")))
APPLY = Stage(("Candidater", "Applying"), 16, (
    ("Relire un CV et un portfolio.", "Read a CV and a portfolio again."),
    ("Jouer un entretien, puis échanger les rôles.", "Play an interview, then change sides."),
    ("Parler de salaire et de contrat.", "Speak of pay and contracts.")))
ONISEP = Resource(
    ("Onisep", "Onisep"),
    ("Une fiche pour chaque métier et chaque formation.", "A sheet for each job and each training, in French."), "https://www.onisep.fr/")
ELLES_BOUGENT = Resource(
    ("Elles bougent", "Elles bougent"),
    ("Des femmes de l’industrie et des sciences qui racontent leur métier.", "Women of industry and science who tell their jobs."),
    "https://www.ellesbougent.com/")
HELP = Resource(
    ("119, Allô enfance en danger", "119, children in danger"),
    ("Au téléphone ou par écrit, gratuit, jour et nuit, pour soi ou pour quelqu’un d’autre.",
     "By telephone or in writing, free, day and night, for oneself or for somebody else."), "https://www.allo119.gouv.fr/")
FIRST_JOB = Resource(
    ("1 jeune 1 solution", "1 jeune 1 solution"),
    ("Des offres, des aides, des formations pour les moins de 30 ans.", "Offers, grants and training for those under 30, in French."),
    "https://www.1jeune1solution.gouv.fr/")
FOR_PUPILS, FOR_STUDENTS = (ONISEP, ELLES_BOUGENT, HELP), (FIRST_JOB, ELLES_BOUGENT, ONISEP)
TEMPLATES: dict[str, Template] = {
    "lycee": Template(
        ("Mentorat au lycée", "Mentoring at school"),
        ("Six mois, de 15 à 18 ans, en ligne et au lycée : le plus courant.", "Six months, from 15 to 18, on line and at school: the most usual."),
        ("Une femme de l’industrie t’accompagne six mois : une heure toutes les deux semaines, pour voir, questionner et choisir.",
         "A woman of industry accompanies you for six months: an hour every two weeks, to see, to ask and to choose."),
        6, 15, 18, "fortnightly", 60, (Mode.ONLINE, Mode.SCHOOL), (MEET, DISCOVER, CHOOSE, CLOSE), CHARTERS,
        resources=FOR_PUPILS),
    "entreprise": Template(
        ("Mentorat en entreprise", "Mentoring in a company"),
        ("Neuf mois, de 14 à 18 ans, avec des visites : pour un réseau d’entreprise.",
         "Nine months, from 14 to 18, with visits: for a company’s network."),
        ("Pendant une année scolaire, une professionnelle t’ouvre son atelier et son métier.",
         "For a school year, a professional opens her workshop and her job to you."),
        9, 14, 18, "monthly", 90, (Mode.ONLINE, Mode.SCHOOL, Mode.COMPANY), (MEET, DISCOVER, TRY, CHOOSE, CLOSE), CHARTERS,
        resources=FOR_PUPILS),
    "etudiantes": Template(
        ("Mentorat des étudiantes", "Mentoring of students"),
        ("Six mois, de 18 à 30 ans, vers le premier emploi : aucune mineure.", "Six months, from 18 to 30, towards a first job: no minor."),
        ("Une professionnelle t’accompagne vers ton premier emploi dans l’industrie.",
         "A professional accompanies you to your first job in industry."),
        6, 18, 30, "fortnightly", 60, (Mode.ONLINE, Mode.COMPANY, Mode.ELSEWHERE), (MEET, APPLY, CLOSE), CHARTERS_OF_ADULTS, minors=False,
        resources=FOR_STUDENTS),
}


def choices() -> list[tuple[str, str, str]]:
    """(code, name, hint) in the language of the reader."""
    return [(code, said(one.name), said(one.hint)) for code, one in TEMPLATES.items()]
