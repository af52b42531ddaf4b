"""How far somebody goes, as a circle on the map of France (tools/build_map.py draws the departments with the same projections)."""

from __future__ import annotations

import math
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..typography import number
from .canvas import Figure, Table
from .france import shapes

EARTH = 6371.0  # km
DEGREE = 111.2  # km of one degree of latitude
LEFT, TOP, SCALE = -0.09391033572014389, -0.08009408893089853, 5588.645235393369  # of the mainland, on a unit sphere
INSETS = {  # overseas: x = a * longitude + b, y = c * latitude + d
    "971": (115.78, 7182.97, -120.556, 2981.22),
    "972": (193.084, 12023.24, -199.564, 3952.34),
    "973": (25.779, 1776.7, -25.84, 1131.99),
    "974": (150.733, -7799.11, -161.584, -2381.67),
    "976": (269.117, -11415.6, -275.993, -2506.67),
}


def lambert(latitude: float, longitude: float) -> tuple[float, float]:
    """Lambert-93 conic conformal projection (44° and 49° N, origin 46.5° N 3° E) of a unit sphere, y down."""
    south, north, origin, meridian = (math.radians(angle) for angle in (44, 49, 46.5, 3))

    def stretch(angle: float) -> float:
        return math.tan(math.pi / 4 + angle / 2)

    cone = math.log(math.cos(south) / math.cos(north)) / math.log(stretch(north) / stretch(south))
    factor = math.cos(south) * stretch(south) ** cone / cone
    radius, zero = factor / stretch(math.radians(latitude)) ** cone, factor / stretch(origin) ** cone
    turn = cone * (math.radians(longitude) - meridian)
    return radius * math.sin(turn), radius * math.cos(turn) - zero


def placed(latitude: float, longitude: float, department: str) -> tuple[float, float, float]:
    """(x, y, units of one kilometre) of a place on the map, in its department's frame."""
    if department in INSETS:
        a, b, c, d = INSETS[department]
        return a * longitude + b, c * latitude + d, -c / DEGREE
    x, y = lambert(latitude, longitude)
    return (x - LEFT) * SCALE, (y - TOP) * SCALE, SCALE / EARTH


def reach(latitude: float, longitude: float, km: int, department: str, *, town: str) -> Figure:
    """A circle of `km` kilometres around a place, on the mainland or in the frame of its overseas department. For her own eyes: it is
    centred on her town. Places that the map does not draw (Polynésie, Nouvelle-Calédonie…) have words only."""
    drawn, title = shapes(), _("Where you go")
    summary = _("A circle of %(km)s km around %(town)s.") % {"km": number(km), "town": town}
    table = Table([_("Place"), _("Kilometres")], [[town, km]], title)
    if department not in drawn["departments"]:
        return Figure(mark_safe(""), table, title, summary)
    x, y, unit = placed(latitude, longitude, department)
    frame, side = drawn["insets"].get(department), drawn["cell"]
    if frame:
        view, codes = f"{frame['x']} {frame['y']} {side} {side - 20}", [department]
    else:
        wide, tall = drawn["mainland"]
        view, codes = f"-4 -4 {wide + 8} {tall + 8}", [code for code in drawn["departments"] if code not in drawn["insets"]]
    body = "".join(
        f'<path class="dep{" choisi" if code == department else ""}" d="{drawn["departments"][code]["d"]}"/>' for code in codes)
    svg = (
        f'<svg class="carte-france carte-rayon" viewBox="{view}" role="img" aria-label="{escape(summary)}">{body}'
        f'<circle class="rayon" cx="{x:.0f}" cy="{y:.0f}" r="{max(km * unit, 2):.0f}"/>'
        f'<circle class="centre-rayon" cx="{x:.0f}" cy="{y:.0f}" r="{3 if frame else 9}"/></svg>')
    return Figure(mark_safe(svg), table, title, summary)
