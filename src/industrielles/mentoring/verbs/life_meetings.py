"""Meetings proposed, agreed, told in three taps; goals in her words."""
from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.safeguarding.detector import findings

from .. import counting, policies, telling_life
from ..holding import allows_mode, stillness
from ..models import Goal, Meeting, Pair, Side
from ..rendezvous import delivered
from ..wishes import Mode
from ._right import hold, refuse_unless

Status = Meeting.Status
LEAST, MOST = 5, 600  # minutes of a meeting
ALONE = (Mode.ONLINE,)  # where no second adult is near


def other(side: str) -> str:
    """The other one of the two."""
    return Side.MENTOR if side == Side.MENTEE else Side.MENTEE


def refuse_still(pair: Pair) -> None:
    """Nothing opens before the first meeting, nor while the pair rests or is held; neither of the two reads why. Raises Refused."""
    if (pair.frozen_from or pair.status) != Pair.Status.ACTIVE:
        raise Refused(_("This is closed for now: the charter and the first meeting come first, and nothing is written during a rest."))
    refuse_held(pair)


def refuse_held(pair: Pair) -> None:
    """Something keeps the pair still: nobody reads what. Raises Refused."""
    if stillness(pair):
        raise Refused(_("Your place rests for now. The programme writes to you."))


def _may_stand(meeting: Meeting, pair: Pair) -> bool:
    """Whether a date that was proposed may still take place: a parent allows this way to meet, and with a minor somebody else is there."""
    alone = Mode(meeting.mode) in ALONE or meeting.second_adult
    return allows_mode(pair, meeting.mode) and bool(alone or not pair.mentee.is_minor)


@transaction.atomic
def call_off(pair: Pair, *, by: Person | None = None) -> int:
    """Dates to come that may not take place any more: the pair rests, is held or kept still, or a parent took back this way to meet. They
    are cancelled, both are told to stay at home, and no letter says any more that a message waits. `pair`: held. Returns how many."""
    still = pair.status != Pair.Status.ACTIVE or stillness(pair) != ""
    if still:
        telling_life.withdraw(pair, "message")
    off = [one for one in pair.meetings.coming().filter(starts_at__gt=clock.now()) if still or not _may_stand(one, pair)]
    for one in off:
        one.move_to(Status.CANCELLED, edition=one.edition + 1)
        telling_life.tell(pair, "off", key=one.code, on=delivered(clock.now(), pair.zone))
    return len(off)


def _fit_to_be_read(words: str, pair: Pair, field: str) -> None:
    if pair.shielded and findings(words):
        raise Refused(_("Leave out numbers, addresses, accounts and links: nobody is reached outside of this site."), field=field)


@transaction.atomic
def propose_meeting(pair: Pair, *, starts_at: dt.datetime, mode: str, minutes: int = 0, second_adult: str = "", by: Person) -> Meeting:
    """One of the two proposes a date; the other is told. Raises Refused: at night, in the past, a way to meet that is not allowed, without
    a second adult with a minor, too short or too long (fields)."""
    pair = hold(pair)
    refuse_unless(policies.can_propose(by, pair))
    refuse_still(pair)
    if not clock.now() < starts_at < clock.now() + dt.timedelta(days=180):
        raise Refused(_("Choose a day to come, within six months."), field="day")
    if pair.shielded and delivered(starts_at, pair.zone) != starts_at:
        raise Refused(_("Not between 9 in the evening and 7 in the morning."), field="hour")
    minutes = minutes or pair.programme.minutes
    if not LEAST <= minutes <= MOST:
        raise Refused(_("Choose how long you meet."), field="minutes")
    if not allows_mode(pair, mode):
        raise Refused(_("This way to meet is not allowed in your pair."), field="mode")
    if pair.mentee.is_minor and Mode(mode) not in ALONE and not second_adult.strip():
        raise Refused(_("Say which second adult is there."), field="second_adult")
    _fit_to_be_read(second_adult, pair, "second_adult")
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                pair=pair, starts_at=starts_at, mode=mode, minutes=minutes, proposed_by=by,
                second_adult=second_adult.strip()[:80], made_at=clock.now())
    except IntegrityError:
        raise Refused(_("This date is proposed already."), field="day") from None
    journal.write("mentoring.propose_meeting", pair, by=by, network_id=pair.network_id)
    telling_life.tell(pair, "meeting", [other(pair.side_of(by))], key=meeting.code, on=delivered(clock.now(), pair.zone))
    return meeting


