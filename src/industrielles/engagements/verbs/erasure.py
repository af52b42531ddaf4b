"""Forgetting a person: what she was asked and said goes, what was counted stays."""
from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.people.models import Person

from .. import policies
from ..models import Engagement, Invitation, Report
from ._turns import held, hold, next_turn, refuse_unless
from .answers import release

Status = Engagement.Status
HERS = ("contact_name", "contact_role", "contact_email", "contact_phone", "head_name", "room")
UNDER_WAY = (*Engagement.OPEN, Status.CONFIRMED)


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> Person:
    """Part of erasing a person: her open invitations end, the visits she had accepted look for somebody else, her words go."""
    hers = Invitation.objects.filter(role_model__person=person)
    for invitation in hers.filter(status=Invitation.Status.ACCEPTED, engagement__status=Status.CONFIRMED).order_by("engagement_id", "pk"):
        if invitation.engagement.starts_at > clock.now():
            release(invitation, words="", by=None)
    for invitation in hers.filter(status__in=Invitation.OPEN).order_by("engagement_id", "pk"):
        engagement, invitation = held(invitation)
        if invitation.status in Invitation.OPEN:
            invitation.move_to(Invitation.Status.WITHDRAWN)
            next_turn(engagement, after=invitation)
    hers.update(answer_words="", colleague="")
    told = Report.objects.filter(told_by=person)
    told.filter(side=Report.Side.ROLE_MODEL).update(words="")
    told.update(told_by=None)
    journal.write("engagements.forget", person, by=by)
    for engagement in Engagement.objects.filter(contact_email__iexact=person.email or "-").exclude(status__in=UNDER_WAY).order_by("pk"):
        forget_asker(engagement, by=None)
    return person


@transaction.atomic
def forget_asker(engagement: Engagement, *, by: Person | None = None) -> Engagement:
    """The teacher's name, address and telephone go, and her links end. Raises Refused while a visit is under way: cancel it first."""
    engagement = hold(engagement)
    refuse_unless(by is None or policies.can_own(by, engagement))
    if engagement.forgotten_at:
        return engagement
    if engagement.status in UNDER_WAY:
        raise Refused(_("This visit is under way: cancel it first."))
    if engagement.status == Status.SENT:
        engagement.move_to(Status.CANCELLED, closed_at=clock.now())
    address = engagement.contact_email
    for name in HERS:
        setattr(engagement, name, "")
    engagement.forgotten_at = clock.now()
    engagement.link_version += 1
    engagement.save(update_fields=[*HERS, "forgotten_at", "link_version"])
    engagement.reports.update(teacher_present="")
    engagement.reports.filter(side=Report.Side.TEACHER).update(words="")
    if address and not Engagement.objects.filter(contact_email=address).exists():
        letters.forget(address)
    journal.write("engagements.forget_asker", engagement, by=by, network_id=engagement.network_id)
    return engagement
