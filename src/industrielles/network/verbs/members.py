"""Everything that happens to members."""
from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.people import verbs as people
from industrielles.people.models import Person

from .. import policies
from ..models import Decision, Grant, Membership, Network, Organisation, Proposal
from ..roles import SENTENCES, Role
from .roles import _end, grant

# Where each role begins, once signed in.
BEGINNINGS = {
    Role.COORDINATOR: "engagements:desk", Role.UMBRELLA_COORDINATOR: "engagements:desk", Role.ROLE_MODEL: "pool:profile",
    Role.AMBASSADOR: "pool:territory", Role.STATISTICIAN: "dashboards:entries",
}


@transaction.atomic
def join(person: Person, *, network: Network, organisation: Organisation | None = None, on: dt.date | None = None, called: str = "",
         introduced: bool = False, by: Person | None = None) -> Membership:
    """Make somebody a member from a day on (today unless given). Who is a member stays the same one. Added by somebody who does not know
    her from a network of hers, she is read there as `called` until she signs in, unless she is `introduced` (she asked to come, herself).
    Raises Refused."""
    refuse_unless(by is None or policies.can_join(by, network))
    if network.closed_on or person.erased_at:
        raise Refused(_("This network is closed.") if network.closed_on else _("This person is no longer here."))
    if organisation is not None and organisation.network_id != network.pk:
        raise Refused(_("This organisation belongs to another network."), field="organisation")
    known = introduced or by is None or by.pk == person.pk or policies.knows(by, person)
    stranger = {} if known else {"called": called[:161], "added_at": clock.now()}
    membership, made = Membership.objects.get_or_create(
        person=person, network=network, ended_on=None,
        defaults={"organisation": organisation, "started_on": on or clock.today(), **stranger})
    if made:
        journal.write("network.join", membership, by=by, network_id=network.pk, person=person)
    return membership


@transaction.atomic
def welcome(email: str, *, network: Network, role: str, first_name: str = "", last_name: str = "", language: str = "fr", reason: str = "",
            by: Person | None = None) -> Grant:
    """Somebody known by her address becomes a member in a role; a letter tells her where to sign in. Done twice, it is done once.
    Raises Refused as `meet`, `join` and `grant` do."""
    refuse_unless(by is None or policies.can_give(by, network, role))
    person = people.meet(email, first_name=first_name, last_name=last_name, language=language, by=by)
    membership = join(person, network=network, called=f"{first_name} {last_name}".strip(), by=by)
    return give(membership, role=role, reason=reason, by=by)


@transaction.atomic
def give(membership: Membership, *, role: str, reason: str = "", by: Person | None = None) -> Grant:
    """Give a role to a member and tell her by letter: what it is, where to begin. Who holds it is told nothing again. Raises Refused."""
    given = grant(membership, role=role, reason=reason, by=by)
    tell_role(given, by=by)
    return given


def tell_role(given: Grant, *, by: Person | None) -> None:
    """Tell her of her role by letter, once; not who took it herself."""
    person, node, role = given.membership.person, given.membership.network, given.role
    if person.email and given.membership.person_id != getattr(by, "pk", None):
        with translation.override(person.language):
            begin = reverse("people:login") + "?next=" + quote(reverse(BEGINNINGS.get(Role(role), "website:mine")))
            letters.queue(
                "network/letters/welcome", to=person.email, language=person.language, key=f"network.grant/{given.pk}/welcome",
                reply_to=node.contact_email, context={
                    "name": person.first_name, "network": node.name, "role": Role(role).label, "sentence": SENTENCES[Role(role)],
                    "is_role_model": role == Role.ROLE_MODEL, "by": by.full_name if by else "", "begin": begin})


@transaction.atomic
def leave(membership: Membership, *, reason: str = "", by: Person | None = None) -> Membership:
    """End a membership and its roles today, and say why. Raises Refused when it would leave the umbrella without a coordinator."""
    refuse_unless(by is None or policies.can_leave(by, membership))
    membership = locked(membership)
    if membership.ended_on:
        return membership
    for one in membership.grants.filter(ended_on=None).order_by("pk"):
        _end(one, reason=reason, by=by)
    membership.ended_on = max(clock.today(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    journal.write("network.leave", membership, by=by, network_id=membership.network_id)
    return membership


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her memberships and roles end today; that they were stays counted. Raises Refused as `leave` does."""
    for membership in person.memberships.filter(ended_on=None).order_by("pk"):
        leave(membership, by=None)
    Grant.objects.filter(membership__person=person).update(reason="", ended_reason="")
    Membership.objects.filter(person=person).update(called="")
    Decision.objects.filter(kind=Decision.Kind.STEP, proposed_by=person).update(reason="", vouched_how="", settled_how="")
    forget_address(person.email or "", by=by)


@transaction.atomic
def forget_address(address: str, *, by: Person | None = None) -> int:
    """Whoever has this address is forgotten: the networks she proposed, and what was said about them. Returns how many."""
    return Proposal.objects.filter(email__iexact=address).delete()[0] if address else 0
