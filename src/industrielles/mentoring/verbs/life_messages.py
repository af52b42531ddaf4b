"""What the two write to each other: sent, held, looked at, read with a reason, reported; never edited, never deleted."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.detector import Kind, findings
from industrielles.safeguarding.models import Evidence, Report

from .. import policies, telling_life
from ..holding import stillness
from ..models import Message, Opening, Pair, Ruling
from ..rendezvous import delivered
from ._right import hold, refuse_unless
from .life_meetings import other, refuse_still

MOST, HOUR = 30, dt.timedelta(hours=1)  # messages of one of the two to the other, in an hour
BEFORE, TAIL = 4, 400  # messages of hers that are read before the one she writes, and the last characters of each
FINISHED = (Kind.EMAIL, Kind.PHONE, Kind.LINK)  # what is said in pieces


@transaction.atomic
def send(pair: Pair, *, body: str, key: uuid.UUID, by: Person) -> Message:
    """One writes to the other. With a minor: what carries an address, a number, an account, a link, a meeting elsewhere, a secret, a
    picture or money is held until somebody looks; what is written at night is read in the morning. Sent twenty times, it is one message.
    Raises Refused: nothing opens before the first meeting, nor while something keeps the pair still; nor past thirty in an hour."""
    pair = hold(pair)
    refuse_unless(policies.can_send(by, pair))
    sent = Message.objects.filter(key=key, pair=pair, author=by).first()
    if sent:
        return sent
    refuse_still(pair)
    words, side, now = body.strip(), pair.side_of(by), clock.now()
    if not words:
        raise Refused(_("Write your message first."), field="body")
    if len(words) > Message.LONGEST:
        raise Refused(_("A message holds 2,000 characters at most: send it in two."), field="body")
    _refuse_flood(pair, by)
    found = _found(pair, side, words) if pair.shielded else []
    message = Message.objects.create(
        key=key, pair=pair, side=side, author=by, body=words, held_for=",".join(found), sent_at=now,
        shown_from=delivered(now, pair.zone) if pair.shielded else now)
    journal.write("mentoring.send", pair, by=by, network_id=pair.network_id, message=message.code)
    if found:
        telling_life.tell_adults(pair, "held", telling_life.guards_of(pair), page=reverse("mentoring:held"), key=f"{now:%Y%m%d%H}")
    else:
        _tell_reader(message)
    return message


def _refuse_flood(pair: Pair, by: Person) -> None:
    """Raise Refused while so many messages of hers went to this pair within the hour: the other one has a day too. `pair`: held."""
    last = Message.objects.filter(pair=pair, author=by, sent_at__gt=clock.now() - HOUR).order_by("-sent_at", "-pk")
    sent = list(last.values_list("sent_at", flat=True)[:MOST])
    if len(sent) < MOST:
        return
    wait = -((clock.now() - HOUR - sent[-1]) // dt.timedelta(minutes=1))  # rounded up
    raise Refused(ngettext(
        "%(most)s messages within an hour are a lot to read. This one is not lost: it is still below, and can go in %(n)s minute.",
        "%(most)s messages within an hour are a lot to read. This one is not lost: it is still below, and can go in %(n)s minutes.",
        wait) % {"most": MOST, "n": wait}, field="body")


def _found(pair: Pair, side: str, words: str) -> list[str]:
    """What these words carry, or finish: a number said in several messages is a number."""
    before = Message.objects.filter(pair=pair, side=side).order_by("-sent_at", "-pk").values_list("body", flat=True)[:BEFORE]
    said = " ".join(body[-TAIL:] for body in reversed(list(before)))
    finished = [one for one in findings(f"{said} {words}") if one.kind in FINISHED and one.start < len(said) < one.end]
    return sorted({one.kind.value for one in (*findings(words), *finished)})


def _tell_reader(message: Message) -> None:
    """At most one letter an hour, never at night, and nothing of what is said."""
    pair = message.pair
    at = max(message.shown_from, delivered(clock.now(), pair.zone)) if pair.shielded else clock.now()
    telling_life.tell(pair, "message", [other(message.side)], key=f"{at:%Y%m%d%H}", on=at,
                      page=reverse("mentoring:messages", args=[pair.code]))


@transaction.atomic
def rule(message: Message, *, goes: bool, by: Person) -> Ruling:
    """The referent looked at a held message: it goes, or stays held. Its author is told that it was looked at. Raises Refused when somebody
    else did; nor does one go through once the pair rests or has ended."""
    pair = hold(message.pair)
    refuse_unless(policies.can_rule(by, pair))
    if goes and (pair.status != Pair.Status.ACTIVE or stillness(pair)):
        raise Refused(_("This pair rests or has ended: no message goes through. It may stay held."))
    ruling, new = Ruling.objects.get_or_create(message=message, defaults={"goes": goes, "ruled_by": by, "ruled_at": clock.now()})
    if not message.held_for or not new:
        raise Refused(_("Somebody has looked at this message already."))
    journal.write("mentoring.rule", pair, by=by, network_id=pair.network_id, message=message.code)
    telling_life.tell(pair, "ruled", [message.side], key=message.code, on=delivered(clock.now(), pair.zone),
                      page=reverse("mentoring:messages", args=[pair.code]))
    if goes:
        _tell_reader(message)
    return ruling


@transaction.atomic
def open_thread(pair: Pair, *, reason: str, by: Person) -> Opening:
    """The safeguarding referent says why she reads a thread, before she does: written down, and shown to both. Raises Refused without a
    reason (field), and to anybody else."""
    pair = hold(pair)
    refuse_unless(policies.can_open_thread(by, pair))
    if len(reason.strip()) < 4:
        raise Refused(_("Say in a few words why you read it: both see it."), field="reason")
    opening = Opening.objects.create(pair=pair, reader=by, reason=reason.strip()[:200], read_at=clock.now())
    journal.write("mentoring.open_thread", pair, by=by, network_id=pair.network_id)
    return opening


@transaction.atomic
def note_attempt(pair: Pair, *, by: Person) -> None:
    """Somebody tried to write where she may not, or when nothing may be written: kept in the journal, once a day for each."""
    journal.note_reading("mentoring.note_attempt", pair, by=by, network_id=pair.network_id)


@transaction.atomic
def report_pair(pair: Pair, *, words: str, urgent: bool, key: uuid.UUID, about_other: bool, message: Message | None = None,
                by: Person) -> Report:
    """One of the two says that something is not right. `about_other`: it is about the other one, who is suspended meanwhile. The thread is
    frozen and kept as it stands. Raises Refused when it says nothing (field)."""
    refuse_unless(policies.can_report_pair(by, pair) and (message is None or message.pair_id == pair.pk))
    accused = pair.person_of(other(pair.side_of(by))) if about_other else None
    return safeguarding.report(
        pair.network, key=key, words=words, urgent=urgent, about=message or pair, thread=pair, accused=accused,
        language=(get_language() or "fr")[:2], by=by)


def evidence(made: Report) -> list[dict[str, Any]]:
    """What this room holds of what is reported (settings.SAFEGUARDING_EVIDENCE): every message of the thread, word for word."""
    if made.thread_type != Pair._meta.label_lower:
        return []
    found = Message.objects.filter(pair=int(made.thread_key)).select_related("author").order_by("sent_at", "pk")
    return [{"kind": Evidence.Kind.MESSAGE, "body": f"[{one.side}{', ' + one.held_for if one.held_for else ''}] {one.body}",
             "author": one.author, "said_at": one.sent_at, "source": f"{Message._meta.label_lower}/{one.pk}"} for one in found]
