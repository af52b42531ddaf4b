"""What time brings: reminders, expiries, questions afterwards, forgetting. Each may run again: the key of a letter sends it once."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from . import addresses, telling, verbs
from .models import Engagement, Invitation
from .verbs.erasure import KEPT
from .verbs.invitations import EXPIRES_AFTER, REMINDED_AFTER

WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
TOLD_WITHIN = dt.timedelta(hours=48)
UNCONFIRMED = addresses.LIFE[addresses.CONFIRM]


def remind_invitations() -> int:
    """Invitations without an answer: on day 3, on day 7 (then the next in order is asked too). Returns how many."""
    return _each(Invitation.objects.to_remind(REMINDED_AFTER), verbs.remind)


def expire_invitations() -> int:
    """Invitations without an answer for fifteen days, or of which no date is ahead. Returns how many."""
    return _each(Invitation.objects.lapsed(EXPIRES_AFTER), verbs.expire)


def let_go_departed() -> int:
    """What is under way with somebody who stopped or left: invitations end, visits look for somebody else. Returns how many."""
    return _each(Invitation.objects.of_departed(), verbs.let_go)


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
    person, key = engagement.role_model.person, f"soon/{engagement.edition}/{name}"
    telling.asker("engagements/letters/visit_soon", engagement, key=key, who=person.full_name, email=person.email or "", phone=person.phone)
    for invitation in _accepted(engagement):
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
    telling.asker("engagements/letters/tell_us", engagement, key=key, who=engagement.role_model.public_name,
                  report=lambda: addresses.follow_report(engagement))
    for invitation in _accepted(engagement):
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


def forget_old_askers() -> int:
    """Three years after their last request teachers are forgotten; a request never confirmed, when its link ends. Returns how many."""
    return _each(Engagement.objects.to_forget(kept=KEPT, unconfirmed=UNCONFIRMED), verbs.forget_asker)


def clear_words() -> int:
    """Three years after a visit, what was written about it goes; the counts stay. Returns how many rows."""
    return verbs.clear_words()
