"""Places that role models take by themselves: published by who asks, taken, given back."""
from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel

from .. import hitches, policies, telling
from ..models import Engagement, Invitation, Partner, Slot
from ..models.slots import most_places
from ._turns import held, hold
from .answers import _agreed, accept, release
from .invitations import _read_again, _row_for, put_forward, refuse_other_day, refuse_uninvitable

Status = Invitation.Status


@transaction.atomic
def publish_places(engagement: Engagement, *, places: int, at_once: bool, reach: str = Slot.Reach.TERRITORY,
                   by: Person | None = None) -> Slot:
    """Who asks agrees that role models see the places and take them; published again, they change. `by` None: the holder of her link.
    Raises Refused beside the field that is wrong: fewer places than were taken, several places on several days."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_own(by, engagement))
    live = engagement.status in (*Engagement.OPEN, Engagement.Status.CONFIRMED)
    if not live or (engagement.starts_at is not None and engagement.starts_at <= clock.now()):
        raise Refused(_("This request no longer looks for anybody."))
    if not 1 <= places <= most_places(engagement):
        raise Refused(_("From one to six places; a class meets one woman at a time."), field="places")
    if engagement.status != Engagement.Status.CONFIRMED and places > 1 and not _on_one_day(engagement):
        raise Refused(_("Several places are for one same day: first keep one date."), field="places")
    # One statement: a place taken in the same instant is never lost.
    if not Engagement.objects.filter(pk=engagement.pk, seats_taken__lte=places).update(seats=places):
        raise Refused(_("More places than that are taken already."), field="places")
    slot, _new = Slot.objects.update_or_create(engagement=engagement, defaults={
        "reach": reach, "at_once": at_once, "published_at": clock.now(), "ended_at": None})
    engagement.seats = places
    journal.write("engagements.publish_places", engagement, by=by, as_="" if by else _holder(engagement), network_id=engagement.network_id)
    if by is not None:
        telling.asker("engagements/letters/places_noted", engagement, key=f"places/{clock.now():%Y%m%d%H%M%S}",
                      public=reach == Slot.Reach.PUBLIC)
    return slot


@transaction.atomic
def unpublish_places(engagement: Engagement, *, by: Person | None = None) -> None:
    """No more places are taken by oneself; those who took one still come. Twice is once."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_own(by, engagement))
    if not Slot.objects.filter(engagement=engagement, ended_at=None).update(ended_at=clock.now()):
        return
    as_ = "" if by else _holder(engagement)
    journal.write("engagements.unpublish_places", engagement, by=by, as_=as_, network_id=engagement.network_id)


@transaction.atomic
def take_place(engagement: Engagement, *, role_model: RoleModel, starts_at: dt.datetime, by: Person, words: str = "",
               anyway: bool = False) -> Invitation:
    """She takes a published place on one of its days: agreed at once, or put forward for the coordinator to confirm, as who asks chose.
    Her network takes part from then on. One place each: twice is once. Raises Refused when every place is taken, and what `accept`
    raises. One conditional UPDATE gives the place (verbs/_seats.take); there is no waiting list."""
    engagement = hold(engagement)
    refuse_unless(role_model.person_id == by.pk and policies.can_take_place(by, engagement))
    hers = engagement.invitations.filter(role_model__person=by, status__in=(*Invitation.OPEN, Status.ACCEPTED)).order_by("pk").first()
    if hers is not None:
        answerable = engagement.slot.at_once and hers.status == Status.SENT
        return accept(hers, starts_at=starts_at, by=by, anyway=anyway) if answerable else hers
    if not engagement.seeks:
        raise Refused(_("Every place is taken. Thank you for having wanted to come."))
    Partner.objects.get_or_create(engagement=engagement, network_id=role_model.network_id, defaults={"since": clock.now()})
    if not engagement.slot.at_once:
        return put_forward(engagement, role_model=role_model, starts_at=starts_at, words=words, by=by, anyway=anyway)
    if engagement.status == Engagement.Status.CONFIRMED and engagement.starts_at:
        starts_at = engagement.starts_at  # the day is agreed already
    else:
        refuse_other_day(engagement, starts_at)
    refuse_uninvitable(engagement, [role_model], None)
    role_model = _read_again([role_model])[0]
    partners = {role_model.network_id}
    row = _row_for(engagement, role_model, partners, rank=0, score=None, by=by, status=Status.FORWARD, starts_at=starts_at,
                  answer_words=words.strip()[:300], answered_at=clock.now())
    engagement, invitation = held(row)
    return _agreed(engagement, invitation, starts_at, by=by, verb="take_place", but=hitches.OF_HER if anyway else (), to_her=True)


@transaction.atomic
def give_back(invitation: Invitation, *, by: Person) -> Invitation:
    """She gives her place back until the day before; it is free again, and who asks and the coordinators read it. Twice is once."""
    engagement, invitation = held(invitation)
    refuse_unless(policies.can_answer(by, invitation))
    if invitation.status == Status.RELEASED:
        return invitation
    if invitation.starts_at is None or invitation.starts_at.astimezone(engagement.zone).date() <= clock.today():
        raise Refused(_("It is for today: say on the page of the visit that you cannot come, with a word."))
    return release(invitation, words="", by=by)


def _on_one_day(engagement: Engagement) -> bool:
    return engagement.window_from is None and len({one.on for one in engagement.proposed_dates.all()}) == 1


def _holder(engagement: Engagement) -> str:
    return "teacher" if engagement.is_class_visit else "organiser"
