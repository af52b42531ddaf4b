"""Putting a request to role models: invite, take a volunteer, remind, let go."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel

from .. import hitches, policies, suggestions, telling
from ..models import Engagement, Invitation
from ._turns import concerned, held, hold, next_turn, noted, of, refuse_departed, refuse_unless, said_at, send

Status = Invitation.Status
REMINDED_AFTER = (dt.timedelta(days=3), dt.timedelta(days=7))
NEXT_AFTER = 2  # with the second reminder, the next in order is asked as well: first to accept comes
EXPIRES_AFTER = dt.timedelta(days=15)


@transaction.atomic
def invite(engagement: Engagement, *, role_models: Sequence[RoleModel], by: Person | None, together: bool = False) -> list[Invitation]:
    """Put the request to one role model, or to several: one after the other in this order, or all `together`. Raises Refused when one
    of them has already been asked, or her network does not take part."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_dispatch(by, engagement))
    if not role_models:
        raise Refused(_("Choose somebody to invite."), field="role_models")
    if engagement.status not in Engagement.OPEN:
        raise Refused(engagement.REFUSALS[Engagement.Status.PROPOSED])
    partners = set(engagement.partners.values_list("network_id", flat=True))
    role_models = _read_again(role_models)
    scores = suggestions.scores(engagement, role_models)
    rank = engagement.invitations.aggregate(last=Max("rank"))["last"] or 0
    made = []
    for role_model in role_models:
        rank += 1
        made.append(_made(engagement, role_model, partners, rank=rank, score=scores.get(role_model.pk), by=by))
    if engagement.status == Engagement.Status.REQUESTED:
        engagement.move_to(Engagement.Status.PROPOSED)
    asked = engagement.invitations.filter(status__in=(Status.SENT, Status.COUNTERED)).exists()
    for invitation in made if together else made[: 0 if asked else 1]:
        send(invitation)
    journal.write("engagements.invite", engagement, by=by, network_id=engagement.network_id, invitations=made)
    return made


def _read_again(role_models: Sequence[RoleModel]) -> list[RoleModel]:
    """These role models as they are now, in the same order, held: who is erased or leaves in the same instant waits, or is seen gone."""
    keys = [one.pk for one in role_models]
    held_ = RoleModel.objects.select_for_update(of=("self",), no_key=True).select_related("person", "membership", "network")
    found = {one.pk: one for one in held_.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def refuse_other_day(engagement: Engagement, starts_at: dt.datetime) -> None:
    """Raise Refused for a day that was not asked for."""
    if not engagement.asks_for(starts_at.astimezone(engagement.zone).date()):
        raise Refused(_("This day is not one of those asked for: propose it as another date."), field="starts_at")


def _made(engagement: Engagement, role_model: RoleModel, partners: set[int], *, rank: int, score: int | None, by: Person | None,
          status: str = Status.WAITING, **fields: object) -> Invitation:
    """The row of one invitation. Raises Refused when it cannot be."""
    name = {"name": role_model.public_name}
    refuse_departed(role_model)
    if role_model.network_id not in partners:
        raise Refused(_("%(name)s belongs to another network: ask it to lend somebody first.") % name, field="role_models")
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                engagement=engagement, network_id=role_model.network_id, role_model=role_model, rank=rank, score=score, status=status,
                made_by=by, made_at=clock.now(), **fields)
    except IntegrityError:
        raise Refused(_("%(name)s has already been asked, or has put herself forward.") % name, field="role_models") from None


@transaction.atomic
def put_forward(engagement: Engagement, *, role_model: RoleModel, starts_at: dt.datetime, words: str = "", by: Person | None,
                anyway: bool = False) -> Invitation:
    """A role model offers to come, on one of the dates asked for; the coordinator chooses. What speaks against it is said to her first,
    as when she accepts."""
    engagement = hold(engagement)
    refuse_unless(by is None or (role_model.person_id == by.pk and policies.can_put_forward(by, engagement)))
    if engagement.status not in Engagement.OPEN:
        raise Refused(_("Somebody has already accepted this visit, or it is no longer asked for."))
    if starts_at <= clock.now():
        raise Refused(_("This date is past."), field="starts_at")
    refuse_other_day(engagement, starts_at)
    role_model = _read_again([role_model])[0]
    despite = hitches.stop(role_model, engagement, starts_at, but=hitches.OF_HER if anyway else (), to_her=True)
    partners = set(engagement.partners.values_list("network_id", flat=True))
    invitation = _made(engagement, role_model, partners, rank=0, score=None, by=by, status=Status.FORWARD, starts_at=starts_at,
                       answer_words=words[:300], answered_at=clock.now(), accepted_despite=despite)
    noted("put_forward", invitation, by=by, holder="")
    telling.coordinators("engagements/letters/forward", engagement, concerned(engagement, invitation), key=f"forward/{invitation.code}",
                         about=invitation, words=words, moment=said_at(engagement, starts_at))
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person | None) -> Invitation:
    """The coordinator takes an invitation back; she is told if she had received it, and the next in order is asked."""
    engagement, invitation = held(invitation)
    refuse_unless(by is None or policies.can_withdraw(by, invitation))
    told = invitation.status != Status.WAITING
    invitation.move_to(Status.WITHDRAWN)
    noted("withdraw", invitation, by=by, holder="")
    if told:
        telling.role_model("engagements/letters/withdrawn", invitation, key="withdrawn", words="")
    next_turn(engagement, after=invitation)
    return invitation


@transaction.atomic
def remind(invitation: Invitation, *, by: Person | None = None) -> Invitation:
    """Remind her on day 3 and on day 7; with the second reminder the next in order is asked too. Raises Refused when it is not due."""
    engagement, invitation = held(invitation)
    due = invitation.reminders < len(REMINDED_AFTER) and invitation.status == Status.SENT
    if not due or invitation.sent_at > clock.now() - REMINDED_AFTER[invitation.reminders]:
        raise Refused(_("No reminder is due."))
    invitation.reminders += 1
    invitation.save(update_fields=["reminders"])
    noted("remind", invitation, by=by, holder="")
    telling.role_model("engagements/letters/invite_again", invitation, last=invitation.reminders == len(REMINDED_AFTER),
                       key=f"reminder/{invitation.sent_at:%Y-%m-%d}/{invitation.reminders}")
    if invitation.reminders == NEXT_AFTER:
        for waiting in of(engagement, Status.WAITING)[:1]:
            send(waiting)
    return invitation


@transaction.atomic
def expire(invitation: Invitation, *, by: Person | None = None) -> Invitation:
    """Left unanswered for fifteen days, or no date of it is ahead any more: the next in order is asked. Raises Refused when she has
    answered meanwhile. She may still accept as long as nobody else has."""
    engagement, invitation = held(invitation)
    countered = invitation.status == Status.COUNTERED
    since = invitation.answered_at if countered else invitation.sent_at
    late = since is not None and since <= clock.now() - EXPIRES_AFTER
    ahead = invitation.starts_at > clock.now() if countered else engagement.last_day > clock.today()
    if not late and ahead:
        raise Refused(_("This invitation still has time."))
    invitation.move_to(Status.EXPIRED)
    noted("expire", invitation, by=by, holder="")
    next_turn(engagement, after=invitation)
    return invitation
