"""Bars stacked by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..typography import month as month_words
from ..typography import number, percent
from .canvas import Canvas, Cell, Figure, Table, axis_top

TOP, FOOT, MARGIN = 18, 26, 0.09  # pixels kept above and below the bars; share kept on the left for the scale
GAP = 1.5  # pixels between the parts of a bar: never told by colour alone


@dataclass(frozen=True)
class Series:
    """One colour of the bars; a value None is a group too small to be shown."""

    label: str
    values: Sequence[int | None]
    css: str = "f1"


def always_more(first: Series, second: Series) -> bool:
    """Whether `first` is above `second` in every month that counts something: only then may a title say so."""
    pairs = [(a, b) for a, b in zip(first.values, second.values, strict=True) if (a, b) != (0, 0)]
    return bool(pairs) and all(a is not None and b is not None and a > b for a, b in pairs)


def stacked_months(
    months: Sequence[dt.date],
    series: Sequence[Series],
    *,
    title: str,
    what: str = "",
    unreported: Collection[dt.date] = (),
    width: int | None = None,
    height: int = 260,
) -> Figure:
    """People (or anything counted) by month, stacked by series, bottom first.

    `months` are first days of months. A month in `unreported` is a dashed gap; a month where a value is None is a grey
    one, because its total would give the value away. Both stand in the legend and in the table, in words.
    """
    totals = [_total(series, place) for place in range(len(months))]
    told = {place: total or 0 for place, (total, month) in enumerate(zip(totals, months, strict=True)) if month not in unreported}
    highest = max(told, key=lambda place: told[place]) if any(told.values()) else None
    summary = _sentence(months, series, told, highest)
    canvas = Canvas(height, width)
    top = 4 if highest is None else axis_top(told[highest])
    if highest is not None:
        _scale(canvas, top)
    else:
        canvas.text(0.5, height / 2, _("Nothing has been counted yet."), "t2")
    for place, month in enumerate(months):
        _bar(canvas, place, len(months), month, series, totals[place], month in unreported, top)
    canvas.line(0, height - FOOT, 1, height - FOOT, "base")
    if highest is not None:  # the highest bar carries its figure
        canvas.text(_middle(highest, len(months)), _y(canvas, told[highest], top) - 6, number(told[highest]), "fort")
    rows: list[list[Cell]] = [
        [
            month_words(month),
            *(_("not reported") if month in unreported else one.values[place] for one in series),
            _("not reported") if month in unreported else totals[place],
        ]
        for place, month in enumerate(months)
    ]
    table = Table([_("Month"), *(one.label for one in series), _("Total")], rows, title)
    return Figure(canvas.svg(summary), table, title, summary, what, _legend(series, totals, months, unreported))


def _legend(
    series: Sequence[Series], totals: Sequence[int | None], months: Sequence[dt.date], unreported: Collection[dt.date]
) -> list[tuple[str, str]]:
    legend = [(one.css, one.label) for one in series]
    if any(month in unreported for month in months):
        legend.append(("manque", _("not reported")))
    if any(total is None for total, month in zip(totals, months, strict=True) if month not in unreported):
        legend.append(("peu", _("too few to show")))
    return legend


def _total(series: Sequence[Series], place: int) -> int | None:
    values = [one.values[place] for one in series]
    return None if None in values else sum(value or 0 for value in values)


def _y(canvas: Canvas, value: float, top: float) -> float:
    foot = canvas.height - FOOT
    return foot - (foot - TOP) * value / top


def _scale(canvas: Canvas, top: float) -> None:
    for step in range(1, 5):
        value = top * step / 4
        canvas.line(0, _y(canvas, value, top), 1, _y(canvas, value, top), "axe")
        canvas.text(0, _y(canvas, value, top) - 4, number(value, 1), "t2", "start")


def _middle(place: int, count: int) -> float:
    return MARGIN + (1 - MARGIN) * (place + 0.5) / count


def _bar(
    canvas: Canvas,
    place: int,
    count: int,
    month: dt.date,
    series: Sequence[Series],
    total: int | None,
    unreported: bool,
    top: float,
) -> None:
    middle, wide, foot = _middle(place, count), 0.66 / count, canvas.height - FOOT
    words = month_words(month, "MMM")
    canvas.text(middle, foot + 19, words, "t2 long")
    if not canvas.width:
        canvas.text(middle, foot + 19, words[0].upper(), "t2 court")
    if unreported or total is None:
        canvas.rect(middle - wide / 2, foot - 41, wide, 40, "manque" if unreported else "peu")
        canvas.text(middle, foot - 47, "?" if unreported else "<", "t2")
        return
    base = float(foot)
    for one in series:
        tall = (foot - TOP) * (one.values[place] or 0) / top
        canvas.rect(middle - wide / 2, base - tall, wide, tall - GAP, one.css)
        base -= tall


def _sentence(months: Sequence[dt.date], series: Sequence[Series], told: dict[int, int], highest: int | None) -> str:
    """What the bars show, in words. `told`: place of a month -> its total, of the months that are reported."""
    if highest is None:
        return _("Bars by month: nothing has been counted yet.")
    whole = sum(told.values())
    words = _("Stacked bars by month: %(whole)s in all.") % {"whole": number(whole)}
    if len(series) > 1 and all(one.values[place] is not None for one in series for place in told):
        share = 100 * sum(series[0].values[place] or 0 for place in told) / whole
        words += " " + _("%(label)s: %(share)s.") % {"label": series[0].label, "share": percent(share)}
    return (
        words + " " + _("Highest month: %(month)s (%(total)s).") % {"month": month_words(months[highest]), "total": number(told[highest])}
    )
