"""Figures drawn on the server as SVG: no script, no inline style, one class per colour, real text.

Each figure carries its drawing, a sentence that says what is seen, a table of its data (the accessible alternative and the CSV file),
and a legend. On screen x is in percent and y in pixels without a viewBox, so that text keeps its size on a phone; with `width=` the
same drawing is in pixels with its own colours, for PDF and images.
"""

from .bars import Series, always_more, stacked_months
from .canvas import Figure, Table
from .france import breaks_for, choropleth
from .marks import rule, waffle
from .reach import reach
from .spread import spread

__all__ = ["Figure", "Series", "Table", "always_more", "breaks_for", "choropleth", "reach", "rule", "spread", "stacked_months", "waffle"]
