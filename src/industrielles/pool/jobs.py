"""Some jobs of industry, each in its three forms, to help write one's own. Her own words always win."""
from __future__ import annotations

from industrielles.places.search import fold

from .models import RoleModel

Form = RoleModel.Form
# feminine, masculine, in words that say neither
JOBS = tuple(tuple(one.strip() for one in line.split("/")) for line in """
Agente de maîtrise / Agent de maîtrise / Encadrement d’équipe de production
Ajusteuse / Ajusteur / Ajustage mécanique
Automaticienne / Automaticien / Spécialiste en automatismes
Cariste / Cariste / Cariste
Charpentière / Charpentier / Charpente
Chaudronnière / Chaudronnier / Chaudronnerie
Cheffe d’atelier / Chef d’atelier / Responsable d’atelier
Chimiste / Chimiste / Chimiste
Conductrice de ligne / Conducteur de ligne / Pilote de ligne
Décolleteuse / Décolleteur / Décolletage
Dessinatrice industrielle / Dessinateur industriel / Dessin industriel
Directrice d’usine / Directeur d’usine / Responsable d’usine
Électricienne industrielle / Électricien industriel / Électricité industrielle
Électrotechnicienne / Électrotechnicien / Spécialiste en électrotechnique
Fondeuse / Fondeur / Fonderie
Fraiseuse / Fraiseur / Fraisage
Frigoriste / Frigoriste / Frigoriste
Géologue / Géologue / Géologue
Grutière / Grutier / Conduite de grues
Ingénieure de production / Ingénieur de production / Ingénierie de production
Ingénieure en mécanique / Ingénieur en mécanique / Ingénierie mécanique
Ingénieure procédés / Ingénieur procédés / Ingénierie des procédés
Ingénieure qualité / Ingénieur qualité / Ingénierie qualité
Logisticienne / Logisticien / Spécialiste en logistique
Maintenancière / Maintenancier / Maintenance industrielle
Mécanicienne de maintenance / Mécanicien de maintenance / Mécanique de maintenance
Métallurgiste / Métallurgiste / Métallurgiste
Métrologue / Métrologue / Métrologue
Modeleuse / Modeleur / Modelage
Mouleuse / Mouleur / Moulage
Opératrice de production / Opérateur de production / Production
Outilleuse / Outilleur / Outillage
Pilote de ligne / Pilote de ligne / Pilote de ligne
Polisseuse / Polisseur / Polissage
Régleuse / Régleur / Réglage de machines
Responsable d’usine / Responsable d’usine / Responsable d’usine
Roboticienne / Roboticien / Spécialiste en robotique
Serrurière métallière / Serrurier métallier / Métallerie
Soudeuse / Soudeur / Soudage
Souffleuse de verre / Souffleur de verre / Soufflage de verre
Technicienne de laboratoire / Technicien de laboratoire / Analyses de laboratoire
Technicienne de maintenance / Technicien de maintenance / Maintenance
Technicienne en éolien / Technicien en éolien / Maintenance éolienne
Technicienne fibre optique / Technicien fibre optique / Fibre optique
Technicienne méthodes / Technicien méthodes / Méthodes
Technicienne qualité / Technicien qualité / Qualité
Tourneuse / Tourneur / Tournage
Tuyauteuse / Tuyauteur / Tuyauterie
Usineuse / Usineur / Usinage
Verrière / Verrier / Travail du verre
""".strip().splitlines())
PLACE = {Form.FEMININE: 0, Form.MASCULINE: 1, Form.EPICENE: 2}


def titles(form: str) -> list[str]:
    """The jobs of the table in one form, each once, in the order of the table."""
    return list(dict.fromkeys(line[PLACE[Form(form)]] for line in JOBS))


def in_form(job: str, form: str) -> str:
    """The same job in the form she chose, when the table knows it in another one; "" when there is nothing to suggest."""
    written, place = fold(job), PLACE[Form(form)]
    lines = [line for line in JOBS if written in map(fold, line)]
    if not lines or any(written == fold(line[place]) for line in lines):
        return ""
    return lines[0][place]
