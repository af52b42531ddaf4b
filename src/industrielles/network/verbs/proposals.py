"""Everything that happens to a network somebody proposes."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person
from industrielles.people.verbs.persons import checked
from industrielles.places.models import Department

from .. import policies, telling
from ..models import Network, Proposal
from .networks import establish

Status = Proposal.Status
MOST_UNCONFIRMED, HOUR = 3, dt.timedelta(hours=1)  # letters to one address by somebody who has proved nothing yet


@transaction.atomic
def propose(*, request_key: uuid.UUID, name: str, mission: str, departments: Iterable[Department], size: int, why: str, first_name: str,
            last_name: str, email: str, language: str, by: Person | None = None) -> Proposal:
    """Somebody proposes a network; the link mailed to her confirms it. Sent again under one `request_key`, it stays one proposal.
    Who writes with the address she has signed in with has proved it: confirmed at once. Raises Refused beside the field."""
    sent = Proposal.objects.filter(request_key=request_key).first()
    if sent:
        return sent
    email, now = checked(email), clock.now()
    proved = by is not None and by.email == email
    if not proved and Proposal.objects.unconfirmed_from(email, since=now - HOUR).count() >= MOST_UNCONFIRMED:
        raise Refused(_("Several proposals already wait at this address: open our letters and confirm them first."), field="email")
    proposal = Proposal(request_key=request_key, name=name, mission=mission, size=size, why=why, first_name=first_name,
                        last_name=last_name, email=email, language=language, sent_at=now, moved_at=now)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:  # the same form, sent at the same moment
        return Proposal.objects.get(request_key=request_key)
    proposal.departments.set(departments)
    journal.write("network.propose", proposal, by=by, as_="" if by else "author")
    if proved:
        return confirm(proposal, by=by)
    telling.author("network/letters/confirm_proposal", proposal, key="confirm")
    return proposal


@transaction.atomic
def confirm(proposal: Proposal, *, by: Person | None = None) -> Proposal:
    """Its author confirms by the mailed link: now the umbrella reads it. Twice is once."""
    proposal = locked(proposal)
    if proposal.status != Status.SENT:
        return proposal
    proposal.move_to(Status.WAITING, moved_at=clock.now())
    journal.write("network.confirm", proposal, by=by, as_="" if by else "author")
    telling.umbrella("network/letters/new_proposal", proposal, key="new")
    return proposal


@transaction.atomic
def inquire(proposal: Proposal, *, question: str, by: Person | None = None) -> Proposal:
    """Ask its author a question; she answers by a link. Raises Refused without words, or once it is answered."""
    refuse_unless(by is None or policies.can_answer_proposal(by, proposal))
    if not question.strip():
        raise Refused(_("Write your question."), field="question")
    proposal = locked(proposal)
    proposal.move_to(Status.ASKED, question=question.strip(), moved_at=clock.now(), answered_by=by)
    journal.write("network.inquire", proposal, by=by)
    telling.author("network/letters/inquire", proposal, key=f"inquire/{proposal.moved_at:%Y%m%d%H%M%S}", question=proposal.question)
    return proposal


@transaction.atomic
def reply(proposal: Proposal, *, answer: str, by: Person | None = None) -> Proposal:
    """Its author answers the question by her link. Raises Refused when none is open."""
    if not answer.strip():
        raise Refused(_("Write your answer."), field="answer")
    proposal = locked(proposal)
    if proposal.status != Status.ASKED:
        raise Refused(_("This question was already answered. Thank you."))
    said = f"{proposal.answer}\n\n{answer.strip()}".strip()[-1500:]
    proposal.move_to(Status.WAITING, answer=said, moved_at=clock.now())
    journal.write("network.reply", proposal, by=by, as_="author")
    telling.umbrella("network/letters/replied", proposal, key=f"replied/{proposal.moved_at:%Y%m%d%H%M%S}")
    return proposal


@transaction.atomic
def approve(proposal: Proposal, *, by: Person | None = None) -> Network:
    """The umbrella accepts: the network is founded, its author coordinates it, a letter tells her. Approved twice, it is founded once.
    Raises Refused (field "name") when another network has this name."""
    refuse_unless(by is None or policies.can_answer_proposal(by, proposal))
    proposal = locked(proposal)
    if proposal.status == Status.ACCEPTED and proposal.network:
        return proposal.network
    top = Network.objects.get(kind=Network.Kind.UMBRELLA)
    proposal.move_to(Status.ACCEPTED, moved_at=clock.now(), answered_by=by)
    coordinator = {"email": proposal.email, "first_name": proposal.first_name, "last_name": proposal.last_name,
                   "language": proposal.language}
    made = establish(proposal.name, parent=top, contact_email=proposal.email, departments=list(proposal.departments.all()),
                     coordinator=coordinator, by=by)
    if not made.mission_fr:
        made.mission_fr = proposal.mission
        made.save(update_fields=["mission_fr"])
    proposal.network = made
    proposal.save(update_fields=["network"])
    journal.write("network.approve", proposal, by=by, network_id=made.pk)
    return made


@transaction.atomic
def decline(proposal: Proposal, *, words: str, by: Person | None = None) -> Proposal:
    """The umbrella says no, in words its author reads. Raises Refused without words, or once it is answered."""
    refuse_unless(by is None or policies.can_answer_proposal(by, proposal))
    if not words.strip():
        raise Refused(_("Say why, in a sentence she will read."), field="words")
    proposal = locked(proposal)
    proposal.move_to(Status.DECLINED, words=words.strip(), moved_at=clock.now(), answered_by=by)
    journal.write("network.decline", proposal, by=by)
    telling.author("network/letters/declined", proposal, key="declined", words=proposal.words)
    return proposal


@transaction.atomic
def clear_proposals(rows: Any, *, by: Person | None = None) -> int:
    """Forget these proposals: the network that came of one stays. Returns how many."""
    keys = list(rows.values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=keys).delete()
    return len(keys)
