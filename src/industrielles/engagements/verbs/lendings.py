"""One network asks another of the same territory to lend someone; when it agrees, the engagement has both."""
from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import addresses, policies, telling
from ..models import Engagement, Lending, Partner
from ._turns import hold

Status = Lending.Status


@transaction.atomic
def ask_lending(engagement: Engagement, *, lender: Network, words: str = "", by: Person) -> Lending:
    """Ask another network to lend someone. Who runs both need not ask herself: it is agreed at once. Raises Refused when that network
    takes part already, was asked, or is closed."""
    engagement = hold(engagement)
    refuse_unless(policies.can_own(by, engagement))
    if not engagement.seeks:
        raise Refused(_("Somebody has already accepted this visit, or it is no longer asked for."))
    if lender.closed_on is not None or engagement.partners.filter(network=lender).exists():
        raise Refused(_("This network takes part already, or is closed."), field="lender")
    try:
        with transaction.atomic():
            lending = Lending.objects.create(engagement=engagement, network=engagement.network, lender=lender, words=words.strip()[:300],
                                             asked_at=clock.now(), asked_by=by)
    except IntegrityError:
        raise Refused(_("This network has already been asked."), field="lender") from None
    journal.write("engagements.ask_lending", lending, by=by, network_id=engagement.network_id, engagement=engagement, lender=lender)
    if policies.can_answer_lending(by, lending):
        return agree_lending(lending, by=by)
    telling.coordinators("engagements/letters/lending_asked", engagement, [lender], key=f"lending/{lending.code}/asked",
                         desk=lambda: addresses.lending(lending.code), asking=engagement.network.name, words=lending.words)
    return lending


@transaction.atomic
def agree_lending(lending: Lending, *, words: str = "", by: Person) -> Lending:
    """The other network lends: its role models can be invited, and the encounter will count for both."""
    lending = _answered(lending, Status.AGREED, words, by)
    Partner.objects.get_or_create(engagement=lending.engagement, network=lending.lender, defaults={"since": clock.now()})
    journal.write("engagements.agree_lending", lending, by=by, network_id=lending.lender_id, engagement=lending.engagement)
    _tell_answer(lending)
    return lending


@transaction.atomic
def refuse_lending(lending: Lending, *, words: str = "", by: Person) -> Lending:
    """The other network cannot lend anybody."""
    lending = _answered(lending, Status.REFUSED, words, by)
    journal.write("engagements.refuse_lending", lending, by=by, network_id=lending.lender_id, engagement=lending.engagement)
    _tell_answer(lending)
    return lending


@transaction.atomic
def withdraw_lending(lending: Lending, *, by: Person) -> Lending:
    """The network that asked asks no longer."""
    lending = locked(lending)
    refuse_unless(policies.can_withdraw_lending(by, lending))
    lending.move_to(Status.WITHDRAWN, answered_at=clock.now(), answered_by=by)
    journal.write("engagements.withdraw_lending", lending, by=by, network_id=lending.network_id, engagement=lending.engagement)
    return lending


def _answered(lending: Lending, status: str, words: str, by: Person) -> Lending:
    engagement = hold(lending.engagement_id)
    lending = locked(lending)
    lending.engagement = engagement
    refuse_unless(policies.can_answer_lending(by, lending))
    if status == Status.AGREED and not engagement.seeks:
        raise Refused(_("Somebody has already accepted this visit, or it is no longer asked for."))
    lending.move_to(status, answer_words=words.strip()[:300], answered_at=clock.now(), answered_by=by)
    return lending


def _tell_answer(lending: Lending) -> None:
    if lending.asked_by_id == lending.answered_by_id:
        return
    telling.coordinators(
        "engagements/letters/lending_answered", lending.engagement, [lending.network], key=f"lending/{lending.code}/answered",
        agreed=lending.status == Status.AGREED, lender=lending.lender.name, words=lending.answer_words)
