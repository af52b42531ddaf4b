"""Nouns: an application, a link that invites, a partner's frame, a spreadsheet and its lines, two accounts said to be one person."""
from __future__ import annotations

from .applications import Application
from .batches import Batch, Line
from .frames import Frame
from .links import Link
from .merges import Merge

__all__ = ["Application", "Batch", "Frame", "Line", "Link", "Merge"]
