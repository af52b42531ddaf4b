"""What several verbs do alike: whose turn it is to be asked, and letting go those who were."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, typography
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.pool.models import RoleModel
from industrielles.safeguarding import policies as guarded

from .. import pace, telling
from ..models import Engagement, Invitation

Status = Invitation.Status
NOBODY: dict[str, Any] = {  # nobody comes, on no day
    "role_model": None, "starts_at": None, "ends_at": None, "agreed_at": None, "seats_taken": 0}


def hold(engagement: Engagement | int) -> Engagement:
    """The engagement, read again with all that letters say of it, and held until the end of the transaction: what is done to one
    engagement is done one after the other."""
    found = Engagement.objects.select_for_update(of=("self",)).select_related(
        "department__academy", "commune", "school__academy", "network", "branch").prefetch_related("proposed_dates", "class_groups")
    return found.get(pk=engagement if isinstance(engagement, int) else engagement.pk)


def forget_read(engagement: Engagement) -> None:
    """Dates or classes have changed: they are read again when they are next asked for."""
    getattr(engagement, "_prefetched_objects_cache", {}).clear()


def held(invitation: Invitation) -> tuple[Engagement, Invitation]:
    """The engagement, held, and the invitation read after that."""
    engagement = hold(invitation.engagement_id)
    hers = ("role_model__person", "role_model__membership", "role_model__department__academy")
    fresh = Invitation.objects.select_related(*hers, "network").get(pk=invitation.pk)
    fresh.engagement = engagement
    return engagement, fresh


def refuse_departed(role_model: RoleModel) -> None:
    """Raise Refused for who has left: nobody goes into a class with a closed profile, whatever link she still has."""
    if not role_model.is_current:
        raise Refused(_("This person is no longer in the pool."), field="role_models")


def refuse_suspended(role_model: RoleModel) -> None:
    """Raise Refused, in words that say nothing of it, for whom a safeguarding report keeps away: she goes into no class meanwhile."""
    if guarded.is_suspended(role_model.person):
        raise Refused(_("This date is no longer open. Thank you for having answered all the same."))


def noted(verb: str, invitation: Invitation, *, by: Any, holder: str = "role model") -> None:
    """Write in the journal what was done to an invitation, by a person or by the holder of its link."""
    journal.write(f"engagements.{verb}", invitation, by=by, as_="" if by else holder, network_id=invitation.network_id,
                  engagement=invitation.engagement)


def of(engagement: Engagement, *statuses: str) -> list[Invitation]:
    """Invitations of an engagement in these states, in their order."""
    found = engagement.invitations.filter(status__in=statuses).select_related("role_model__person", "network").order_by("rank", "pk")
    for invitation in found:
        invitation.engagement = engagement
    return list(found)


def send(invitation: Invitation) -> None:
    """Her turn has come: the letter leaves."""
    invitation.move_to(Status.SENT, sent_at=clock.now(), reminders=0)
    telling.role_model("engagements/letters/invite", invitation, key="invite")


def next_turn(engagement: Engagement, *, after: Invitation, words: str = "", colleague: str = "") -> None:
    """Somebody left the line: the next is asked, or the next few when an answer is needed soon (pace), or the coordinators are told that
    nobody is left."""
    if engagement.status == Engagement.Status.REQUESTED or not engagement.seeks:
        return
    open_ = of(engagement, *Invitation.ASKING)
    waiting = [one for one in open_ if one.status == Status.WAITING]
    for one in waiting[:max(0, pace.asked_at_once(engagement) - len(open_) + len(waiting))]:
        send(one)
    if open_:
        return
    if engagement.status == Engagement.Status.PROPOSED:
        engagement.move_to(Engagement.Status.REQUESTED)
    telling.coordinators("engagements/letters/nobody_left", engagement, concerned(engagement, after), key=f"nobody-left/{after.code}",
                         about=after, words=words, colleague=colleague)


def concerned(engagement: Engagement, invitation: Invitation) -> list[Network]:
    """The networks to tell about an answer: the owner's, and hers."""
    return [engagement.network, *([invitation.network] if invitation.network_id != engagement.network_id else [])]


def withdraw_open(engagement: Engagement, *, template: str, words: str) -> None:
    """Nobody is looked for any longer: invitations end, and those who had received one are told."""
    for invitation in of(engagement, *Invitation.OPEN):
        told = invitation.status != Status.WAITING
        invitation.move_to(Status.WITHDRAWN)
        if told:
            telling.role_model(template, invitation, key="withdrawn", words=words)


def fill_others(engagement: Engagement) -> None:
    """Somebody came first: the others are told kindly; those who had not been asked yet are not troubled."""
    for invitation in of(engagement, *Invitation.OPEN):
        told = invitation.status != Status.WAITING
        invitation.move_to(Status.FILLED)
        if told:
            telling.role_model("engagements/letters/filled", invitation, key="filled")


def free(engagement: Engagement, *, template: str, words: str, by: Any, only: Invitation | None = None) -> list[Invitation]:
    """Those who were coming, or `only` one of them, no longer come, whoever cancelled: their invitations are released, they are told and
    their calendars cleared. The caller tells the asker, then saves the engagement with this edition. Empty when nobody was coming."""
    coming = [one for one in of(engagement, Status.ACCEPTED) if only is None or one.pk == only.pk]
    if not coming or engagement.status != Engagement.Status.CONFIRMED:
        return []
    if engagement.starts_at <= clock.now():
        raise Refused(_("The hour of the visit has come: say in the report that it did not take place."))
    engagement.edition += 1  # the calendar's CANCEL comes after its last PUBLISH
    for accepted in coming:
        accepted.move_to(Status.RELEASED)
        telling.role_model(template, accepted, key="released", calendar="CANCEL", words=words)
        journal.write("engagements.release", accepted, by=by, network_id=accepted.network_id, engagement=engagement)
    return coming


def said_at(engagement: Engagement, moment: dt.datetime) -> Callable[[], str]:
    """A moment in words, on the clock of the school, in the language of whoever will read it."""
    return lambda: typography.moment(moment.astimezone(engagement.zone).replace(tzinfo=None))
