"""A role model reads of what is new near her."""
from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.letters.models import Kind
from industrielles.people.models import Person
from industrielles.pool import verbs as pool

from ..nearby import ToTell
from ..wording import in_a_line

MOST_TOLD = 10  # requests in one letter; the others are on the page


@transaction.atomic
def tell_near(told: ToTell, *, until: dt.datetime, on: dt.datetime | None = None, by: Person | None = None) -> bool:
    """One letter of what came near her until this moment, the nearest first, each with the page where she puts herself forward or takes
    the place. That she was told and the letter are written together, or not at all; the first to note it writes. `on`: not sent before.
    Returns whether it was written now."""
    her, person = told.role_model, told.role_model.person
    if not pool.note_told(her, until=until, by=by):
        return False
    with translation.override(person.language):
        letters.queue(
            "engagements/letters/requests_near", to=person.email or "", language=person.language, kind=Kind.NEAR, on=on,
            key=f"requests-near/{her.code}/{clock.today():%Y%m%d}", reply_to=her.network.contact_email, context={
                "name": person.first_name, "count": len(told.found), "more": max(0, len(told.found) - MOST_TOLD),
                "page": reverse("engagements:near"), "found": [
                    (visit.name, reverse(f"engagements:{'take_place' if visit.open_slot else 'put_forward'}", args=[visit.code]),
                     in_a_line(visit, km)) for visit, km in told.found[:MOST_TOLD]]})
    return True
