"""What keeps a pair still today, whatever its status: a report, a suspension, an expired clearance, a parent who took back an agreement."""
from __future__ import annotations

from typing import Any

from industrielles.people.models import Person
from industrielles.safeguarding import policies as guarded
from industrielles.safeguarding.models import Clearance, Part

from .models import Mentee, Pair, Side
from .wishes import Mode

PARTS = {Mode.ONLINE: Part.ONLINE, Mode.SCHOOL: Part.SCHOOL, Mode.COMPANY: Part.COMPANY}  # elsewhere: nothing a parent allows


def stillness(pair: Pair) -> str:
    """Why nothing may be written now: "frozen", "gone", "suspended", "doubted", "parent", "clearance"; "" when nothing stands against it.
    Nobody reads which: neither the two, nor a coordinator, who might be whom a report accuses."""
    mentee, mentor = pair.person_of(Side.MENTEE), pair.person_of(Side.MENTOR)
    if pair.status == Pair.Status.FROZEN or guarded.is_frozen(pair):
        return "frozen"
    if mentee is None or mentor is None or not (mentee.is_active and mentor.is_active):
        return "gone"
    if guarded.is_suspended(mentor) or guarded.is_suspended(mentee):
        return "suspended"
    if guarded.is_doubted(pair.mentor):
        return "doubted"
    if not allows(pair, Part.TAKE_PART):
        return "parent"
    return "" if is_cleared_for(pair.mentee, mentor) else "clearance"


def is_cleared_for(mentee: Mentee, person: Person) -> bool:
    """Whether a clearance of a mentor allows today; for a child entrusted to the department, with its written agreement and a certificate
    of good standing (CASF L133-6)."""
    if mentee.in_care and mentee.convention_on is None:
        return False
    return guarded.is_cleared(person, kinds=(Clearance.Kind.HONOUR,) if mentee.in_care else ())


def rests(pair: Pair) -> bool:
    """Whether its place rests today, for whatever reason: all that the two are told."""
    return pair.rests or (pair.is_live and stillness(pair) != "")


def allows(pair: Pair, part: str) -> bool:
    """Whether a parent allows this part in the network of the pair, or she is 18: what was taken back there is not allowed elsewhere."""
    mentee = pair.mentee
    return mentee.person is not None and mentee.born_on is not None and guarded.authorised(
        mentee.person, part, born_on=mentee.born_on, network=pair.network)


def allows_mode(pair: Pair, mode: str) -> bool:
    """Whether the pair may meet so: the programme has this mode, and before 18 a parent allows it."""
    if mode not in pair.programme.modes:
        return False
    part: Any = PARTS.get(Mode(mode))
    return not pair.mentee.is_minor or (part is not None and allows(pair, part))


def modes_of(pair: Pair) -> list[Mode]:
    """How they may meet today."""
    return [Mode(one) for one in pair.programme.modes if allows_mode(pair, one)]
