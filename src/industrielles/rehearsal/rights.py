"""The demo's rights: consents given and one taken back, a demand that waits, a passage of the night, who hosts us."""
from __future__ import annotations

import uuid

from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.rights import tasks
from industrielles.rights import verbs as rights
from industrielles.rights.models import Demand, Processor


def live(members: list[Person], seed: int) -> None:
    """What a few members did about their data; `seed` makes the same demo twice."""
    for number, person in enumerate(members[:4]):
        held = person.memberships.filter(ended_on=None).order_by("pk")
        network = held.values_list("network", flat=True).first() or 0
        people.consent(person, purpose="news", network_id=network, source="account", by=person)
        if number == 1:
            people.withdraw_consent(person, purpose="news", network_id=network, by=person)
    if members:
        rights.demand(members[0], kind=Demand.Kind.RECTIFICATION, key=uuid.uuid5(uuid.NAMESPACE_URL, f"demo/{seed}/demand"),
                      words="Mon nom d’usage a changé sur mes anciens comptes-rendus.", by=members[0])
    host = Processor(name="Hébergeur de démonstration", service="le serveur et ses sauvegardes", country="France")
    rights.change_processor(host, by=None)
    tasks.sweep()
