"""Cells of files that a spreadsheet opens."""
from __future__ import annotations

import datetime as dt
from typing import Any

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: Any) -> Any:
    """A cell as a CSV file holds it: a day as machines read it, nothing as nothing, a text that begins like a formula behind an apostrophe
    (OWASP, “CSV injection”)."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULAS) else cell