@transaction.atomic
def agree_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """The other one says yes: the date stands. Raises Refused, also to who proposed it."""
    pair = hold(meeting.pair)
    refuse_unless(policies.can_agree(by, pair) and meeting.proposed_by_id != by.pk)
    refuse_still(pair)
    if meeting.starts_at <= clock.now():
        raise Refused(_("This date is past: propose another one."))
    if not _may_stand(meeting, pair):
        raise Refused(_("This way to meet is not allowed in your pair."))
    meeting.move_to(Status.AGREED)
    journal.write("mentoring.agree_meeting", pair, by=by, network_id=pair.network_id)
    telling_life.tell(pair, "agreed", [other(pair.side_of(by))], key=meeting.code, on=delivered(clock.now(), pair.zone))
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """Either takes the date back, without a reason. Raises Refused."""
    pair = hold(meeting.pair)
    refuse_unless(policies.can_cancel(by, pair))
    meeting.move_to(Status.CANCELLED, edition=meeting.edition + 1)
    journal.write("mentoring.cancel_meeting", pair, by=by, network_id=pair.network_id)
    telling_life.tell(pair, "cancelled", [other(pair.side_of(by))], key=meeting.code, on=delivered(clock.now(), pair.zone))
    return meeting


@transaction.atomic
def tell_meeting(pair: Pair, *, minutes: int, mode: str, felt: str, on: dt.date | None = None, meeting: Meeting | None = None,
                 by: Person) -> Meeting:
    """In three taps: they met, so long, it went well or not. `meeting`: one that was agreed; without it, one that just took place (`on`,
    today). The other side adds how it felt to the same one. Raises Refused."""
    pair = hold(pair)
    side, day = pair.side_of(by), on or pair.today
    refuse_unless(policies.can_tell_meeting(by, pair) and (meeting is None or meeting.pair_id == pair.pk))
    if pair.first_met_on is None or not pair.is_live:  # what took place is told, whatever makes the pair rest since
        refuse_still(pair)
    if felt not in Meeting.Felt.values or mode not in Mode.values or not LEAST <= minutes <= MOST:
        raise Refused(_("Choose how long, where, and how it went."))
    if meeting is None and not (pair.first_met_on or day) <= day <= pair.today:
        raise Refused(_("Choose a day between your first meeting and today."), field="on")
    row = locked(meeting) if meeting else _same_day(pair, day) or Meeting(
        pair=pair, starts_at=pair.noon(day), mode=mode, minutes=minutes, proposed_by=by)
    if row.pk is None:
        row.save(force_insert=True)
    if row.starts_at > clock.now() + dt.timedelta(hours=12):
        raise Refused(_("This meeting is still to come."))
    if row.status != Status.HELD:
        row.move_to(Status.HELD, told_by=by, told_at=clock.now(), minutes=minutes, mode=mode)
        counting.count_meeting(pair, row)
        journal.write("mentoring.tell_meeting", pair, by=by, network_id=pair.network_id)
    setattr(row, f"felt_by_{side}", felt)
    row.save(update_fields=[f"felt_by_{side}"])
    return row


def _same_day(pair: Pair, day: dt.date) -> Meeting | None:
    """What was agreed for this day, or what the other one told of it; else a date that was proposed, never answered, and is past, or has
    the very hour of what is told without one."""
    begins, ends = (dt.datetime.combine(one, dt.time(), pair.zone) for one in (day, day + dt.timedelta(days=1)))
    same = pair.meetings.filter(starts_at__gte=begins, starts_at__lt=ends)
    known = same.filter(status__in=(Status.HELD, Status.AGREED)).order_by("status", "pk").first()
    proposed = Q(status=Status.PROPOSED) & (Q(starts_at__lte=clock.now()) | Q(starts_at=pair.noon(day)))
    return known or same.filter(proposed).order_by("starts_at", "pk").first()


@transaction.atomic
def miss_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """It did not take place; nobody says whose fault. Raises Refused before its hour."""
    pair = hold(meeting.pair)
    refuse_unless(policies.can_tell_meeting(by, pair))
    if meeting.starts_at > clock.now():
        raise Refused(_("This meeting is still to come."))
    meeting.move_to(Status.MISSED, told_by=by, told_at=clock.now())
    journal.write("mentoring.miss_meeting", pair, by=by, network_id=pair.network_id)
    return meeting


@transaction.atomic
def set_goal(pair: Pair, *, words: str, by: Person) -> Goal:
    """She says what she wants, in her words. Raises Refused (field "words")."""
    pair = hold(pair)
    refuse_unless(policies.can_set_goal(by, pair))
    refuse_still(pair)
    if not words.strip():
        raise Refused(_("Write a few words."), field="words")
    if pair.goals.live().count() >= Goal.MOST:
        raise Refused(_("Five goals at once are enough: tick one first."), field="words")
    _fit_to_be_read(words, pair, "words")
    goal = Goal.objects.create(pair=pair, words=words.strip()[:200], said_at=clock.now())
    journal.write("mentoring.set_goal", pair, by=by, network_id=pair.network_id)
    return goal


@transaction.atomic
def end_goal(goal: Goal, *, reached: bool, by: Person) -> Goal:
    """She reached it, or lets it go. Done twice, it is done once."""
    pair = hold(goal.pair)
    refuse_unless(policies.can_set_goal(by, pair))
    if Goal.objects.live().filter(pk=goal.pk).update(**{"reached_at" if reached else "dropped_at": clock.now()}):
        journal.write("mentoring.end_goal", pair, by=by, network_id=pair.network_id)
    goal.refresh_from_db()
    return goal
