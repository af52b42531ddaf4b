"""A member says where she works; who runs the network says which organisation that is."""
from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person

from .. import policies
from ..models import Declaration, Look, Membership, Organisation, Proposal, Referent


@transaction.atomic
def declare(membership: Membership, *, words: str, by: Person | None = None) -> Declaration | None:
    """She says where she works, in her words; nothing takes it back. A new one takes the place of one not yet read. Raises Refused."""
    refuse_unless(by is None or membership.person_id == by.pk or policies.runs(by, membership.network))
    membership, words = locked(membership), " ".join(words.split())[:160]
    if membership.ended_on:
        raise Refused(_("This person is no longer a member of the network."))
    standing = membership.declarations.filter(settled_at=None)
    if not words:
        standing.delete()
        Membership.objects.filter(pk=membership.pk).update(organisation=None)
        return None
    if standing.update(words=words, declared_at=clock.now()):
        return standing.get()
    try:
        with transaction.atomic():
            made = Declaration.objects.create(membership=membership, network_id=membership.network_id, words=words)
    except IntegrityError:
        return standing.get()
    journal.write("network.declare", made, by=by, network_id=made.network_id, membership=membership)
    return made


@transaction.atomic
def qualify(declaration: Declaration, *, organisation: Organisation | None, by: Person | None = None) -> Declaration:
    """It is this organisation of the network, which becomes hers; None sets it aside. Decided once. Raises Refused."""
    refuse_unless(by is None or policies.runs(by, declaration.network))
    if organisation is not None and (organisation.network_id != declaration.network_id or organisation.merged_into_id):
        raise Refused(_("Choose an organisation of the same network."), field="organisation")
    settled = Declaration.objects.filter(pk=declaration.pk, settled_at=None).update(settled_at=clock.now(), organisation=organisation)
    declaration.refresh_from_db()
    if settled:
        if organisation is not None:
            Membership.objects.filter(pk=declaration.membership_id).update(organisation=organisation)
        journal.write("network.qualify", declaration, by=by, network_id=declaration.network_id, organisation=organisation)
    return declaration


@transaction.atomic
def let_go_of(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: what she said of where she works goes, and she answers for no organisation any more."""
    Declaration.objects.filter(membership__person=person).delete()
    Membership.objects.filter(person=person).update(organisation=None)
    for one in Referent.objects.filter(person=person):
        one.ended_on, one.role = one.ended_on or max(clock.today(), one.started_on), ""
        one.save(update_fields=["ended_on", "role"])


@transaction.atomic
def clear_declarations(rows: Iterable[Declaration], *, by: Person | None = None) -> int:
    """What members had written of where they work goes. Returns how many."""
    return Declaration.objects.filter(pk__in=[one.pk for one in rows]).delete()[0]


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> None:
    """Two accounts are one person: where she works, what she answers for, the networks she proposed and who looked at her pages are known
    of the one that is kept. In a network where both are members, what she said in the kept account stands."""
    for one in gone.memberships.filter(ended_on=None).order_by("pk"):
        standing = kept.memberships.filter(network=one.network_id, ended_on=None).first()
        if standing is None:
            continue  # it moves whole
        if standing.organisation_id is None and one.organisation_id:
            Membership.objects.filter(pk=standing.pk).update(organisation=one.organisation_id)
        if standing.declarations.filter(settled_at=None).exists():
            one.declarations.filter(settled_at=None).delete()
        one.declarations.update(membership=standing)
    answers_for = list(Referent.objects.filter(person=kept, ended_on=None).values_list("organisation", flat=True))
    twice = Referent.objects.filter(person=gone, ended_on=None, organisation__in=answers_for)
    twice.update(ended_on=Greatest("started_on", Value(clock.today())))
    Referent.objects.filter(person=gone).update(person=kept)
    Look.objects.filter(person=gone).update(person=kept)
    if gone.email and kept.email:
        Proposal.objects.filter(email__iexact=gone.email).update(email=kept.email)
