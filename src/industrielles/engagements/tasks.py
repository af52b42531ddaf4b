"""What time brings: reminders, expiries, questions afterwards, forgetting. Each may run again: the key of a letter sends it once."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.models import Rhythm

from . import addresses, nearby, pace, telling, verbs
from .models import Engagement, Invitation
from .verbs.closing import GIVEN_UP_AFTER, NEVER_TOLD_AFTER

WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
NIGHT = range(5, letters.MORNING.hour)  # in Paris
TOLD_WITHIN = dt.timedelta(hours=48)


def remind_invitations() -> int:
    """Invitations without an answer: on day 3, on day 7 (then the next in order is asked too), sooner when it is needed (pace). Returns how
    many."""
    return _each(Invitation.objects.to_remind(pace.bands()), verbs.remind)


def expire_invitations() -> int:
    """Invitations without an answer for fifteen days, or of which no date is ahead. Returns how many."""
    return _each(Invitation.objects.lapsed(pace.bands()), verbs.expire)


def let_go_departed() -> int:
    """What is under way with somebody who stopped or left: invitations end, visits look for somebody else. Returns how many."""
    return _each(Invitation.objects.of_departed(), verbs.let_go)


def tell_near() -> int:
    """In the night, for eight in the morning in Paris: role models read of what is new near them, at the rhythm they chose; as many a
    minute as a mail server bears (settings.NEWS_PER_MINUTE). Returns how many letters."""
    now = clock.now()
    local = timezone.localtime(now)
    if local.hour not in NIGHT:
        return 0
    midnight, eight = (local.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (0, letters.MORNING.hour))
    rhythms = {Rhythm.AT_ONCE, Rhythm.DAILY} | ({Rhythm.WEEKLY} if local.weekday() == 0 else set())
    until, done = now - nearby.SETTLED, 0
    for told in nearby.to_tell(until=until, since=midnight, rhythms=rhythms):
        alone = told.rhythm == Rhythm.AT_ONCE  # else it waits for the letter of that morning
        on = eight + done * MINUTE / settings.NEWS_PER_MINUTE if alone else None
        done += verbs.tell_near(told, until=until, on=on)
    return done


def _each(rows: Any, verb: Any) -> int:
    """The verb on each row; who answered meanwhile is left alone."""
    done = 0
    for row in rows.order_by("pk"):
        try:
            verb(row, by=None)
        except Refused:
            continue
        done += 1
    return done


def remind_visits() -> int:
    """A week before and a day before the visit, to both sides; not to who agreed only just before. Returns how many visits."""
    done = 0
    for name, ahead, least in (("week", WEEK, 2 * DAY), ("day", DAY, 0 * DAY)):
        for engagement in Engagement.objects.starting(within=ahead, not_before=least).order_by("pk"):
            if engagement.agreed_at <= engagement.starts_at - ahead - DAY:
                done += _remind_visit(engagement, name)
    return done


@transaction.atomic
def _remind_visit(engagement: Engagement, name: str) -> bool:
    agreed, engagement = engagement.edition, _held(engagement)
    if engagement.status != Engagement.Status.CONFIRMED or engagement.edition != agreed:
        return False  # cancelled or changed in the same instant
    key, coming = f"soon/{engagement.edition}/{name}", _accepted(engagement)
    people = [(one.role_model.person.full_name, one.role_model.person.email or "", one.role_model.person.phone) for one in coming]
    telling.asker("engagements/letters/visit_soon", engagement, key=key, people=people, **telling.who(coming))
    for invitation in coming:
        telling.role_model(
            "engagements/letters/you_come_soon", invitation, key=key, contact=engagement.asker, contact_role=engagement.contact_role,
            email=engagement.contact_email, phone=engagement.contact_phone)
    return True


def ask_for_reports() -> int:
    """As soon as a visit has ended, both sides are asked what took place. Returns how many visits."""
    return _ask(Engagement.objects.awaiting_report().filter(ends_at__gt=clock.now() - TOLD_WITHIN), "report")


def chase_reports() -> int:
    """48 hours later nobody has told: both are asked once more. Returns how many visits."""
    late = clock.now() - TOLD_WITHIN
    return _ask(Engagement.objects.awaiting_report().filter(ends_at__lte=late, ends_at__gt=late - WEEK), "report-again")


def _ask(engagements: Any, key: str) -> int:
    done = 0
    for engagement in engagements.order_by("pk"):
        done += _ask_one(engagement, key)
    return done


@transaction.atomic
def _ask_one(engagement: Engagement, key: str) -> bool:
    engagement = _held(engagement)
    if engagement.status != Engagement.Status.CONFIRMED:
        return False  # told in the same instant
    key = f"{key}/{engagement.edition}"
    coming = _accepted(engagement)
    telling.asker("engagements/letters/tell_us", engagement, key=key, report=lambda: addresses.follow_report(engagement),
                  **telling.who(coming, public=True))
    for invitation in coming:
        telling.role_model("engagements/letters/your_report", invitation, key=key, report=lambda i=invitation: addresses.answer_report(i))
    return True


def _held(engagement: Engagement) -> Engagement:
    """As it is now, until its letters are written: nobody reads of a visit that was cancelled, nor of somebody erased, meanwhile."""
    held = Engagement.objects.select_for_update(of=("self",)).select_related("commune", "department", "network", "role_model__person")
    return held.get(pk=engagement.pk)


def _accepted(engagement: Engagement) -> list[Invitation]:
    found = engagement.invitations.filter(status=Invitation.Status.ACCEPTED).select_related("role_model__person", "network")
    for invitation in found:
        invitation.engagement = engagement
    return list(found)


def close_given_up() -> int:
    """Requests whose days went by without anybody, closed with a kind letter, so that they can be forgotten. Returns how many."""
    return _each(Engagement.objects.given_up(GIVEN_UP_AFTER), verbs.give_up)


def close_never_told() -> int:
    """Visits nobody ever told, closed; the link to tell still works. Returns how many."""
    return _each(Engagement.objects.never_told(NEVER_TOLD_AFTER), verbs.close_untold)
