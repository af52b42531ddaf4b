"""The links of one's requests, sent again to whoever asks at that address."""
from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.people.models import Person

from .. import addresses
from ..models import Engagement

MOST = 10  # requests in one letter, the latest


@transaction.atomic
def send_links(email: str, *, language: str, by: Person | None = None) -> None:
    """Send the links of the requests made with this address, at most once an hour; nothing when there are none. Says nothing of it."""
    found = list(Engagement.objects.behind_link().followed_from(email)[:MOST])
    if not found:
        return
    reader = found[0].language or language
    with translation.override(reader):
        rows = [(engagement.place, _link(engagement)) for engagement in found]
    mailbox = salted_hmac("industrielles.engagements.links", email.strip().lower(), algorithm="sha256").hexdigest()[:24]
    letters.queue(
        "engagements/letters/links", to=email.strip(), language=reader, key=f"links/{mailbox}/{clock.now():%Y-%m-%dT%H}",
        context={"rows": rows, "name": found[0].asker}, reply_to=found[0].network.contact_email)


def _link(engagement: Engagement) -> str:
    sent = engagement.status == Engagement.Status.SENT
    return addresses.confirm(engagement) if sent else addresses.follow(engagement)
