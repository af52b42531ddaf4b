"""A department in the middle of a sentence, as French says it; and in English."""
from __future__ import annotations

import json

import pytest
from django.utils.translation import override

from industrielles.places.ground import cog_folder
from industrielles.places.models import Department
from industrielles.places.wording import WAYS, within
from tests.places.test_ground import COG

SAID = {
    "59": ("Nord", "dans le Nord", "in the Nord"), "33": ("Gironde", "en Gironde", "in Gironde"), "75": ("Paris", "à Paris", "in Paris"),
    "40": ("Landes", "dans les Landes", "in the Landes"), "93": ("Seine-Saint-Denis", "en Seine-Saint-Denis", "in Seine-Saint-Denis"),
    "974": ("La Réunion", "à La Réunion", "in La Réunion"), "80": ("Somme", "dans la Somme", "in the Somme"),
    "01": ("Ain", "dans l’Ain", "in the Ain"), "38": ("Isère", "en Isère", "in Isère"), "2A": ("Corse-du-Sud", "en Corse-du-Sud",
    "in Corse-du-Sud"), "976": ("Mayotte", "à Mayotte", "in Mayotte"), "988": ("Nouvelle-Calédonie", "en Nouvelle-Calédonie",
    "in Nouvelle-Calédonie"), "90": ("Territoire de Belfort", "dans le Territoire de Belfort", "in the Territoire de Belfort"),
}


@pytest.mark.parametrize("code", SAID)
def test_a_department_is_said_with_its_article_and_without_it_where_usage_wants(code: str) -> None:
    name, french, english = SAID[code]
    assert Department(code=code, name=name).within == french
    with override("en"):
        assert Department(code=code, name=name).within == english


def test_one_that_is_not_known_is_still_said_whole() -> None:
    assert within("989", "Île de Clipperton") == "dans ce département : Île de Clipperton".replace(" :", "\u00a0:")


@pytest.mark.skipif(not COG.exists(), reason="the list of communes is not installed: npm ci")
def test_every_department_of_the_official_code_is_said_and_none_against_its_article() -> None:
    """TNCC of INSEE: 0 and 1 without an article, 2 le, 3 la, 4 les, 5 l’."""
    allowed = {0: {"en", "à"}, 1: {"en"}, 2: {"le"}, 3: {"la", "en"}, 4: {"les"}, 5: {"l’", "en"}}
    rows = json.loads((cog_folder() / "data/departements.json").read_text())
    found = {one["code"]: WAYS.get(one["code"]) for one in rows}
    assert {code for code, way in found.items() if way is None} == {"989"}, "Clipperton: nobody lives there"
    assert WAYS.keys() <= found.keys()
    against = {one["nom"] for one in rows if one["code"] not in ("984", "989") and WAYS[one["code"]] not in allowed[one["typeLiaison"]]}
    assert against == set()
