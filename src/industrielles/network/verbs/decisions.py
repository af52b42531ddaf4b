"""What two people decide: one proposes, another confirms within seven days; never the same, never the one it concerns (trust 36)."""
from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people import verbs as people
from industrielles.people.models import Person

from .. import policies, telling
from ..models import Decision, Membership, Network
from ..roles import Role
from .closing import close, merge, refuse_closing, refuse_merging
from .members import give, join, tell_role
from .roles import _made_grant
from .steps import stop_step

Kind, Status = Decision.Kind, Decision.Status


@transaction.atomic
def submit(kind: str, *, network: Network, reason: str, into: Network | None = None, membership: Membership | None = None,
           by: Person) -> Decision:
    """Propose something that two people decide: naming a coordinator of the umbrella (`membership`), closing `network`, merging it `into`
    another. Proposed twice, it is one proposal. Raises Refused: not within one's right, no reason, what could not be done anyway."""
    refuse_unless(policies.can_submit(by, kind, network))
    if len(reason.strip()) < 5:
        raise Refused(_("Say why, in a few words the second person will read."), field="reason")
    if kind == Kind.NAME:
        if membership is None or membership.network_id != network.pk or membership.person_id == by.pk:
            raise Refused(_("Choose somebody else than yourself, of the collective."), field="email")
    elif kind == Kind.MERGE:
        refuse_merging(network, into)
    else:
        refuse_closing(network)
    standing = Decision.objects.filter(status=Status.PROPOSED, kind=kind, network=network, membership=membership, into=into)
    expire(by=None)
    try:
        with transaction.atomic():
            made = Decision.objects.create(kind=kind, network=network, into=into, membership=membership, reason=reason.strip(),
                                           proposed_by=by, proposed_at=clock.now())
    except IntegrityError:
        found = standing.first()
        if found is None:
            raise Refused(_("Something else is already proposed for this network: settle it first.")) from None
        return found
    journal.write("network.submit", made, by=by, network_id=network.pk, into=into, membership=membership)
    telling.second_wanted(made)
    return made


@transaction.atomic
def name(email: str, *, network: Network, reason: str, first_name: str = "", last_name: str = "", language: str = "fr",
         by: Person) -> Decision | None:
    """Somebody known by her address should coordinate the umbrella: proposed to the other coordinators; named at once (None) while there is
    only one of them, who cannot wait for a second. Raises Refused."""
    refuse_unless(policies.can_submit(by, Kind.NAME, network))
    person = people.meet(email, first_name=first_name, last_name=last_name, language=language, by=by)
    membership = join(person, network=network, by=by, called=f"{first_name} {last_name}".strip())
    if policies.decides_alone(by):
        give(membership, role=Role.UMBRELLA_COORDINATOR, reason=reason, by=by)
        return None
    return submit(Kind.NAME, network=network, membership=membership, reason=reason, by=by)


@transaction.atomic
def second(decision: Decision, *, by: Person) -> Decision:
    """Another one confirms: it is done now. One conditional UPDATE decides who was the second. Raises Refused: the same person, the one it
    concerns, too late, decided already, proposed by somebody who has lost her right since."""
    refuse_unless(policies.can_second(by, decision))
    decision = locked(decision)
    if not decision.is_open:
        raise Refused(Decision.REFUSALS[Status.CONFIRMED])
    if not policies.can_submit(decision.proposed_by, decision.kind, decision.network):
        raise Refused(_("Whoever proposed this no longer has the right to: set it aside, and propose it again if it is needed."))
    decision.move_to(Status.CONFIRMED, settled_by=by, settled_at=clock.now())
    journal.write("network.second", decision, by=by, network_id=decision.network_id)
    if decision.kind == Kind.NAME and decision.membership:
        given = _made_grant(decision.membership, role=Role.UMBRELLA_COORDINATOR, reason=decision.reason, by=decision.proposed_by)
        tell_role(given, by=decision.proposed_by)
    elif decision.kind == Kind.MERGE and decision.into:
        merge(decision.network, into=decision.into, by=None)
    else:
        close(decision.network, by=None)
    return decision


@transaction.atomic
def set_aside(decision: Decision, *, by: Person) -> Decision:
    """It is not done: another one says no, or she who proposed it thinks again. Raises Refused once it is decided."""
    refuse_unless(policies.can_set_aside(by, decision))
    if decision.kind == Kind.STEP:
        return stop_step(decision, by=by)
    decision = locked(decision)
    decision.move_to(Status.REFUSED, settled_by=by, settled_at=clock.now())
    journal.write("network.set_aside", decision, by=by, network_id=decision.network_id)
    return decision


@transaction.atomic
def expire(*, by: Person | None = None) -> int:
    """What nobody confirmed in seven days is no longer proposed. Returns how many."""
    now, done = clock.now(), 0
    for decision in Decision.objects.lapsed(now).order_by("pk"):
        decision.move_to(Status.EXPIRED, settled_at=now)
        done += 1
    return done


@transaction.atomic
def clear_decisions(rows: object, *, by: Person | None = None) -> int:
    """Forget these decisions; the journal keeps that they were taken. Returns how many."""
    return rows.delete()[0]  # type: ignore[attr-defined, no-any-return]
