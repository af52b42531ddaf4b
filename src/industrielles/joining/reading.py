"""A spreadsheet read in a process of its own, that knows no Django: a file made to exhaust the machine exhausts that process alone.

    python -m industrielles.joining.reading FILE

prints {"header": [...], "rows": [[number, cells, fault], ...]} or {"fault": code}; see FAULTS of joining.files for the words.
"""
from __future__ import annotations

import csv
import io
import json
import resource
import sys
import zipfile
from pathlib import Path
from typing import Any

from industrielles.kit.lines import one_line

MOST_ROWS, MOST_COLUMNS, LONGEST = 5000, 60, 500  # lines, columns, characters of a cell
MOST_UNPACKED, MOST_PARTS = 60_000_000, 500  # bytes and files of a workbook, before it is opened
MEMORY, SECONDS = 700_000_000, 20  # bytes, seconds of processor

Row = list[Any]


class Unreadable(Exception):
    """The file cannot be read; its text is the code of why."""


def read(data: bytes) -> dict[str, Any]:
    """Header and lines of a file, whatever its kind. Raises Unreadable."""
    table = _workbook(data) if data[:4] == b"PK\x03\x04" else _text(data)
    header: Row = []
    rows: list[Row] = []
    for number, cells in table:
        if not any(cells):
            continue
        if not header:
            header = _header(cells)
        elif len(rows) >= MOST_ROWS:
            raise Unreadable("rows")
        else:
            rows.append([number, *_bounded(cells)])
    if not header or not rows:
        raise Unreadable("empty")
    return {"header": header, "rows": rows}


def _header(cells: Row) -> Row:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Unreadable("columns")
    return [cell[:80] for cell in cells]


def _bounded(cells: Row) -> Row:
    """The cells, cut, and what is wrong with their size."""
    while cells and not cells[-1]:
        cells.pop()
    fault = "wide" if len(cells) > MOST_COLUMNS else "long" if any(len(cell) > LONGEST for cell in cells) else ""
    return [[cell[:LONGEST] for cell in cells[:MOST_COLUMNS]], fault]


def _text(data: bytes) -> Any:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\x00" in text:
        raise Unreadable("kind")
    csv.field_size_limit(2**31 - 1)  # of the whole process, once for all: a cell too long is told with its line
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for cells in reader:
        yield reader.line_num, [one_line(cell) for cell in cells]


def _workbook(data: bytes) -> Any:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise Unreadable("kind") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("bomb")
    from python_calamine import CalamineError, load_workbook

    try:
        sheet = load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
        if sheet.width > 16_384 or sheet.height > 1_048_576 or sheet.width * sheet.height > 40_000_000:
            raise Unreadable("bomb")
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [_written(cell) for cell in cells]
    except CalamineError:
        raise Unreadable("kind") from None


def _written(cell: Any) -> str:
    """A cell as one reads it: 59000.0 is 59000."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return one_line(str(cell))


def main() -> int:
    """Read the file named on the command line, within the limits of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found: dict[str, Any] = read(Path(sys.argv[1]).read_bytes())
    except Unreadable as why:
        found = {"fault": str(why)}
    except (MemoryError, csv.Error):
        found = {"fault": "bomb"}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
