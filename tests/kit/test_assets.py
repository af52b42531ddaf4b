"""What the set-up makes from npm packages."""

import json
import re
from pathlib import Path

import industrielles

STATIC = Path(industrielles.__file__).parent / "static"
TEMPLATES = Path(industrielles.__file__).parent


def test_map_has_every_department_and_the_names_of_all_territories():
    france = json.loads((STATIC / "made" / "france.json").read_text())
    assert len(france["departments"]) == 101
    assert {"59", "2A", "2B", "75", "971", "976"} <= set(france["departments"])
    assert france["names"]["988"] == "Nouvelle-Calédonie"


def test_map_stays_light():
    france = json.loads((STATIC / "made" / "france.json").read_text())
    assert sum(len(shape["d"]) for shape in france["departments"].values()) < 30_000


def test_every_icon_that_a_template_names_is_drawn():
    sprite = (STATIC / "made" / "icons.svg").read_text()
    named = {name for file in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "([\w-]+)"', file.read_text())}
    assert named - set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == set()


def test_every_tile_that_a_template_names_is_drawn():
    named = {name for file in TEMPLATES.rglob("*.html") for name in re.findall(r'{% tile "([\w-]+)"', file.read_text())}
    assert {name for name in named if not (STATIC / "made" / "tiles" / f"{name}.svg").exists()} == set()


def test_fonts_are_cut_down():
    sizes = {file.name: file.stat().st_size for file in (STATIC / "made" / "fonts").iterdir()}
    assert sum(sizes.values()) < 50_000
