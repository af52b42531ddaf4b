"""How something is spread over classes: bars between edges, two series side by side when they are compared."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..typography import number
from .bars import Series
from .canvas import Canvas, Cell, Figure, Table, axis_top

TOP, FOOT, MARGIN = 18, 26, 0.07  # pixels kept above and below the bars; share kept on the left for the scale
GAP = 0.006  # share of the width between two classes


def spread(
    edges: Sequence[int], series: Sequence[Series], *, title: str, head: str, what: str = "", width: int | None = None, height: int = 220
) -> Figure:
    """Counts by class: class n goes from `edges[n]` to `edges[n + 1]`, and only the last holds its end; each series has one count a class.

    `head` names what the edges measure. A class of nothing has no bar, and its 0 in the table.
    """
    canvas, top = Canvas(height, width), axis_top(max((value or 0 for one in series for value in one.values), default=0))
    for step in (2, 4):
        canvas.line(MARGIN, _y(canvas, top * step / 4, top), 1, _y(canvas, top * step / 4, top), "axe")
        canvas.text(0, _y(canvas, top * step / 4, top) + 5, number(top * step / 4), "t2", "start")
    classes = len(edges) - 1
    for place in range(classes):
        _bars(canvas, place, classes, series, top)
    canvas.line(MARGIN, height - FOOT, 1, height - FOOT, "base")
    for place, edge in enumerate(edges):
        css, anchor = "t2 long" if place % 2 else "t2", "end" if place == classes else "middle"  # every second one on a phone
        canvas.text(_x(place, classes), height - FOOT + 19, number(edge), css, anchor)
    rows: list[list[Cell]] = [[_words(edges, place), *(one.values[place] for one in series)] for place in range(classes)]
    summary = " ".join([_("Bars by class: %(head)s.") % {"head": head}, *(_sentence(edges, one) for one in series)])
    legend = [(one.css, one.label) for one in series] if len(series) > 1 else []
    return Figure(canvas.svg(summary), Table([head, *(one.label for one in series)], rows, title), title, summary, what, legend)


def _x(place: int, classes: int) -> float:
    return MARGIN + (1 - MARGIN) * place / classes


def _y(canvas: Canvas, value: float, top: float) -> float:
    foot = canvas.height - FOOT
    return foot - (foot - TOP) * value / top


def _words(edges: Sequence[int], place: int) -> str:
    last = edges[place + 1] - (place + 2 < len(edges))
    return _("%(first)s to %(last)s") % {"first": number(edges[place]), "last": number(last)}


def _bars(canvas: Canvas, place: int, classes: int, series: Sequence[Series], top: float) -> None:
    wide = (_x(1, classes) - _x(0, classes) - 2 * GAP) / len(series)
    for at, one in enumerate(series):
        value, left = one.values[place] or 0, _x(place, classes) + GAP + at * wide
        if not value:
            continue
        canvas.rect(left, _y(canvas, value, top), wide * (0.94 if len(series) > 1 else 1), canvas.height - FOOT - _y(canvas, value, top),
                    one.css)
        canvas.text(left + wide / 2, _y(canvas, value, top) - 5, number(value), "fort" if len(series) == 1 else "fort long")


def _sentence(edges: Sequence[int], one: Series) -> str:
    """How many in all, and where most of them are."""
    values = [value or 0 for value in one.values]
    if not any(values):
        return _("%(label)s: nothing has been counted yet.") % {"label": one.label}
    most = max(range(len(values)), key=values.__getitem__)
    return _("%(label)s: %(whole)s in all, most of them from %(class)s (%(most)s).") % {
        "label": one.label, "whole": number(sum(values)), "class": _words(edges, most), "most": number(values[most])}
