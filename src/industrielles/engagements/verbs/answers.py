"""What a role model answers, and what the asker answers to another date. The first to accept comes: the database decides."""
from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel
from industrielles.safeguarding import policies as guarded

from .. import addresses, hitches, policies, suggestions, telling
from ..models import Engagement, Invitation, ProposedDate
from . import _seats as seats
from ._turns import concerned, forget_read, free, held, next_turn, noted, of, refuse_departed, refuse_suspended, said_at
from .invitations import invite, refuse_other_day

Status = Invitation.Status
NOON = 12


@transaction.atomic
def accept(invitation: Invitation, *, starts_at: dt.datetime, by: Person | None = None, anyway: bool = False) -> Invitation:
    """She comes on one of the dates asked for. Raises Refused when somebody came first; and, with field "anyway", when something
    speaks against it (another visit, her limit, holidays, her pause), in words, unless she accepts it `anyway`. A coordinator may note
    a day that the teacher agreed to on the telephone. Twice is once."""
    engagement, invitation = held(invitation)
    _may_answer(by, invitation)
    if invitation.status == Status.ACCEPTED and engagement.status == Engagement.Status.CONFIRMED:
        return invitation
    hers = by is None or policies.can_answer(by, invitation)
    if engagement.status == Engagement.Status.CONFIRMED and engagement.starts_at:
        starts_at = engagement.starts_at  # the day of a panel is agreed already
    elif hers:
        refuse_other_day(engagement, starts_at)
    else:
        _add_day(engagement, starts_at)
    return _agreed(engagement, invitation, starts_at, by=by, verb="accept", but=hitches.OF_HER if anyway else (), to_her=hers)


@transaction.atomic
def choose(invitation: Invitation, *, by: Person, anyway: bool = False) -> Invitation:
    """The coordinator takes a role model who put herself forward, on the date she gave. Raises Refused when that day is no longer asked
    for; and, with field "anyway", for what speaks against it and did not when she offered."""
    engagement, invitation = held(invitation)
    refuse_unless(policies.can_withdraw(by, invitation))
    if invitation.status != Status.FORWARD or invitation.starts_at is None:
        raise Refused(invitation.REFUSALS[Status.ACCEPTED])
    day = invitation.starts_at.astimezone(engagement.zone).date()
    if not engagement.asks_for(day) or (engagement.local_start and engagement.local_start.date() != day):
        raise Refused(_("This day is no longer one of those asked for: invite her for another one."))
    but = hitches.OF_HER if anyway else invitation.accepted_despite
    return _agreed(engagement, invitation, engagement.starts_at or invitation.starts_at, by=by, verb="choose", but=but, to_her=False)


@transaction.atomic
def agree_date(invitation: Invitation, *, by: Person | None = None) -> Invitation:
    """The asker can do the date proposed instead: the visit is confirmed. Twice is once. Raises Refused when she who proposed it has
    taken another visit at that time since."""
    engagement, invitation = held(invitation)
    if invitation.status == Status.ACCEPTED and engagement.status == Engagement.Status.CONFIRMED:
        return invitation
    if invitation.status != Status.COUNTERED or invitation.starts_at is None or engagement.status == Engagement.Status.CONFIRMED:
        raise Refused(_("This date is no longer proposed."))
    _add_day(engagement, invitation.starts_at)
    return _agreed(engagement, invitation, invitation.starts_at, by=by, verb="agree_date", but=invitation.accepted_despite,
                   only=("clash",), to_her=False)


def _add_day(engagement: Engagement, starts_at: dt.datetime) -> None:
    """The asker can do this day too."""
    local = starts_at.astimezone(engagement.zone)
    if not engagement.asks_for(local.date()):
        moment = ProposedDate.Moment.MORNING if local.hour < NOON else ProposedDate.Moment.AFTERNOON
        ProposedDate.objects.create(engagement=engagement, on=local.date(), moment=moment)
        forget_read(engagement)


