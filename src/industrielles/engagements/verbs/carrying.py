"""What becomes of requests when a network closes: they go on in the network that goes on, with those of its people who go there."""
from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel

from ..models import Engagement, Invitation, Lending, Partner, Report

UNDER_WAY = (Engagement.Status.SENT, *Engagement.OPEN, Engagement.Status.CONFIRMED)


@transaction.atomic
def succeed(network: Network, *, heir: Network, by: Person | None = None) -> int:
    """Requests under way of a network that closes go on under its heir; what is over stays where it was counted. What it had been asked to
    lend is withdrawn, or asked of the heir. Returns how many requests."""
    under_way = Engagement.objects.filter(status__in=UNDER_WAY, partners__network=network).order_by("pk")
    keys = list(under_way.values_list("pk", flat=True))
    for key in keys:
        Partner.objects.get_or_create(engagement_id=key, network=heir, defaults={"since": clock.now()})
    owned = Engagement.objects.filter(pk__in=keys, network=network)
    for engagement in owned.order_by("pk"):
        journal.write("engagements.succeed", engagement, by=by, network_id=network.pk, into=heir)
    owned.update(network=heir)
    for lending in Lending.objects.filter(network=network, engagement__in=keys).order_by("pk"):
        _hand_on(lending, heir)
    for lending in Lending.objects.filter(lender=network, status=Lending.Status.ASKED).order_by("pk"):
        locked(lending).move_to(Lending.Status.WITHDRAWN)
    _let_out(keys, network)
    return len(keys)


def _hand_on(lending: Lending, heir: Network) -> None:
    """The heir asks now. Whom it had asked was the heir itself: nothing is left to ask, what was agreed has come true."""
    if lending.lender_id == heir.pk:
        if lending.status == Lending.Status.ASKED:
            locked(lending).move_to(Lending.Status.WITHDRAWN)
        return
    Lending.objects.filter(pk=lending.pk).update(network=heir)


@transaction.atomic
def carry(old: Membership, *, new: Membership | None, by: Person | None = None) -> int:
    """Invitations to visits under way follow their role model to her new profile; without one, they end as for whoever leaves
    (tasks.let_go_departed). Returns how many."""
    before = RoleModel.objects.filter(membership=old).first()
    after = RoleModel.objects.filter(membership=new).first() if new else None
    if before is None or after is None:
        return 0
    hers = Invitation.objects.filter(role_model=before, engagement__status__in=UNDER_WAY)
    twice = Invitation.objects.filter(engagement=OuterRef("engagement"), role_model=after)
    hers = hers.filter(~Exists(twice))  # she was invited in both networks: the invitation of the one that goes on stands
    keys = sorted(set(hers.values_list("engagement_id", flat=True)))
    for key in keys:
        Partner.objects.get_or_create(engagement_id=key, network_id=after.network_id, defaults={"since": clock.now()})
    done = Invitation.objects.filter(pk__in=list(hers.values_list("pk", flat=True))).update(role_model=after, network=after.network_id)
    Engagement.objects.filter(pk__in=keys, role_model=before).update(role_model=after)
    _let_out(keys, old.network)
    return done


def _let_out(keys: list[int], network: Network) -> None:
    """A closed network takes part no longer in what goes on without it."""
    invited = Invitation.objects.filter(engagement=OuterRef("engagement"), network=OuterRef("network"))
    lent = Lending.objects.filter(engagement=OuterRef("engagement"), network=OuterRef("network"))
    Partner.objects.filter(~Exists(invited), ~Exists(lent), engagement__in=keys, network=network).exclude(
        engagement__network=network).delete()


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> None:
    """Two accounts are one person: what each told of visits and the requests sent from either address are the kept one's. Where both have
    a profile in one network, invitations to visits under way follow to the one that goes on."""
    for before in RoleModel.objects.current().filter(person=gone).select_related("membership").order_by("pk"):
        after = RoleModel.objects.current().filter(person=kept, network=before.network_id).select_related("membership").first()
        if after:
            carry(before.membership, new=after.membership, by=by)
    Report.objects.filter(told_by=gone).update(told_by=kept)
    if gone.email and kept.email:
        Engagement.objects.filter(contact_email__iexact=gone.email).update(contact_email=kept.email)
