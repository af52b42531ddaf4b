"""Every pair of colours of the style sheet is readable, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import industrielles

SHEET = (Path(industrielles.__file__).parent / "static" / "site.css").read_text()
TEXT, LARGE, MARK = 4.5, 3.0, 3.0
GROUNDS = ["page", "surface", "brume", "sable", "braise", "mousse"]
PAIRS = [
    *[("encre", ground, 7.0) for ground in GROUNDS],
    *[("encre-2", ground, TEXT) for ground in GROUNDS],
    *[("bleu", ground, TEXT) for ground in ("page", "surface", "brume", "sable")],
    *[("minium", ground, TEXT) for ground in ("page", "surface", "braise")],
    *[("reseda", ground, TEXT) for ground in ("page", "surface", "mousse")],
    *[("rouge", ground, TEXT) for ground in ("page", "surface", "braise")],
    *[("trait-fort", ground, MARK) for ground in ("page", "surface", "brume")],
    *[(colour, "surface", MARK) for colour in ("g1", "g2", "g3", "g4", "g5", "minium-vif")],
    ("sur-action", "action", TEXT),
    ("sur-action", "action-survol", TEXT),
    ("sur-bloc", "bloc", TEXT),
    ("sur-bloc-2", "bloc", TEXT),
    ("sur-bloc-2", "bloc-2", TEXT),
    ("laiton", "bloc", LARGE),
]


def tokens(block):
    return dict(re.findall(r"--([\w-]+):(#[0-9A-Fa-f]{6})", block))


LIGHT = tokens(SHEET[SHEET.index(":root{") : SHEET.index(':root[data-theme="light"]')])
DARK = {**LIGHT, **tokens(SHEET[SHEET.index('  :root[data-theme="dark"]{\n') : SHEET.index("@layer base{")])}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_pair_is_readable(theme, ink, ground, least):
    assert contrast(theme[ink], theme[ground]) >= least


def test_both_dark_blocks_say_the_same():
    chosen = SHEET[SHEET.index('  :root[data-theme="dark"]{\n') : SHEET.index("@layer base{")]
    device = SHEET[
        SHEET.index('@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){\n') : SHEET.index('  :root[data-theme="dark"]{\n')
    ]
    assert tokens(device) == tokens(chosen)


def test_style_sheet_stays_small():
    import gzip

    assert len(gzip.compress(SHEET.encode())) <= 12_000
