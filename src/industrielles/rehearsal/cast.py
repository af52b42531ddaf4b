"""Invented people: names, trades, sentences. Nobody here exists; a seed decides who is who."""
from __future__ import annotations

import random
from dataclasses import dataclass

FIRST_NAMES = """Nadia Léa Aminata Yasmine Hélène Sofia Meï Camille Inès Chloé Fatou Marion Élodie Sarah Manon Julie Aïcha Lucie Claire Nora
Émilie Pauline Audrey Mariam Céline Anaïs Lina Sandrine Delphine Aurélie Rokia Mathilde Laure Samira Justine Charlotte Océane Myriam Agathe
Valérie Jeanne Noémie Assia Solène Karine Ludivine Maëlys Kadiatou Clémence Victoire Linh Priya Anja Maud Estelle Coralie Salomé Rachel Zoé Alice""".split()
SURNAMES = """Benali Martin Diallo Kessler Vasseur Roussel Tran Delattre Lefebvre Moreau Haddad Picard Renaud Cissé Fontaine Garnier Meunier Payet
Hoarau Dupont Leroy Bernard Mercier Bouvier Chevalier Grondin Robert Faure Rivière Colin Marchand Perrin Dumas Barbier Arnaud Gautier Lacroix
Schmitt Carpentier Descamps Lemaire Wattel Caron Poulain Dubois Blanchard Masson Besson Guillot Traoré Nguyen Da-Silva Ferreira Kowalski""".split()
MEN = "Karim Thomas Mathieu Lucas Olivier Antoine Sébastien Youssef Julien Pierre".split()


@dataclass(frozen=True)
class Trade:
    """A job in the words of who does it, with its branch, usual diploma, drawn tile and a sentence to pupils."""

    job: str
    branch: str
    level: str
    tile: str
    words: str


TRADES = (
    Trade("Régleuse de robots de soudure", "automobile", "bac pro", "regleuse", "À 15 ans je démontais des mobylettes. Aujourd’hui je règle douze robots."),
    Trade("Conceptrice de circuits intégrés", "electronique", "engineer", "automaticienne", "Une puce, c’est une ville de dix milliards d’habitants. Je dessine les rues."),
    Trade("Technicienne fibre optique", "infrastructures-numeriques", "cap", "fibre", "Quand je raccorde un village, tout le monde vient dire merci."),
    Trade("Chimiste en formulation", "chimie-materiaux", "master", "chimiste", "Je cherche la recette d’une peinture sans solvant. Je rate souvent, et j’adore ça."),
    Trade("Souffleuse de verre scientifique", "chimie-materiaux", "cap", "verriere", "Trente ans de métier et chaque pièce me surprend encore."),
    Trade("Roboticienne", "electronique", "engineer", "roboticienne", "J’apprends à des bras de métal à être délicats."),
    Trade("Grutière", "construction", "bac pro", "grutiere", "De là-haut, je vois le quartier changer de mes mains."),
    Trade("Mécanicienne de maintenance", "agroalimentaire", "bts", "mecanicienne", "Une machine qui s’arrête, c’est une énigme. J’adore les énigmes."),
    Trade("Soudeuse", "nucleaire", "cap", "soudeuse", "Mon cordon de soudure, c’est ma signature."),
    Trade("Cheffe d’atelier", "mode-luxe", "bts", "dirigeante", "Je connais le prénom de chacune et le bruit de chaque machine."),
    Trade("Ingénieure en batteries", "energie", "doctorate", "chimiste", "Je fabrique ce qui fera rouler ta première voiture."),
    Trade("Technicienne en éolien", "energie", "bts", "mecanicienne", "Mon bureau est à quatre-vingts mètres de haut."),
    Trade("Pilote de ligne de production", "agroalimentaire", "bac pro", "regleuse", "Je conduis une ligne longue comme un terrain de foot."),
    Trade("Ajusteuse en aéronautique", "aeronautique", "cap", "soudeuse", "Un centième de millimètre, pour moi, c’est énorme."),
    Trade("Ingénieure qualité ferroviaire", "ferroviaire", "engineer", "dirigeante", "Avant que le train parte, c’est moi qui dis oui."),
    Trade("Développeuse de logiciels embarqués", "electronique", "master", "automaticienne", "J’écris des programmes qui ont le droit de freiner un train."),
    Trade("Technicienne de traitement de l’eau", "eau", "bts", "chimiste", "Tu ouvres le robinet, je suis passée par là."),
    Trade("Charpentière bois", "bois", "cap", "grutiere", "J’ai levé des toits qui seront là dans deux cents ans."),
)


@dataclass(frozen=True)
class Somebody:
    """An invented person."""

    first_name: str
    last_name: str
    email: str


class Cast:
    """Hands out invented people; the same seed gives the same people in the same order."""

    def __init__(self, seed: int, domain: str = "exemple.invalid") -> None:
        self.random = random.Random(seed)
        self.domain = domain
        self.met = 0

    def somebody(self) -> Somebody:
        """Somebody new, with an address that nobody can have (RFC 2606)."""
        return self._meet(MEN if (self.met + 1) % 12 == 0 else FIRST_NAMES)

    def woman(self) -> Somebody:
        """A new role model or ambassador: jobs are written in the feminine, and the pages say “she”."""
        return self._meet(FIRST_NAMES)

    def _meet(self, names: list[str]) -> Somebody:
        self.met += 1
        first, last = self.random.choice(names), self.random.choice(SURNAMES)
        return Somebody(first, last, f"{plain(first)}.{plain(last)}.{self.met}@{self.domain}")

    def trade(self) -> Trade:
        return self.random.choice(TRADES)


def plain(name: str) -> str:
    """A name as in an address: no accents, lower case."""
    from industrielles.places.search import fold

    return fold(name).replace(" ", "-")
