"""A meeting that was told by mistake: taken back, and kept in the history as such."""
from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import counting, policies
from ..holding import stillness
from ..models import Meeting, Pair
from ._right import hold, refuse_unless
from .life_meetings import other

Status = Meeting.Status


def why_it_stays(meeting: Meeting, pair: Pair, side: str, *, still: bool) -> str:
    """Why this meeting may not be taken back by this side ("": who coordinates), in words; "" when it may."""
    if meeting.first:
        return _("The first meeting opened this pair: it stays. If it did not take place, who coordinates ends the pair.")
    if pair.status == Pair.Status.CLOSED:
        return _("This pair is closed: its meetings stay as they were told.")
    if side and meeting.felt_by(other(side)):
        return _("The other one told this meeting too: who coordinates can take it back.")
    return _("Your place rests for now. The programme writes to you.") if side and still else ""


def withdrawable(pair: Pair, told: Iterable[Meeting], *, by: Person) -> list[int]:
    """Keys of the meetings of this pair that she may take back."""
    side = pair.side_of(by)
    still, runs = bool(side and stillness(pair)), policies.can_run_pair(by, pair)
    return [one.pk for one in told if one.status == Status.HELD and (runs or (side and one.told_by_id == by.pk))
            and not why_it_stays(one, pair, side, still=still)]


@transaction.atomic
def withdraw_meeting(meeting: Meeting, *, by: Person | None = None) -> Meeting:
    """It was told by mistake: who told it, or who coordinates, takes it back. It stays in the history, and what was counted of it is taken
    off. Done twice, it is done once. Raises Refused: the first one, one that both told, a pair at rest (to the two), a closed pair."""
    pair, row = hold(meeting.pair), locked(meeting)
    refuse_unless(by is None or policies.can_withdraw_meeting(by, row))
    if row.status == Status.WITHDRAWN:
        return row
    side = pair.side_of(by) if by else ""
    words = why_it_stays(row, pair, side, still=bool(side and stillness(pair)))
    if words:
        raise Refused(words)
    row.move_to(Status.WITHDRAWN)
    counting.uncount_meeting(pair, row)
    journal.write("mentoring.withdraw_meeting", pair, by=by, network_id=pair.network_id)
    return row
