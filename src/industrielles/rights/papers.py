"""Papers: the register, certificates, what somebody takes away. Made while she waits, kept nowhere."""
from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.cells import harmless
from industrielles.kit.personal import Sheet
from industrielles.kit.retention import declared

from . import register
from .models import Sweep

FIRST = (1980, 1, 1, 0, 0, 0)  # no moment in an archive but the one it says


def as_csv(head: list[str], rows: list[list[Any]]) -> str:
    """A CSV file that French spreadsheets open (BOM, `;`); a text that would be a formula is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def plain(cell: Any) -> Any:
    """Days as they are read by machines; nothing as nothing."""
    return cell.isoformat() if isinstance(cell, dt.date | dt.datetime) else "" if cell is None else cell


def parcel(sheets: list[Sheet]) -> bytes:
    """A ZIP archive of what is held: each sheet as CSV, all of them as JSON, and a text that says what is what."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        def put(name: str, text: str) -> None:
            archive.writestr(zipfile.ZipInfo(name, FIRST), text.encode(), zipfile.ZIP_DEFLATED)

        put(pgettext("file name", "READ-ME.txt"), _explanation(sheets))
        for sheet in sheets:
            put(f"{sheet.name}.csv", as_csv([str(one) for one in sheet.columns], [list(row) for row in sheet.rows]))
        held = {sheet.name: [dict(zip(map(str, sheet.columns), map(plain, row), strict=True)) for row in sheet.rows] for sheet in sheets}
        put(pgettext("file name", "everything.json"), json.dumps(held, ensure_ascii=False, indent=1))
    return out.getvalue()


def _explanation(sheets: list[Sheet]) -> str:
    lines = [
        _("What %(site)s holds of you, on %(day)s") % {"site": settings.SITE_NAME, "day": clock.today().isoformat()}, "",
        _("Each file .csv opens in a spreadsheet; the file .json holds the same for another program."), ""]
    lines += [f"{sheet.name}.csv: {sheet.title} ({len(sheet.rows)})" for sheet in sheets]
    lines += ["", _("To correct or erase: %(address)s") % {"address": f"{settings.BASE_URL}/mon-compte/donnees/"},
              _("To write to us: %(address)s") % {"address": settings.CONTACT_EMAIL}, ""]
    return "\n".join(lines)


def register_pdf() -> bytes:
    """The register, as a tagged PDF."""
    context = {"lines": register.lines(), "processors": register.processors(), "security": register.security(), "day": clock.today()}
    return _pdf("rights/documents/register.html", context)


def certificate_pdf(sweep: Sweep) -> bytes:
    """What was emptied, by which rule and term, when; with the digest of its JSON."""
    context = {"sweep": sweep, "rule": declared().get(sweep.rule), "length": register.length(sweep.days)}
    return _pdf("rights/documents/certificate.html", context)


def _pdf(template: str, context: dict[str, Any]) -> bytes:
    from industrielles.kit.printing import as_pdf

    html = render_to_string(template, {"site_name": settings.SITE_NAME, "language": get_language(), **context})
    return as_pdf(html)
