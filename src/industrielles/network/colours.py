"""Colours of a network: readable or refused (WCAG 2.2, 1.4.3: 4.5 to 1 between a text and what is behind it), in both themes."""
from __future__ import annotations

import colorsys
import re

LEAST = 4.5
WHITE, INK = "#FFFFFF", "#131B36"
PAGES = {"light": "#FFFFFF", "dark": "#18204A"}  # the lightest and the darkest ground a text of ours stands on
WRITTEN = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def read(written: str) -> str:
    """“#1b5e3f”, “1B5E3F” or “#abc” as "#1B5E3F". Raises ValueError for what is no colour."""
    found = WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    digits = found[1] if len(found[1]) == 6 else "".join(2 * one for one in found[1])
    return f"#{digits.upper()}"


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, definitions)."""
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The ratio between two colours, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> tuple[str, float]:
    """(white or ink, the ratio): the text that is read best on this colour."""
    best = max((WHITE, INK), key=lambda one: contrast(one, colour))
    return best, contrast(best, colour)


def is_readable(colour: str) -> bool:
    """Whether white or ink is read on it."""
    return text_on(colour)[1] >= LEAST


def nearest_readable(colour: str) -> str:
    """The nearest shade of the same hue on which white or ink is read; itself when it is."""
    return next(one for one in _shades(colour) if is_readable(one))


def text_in(colour: str, theme: str) -> str:
    """The nearest shade of this colour that is read as text on the grounds of a theme ("light" or "dark")."""
    return next(one for one in _shades(colour) if contrast(one, PAGES[theme]) >= LEAST)


def _shades(colour: str) -> list[str]:
    """The same hue from nearest to farthest in lightness, down to black and up to white."""
    hue, light, strong = colorsys.rgb_to_hls(*(int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)))
    steps = sorted({light, *(step / 200 for step in range(201))}, key=lambda one: (abs(one - light), one))
    return [colour, *("#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, one, strong)) for one in steps)]


def sheet(colour: str, second: str) -> str:
    """The style sheet of a network: its colours, the texts on them, and shades of the first one that are read in each theme."""
    second = second or colour
    common = (f"--reseau:{colour};--sur-reseau:{text_on(colour)[0]};--reseau-2:{second};--sur-reseau-2:{text_on(second)[0]}")
    light, dark = (f"--reseau-texte:{text_in(colour, theme)}" for theme in ("light", "dark"))
    return (f":root{{{common};{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n"
            f":root[data-theme=\"dark\"]{{{dark}}}\n")
