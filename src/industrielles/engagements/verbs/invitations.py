"""Putting a request to role models: invite, take a volunteer, remind, let go."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters.models import Kind
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel

from .. import hitches, pace, policies, suggestions, telling
from ..models import Engagement, Invitation
from ._turns import concerned, held, hold, next_turn, noted, of, refuse_departed, refuse_suspended, said_at, send

Status = Invitation.Status
REMINDED_AFTER, EXPIRES_AFTER = pace.USUAL.remind, pace.USUAL.expire  # unless an answer is needed sooner
NEXT_AFTER = 2  # with the second reminder, the next in order is asked as well: first to accept comes


@transaction.atomic
def invite(engagement: Engagement, *, role_models: Sequence[RoleModel], by: Person | None, together: bool = False) -> list[Invitation]:
    """Put the request to one role model, or to several: one after the other in this order (several at once when an answer is needed
    soon or several seats are free: see pace), or all `together`. Raises Refused when one of them has already been asked, when her network
    does not take part or is not for `by` to see, or when she did not agree to be proposed to media and organisers."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_dispatch(by, engagement))
    if not role_models:
        raise Refused(_("Choose somebody to invite."), field="role_models")
    if not engagement.seeks:
        raise Refused(engagement.REFUSALS[Engagement.Status.PROPOSED])
    refuse_uninvitable(engagement, role_models, by)
    partners = set(engagement.partners.values_list("network_id", flat=True))
    role_models = _read_again(role_models)
    scores = suggestions.scores(engagement, role_models)
    rank = engagement.invitations.aggregate(last=Max("rank"))["last"] or 0
    made = []
    for role_model in role_models:
        rank += 1
        made.append(_row_for(engagement, role_model, partners, rank=rank, score=scores.get(role_model.pk), by=by))
    if engagement.status == Engagement.Status.REQUESTED:
        engagement.move_to(Engagement.Status.PROPOSED)
    asked = engagement.invitations.filter(status__in=(Status.SENT, Status.COUNTERED)).count()
    for invitation in made if together else made[: max(0, pace.asked_at_once(engagement) - asked)]:
        send(invitation)
    journal.write("engagements.invite", engagement, by=by, network_id=engagement.network_id, invitations=made)
    return made


def refuse_uninvitable(engagement: Engagement, role_models: Sequence[RoleModel], by: Person | None) -> None:
    """Raise Refused for somebody whose network `by` does not run, as for nobody, unless she runs the one that was asked; and for one who
    did not agree to be proposed for this kind of meeting."""
    keys = {one.pk for one in role_models}
    strange = by is not None and not policies.can_own(by, engagement)
    if strange and RoleModel.objects.visible_to(by).filter(pk__in=keys).count() < len(keys):
        raise Refused(_("Choose somebody to invite."), field="role_models")
    if engagement.kind not in Engagement.PUBLIC_KINDS:
        return
    willing = suggestions.willing(engagement, keys)
    for one in role_models:
        if one.pk not in willing:
            words = _("%(name)s did not agree to be proposed to journalists and organisers.")
            raise Refused(words % {"name": one.public_name}, field="role_models")


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


def _row_for(engagement: Engagement, role_model: RoleModel, partners: set[int], *, rank: int, score: int | None, by: Person | None,
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
    if not engagement.seeks:
        raise Refused(_("Somebody has already accepted this visit, or it is no longer asked for."))
    if starts_at <= clock.now():
        raise Refused(_("This date is past."), field="starts_at")
    refuse_other_day(engagement, starts_at)
    refuse_uninvitable(engagement, [role_model], None)
    role_model = _read_again([role_model])[0]
    refuse_suspended(role_model)
    despite = hitches.stop(role_model, engagement, starts_at, but=hitches.OF_HER if anyway else (), to_her=True)
    partners = set(engagement.partners.values_list("network_id", flat=True))
    invitation = _row_for(engagement, role_model, partners, rank=0, score=None, by=by, status=Status.FORWARD, starts_at=starts_at,
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
    """Remind her on day 3 and on day 7, sooner when an answer is needed soon (pace); with the second reminder the next in order is asked
    too. Raises Refused when it is not due."""
    engagement, invitation = held(invitation)
    after = pace.of(engagement).remind
    due = invitation.reminders < len(after) and invitation.status == Status.SENT
    if not due or invitation.sent_at > clock.now() - after[invitation.reminders]:
        raise Refused(_("No reminder is due."))
    invitation.reminders += 1
    invitation.save(update_fields=["reminders"])
    noted("remind", invitation, by=by, holder="")
    telling.role_model("engagements/letters/invite_again", invitation, kind=Kind.REMINDERS, last=invitation.reminders == len(after),
                       key=f"reminder/{invitation.sent_at:%Y-%m-%d}/{invitation.reminders}")
    if invitation.reminders == NEXT_AFTER:
        for waiting in of(engagement, Status.WAITING)[:1]:
            send(waiting)
    return invitation


@transaction.atomic
def expire(invitation: Invitation, *, by: Person | None = None) -> Invitation:
    """Left unanswered for fifteen days (less when an answer is needed soon: pace), or no date of it is ahead any more: the next in order
    is asked. Who put herself forward waits until her date is past. Raises Refused when she has answered meanwhile. She may still accept
    as long as nobody else has."""
    engagement, invitation = held(invitation)
    if not _is_late(engagement, invitation):
        raise Refused(_("This invitation still has time."))
    asked = invitation.status != Status.FORWARD
    invitation.move_to(Status.EXPIRED)
    noted("expire", invitation, by=by, holder="")
    if asked:
        next_turn(engagement, after=invitation)
    return invitation


def _is_late(engagement: Engagement, invitation: Invitation) -> bool:
    """Whether its time is over (as InvitationQuerySet.lapsed finds them)."""
    now, countered = clock.now(), invitation.status == Status.COUNTERED
    if invitation.status == Status.FORWARD:
        return invitation.starts_at <= now
    since = invitation.answered_at if countered else invitation.sent_at
    if since is not None and since <= now - pace.of(engagement).expire:
        return True
    if countered:
        return invitation.starts_at <= now
    return engagement.last_day <= clock.today() or (engagement.answer_by is not None and engagement.answer_by < clock.today())