def _agreed(engagement: Engagement, invitation: Invitation, starts_at: dt.datetime, *, by: Person | None, verb: str,
            but: Collection[str], to_her: bool, only: Collection[str] = ()) -> Invitation:
    """The visit is confirmed, or one more seat of a panel is taken: one conditional UPDATE decides who came first."""
    if starts_at <= clock.now():
        raise Refused(_("This date is past."), field="starts_at")
    refused = Refused(engagement.REFUSALS[Engagement.Status.CONFIRMED])
    if not engagement.seeks:
        raise refused
    # Her other answers wait: two visits accepted in the same instant see each other.
    list(RoleModel.objects.select_for_update(no_key=True).filter(person=invitation.role_model.person_id).order_by("pk"))
    refuse_departed(invitation.role_model)
    refuse_suspended(invitation.role_model)
    despite = hitches.stop(invitation.role_model, engagement, starts_at, but=but, only=only, to_her=to_her)
    if not seats.take(engagement):
        raise refused
    invitation.move_to(Status.ACCEPTED, starts_at=starts_at, answered_at=clock.now(), accepted_despite=despite)
    seats.settle(engagement, invitation.role_model, starts_at)
    noted(verb, invitation, by=by, holder="teacher" if verb == "agree_date" else "role model")
    _tell_agreed(engagement, invitation)
    return invitation


def _tell_agreed(engagement: Engagement, invitation: Invitation) -> None:
    """Both read when, where, and how to reach the other; the coordinators read that it is done."""
    who, edition = invitation.role_model.person, engagement.edition
    telling.asker(
        "engagements/letters/confirmed", engagement, key=f"confirmed/{edition}", calendar="PUBLISH", who=who.full_name,
        still=engagement.seats_free,
        job=invitation.role_model.job, email=who.email or "", phone=who.phone, her_words=invitation.role_model.words)
    telling.role_model(
        "engagements/letters/you_come", invitation, key=f"confirmed/{edition}", calendar="PUBLISH", contact=engagement.asker,
        contact_role=engagement.contact_role, email=engagement.contact_email, phone=engagement.contact_phone)
    telling.coordinators("engagements/letters/accepted", engagement, concerned(engagement, invitation), key=f"accepted/{edition}",
                         who=invitation.role_model.public_name)


@transaction.atomic
def decline(invitation: Invitation, *, words: str = "", by: Person | None = None) -> Invitation:
    """She cannot, with a reason if she likes; the next in order is asked. Twice is once."""
    engagement, invitation = held(invitation)
    _may_answer(by, invitation)
    if invitation.status == Status.DECLINED:
        return invitation
    invitation.move_to(Status.DECLINED, answered_at=clock.now(), answer_words=words.strip()[:300])
    noted("decline", invitation, by=by)
    next_turn(engagement, after=invitation, words=words)
    return invitation


@transaction.atomic
def pass_on(invitation: Invitation, *, colleague: str, words: str = "", by: Person | None = None) -> Invitation:
    """She cannot, but a colleague could: the coordinators read who."""
    engagement, invitation = held(invitation)
    _may_answer(by, invitation)
    if not colleague.strip():
        raise Refused(_("Write who could come in your place."), field="colleague")
    if invitation.status == Status.DECLINED and invitation.colleague == colleague.strip()[:160]:
        return invitation
    invitation.move_to(Status.DECLINED, answered_at=clock.now(), answer_words=words.strip()[:300], colleague=colleague.strip()[:160])
    noted("pass_on", invitation, by=by)
    next_turn(engagement, after=invitation, words=words, colleague=invitation.colleague)
    if engagement.status == Engagement.Status.PROPOSED:  # else the letter that nobody is left says it
        telling.coordinators("engagements/letters/colleague", engagement, [invitation.network], key=f"colleague/{invitation.code}",
                             about=invitation, colleague=invitation.colleague, words=invitation.answer_words)
    return invitation


@transaction.atomic
def counter(invitation: Invitation, *, starts_at: dt.datetime, words: str = "", by: Person | None = None,
            anyway: bool = False) -> Invitation:
    """She proposes another date; the asker is asked. What speaks against it is said to her first, as when she accepts."""
    engagement, invitation = held(invitation)
    _may_answer(by, invitation)
    refuse_departed(invitation.role_model)
    refuse_suspended(invitation.role_model)
    if starts_at <= clock.now():
        raise Refused(_("This date is past."), field="starts_at")
    if engagement.status == Engagement.Status.CONFIRMED:
        raise Refused(_("Others have accepted this day: accept it too, or decline."), field="on")
    despite = hitches.stop(invitation.role_model, engagement, starts_at, but=hitches.OF_HER if anyway else (), to_her=True)
    invitation.move_to(Status.COUNTERED, answered_at=clock.now(), starts_at=starts_at, answer_words=words.strip()[:300],
                       accepted_despite=despite)
    if engagement.status == Engagement.Status.REQUESTED:
        engagement.move_to(Engagement.Status.PROPOSED)
    noted("counter", invitation, by=by)
    telling.asker(
        "engagements/letters/other_date", engagement, key=f"other-date/{invitation.code}/{starts_at:%Y-%m-%dT%H}", words=words,
        who=invitation.role_model.public_name, job=invitation.role_model.job, moment=said_at(engagement, starts_at),
        date=lambda: addresses.date_answer(invitation))
    return invitation


