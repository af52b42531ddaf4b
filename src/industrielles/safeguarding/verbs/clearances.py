"""Papers that were seen: written down, taken back, told ahead of their end, over."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Clearance
from ._right import refuse_unless


@transaction.atomic
def clear(person: Person, *, network: Network, kind: str, seen_on: dt.date, until: dt.date | None = None,
          outcome: str = Clearance.Outcome.CLEAR, by: Person | None = None) -> Clearance:
    """Write that a paper of hers was seen on this day, what it allows, and until when: as long as its kind lasts unless less is said.
    Written twice, it is written once. Nobody sees her own. Raises Refused (field)."""
    refuse_unless(by is None or policies.can_clear(by, network))
    if by is not None and by.pk == person.pk:
        raise Refused(_("Somebody else looks at your papers."))
    if seen_on > clock.today():
        raise Refused(_("It cannot have been seen after today."), field="seen_on")
    longest = seen_on + dt.timedelta(days=Clearance.LASTS[kind])
    if until is not None and not seen_on <= until <= longest:
        raise Refused(_("It holds until %(day)s at the latest.") % {"day": longest.strftime("%d/%m/%Y")}, field="until")
    made, new = Clearance.objects.get_or_create(
        person=person, network=network, kind=kind, seen_on=seen_on, until=until or longest, outcome=outcome, withdrawn_at=None,
        defaults={"seen_by": by, "noted_at": clock.now()})
    if new:
        journal.write("safeguarding.clear", made, by=by, network_id=network.pk, person=person)
        if outcome == Clearance.Outcome.NOT_CLEAR:
            _end_what_it_allowed(made, by)
    return made


@transaction.atomic
def withdraw_clearance(clearance: Clearance, *, by: Person | None = None) -> Clearance:
    """It was written by mistake: it allows nothing any more, and stays to be seen. Done twice, it is done once."""
    refuse_unless(by is None or policies.can_withdraw_clearance(by, clearance))
    if Clearance.objects.standing().filter(pk=clearance.pk).update(withdrawn_at=clock.now(), withdrawn_by=by):
        journal.write("safeguarding.withdraw_clearance", clearance, by=by, network_id=clearance.network_id, person=clearance.person_id)
        _end_what_it_allowed(clearance, by)
    clearance.refresh_from_db()
    return clearance


@transaction.atomic
def lapse(clearance: Clearance, *, by: Person | None = None) -> bool:
    """It is over: once, what its end suspends is told to the rooms (settings.CLEARANCE_LAPSED), and the three people are told. Nothing
    happens while another one of hers allows. Returns whether this was the time."""
    first = Clearance.objects.expired().filter(pk=clearance.pk, lapsed_at=None).update(lapsed_at=clock.now())
    if not first or policies.is_cleared(clearance.person):
        return False
    journal.write("safeguarding.lapse", clearance, by=by, network_id=clearance.network_id, person=clearance.person_id)
    _end_what_it_allowed(clearance, by)
    telling.clearance_ends(clearance, 0)
    return True


@transaction.atomic
def tell_ahead(clearance: Clearance, *, by: Person | None = None) -> int:
    """Thirty and seven days before its end, herself, who coordinates and the referent are told, once each, unless another one of hers
    holds longer. Returns how many letters were written."""
    longer = Clearance.objects.live(clearance.until + dt.timedelta(days=1)).of(clearance.person).exclude(pk=clearance.pk)
    if longer.exists() or not clearance.is_live:
        return 0
    steps = [days for days in Clearance.TOLD_BEFORE if clearance.days_left <= days]
    return telling.clearance_ends(clearance, min(steps)) if steps else 0


@transaction.atomic
def clear_clearances(old: Any, *, by: Person | None = None) -> int:
    """These papers were seen long ago: forgotten. Returns how many."""
    return old.delete()[0]


def _end_what_it_allowed(clearance: Clearance, by: Person | None) -> None:
    if policies.is_cleared(clearance.person):
        return
    for dotted in settings.CLEARANCE_LAPSED:
        import_string(dotted)(clearance.person, by=by)
