"""Members taken away in a file: said why, counted, told to the journal of each network."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import files, policies
from ..models import Export
from ..search import found_by

SHORTEST_REASON = 10  # letters: “badges” is no reason


@transaction.atomic
def export(query: str, *, columns: list[str], format: str, reason: str, networks: list[Network], view: str = "",
           by: Person) -> tuple[Export, bytes]:
    """The members a search finds, of the networks `by` runs, in these columns (files.COLUMNS), as (what was noted, bytes of the file).
    Raises Refused: without a reason, without columns, for whoever runs no network, for nobody."""
    refuse_unless(policies.can_export(by, networks) and set(networks) <= set(Network.objects.run_by(by)))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Say in a few words what this file is for: it is kept with the export."), field="reason")
    columns = [one for one in files.COLUMNS if one in columns]
    if not columns:
        raise Refused(_("Choose at least one column."), field="columns")
    rows = list(files.read(found_by(by, query, networks), columns))
    if not rows:
        raise Refused(_("Nobody is found by this search today."))
    made = Export.objects.create(
        by=by, view=view, columns=columns, rows=len(rows), format=format, reason=reason.strip(), at=clock.now())
    made.networks.set({row.member.network_id for row in rows})
    made.people.set({row.member.person_id for row in rows})
    for network_id in sorted({row.member.network_id for row in rows}):
        journal.write("members.export", made, by=by, network_id=network_id, columns=[one.upper() for one in columns],
                      rows=sum(row.member.network_id == network_id for row in rows))
    return made, files.written(format, columns, [row.cells for row in rows])


@transaction.atomic
def forget_exports(exports: Any, *, by: Person | None = None) -> int:
    """Exports made long ago: who was in them and why they were made is forgotten. Returns how many."""
    return exports.delete()[1].get("members.Export", 0)
