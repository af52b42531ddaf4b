"""What leaves the product is noted."""
from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from industrielles.journal import verbs as journal
from industrielles.network.models import Network
from industrielles.people.models import Person


@transaction.atomic
def export(networks: Iterable[Network], *, rows: int, by: Person) -> None:
    """A coordinator takes the list of her networks' requests away as a file: who, when, how many rows."""
    for network in networks:
        journal.write("engagements.export", network, by=by, network_id=network.pk, rows=rows)
