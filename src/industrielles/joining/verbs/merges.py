"""Two accounts of one person become one, when both mailboxes say so."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.roles import READS_FIGURES, Role
from industrielles.people import verbs as people
from industrielles.people.keys import mail_key
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.pool.models import Ambassador, RoleModel

from .. import addresses, policies
from ..models import Application, Link, Merge

Status = Merge.Status


@transaction.atomic
def ask_merge(one: Person, other: Person, *, within: Network, by: Person) -> Merge:
    """A coordinator believes that two accounts of her networks are one person: both addresses are asked; the older account would be kept.
    She is never taken at her word: it would give one mailbox what is another's. Asked twice, it is asked once.
    Raises Refused: not within one's right; roles above a role model's in either, which people give and take by hand."""
    refuse_unless(one.pk != other.pk and policies.can_merge(by, (one, other)))
    if Grant.objects.current().filter(membership__person__in=(one, other), role__in=READS_FIGURES).exists():
        raise Refused(_("One of these accounts runs a network or reads its figures: its roles are first taken back by hand."))
    kept, gone = sorted((one, other), key=lambda person: (person.met_at, person.pk))
    merging, made = Merge.objects.get_or_create(
        kept=kept, gone=gone, status=Status.ASKED, defaults={"network": within, "asked_by": by, "asked_at": clock.now()})
    if made:
        journal.write("joining.ask_merge", merging, by=by, network_id=within.pk, kept=kept, gone=gone)
        for reader, is_kept in ((kept, True), (gone, False)):
            with translation.override(reader.language):
                letters.queue(
                    "joining/letters/merge", to=reader.email or "", language=reader.language,
                    key=f"joining.merge/{merging.code}/{reader.pk}", reply_to=within.contact_email, context={
                        "name": reader.first_name, "network": within.name, "kept": is_kept, "link": addresses.merge(merging, kept=is_kept)})
    return merging


@transaction.atomic
def agree(merging: Merge, *, kept: bool, by: Person | None = None) -> Merge:
    """The holder of one of the two mailboxes says: both are me. The second yes makes one person of them. Said twice, it is said once."""
    merging = locked(merging)
    side = "kept_agreed_at" if kept else "gone_agreed_at"
    if merging.status != Status.ASKED:
        return merging
    Merge.objects.filter(pk=merging.pk, **{side: None}).update(**{side: clock.now()})
    merging.refresh_from_db()
    if merging.kept_agreed_at and merging.gone_agreed_at:
        merging.move_to(Status.MERGED, settled_at=clock.now())
        people.unite(merging.gone, kept=merging.kept, by=None)
        letters.forget_below(f"joining.merge/{merging.code}/")
    return merging


@transaction.atomic
def differ(merging: Merge, *, by: Person | None = None) -> Merge:
    """One of the two says: we are two people. Nothing is merged. Said twice, it is said once."""
    merging = locked(merging)
    if merging.status == Status.ASKED:
        merging.move_to(Status.REFUSED, settled_at=clock.now())
        journal.write("joining.differ", merging, by=None, as_="applicant", network_id=merging.network_id)
    return merging


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> None:
    """Part of making one person of two accounts: memberships with their profiles, consents, applications and invitations go to `kept`.
    Raises Refused while either runs a network."""
    if Grant.objects.current().filter(membership__person__in=(kept, gone), role__in=READS_FIGURES).exists():
        raise Refused(_("One of these accounts runs a network or reads its figures: its roles are first taken back by hand."))
    for membership in gone.memberships.select_related("network").order_by("pk"):
        _move_membership(membership, kept)
    _move_consents(gone, kept)
    waiting = Application.objects.filter(status__in=("waiting", "handed"))
    twice = waiting.filter(person=gone, network__in=waiting.filter(person=kept).values("network"))  # erasing her settles these
    Application.objects.filter(person=gone).exclude(pk__in=list(twice.values_list("pk", flat=True))).update(
        person=kept, email=kept.email, mail_key=mail_key(kept.email or ""))
    Link.objects.filter(made_by=gone).update(made_by=kept)
    merging = Merge.objects.filter(kept=kept, gone=gone, status=Status.MERGED).order_by("-pk").first()
    if merging:
        journal.write("joining.agree", merging, by=None, as_="applicant", network_id=merging.network_id, kept=kept, gone=gone)


def _move_membership(membership: Membership, kept: Person) -> None:
    """A membership becomes hers; where she has one already, the two are one: the roles and the profile of the second go to the first."""
    standing = kept.memberships.filter(network=membership.network_id, ended_on=None).first()
    if membership.ended_on is None and standing is not None:
        _fold(membership, standing, kept)
        return
    RoleModel.objects.filter(membership=membership).update(person=kept)
    Ambassador.objects.filter(membership=membership).update(person=kept)
    Membership.objects.filter(pk=membership.pk).update(person=kept)


def _fold(membership: Membership, standing: Membership, kept: Person) -> None:
    hers = RoleModel.objects.filter(membership=membership).first()
    if hers is not None and not RoleModel.objects.filter(person=kept, network=membership.network_id).exists():
        _hand_role(membership, standing, Role.ROLE_MODEL)
        RoleModel.objects.filter(pk=hers.pk).update(person=kept, membership=standing)
    elif hers is not None:
        pool.retire(hers, by=None)
    for charge in Ambassador.objects.filter(membership=membership, ended_on=None):
        if not Ambassador.objects.filter(membership=standing).exists():
            _hand_role(membership, standing, Role.AMBASSADOR)
            Ambassador.objects.filter(pk=charge.pk).update(person=kept, membership=standing)
    pool.hand_contribution(membership, new=standing, by=None)
    network.leave(membership, by=None)


def _hand_role(membership: Membership, standing: Membership, role: str) -> None:
    """The role goes along, unless she holds it there already: then it ends with the membership she leaves."""
    if not standing.grants.filter(role=role, ended_on=None).exists():
        membership.grants.filter(role=role, ended_on=None).update(membership=standing)


def _move_consents(gone: Person, kept: Person) -> None:
    """Consents and their history become hers; where the two accounts say different things, her last word counts."""
    for mine, other in ((gone, kept), (kept, gone)):
        for one in mine.consents.filter(withdrawn_at=None).order_by("pk"):
            same = other.consents.filter(purpose=one.purpose, network_id=one.network_id)
            twice = mine is gone and same.filter(withdrawn_at=None).exists()
            if twice or same.filter(withdrawn_at__gt=one.given_at).exists():
                people.withdraw_consent(mine, purpose=one.purpose, network_id=one.network_id, by=None)
    gone.consents.update(person=kept)


@transaction.atomic
def clear_merges(rows: Any, *, by: Person | None = None) -> int:
    """Forget that two accounts were said to be one, whatever was answered. Returns how many."""
    return Merge.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()[0]
