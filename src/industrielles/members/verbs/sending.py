"""How a letter to many leaves: its readers are gathered, then written to, slice by slice; killed anywhere, none is missed nor told
twice."""
from __future__ import annotations

from django.db import transaction

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Kind
from industrielles.people.models import Person

from .. import audience, policies
from ..models import Issue, Recipient

Status = Issue.Status
GATHERED = 500  # readers in one transaction


@transaction.atomic
def gather(issue: Issue, *, by: Person | None = None) -> int:
    """Note the next readers of an issue, each address once: the unique key decides. Returns how many were looked at; none are left when it
    returns 0. Who sent it must still have the right: otherwise it stops here."""
    issue = locked(issue)
    if issue.status != Status.SENDING or issue.gathered_at:
        return 0
    if not policies.can_lead_issue(issue.author, issue):
        issue.move_to(Status.STOPPED, ended_at=clock.now())
        return 0
    known = Recipient.objects.filter(issue=issue)
    found = list(audience.people(issue, issue.author).filter(pk__gt=issue.gathered_to).order_by("pk")[:GATHERED])
    rows = [Recipient(issue=issue, network_id=issue.network_id, person=one, address_hash=hashed(one.email), language=one.language)
            for one in found]
    if not found:
        others = audience.outsiders(issue).exclude(address_hash__in=known.values("address_hash"))
        found = list(others.order_by("pk")[:GATHERED])
        rows = [Recipient(issue=issue, network_id=issue.network_id, subscription=one, address_hash=one.address_hash, language=one.language)
                for one in found]
    Recipient.objects.bulk_create(rows, ignore_conflicts=True)
    gathered = {"gathered_to": max(one.pk for one in found)} if rows and rows[0].person_id else {}
    Issue.objects.filter(pk=issue.pk).update(**gathered, gathered_at=None if found else clock.now())
    return len(found)


@transaction.atomic
def write_slice(issue: Issue, *, size: int, by: Person | None = None) -> int:
    """Queue the letters of the next `size` readers: each row is taken by one conditional UPDATE, in the transaction that queues its letter.
    Returns how many rows were settled; when none waits any more, the issue is sent."""
    issue = locked(issue)
    if issue.status != Status.SENDING or not issue.gathered_at:
        return 0
    issue = Issue.objects.select_related("network", "author").get(pk=issue.pk)
    if not policies.can_lead_issue(issue.author, issue):
        issue.move_to(Status.STOPPED, ended_at=clock.now())
        return 0
    waiting = Recipient.objects.filter(issue=issue).waiting().select_related("person", "subscription").order_by("pk")
    done = sum(_settle(issue, one) for one in waiting[:size])
    if not Recipient.objects.filter(issue=issue).waiting().exists():
        issue.move_to(Status.SENT, ended_at=clock.now())
        journal.write("members.sent", issue, network_id=issue.network_id, readers=Recipient.objects.filter(issue=issue).count())
    return done


def _settle(issue: Issue, one: Recipient) -> int:
    """One reader: written to, or left out when she cannot or would not be written to any more."""
    address = (one.person.email if one.person else one.subscription.email if one.subscription else "") or ""
    wanted = bool(address) and hashed(address) == one.address_hash and (not issue.is_news or _agrees(issue, one, address))
    status = Recipient.Status.WRITTEN if wanted else Recipient.Status.SKIPPED
    taken = Recipient.objects.filter(pk=one.pk, status=Recipient.Status.WAITING).update(status=status, written_at=clock.now())
    if taken and wanted:
        language = issue.spoken(one.language)
        letters.queue(
            "members/letters/news", to=address, language=language, key=f"members.issue/{issue.code}/{one.code}",
            reply_to=issue.network.contact_email, kind=Kind.NEWS if issue.is_news else Kind.NECESSARY,
            network_id=issue.network_id if issue.is_news else 0, context=audience.context(issue, language))
    return taken


def _agrees(issue: Issue, one: Recipient, address: str) -> bool:
    """She still agrees, and stopped nothing since; what she stopped before agreeing again is over."""
    agreed = audience.agreed_at(issue, one.person) if one.person else one.subscription.confirmed_at if one.subscription else None
    if agreed is None or audience.refused(issue, address, agreed_at=agreed):
        return False
    if letters.refusal_of(address, issue.network_id):
        letters.accept_news(address, network_id=issue.network_id)
    return True
