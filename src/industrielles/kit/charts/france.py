"""France by department, overseas included, drawn from shapes made at set-up (tools/build_map.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..typography import number
from .canvas import Cell, Figure, Table, round_up

SHAPES = Path(__file__).resolve().parents[2] / "static" / "made" / "france.json"
CLASSES = 5
CLOSEST, AROUND = 200, 20  # of a map of 1 000: never closer than this, with this much around


@lru_cache(maxsize=1)
def shapes() -> dict[str, Any]:
    """Paths and names of the departments. Raises FileNotFoundError, in words, before the set-up."""
    if not SHAPES.exists():
        raise FileNotFoundError(f"{SHAPES} is made by the set-up: run `python tools/build_assets.py`.")
    return dict(json.loads(SHAPES.read_text(encoding="utf-8")))


def breaks_for(values: Iterable[int | None]) -> list[int]:
    """Up to five lower bounds that share the departments out evenly, rounded; [] when nothing is counted."""
    known = sorted(value for value in values if value)
    bounds = {1} if known else set()
    for step in range(1, CLASSES):
        if known:
            bounds.add(int(round_up(known[min(len(known) * step // CLASSES, len(known) - 1)])))
    return sorted(bound for bound in bounds if bound <= (known[-1] if known else 0))


def choropleth(
    values: Mapping[str, int | None],
    *,
    title: str,
    unit: str,
    what: str = "",
    breaks: Sequence[int] | None = None,
    href: str = "",
    chosen: str = "",
    markers: Mapping[str, int] | None = None,
    within: Iterable[str] = (),
) -> Figure:
    """Departments coloured by `values` (code -> count; None is too small to be shown), with `markers` (code -> count) as round marks.

    `href`: address to which a department's code is added; for pointers only, so the page must also give a list of the same places.
    `within`: departments to come close to, with their neighbours around them.
    Territories without a shape (Polynésie, Nouvelle-Calédonie…) are told in `note` and in the table.
    """
    bounds = list(breaks) if breaks is not None else breaks_for(values.values())
    draw = _Drawing(values, bounds, href, chosen, markers or {}, frozenset(within))
    names = shapes()["names"]
    rows: list[list[Cell]] = [[f"{names[code]} ({code})", values[code]] for code in sorted(values, key=_order) if code in names]
    summary = _sentence(values, title, unit)
    legend = _legend(bounds, None in values.values()) if values else []
    table = Table([_("Department"), unit[:1].upper() + unit[1:]], rows, title)
    return Figure(mark_safe(draw.whole()), table, title, summary, what, legend, _elsewhere(values))


def _order(code: str) -> str:
    return code.replace("2A", "20A").replace("2B", "20B")


class _Drawing:
    """The mainland, a row of overseas departments, a zoom on Paris and its ring."""

    def __init__(
        self,
        values: Mapping[str, int | None],
        bounds: list[int],
        href: str,
        chosen: str,
        markers: Mapping[str, int],
        within: frozenset[str],
    ) -> None:
        self.values, self.bounds, self.href, self.chosen, self.markers, self.within = values, bounds, href, chosen, markers, within
        self.scale = 1.0  # of the marks, against the map
        self.map = shapes()

    def whole(self) -> str:
        zoomed, insets = self.map["zoom"]["paths"], self.map["insets"]
        mainland = [code for code in self.map["departments"] if code not in insets]
        left, top, wide, tall = self.view(mainland)
        body = "".join(self.department(code, self.map["departments"][code]["d"]) for code in mainland)
        body += "".join(self.marker(code) for code in mainland if code not in zoomed) + self.paris_marker()
        view, near = f'viewBox="{left} {top} {wide} {tall}"', self.scale < 1
        if near:  # what passes the edge is cut
            body = f'<svg x="{left}" y="{top}" width="{wide}" height="{tall}" {view}>{body}</svg>'
        svg = f'<svg class="carte-france" {view} aria-hidden="true">{body}</svg>'
        self.scale = 1.0
        cells = [self.cell(inset, [(code, self.map["departments"][code])])
                 for code, inset in insets.items() if not near or code in self.within]
        if not near or self.within & set(zoomed):
            cells.append(self.cell(self.map["zoom"], list(zoomed.items())))
        return f'{svg}<ul class="carte-om" aria-hidden="true">{"".join(cells)}</ul>' if cells else svg

    def view(self, mainland: list[str]) -> tuple[int, int, int, int]:
        """Left, top, width and height of what is shown of the mainland; sets how small the marks are drawn to look the same."""
        whole_wide, whole_tall = self.map["mainland"]
        points = [point for code in mainland if code in self.within for point in _points(self.map["departments"][code]["d"])]
        if not points:
            return -4, -4, whole_wide + 8, whole_tall + 8
        (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
        side = max(right - left, bottom - top, CLOSEST) + 2 * AROUND
        if side >= min(whole_wide, whole_tall):
            return -4, -4, whole_wide + 8, whole_tall + 8
        self.scale = side / whole_wide
        return (left + right - side) // 2, (top + bottom - side) // 2, side, side

    def cell(self, frame: dict[str, Any], parts: list[tuple[str, dict[str, Any]]]) -> str:
        side = self.map["cell"]
        body = "".join(self.department(code, part["d"]) for code, part in parts) + "".join(self.marker(code) for code, _part in parts)
        view = f"{frame['x']} {frame['y']} {side} {side - 20}"
        return f'<li><svg class="carte-france" viewBox="{view}" aria-hidden="true">{body}</svg>{escape(frame["label"])}</li>'

    def department(self, code: str, path: str) -> str:
        value = self.values.get(code, 0)
        words = self.map["names"][code]
        if code in self.values:
            words = _("%(label)s: %(value)s") % {"label": words, "value": number(value)}
        shape = f'<path class="{self.css(code, value)}" d="{path}"><title>{escape(words)}</title></path>'
        return f'<a href="{escape(self.href + code)}" tabindex="-1">{shape}</a>' if self.href and value != 0 else shape

    def css(self, code: str, value: int | None) -> str:
        level = "peu" if value is None else f"q{sum(value >= bound for bound in self.bounds) if value else 0}"
        return f"dep {level}" + (" choisi" if code == self.chosen else "")

    def marker(self, code: str) -> str:
        count = self.markers.get(code)
        place = self.map["zoom"]["paths"].get(code) or self.map["departments"][code]
        return _disc(place["cx"], place["cy"], count, self.scale) if count else ""

    def paris_marker(self) -> str:
        """The four small departments of Paris and its ring carry one mark on the mainland."""
        count = sum(self.markers.get(code, 0) for code in self.map["zoom"]["paths"])
        paris = self.map["departments"]["75"]
        return _disc(paris["cx"], paris["cy"], count, self.scale) if count else ""


def _points(path: str) -> Iterator[tuple[int, int]]:
    """The corners of a shape: each part begins at a place ("M"), each corner is said from the one before ("l")."""
    for part in path.split("M")[1:]:
        x = y = 0
        numbers = [int(one) for one in re.findall(r"-?\d+", part)]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            yield x, y


def _disc(x: int, y: int, count: int, scale: float = 1) -> str:
    if scale < 1:
        return f'<g transform="translate({x} {y}) scale({scale:.2f})">{_disc(0, 0, count)}</g>'
    radius = 18 + min(count, 12) * 1.4
    return (
        f'<g class="mq"><circle class="pastille" cx="{x}" cy="{y}" r="{radius:.0f}"/>'
        f'<text class="pastille-n" x="{x}" y="{y + 9}">{count}</text></g>'
    )


def _legend(bounds: list[int], hidden: bool) -> list[tuple[str, str]]:
    """Words of each colour, always printed."""
    legend = [("q0", _("none"))]
    for place, low in enumerate(bounds, start=1):
        if place == len(bounds):
            words = _("%(low)s and more") % {"low": number(low)}
        else:
            high = bounds[place] - 1
            words = number(low) if high == low else _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}
        legend.append((f"q{place}", words))
    return legend + ([("peu", _("too few to show"))] if hidden else [])


def _sentence(values: Mapping[str, int | None], title: str, unit: str) -> str:
    known = {code: value for code, value in values.items() if value}
    if not known:
        return _("Map of France by department: nothing to show yet.")
    best = max(known, key=lambda code: known[code] or 0)
    return _("Map of France: %(whole)s %(unit)s in %(count)s departments, most in %(best)s (%(value)s).") % {
        "whole": number(sum(value or 0 for value in known.values())),
        "unit": unit,
        "count": number(len(known)),
        "best": shapes()["names"].get(best, best),
        "value": number(known[best]),
    }


def _elsewhere(values: Mapping[str, int | None]) -> str:
    """Words for the territories that have no shape on the map."""
    drawn, names = shapes()["departments"], shapes()["names"]
    codes = sorted(code for code, count in values.items() if count != 0 and code not in drawn and code in names)
    told = [f"{names[code]} ({number(values[code])})" for code in codes]
    return _("Other territories: %(list)s.") % {"list": ", ".join(told)} if told else ""
