"""Small marks: the steel rule of a target, the waffle of a share."""

from __future__ import annotations

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..typography import number, percent
from .canvas import Figure, Table


def rule(value: float, goal: float, label: str = "") -> Figure:
    """Progress as a graduated steel rule with a red cursor. The words around it carry the meaning: the drawing is hidden from readers.

    `value` and `goal` in the same unit; above the goal the rule is full.
    """
    done = min(max(value / goal, 0), 1) if goal else 0
    ticks = "".join(_tick(step, step * 0.05 < done) for step in range(1, 20))
    here = f"{done * 100:.1f}%"
    svg = (
        '<svg class="regle__barre" aria-hidden="true"><rect class="fond" width="100%" height="26"/>'
        f'<rect class="plein" width="{here}" height="26"/>{ticks}'
        f'<rect class="repere" x="{here}" y="0" width="4" height="34" transform="translate(-2 0)"/></svg>'
    )
    share = 100 * value / goal if goal else None
    summary = _("%(label)s: %(value)s of %(goal)s.") % {"label": label, "value": number(value), "goal": number(goal)}
    table = Table([_("Indicator"), _("Counted"), _("Target"), _("Share")], [[label, value, goal, percent(share)]], label)
    return Figure(mark_safe(svg), table, label, summary)


def _tick(step: int, filled: bool) -> str:
    long = step % 2 == 0
    css = "cran" + (" cran--5" if long else "") + (" dedans" if filled else "")
    return f'<line x1="{step * 5}%" x2="{step * 5}%" y1="{8 if long else 14}" y2="26" class="{css}"/>'


def waffle(share: int, label: str = "", columns: int = 10) -> Figure:
    """`share` dots of a hundred. Hidden from readers: the figure and its words stand beside it."""
    side = 10
    dots = "".join(
        f'<circle cx="{place % columns * side + 5}" cy="{place // columns * side + 5}" r="{3.9 if place < share else 3.4}" '
        f'class="{"p" if place < share else "v"}"/>'
        for place in range(100)
    )
    svg = f'<svg class="gaufre" viewBox="0 0 {columns * side} {100 // columns * side}" aria-hidden="true">{dots}</svg>'
    summary = f"{percent(share)} {label}".strip()
    return Figure(mark_safe(svg), Table([_("Indicator"), _("Share")], [[label, percent(share)]], label), label, summary)
