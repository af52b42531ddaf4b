"""What nobody finished is closed by itself, so that nothing is asked in vain and askers can be forgotten."""
from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import addresses, telling
from ..models import Engagement
from ._turns import hold, of, withdraw_open

Status = Engagement.Status
GIVEN_UP_AFTER = dt.timedelta(days=14)  # the last day asked for, or the day an answer was needed by
NEVER_TOLD_AFTER = dt.timedelta(days=60)  # the end of the visit


@transaction.atomic
def give_up(engagement: Engagement, *, by: Person | None = None) -> Engagement:
    """Every day asked for went by two weeks ago and nobody came: closed, with a letter that says so. Raises Refused when there is still
    time, or when it moved meanwhile."""
    engagement = hold(engagement)
    if not Engagement.objects.given_up(GIVEN_UP_AFTER).filter(pk=engagement.pk).exists():
        raise Refused(_("This request still has time."))
    with translation.override(engagement.language):
        words = _("The days went by before somebody could say yes.")
    engagement.move_to(Status.UNMET, closed_at=clock.now(), closing_words=words)
    withdraw_open(engagement, template="engagements/letters/withdrawn", words="")
    journal.write("engagements.give_up", engagement, by=by, network_id=engagement.network_id)
    telling.asker("engagements/letters/unmet", engagement, key=f"unmet/{engagement.edition}", words=words, by_itself=True)
    return engagement


@transaction.atomic
def close_untold(engagement: Engagement, *, by: Person | None = None) -> Engagement:
    """Two months after the visit nobody has told it: closed, counted nowhere; both sides may still tell it. Raises Refused when there is
    still time, or when it was told meanwhile."""
    engagement = hold(engagement)
    if not Engagement.objects.never_told(NEVER_TOLD_AFTER).filter(pk=engagement.pk).exists():
        raise Refused(_("This visit still has time to be told."))
    engagement.move_to(Status.UNTOLD, closed_at=clock.now())
    journal.write("engagements.close_untold", engagement, by=by, network_id=engagement.network_id)
    telling.asker("engagements/letters/untold", engagement, key="untold", report=lambda: addresses.follow_report(engagement))
    for invitation in of(engagement, "accepted"):
        telling.role_model("engagements/letters/untold", invitation, key="untold", report=lambda i=invitation: addresses.answer_report(i))
    return engagement
