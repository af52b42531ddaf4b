"""Signed addresses sent by mail, each for one purpose; the page reads its token with the same purpose and life (kit.links)."""
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse

from industrielles.kit import links

if TYPE_CHECKING:
    from .models import Engagement, Invitation

CONFIRM, FOLLOW, REPORT = "engagement.confirm", "engagement.follow", "engagement.report"
ANSWER, DATE = "invitation.answer", "invitation.date"
LIFE = {
    CONFIRM: dt.timedelta(days=30), FOLLOW: dt.timedelta(days=400), ANSWER: dt.timedelta(days=60), DATE: dt.timedelta(days=60),
    REPORT: dt.timedelta(days=400),
}


def confirm(engagement: Engagement) -> str:
    """Where the asker confirms her request. Version: the engagement's `link_version`."""
    return reverse("engagements:confirm", args=[links.sign(CONFIRM, engagement.code, engagement.link_version)])


def follow(engagement: Engagement) -> str:
    """Where the asker follows, changes, cancels, hands over, tells. Version: the engagement's `link_version`."""
    return reverse("engagements:follow", args=[links.sign(FOLLOW, engagement.code, engagement.link_version)])


def follow_report(engagement: Engagement) -> str:
    """Where the asker tells what took place."""
    return reverse("engagements:follow_report", args=[links.sign(FOLLOW, engagement.code, engagement.link_version)])


def date_answer(invitation: Invitation) -> str:
    """Where the asker agrees to another date or not. Code: the invitation's; version: the engagement's `link_version`."""
    return reverse("engagements:date_answer", args=[links.sign(DATE, invitation.code, invitation.engagement.link_version)])


def answer(invitation: Invitation, choice: str = "") -> str:
    """Where a role model answers; `choice` (accept, decline, counter, pass_on) opens the page there. Version: its `link_version`."""
    address = reverse("engagements:answer", args=[links.sign(ANSWER, invitation.code, invitation.link_version)])
    return f"{address}?answer={choice}" if choice else address


def answer_report(invitation: Invitation) -> str:
    """Where a role model tells what took place, without signing in. Version: its `link_version`."""
    return reverse("engagements:answer_report", args=[links.sign(REPORT, invitation.code, invitation.link_version)])


def request(engagement: Engagement) -> str:
    """The request on the coordinator's desk (not signed: she signs in)."""
    return reverse("engagements:request", args=[engagement.code])


def lending(code: str) -> str:
    """A lending asked for, on the lender's desk (not signed)."""
    return reverse("engagements:lending", args=[code])
