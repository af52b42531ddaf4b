"""The list of “territoires d’industrie” (open data, 183 for 2023-2027): one line for each commune, `insee_com;lib_com;id_ti;lib_ti`."""
from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused

from . import ground
from .models import Commune, IndustryTerritory

COLUMNS = ("insee_com", "id_ti", "lib_ti")
MOST_BYTES = 20_000_000
SOURCE = "Territoires d’industrie, ANCT (liste des communes)"
ADDRESS = "https://www.data.gouv.fr/fr/datasets/territoires-dindustrie/"


@dataclass
class Import:
    """What a reading did: territories kept, communes linked, lines whose commune is not known (their codes)."""

    territories: int = 0
    communes: int = 0
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def import_territories(path: Path | str, *, vintage: str = "2023-2027") -> Import:
    """Read the list whole: territories of the file are replaced, those it no longer has lose their communes but stay for who leads them.
    Run twice, it changes nothing. Raises Refused, in words, when the file cannot be the list; then nothing has been written."""
    content = _content(Path(path))
    names, members = _read(content)
    known = set(Commune.objects.values_list("code", flat=True))
    if not known:
        ground.load_ground()
        known = set(Commune.objects.values_list("code", flat=True))
    done = Import(unknown=sorted({one for codes in members.values() for one in codes if one not in known}))
    IndustryTerritory.communes.through.objects.exclude(industryterritory__in=list(names)).delete()
    for code, name in sorted(names.items()):
        territory, _made = IndustryTerritory.objects.update_or_create(code=code, defaults={"name": name[:160]})
        territory.communes.set(Commune.objects.filter(pk__in=sorted(members[code] & known)))
        done.communes += len(members[code] & known)
    done.territories = len(names)
    ground.cite("industry-territories", name=SOURCE, url=ADDRESS, vintage=vintage, rows=done.communes,
                fingerprint=hashlib.sha256(content).hexdigest())
    return done


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused(_("The file %(name)s cannot be read.") % {"name": path.name}) from None
    if len(content) > MOST_BYTES:
        raise Refused(_("The file %(name)s is too large to be the list of industry territories.") % {"name": path.name})
    return content


def _read(content: bytes) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Names and communes of the territories, by their code."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    mark = max(";,\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise Refused(_("This is not the list of industry territories: the column %(column)s is missing.") % {"column": missing[0]})
    reader.fieldnames = columns
    names: dict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, set[str]] = defaultdict(set)
    for row in reader:
        commune, code, name = ((row.get(column) or "").strip() for column in COLUMNS)
        if commune and code and len(code) <= 20:
            names[code][name or code] += 1
            members[code].add(commune.upper().zfill(5))
    if not names:
        raise Refused(_("This file names no industry territory."))
    return {code: seen.most_common(1)[0][0] for code, seen in names.items()}, members
