"""A breach is written down and told; those who process for us are listed."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import policies
from ..models import Breach, Processor

TOLD = ("authority_told_at", "people_told_at")


@transaction.atomic
def report_breach(key: uuid.UUID, *, by: Person | None = None, **fields: Any) -> Breach:
    """Write a breach in the register (GDPR art. 33(5)); sent twenty times, it is one. `fields`: those of Breach. Raises Refused."""
    if not (by is None or policies.can_set_terms(by)):
        raise Refused(_("This is not yours to write."))
    if fields["known_at"] > clock.now():
        raise Refused(_("This moment is still to come."), field="known_hour")
    breach, made = Breach.objects.get_or_create(key=key, defaults={**fields, "told_by": by, "told_at": clock.now()})
    if made:
        journal.write("rights.report_breach", breach, by=by)
    return breach


@transaction.atomic
def tell_breach(breach: Breach, *, whom: str, at: dt.datetime, by: Person | None = None) -> Breach:
    """The CNIL ("authority_told_at") or the people ("people_told_at") were told at this moment, once. Raises Refused (field "hour")."""
    if whom not in TOLD or not (by is None or policies.can_set_terms(by)):
        raise Refused(_("This is not yours to write."))
    if not breach.known_at <= at <= clock.now():
        raise Refused(_("Write a moment between the day you knew and now."), field="hour")
    if Breach.objects.filter(pk=breach.pk, **{whom: None}).update(**{whom: at}):
        journal.write("rights.tell_breach", breach, by=by)
    breach.refresh_from_db()
    return breach


@transaction.atomic
def change_processor(processor: Processor, *, by: Person | None = None) -> Processor:
    """Keep what is known of a company that handles data for us, new or changed. Raises Refused."""
    if not (by is None or policies.can_set_terms(by)):
        raise Refused(_("This is not yours to write."))
    processor.save()
    journal.write("rights.change_processor", processor, by=by)
    return processor
