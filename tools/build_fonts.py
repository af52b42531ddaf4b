"""Cut the two OFL fonts down to what French and English need: one instance for titles, one weight axis for text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# ASCII, Latin-1 letters, French ligatures, the spaces and quotes of French typography, dashes, arrows, euro.
FRENCH = {
    *range(0x20, 0x7F),
    *range(0xC0, 0x100),
    0xA0,
    0xA7,
    0xA9,
    0xAB,
    0xB0,
    0xB2,
    0xB3,
    0xB7,
    0xBB,
    0xD7,
    0x152,
    0x153,
    0x178,
    0x2009,
    0x202F,
    0x2010,
    0x2011,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x20AC,
    0x2190,
    0x2191,
    0x2192,
    0x2193,
    0x2212,
    0x2713,
}
EXTENDED = set(range(0x100, 0x250)) - FRENCH  # names from elsewhere: ł, ş, ğ… loaded only by a page that shows one
FEATURES = ["kern", "mark", "mkmk", "ccmp", "liga", "tnum", "pnum", "locl"]


def build(source: Path, target: Path) -> None:
    """Write titre-800.woff2, texte-var.woff2 and texte-ext.woff2 into `target`."""
    title = source / "bricolage-grotesque" / "files" / "bricolage-grotesque-latin-standard-normal.woff2"
    text = source / "atkinson-hyperlegible-next" / "files"
    _cut(title, target / "titre-800.woff2", {"wght": 800, "wdth": 82, "opsz": 60}, FRENCH)
    _cut(text / "atkinson-hyperlegible-next-latin-wght-normal.woff2", target / "texte-var.woff2", {"wght": (400, 700)}, FRENCH)
    _cut(text / "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2", target / "texte-ext.woff2", {"wght": (400, 700)}, EXTENDED)


def _cut(source: Path, target: Path, axes: dict[str, Any], characters: set[int]) -> None:
    font = instancer.instantiateVariableFont(TTFont(source), axes)
    if "gvar" in font:
        for glyph in font.getGlyphOrder():  # the subsetter wants an entry for each
            font["gvar"].variations.setdefault(glyph, [])
    _add_narrow_space(font)
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def _add_narrow_space(font: TTFont) -> None:
    """French typography wants U+202F, which neither font has: give it the thin space's glyph, two thirds as wide as a space."""
    characters = font.getBestCmap()
    if 0x2009 not in characters or 0x202F in characters:
        return
    thin, space = characters[0x2009], characters[0x20]
    font["hmtx"][thin] = (round(font["hmtx"][space][0] * 2 / 3), 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = thin
