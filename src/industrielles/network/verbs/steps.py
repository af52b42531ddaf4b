"""Somebody has lost her second step: two who coordinate the collective make sure that it is her, and tell her a code by telephone.

Whoever holds her mailbox alone gets nowhere: no letter carries the code, it works a day later, and a sign-in that passes the second step
stops it all (docs/decisions/0020)."""
from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people import verbs as people
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Decision, Membership

Kind, Status = Decision.Kind, Decision.Status
MOST, WEEK = 3, dt.timedelta(days=7)  # times that somebody asks in a week


@transaction.atomic
def lose_step(person: Person, *, words: str, by: Person) -> Decision:
    """She has passed her first step and says that she cannot pass the second one any more. She and the coordinators of the collective
    are told by letter. Asked twice, it is once. Raises Refused."""
    refuse_unless(by.pk == person.pk and policies.can_lose_step(by))
    locked(person)
    _lapse(person)
    asked = Decision.objects.filter(kind=Kind.STEP, proposed_by=person)
    standing = asked.filter(status=Status.PROPOSED).first()
    if standing:
        return standing
    if asked.filter(proposed_at__gt=clock.now() - WEEK).count() >= MOST:
        raise Refused(_("You have asked three times this week. Call somebody who coordinates your network."))
    membership = Membership.objects.current().filter(person=person).order_by("pk")[0]
    try:
        with transaction.atomic():
            made = Decision.objects.create(kind=Kind.STEP, network_id=membership.network_id, membership=membership, proposed_by=person,
                                           reason=words.strip()[:300], proposed_at=clock.now())
    except IntegrityError:
        return asked.get(status=Status.PROPOSED)
    journal.write("network.lose_step", made, by=by, network_id=made.network_id)
    telling.step("network/letters/step_asked", made)
    telling.second_wanted(made)
    return made


def _lapse(person: Person) -> None:
    """What she asked more than seven days ago is no longer asked."""
    for old in Decision.objects.lapsed(clock.now()).filter(kind=Kind.STEP, proposed_by=person):
        old.move_to(Status.EXPIRED, settled_at=clock.now())


@transaction.atomic
def vouch(decision: Decision, *, how: str, by: Person) -> str:
    """One who coordinates the collective says how she knows that it is her. Returns "" for the first, and for the second the code that
    she tells her by telephone, shown this once. Raises Refused: the same person, the one it concerns, too late, no word."""
    refuse_unless(policies.can_vouch(by, decision))
    decision = locked(decision)
    if not decision.is_open or decision.membership is None:
        raise Refused(Decision.REFUSALS[Status.CONFIRMED])
    if len(how.strip()) < 10:
        raise Refused(_("Say how you made sure that it is her, in a sentence."), field="how")
    refuse_unless(decision.vouched_by_id != by.pk)
    journal.write("network.vouch", decision, by=by, network_id=decision.network_id)
    now = clock.now()
    if decision.vouched_by is None or not policies.runs_the_umbrella(decision.vouched_by):  # a first one who left her role counts no more
        decision.vouched_by, decision.vouched_at, decision.vouched_how = by, now, how.strip()[:300]
        decision.save(update_fields=["vouched_by", "vouched_at", "vouched_how"])
        return ""
    decision.move_to(Status.CONFIRMED, settled_by=by, settled_at=now, settled_how=how.strip()[:300])
    code = people.make_told_code(decision.membership.person, works_from=decision.code_from, works_until=decision.code_until, by=by)
    telling.step("network/letters/step_vouched", decision)
    return code


@transaction.atomic
def stop_step(decision: Decision, *, by: Person | None = None) -> Decision:
    """It goes no further: she says by the link of her letter that it was not her (`by` None: her browsers are signed out and the
    coordinators are told), or one who coordinates the collective sets it aside (she is told). Raises Refused. Stopped twice, it is once."""
    refuse_unless(by is None or policies.can_set_aside(by, decision))
    decision = locked(decision)
    if not _ends(decision, by=by) or decision.membership is None:
        return decision
    journal.write("network.stop_step", decision, by=by, as_="" if by else "holder of the link", network_id=decision.network_id)
    if by is None:
        people.end_others(decision.membership.person, by=None)
        telling.not_her(decision)
    else:
        telling.step("network/letters/step_stopped", decision)
    return decision


@transaction.atomic
def find_step(person: Person, *, by: Person | None = None) -> int:
    """She has passed her second step: it was not lost. What others were doing about it stops. Returns how many requests."""
    found = [one for one in Decision.objects.about_step(person) if _ends(locked(one), by=person)]
    for one in found:
        journal.write("network.find_step", one, by=person, network_id=one.network_id)
    return len(found)


def _ends(decision: Decision, *, by: Person | None) -> bool:
    """Whether there was something to stop: a question still open, or a code that was still to be used."""
    if decision.membership is None or decision.kind != Kind.STEP:
        return False
    if decision.is_open:
        decision.move_to(Status.REFUSED, settled_by=by, settled_at=clock.now())
        return True
    return decision.status == Status.CONFIRMED and bool(people.withdraw_told_code(decision.membership.person, by=by))
