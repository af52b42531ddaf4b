"""From an uploaded file to its header and its lines; and which column says what."""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.refusals import Refused
from industrielles.places.search import fold

from . import reading

LARGEST = 5_000_000  # bytes
PATIENCE = 40  # seconds
FAULTS = {
    "rows": gettext_lazy("This file has more than 5,000 lines: cut it in two."),
    "columns": gettext_lazy("This file has more than 60 columns: keep those you need."),
    "empty": gettext_lazy("This file has no line under its header: write the names of the columns on the first line."),
    "kind": gettext_lazy("This is neither a CSV file nor an Excel workbook (.xlsx): save it again as one of these."),
    "bomb": gettext_lazy("This file is too large once unpacked: copy its lines into a new workbook."),
}
# What we read, and how people name that column.
COLUMNS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "email": (gettext_lazy("E-mail address"), (
        "email", "e mail", "courriel", "mail", "adresse mail", "adresse electronique", "adresse e mail")),
    "first_name": (gettext_lazy("First name"), ("prenom", "first name", "firstname", "given name")),
    "last_name": (gettext_lazy("Surname"), ("nom", "nom de famille", "last name", "lastname", "surname", "name")),
    "phone": (gettext_lazy("Telephone"), ("telephone", "tel", "portable", "mobile", "phone")),
    "job": (gettext_lazy("Job"), ("metier", "poste", "fonction", "job", "job title", "profession")),
    "employer": (gettext_lazy("Employer"), ("employeur", "entreprise", "societe", "organisme", "employer", "company")),
    "town": (gettext_lazy("Town"), ("ville", "commune", "town", "city")),
    "postcode": (gettext_lazy("Postcode"), ("code postal", "cp", "postcode", "zip")),
    "network": (gettext_lazy("Local network"), ("reseau", "reseau local", "antenne", "delegation", "network")),
}


def read(data: bytes) -> tuple[list[str], list[tuple[int, list[str], str]]]:
    """Header and lines (number, cells, fault of size) of a file, read in a process of its own. Raises Refused (field "file")."""
    if len(data) > LARGEST:
        raise Refused(_("This file is larger than 5 MB: cut it in two."), field="file")
    found: dict[str, Any]
    with tempfile.NamedTemporaryFile(suffix=".upload") as kept:
        Path(kept.name).write_bytes(data)
        try:
            done = subprocess.run([sys.executable, "-m", reading.__name__, kept.name], capture_output=True, timeout=PATIENCE, check=False)
            found = json.loads(done.stdout) if done.returncode == 0 else {"fault": "bomb"}
        except (subprocess.TimeoutExpired, ValueError):
            found = {"fault": "bomb"}
    if "fault" in found:
        raise Refused(FAULTS[found["fault"]], field="file")
    return found["header"], [(number, cells, fault) for number, cells, fault in found["rows"]]


def guessed(header: list[str]) -> dict[str, int]:
    """Which column says what, by its name: the exact names first, then those that begin so."""
    names = [fold(one) for one in header]
    found: dict[str, int] = {}
    for exact in (True, False):
        for name, (_label, known) in COLUMNS.items():
            free = (n for n, said in enumerate(names) if n not in found.values() and said)
            like = (n for n in free if (names[n] in known if exact else any(names[n].startswith(f"{one} ") for one in known)))
            place = next(like, None) if name not in found else None
            if place is not None:
                found[name] = place
    return found
