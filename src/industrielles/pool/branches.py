"""The industry branches as the strategic committees name them (CNI: 18 in November 2018, 19 since); a table that may be edited."""
from __future__ import annotations

from typing import Any

BRANCHES = (
    ("aeronautique", "Aéronautique", "Aeronautics"),
    ("agroalimentaire", "Agroalimentaire", "Food and drink"),
    ("automobile", "Automobile", "Cars"),
    ("bois", "Bois", "Wood"),
    ("chimie-materiaux", "Chimie et matériaux", "Chemistry and materials"),
    ("construction", "Industries pour la construction", "Building industries"),
    ("dechets", "Transformation et valorisation des déchets", "Waste and recycling"),
    ("eau", "Eau", "Water"),
    ("electronique", "Électronique", "Electronics"),
    ("energie", "Nouveaux systèmes énergétiques", "New energy systems"),
    ("ferroviaire", "Ferroviaire", "Railways"),
    ("infrastructures-numeriques", "Infrastructures numériques", "Digital infrastructure"),
    ("logiciels", "Logiciels et solutions numériques de confiance", "Trusted software and digital services"),
    ("mer", "Industriels de la mer", "Marine industries"),
    ("mines-metallurgie", "Mines et métallurgie", "Mining and metals"),
    ("mode-luxe", "Mode et luxe", "Fashion and luxury"),
    ("nucleaire", "Nucléaire", "Nuclear power"),
    ("sante", "Industries de santé", "Health industries"),
    ("securite", "Industries de sécurité", "Security industries"),
)


def load(model: Any) -> int:
    """Add the branches that are missing; those that are there stay as somebody edited them. Returns how many were added."""
    added = (model.objects.get_or_create(code=code, defaults={"name_fr": fr, "name_en": en})[1] for code, fr, en in BRANCHES)
    return sum(added)
