"""Forgetting a person: what she was asked and said goes, what was counted stays."""
from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.people.models import Person
from industrielles.safeguarding import policies as guarded
from industrielles.safeguarding.models import Report as SafetyReport

from .. import policies
from ..models import Engagement, Invitation, Report
from ..queries import wordless
from ._turns import held, hold, next_turn, noted
from .answers import release

Status = Engagement.Status
MOST_KEYS = 100  # in one question
HERS = ("contact_name", "contact_role", "contact_email", "contact_phone", "head_name", "room", "aims", "closing_words", "sought",
        "paid_words")
UNDER_WAY = (*Engagement.OPEN, Status.CONFIRMED)


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> Person:
    """Part of erasing a person: her open invitations end, the visits she had accepted look for somebody else, her words go."""
    hers = Invitation.objects.filter(role_model__person=person)
    under_way = list(hers.under_way().order_by("engagement_id", "pk"))
    # All her engagements before anything else is held: an acceptance holds one and waits for role models, never the other way round.
    list(Engagement.objects.select_for_update(of=("self",)).filter(pk__in=[one.engagement_id for one in under_way]).order_by("pk"))
    for invitation in under_way:
        _let_go(*held(invitation))
    hers.update(answer_words="", colleague="", link_version=F("link_version") + 1)
    _forget_letters(hers.filter(sent_at__isnull=False) | hers.filter(answered_at__isnull=False))
    told = Report.objects.filter(told_by=person)
    told.filter(side=Report.Side.ROLE_MODEL).update(words="")
    told.update(told_by=None)
    journal.write("engagements.forget", person, by=by)
    for engagement in Engagement.objects.filter(contact_email__iexact=person.email or "-").exclude(status__in=UNDER_WAY).order_by("pk"):
        forget_asker(engagement, by=None)
    return person


def _forget_letters(invitations: Any, *engagements: Engagement) -> None:
    """What was sent about these names her, or the teacher, to the other side: kept no longer."""
    rows = list(invitations.values_list("code", "engagement__code"))
    keys = {f"invitation/{code}/" for code, _visit in rows} | {f"engagement/{one.code}/" for one in engagements}
    keys |= {f"engagement/{visit}/" for _code, visit in rows}
    for first in range(0, len(keys), MOST_KEYS):
        letters.forget_below(*sorted(keys)[first:first + MOST_KEYS])


def _let_go(engagement: Engagement, invitation: Invitation) -> bool:
    """As it is now, held: an open invitation ends and the next is asked; a visit to come looks for somebody else. Whether it did."""
    if invitation.status in Invitation.OPEN:
        invitation.move_to(Invitation.Status.WITHDRAWN)
        next_turn(engagement, after=invitation)
        return True
    comes = invitation.status == Invitation.Status.ACCEPTED and engagement.status == Status.CONFIRMED
    if comes and engagement.starts_at > clock.now():
        release(invitation, words="", by=None)
        return True
    return False


@transaction.atomic
def clear_words(visits: Any, *, by: Person | None = None) -> int:
    """What was written about these visits is forgotten, and who wrote it: answers, colleagues named, words of reports and of lendings.
    Counts stay. Returns how many visits."""
    keys = list(visits.values_list("pk", flat=True))
    for model, nothing in wordless().items():
        cleared = model._base_manager.filter(**nothing).values("pk")
        model._base_manager.filter(engagement__in=keys).exclude(pk__in=cleared).update(**nothing)
    return len(keys)


@transaction.atomic
def forget_askers(requests: Any, *, by: Person | None = None) -> int:
    """Those who sent these requests are forgotten; who has a visit under way again meanwhile is left. Returns how many requests."""
    done = 0
    for engagement in requests.order_by("pk"):
        try:
            forget_asker(engagement, by=by)
        except Refused:
            continue
        done += 1
    return done


@transaction.atomic
def forget_address(address: str, *, by: Person | None = None) -> int:
    """Whoever has this address asks to be forgotten, or objects: what she sent is emptied. Returns how many requests. Raises Refused
    while a visit is under way: she cancels it first."""
    hers = Engagement.objects.filter(contact_email__iexact=address, forgotten_at=None)
    if not address or hers.filter(status__in=UNDER_WAY).exists():
        raise Refused(_("A visit is under way: cancel it first, then ask again."))
    return forget_askers(hers, by=by)


@transaction.atomic
def let_go(invitation: Invitation, *, by: Person | None = None) -> Invitation:
    """She is no longer a role model, or a safeguarding report keeps her away: what she was asked ends. She has left the network: the visit
    she had accepted looks for somebody else. Raises Refused while she is there, or when nothing of hers is under way."""
    engagement, invitation = held(invitation)
    her = invitation.role_model
    if her.is_current and invitation.status in Invitation.OPEN and guarded.is_suspended(her.person):
        _let_go(engagement, invitation)
        noted("withdraw", invitation, by=by, holder="")
        return invitation
    stays = her.membership.ended_on is None if invitation.status == Invitation.Status.ACCEPTED else her.is_current
    if stays or not _let_go(engagement, invitation):
        raise Refused(_("She is still there."))
    Invitation.objects.filter(pk=invitation.pk).update(link_version=F("link_version") + 1)
    noted("let_go", invitation, by=by, holder="")
    return invitation


@transaction.atomic
def let_go_suspended(made: SafetyReport, *, by: Person | None = None) -> int:
    """A report keeps somebody away (settings.SAFEGUARDING_FREEZES): what she was asked and has not answered ends without a letter to her,
    and the next in order is asked. Visits that are agreed stay: people decide of them. Returns how many."""
    done = 0
    asked = Invitation.objects.filter(role_model__person=made.accused_id, status__in=Invitation.OPEN) if made.accused_id else ()
    for invitation in sorted(asked, key=lambda one: (one.engagement_id, one.pk)):
        with suppress(Refused):  # answered in this very instant
            let_go(invitation)
            done += 1
    return done


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
    _forget_letters(engagement.invitations.all(), engagement)
    if address and not Engagement.objects.filter(contact_email=address).exists():
        letters.forget(address)
    journal.write("engagements.forget_asker", engagement, by=by, network_id=engagement.network_id)
    return engagement