@transaction.atomic
def refuse_date(invitation: Invitation, *, by: Person | None = None) -> Invitation:
    """The asker cannot do the date proposed instead: the invitation stands as it was, with the first dates. Twice is once."""
    engagement, invitation = held(invitation)
    if invitation.status == Status.SENT and invitation.starts_at is not None:
        return invitation
    proposed = invitation.starts_at
    if invitation.status != Status.COUNTERED or proposed is None:
        raise Refused(_("This date is no longer proposed."))
    invitation.move_to(Status.SENT, sent_at=clock.now(), reminders=0, accepted_despite=[])
    noted("refuse_date", invitation, by=by, holder="teacher")
    telling.role_model("engagements/letters/date_refused", invitation, key=f"date-refused/{proposed:%Y-%m-%dT%H}",
                       moment=said_at(engagement, proposed))
    return invitation


@transaction.atomic
def release(invitation: Invitation, *, words: str, by: Person | None = None) -> Invitation:
    """She cannot come after all: the request opens again, or her seat in a panel that others keep; those who were in line are asked at
    once, the coordinators read whom else they could ask. Twice is once. Raises Refused once the visit has begun."""
    engagement, invitation = held(invitation)
    _may_answer(by, invitation)
    if invitation.status == Status.RELEASED:
        return invitation
    freed = next(iter(free(engagement, template="engagements/letters/freed", words=words, by=by, only=invitation)), None)
    if freed is None:
        raise Refused(_("This visit can no longer be cancelled."))
    freed.answer_words = words.strip()[:300]
    freed.save(update_fields=["answer_words"])
    others = of(engagement, Status.ACCEPTED)
    telling.asker("engagements/letters/she_cannot", engagement, key=f"off/{engagement.edition}", calendar="" if others else "CANCEL",
                  who=invitation.role_model.public_name, words=words, others=bool(others))
    seats.leave(engagement, others)
    again = _ask_again(engagement)
    for network in concerned(engagement, invitation):
        _call_for_another(network, invitation, words, again)
    return freed


def _call_for_another(network: Network, invitation: Invitation, words: str, again: list[Invitation]) -> None:
    """The coordinators of one network read who cannot come, and whom of their own they could ask."""
    engagement = invitation.engagement
    best = suggestions.best(engagement, network=network, limit=3)
    asked = [one.role_model.public_name for one in again if one.network.path.startswith(network.path)]
    telling.coordinators(
        "engagements/letters/replacement", engagement, [network], key=f"replacement/{engagement.edition}/{network.code}",
        who=invitation.role_model.public_name, words=words, again=", ".join(asked),
        best=lambda: [(one.role_model.public_name, one.role_model.job, ", ".join(one.reasons)) for one in best])


def _ask_again(engagement: Engagement) -> list[Invitation]:
    """Those whom the one who came first had left out, in their order, once each, while a date is still ahead."""
    if engagement.last_day <= clock.today():
        return []
    said_no = set(engagement.invitations.exclude(status=Status.FILLED).values_list("role_model_id", flat=True))
    left_out = {one.role_model_id: one.role_model for one in of(engagement, Status.FILLED) if one.role_model_id not in said_no}
    able = [one for one in left_out.values() if one.is_current and not guarded.is_suspended(one.person)]
    return invite(engagement, role_models=able, by=None) if able else []


def _may_answer(by: Person | None, invitation: Invitation) -> None:
    """The one invited, the holder of her link, or a coordinator who notes what she said on the telephone."""
    refuse_unless(by is None or policies.can_answer(by, invitation) or policies.can_withdraw(by, invitation))
