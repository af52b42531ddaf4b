"""Cells that no spreadsheet takes for a formula."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.kit.cells import harmless


@pytest.mark.parametrize(("cell", "kept"), [
    ("=1+1", "'=1+1"), (" =1+1", "' =1+1"), ("\u00a0@SUM(A1)", "'\u00a0@SUM(A1)"), ("＝1", "'＝1"), ("\t=1", "'\t=1"), ("\n=1", "'\n=1"),
    ("-5", "'-5"), (-5, -5), ("Zoé", "Zoé"), (None, ""), (dt.date(2026, 11, 21), "2026-11-21")])
def test_a_text_that_would_be_a_formula_is_a_text(cell: Any, kept: Any) -> None:
    assert harmless(cell) == kept
