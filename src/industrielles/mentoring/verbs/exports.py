"""Lists that leave the site as files: who took them is noted."""
from __future__ import annotations

from django.db import transaction

from industrielles.journal import verbs as journal
from industrielles.people.models import Person

from .. import policies
from ..models import Scenario
from ._right import refuse_unless


@transaction.atomic
def export_scenario(scenario: Scenario, *, rows: int, by: Person) -> Scenario:
    """Who runs the programme takes the pairs of a scenario away as a file: who, when, how many rows."""
    refuse_unless(policies.can_match(by, scenario.programme))
    journal.write("mentoring.export_scenario", scenario, by=by, network_id=scenario.network_id, rows=rows)
    return scenario
