"""A word to a network, carried by us."""
from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.models import Letter
from industrielles.people.models import Person
from industrielles.people.verbs.persons import checked

from ..models import Network

MOST_AN_HOUR, HOUR = 20, dt.timedelta(hours=1)  # to one network, whoever writes


@transaction.atomic
def write_to(network: Network, *, key: uuid.UUID, name: str, email: str, message: str, by: Person | None = None) -> None:
    """Carry a message to the contact address of a network; the answer goes to its author. Sent again under one `key`, it leaves once.
    Nothing of it is kept but the letter, which is forgotten in thirty days. Raises Refused: no address, too many in an hour."""
    email = checked(email)
    under = f"network.message/{network.code}/"
    if Letter.objects.filter(key__startswith=under, queued_at__gte=clock.now() - HOUR).count() >= MOST_AN_HOUR:
        raise Refused(_("This network receives many messages at this moment: try again in an hour."))
    lines = [line.strip() for line in message.replace("\r\n", "\n").split("\n")]
    letters.queue("network/letters/message", to=network.contact_email, language="fr", key=f"{under}{key}", reply_to=email, context={
        "network": network.name, "author": name.strip(), "email": email, "lines": [line for line in lines if line]})
    journal.write("network.write_to", network, by=by, as_="visitor", network_id=network.pk)
