"""Letters to many: written, tried on oneself, sent, stopped."""
from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.network.models import Network
from industrielles.network.policies import runs
from industrielles.people.models import Person

from .. import audience, policies
from ..models import Issue

Status, Stream = Issue.Status, Issue.Stream
SAID = ("stream", "reason", "subject_fr", "text_fr", "subject_en", "text_en", "segment", "query")


@transaction.atomic
def compose(network: Network, *, issue: Issue | None = None, key: uuid.UUID | None = None, by: Person, **said: str) -> Issue:
    """Write a letter of a network to many, or change a draft. `said`: stream, reason, subjects and texts in both languages, segment (its
    name) and query (its filters). A form sent twice (`key`) writes one. Raises Refused."""
    refuse_unless(runs(by, network) and (issue is None or policies.can_lead_issue(by, issue)))
    fields: dict[str, Any] = {name: said.get(name, "") for name in SAID} | {"network": network}
    if fields["stream"] == Stream.SERVICE and not fields["reason"].strip():
        raise Refused(_("Say why it must be sent: a message of service goes to people who did not ask for it."), field="reason")
    if bool(fields["subject_en"]) != bool(fields["text_en"]):
        raise Refused(_("In English, write both the subject and the text, or neither."),
                      field="text_en" if fields["subject_en"] else "subject_en")
    if issue is not None:
        if not Issue.objects.filter(pk=issue.pk, status=Status.DRAFT).update(**fields):
            raise Refused(_("This letter has left already."))
        issue.refresh_from_db()
        return issue
    try:
        with transaction.atomic():
            issue = Issue.objects.create(**fields, author=by, key=key, made_at=clock.now())
    except IntegrityError:
        return Issue.objects.get(key=key, author=by)
    journal.write("members.compose", issue, by=by, network_id=network.pk)
    return issue


@transaction.atomic
def try_out(issue: Issue, *, by: Person) -> None:
    """Send it to oneself, in both languages if there are two, as its readers would get it. Tried twice in a minute, it comes once."""
    refuse_unless(policies.can_lead_issue(by, issue))
    for language in ("fr", "en") if issue.subject_en else ("fr",):
        words = "\n".join(issue.said(language))
        print_ = hashlib.sha256(words.encode()).hexdigest()[:12]
        letters.queue(
            "members/letters/news", to=by.email or "", language=language, reply_to=issue.network.contact_email,
            key=f"members.try/{issue.code}/{by.code}/{language}/{print_}/{clock.now():%Y%m%d%H%M}",
            context=audience.context(issue, language))
    journal.write("members.try_out", issue, by=by, network_id=issue.network_id)


@transaction.atomic
def send(issue: Issue, *, by: Person) -> Issue:
    """Let it go, a few letters a minute (settings.NEWS_PER_MINUTE). Sent twice, it is sent once: one conditional UPDATE decides.
    Raises Refused: for nobody, or when it was stopped."""
    refuse_unless(policies.can_lead_issue(by, issue))
    issue = locked(issue)
    if issue.status in (Status.SENDING, Status.SENT):
        return issue
    readers = audience.count(issue, by)
    if not readers:
        raise Refused(_("Nobody would receive it: nobody of this selection agreed to it.") if issue.is_news
                      else _("Nobody would receive it: nobody is in this selection."))
    issue.move_to(Status.SENDING, author=by, sent_at=clock.now())
    journal.write("members.send", issue, by=by, network_id=issue.network_id, readers=readers)
    return issue


@transaction.atomic
def stop(issue: Issue, *, by: Person) -> Issue:
    """Stop a letter that is being sent: what has not left does not leave. Stopped twice, it is stopped once. Raises Refused."""
    refuse_unless(policies.can_lead_issue(by, issue))
    issue = locked(issue)
    if issue.status == Status.STOPPED:
        return issue
    issue.move_to(Status.STOPPED, ended_at=clock.now())
    taken = letters.withdraw(f"members.issue/{issue.code}/")
    journal.write("members.stop", issue, by=by, network_id=issue.network_id, withdrawn=taken)
    return issue


@transaction.atomic
def discard(issue: Issue, *, by: Person) -> None:
    """Throw a draft away. Raises Refused when it has left."""
    refuse_unless(policies.can_lead_issue(by, issue))
    journal.write("members.discard", issue, by=by, network_id=issue.network_id)
    if not Issue.objects.filter(pk=issue.pk, status=Status.DRAFT).delete()[0]:
        raise Refused(_("This letter has left already."))


@transaction.atomic
def forget_recipients(recipients: Any, *, by: Person | None = None) -> int:
    """Who received a letter long ago is forgotten; what was written stays. Returns how many."""
    return recipients.delete()[0]


@transaction.atomic
def forget_issues(issues: Any, *, by: Person | None = None) -> int:
    """The selections of letters sent long ago are forgotten: a name may stand in them. Returns how many."""
    return issues.update(query="", reason="–")
