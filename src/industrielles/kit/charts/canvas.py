"""What every figure is made of: a canvas, a table, a figure."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..cells import harmless
from ..typography import number

Cell = str | int | float | None

# Colours of the light theme, for drawings that leave the page (PDF, images). The same values stand in site.css.
PRINT_STYLE = (
    ".f1{fill:#2041A8}.f2{fill:#E4532D}.f3{fill:#BF8000}.f4{fill:#2F7D65}.f5{fill:#7E89A6}.f0{fill:#E3E8F3}"
    ".q0{fill:#EEF1F7}.q1{fill:#D3DFFB}.q2{fill:#A4BAF3}.q3{fill:#6E8DE4}.q4{fill:#3D5DC4}.q5{fill:#172C75}"
    "text{font-family:Texte;font-size:13px;fill:#131B36}.t2{fill:#46506E}.fort{font-weight:700}"
    ".axe{stroke:#D3D9E8}.base{stroke:#131B36;stroke-width:1.5}.peu{fill:#7E89A6}"
    ".manque{fill:none;stroke:#7E89A6;stroke-dasharray:4 3}.court{display:none}"
)


@dataclass(frozen=True)
class Table:
    """The data of a figure: raw values; None is a group too small to be shown."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""

    @property
    def words(self) -> Iterator[list[str]]:
        """Rows as people read them."""
        for row in self.rows:
            yield [cell if isinstance(cell, str) else number(cell, 1) for cell in row]

    def as_csv(self) -> str:
        """A CSV file that French spreadsheets open (BOM, `;`); a text that would be a formula is made harmless."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([_harmless(cell) for cell in self.head])
        writer.writerows([_harmless(cell) for cell in row] for row in self.rows)
        return "\ufeff" + out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return _("too few to show") if cell is None else harmless(cell)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Figure:
    """`title` is the finding when the data supports one; `what` says what is counted and when; `summary` is the sentence."""

    svg: SafeString
    table: Table
    title: str = ""
    summary: str = ""
    what: str = ""
    legend: list[tuple[str, str]] = field(default_factory=list)  # (class, label)
    note: str = ""


class Canvas:
    """Collects shapes. x and widths are shares (0..1) of the drawing, y and heights are pixels."""

    def __init__(self, height: int, width: int | None = None) -> None:
        self.height, self.width = height, width
        self.shapes: list[str] = []

    def _x(self, share: float) -> str:
        return f"{share * self.width:.1f}" if self.width else f"{share * 100:.2f}%"

    def rect(self, x: float, y: float, width: float, height: float, css: str) -> None:
        self.shapes.append(
            f'<rect x="{self._x(x)}" y="{y:.1f}" width="{self._x(max(width, 0))}" height="{max(height, 0):.1f}" class="{css}"/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        self.shapes.append(f'<line x1="{self._x(x1)}" y1="{y1:.1f}" x2="{self._x(x2)}" y2="{y2:.1f}" class="{css}"/>')

    def text(self, x: float, y: float, words: str, css: str = "", anchor: str = "middle") -> None:
        self.shapes.append(f'<text x="{self._x(x)}" y="{y:.1f}" text-anchor="{anchor}" class="{css}">{escape(words)}</text>')

    def svg(self, summary: str) -> SafeString:
        """The drawing, named by its sentence."""
        style = f"<style>{PRINT_STYLE}</style>" if self.width else ""
        return mark_safe(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="g" width="{self.width or "100%"}" height="{self.height}" role="img" '
            f'aria-label="{escape(summary)}">{style}{"".join(self.shapes)}</svg>'
        )


def round_up(value: float) -> float:
    """The next round number, for the top of an axis. Needs value > 0."""
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= value)


def axis_top(value: float) -> int:
    """The next round number whose quarters are whole, for the top of an axis that counts people. Needs value > 0."""
    power = 10 ** max(0, math.floor(math.log10(max(value, 4) / 4)))
    quarters = (step * power for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10))
    return next(4 * int(quarter) for quarter in quarters if quarter == int(quarter) and 4 * quarter >= value)
