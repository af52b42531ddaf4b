"""The safeguarding referent ends a pair that a report holds; everybody else reads that it has ended, as any other."""
from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Evidence, Report

from .. import policies
from ..models import Closure, Pair, Side
from ._right import hold, refuse_unless
from .life_follow import _end

SHORTEST = 4  # letters of a reason


def reports_that_hold(pair: Pair, person: Person) -> list[Report]:
    """Those that she may read, in the order in which they are held: open, of this pair or of one of the two; or closed, and one of the two
    is kept away all the same."""
    mine = Report.objects.visible_to(person)
    people = [one for one in map(pair.person_of, Side.values) if one is not None]
    found = {one.pk: one for rows in (mine.open().of_thread(pair), mine.open().filter(accused__in=people), *map(mine.suspending, people))
             for one in rows}
    return [found[key] for key in sorted(found)]


@transaction.atomic
def end_held(pair: Pair, *, reason: str, by: Person) -> Pair:
    """A pair that a report holds ends for good. Her reason is kept with the report, for those who treat it; the two and who coordinates
    read that it has ended, without a reason and without her name. Raises Refused: nothing holds it, no reason (field)."""
    refuse_unless(policies.can_end_held(by, pair))
    if len(reason.strip()) < SHORTEST:
        raise Refused(_("Say in a few words why it ends."), field="reason")
    for report in reports_that_hold(pair, by):  # held before the pair, as whoever closes a report does
        safeguarding.preserve(locked(report), kind=Evidence.Kind.NOTE, body=reason.strip(), author=by)
    pair = hold(pair)
    if pair.status != Pair.Status.FROZEN:
        raise Refused(_("No report holds this pair: who coordinates ends it."))
    journal.write("mentoring.end_held", pair, by=by, network_id=pair.network_id)
    planned = pair.ends_on is not None and pair.ends_on <= clock.today()
    return _end(pair, Closure.Kind.PLANNED if planned else Closure.Kind.EARLY, "" if planned else Closure.Reason.UNSAID, by=None)
