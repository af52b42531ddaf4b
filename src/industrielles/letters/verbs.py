"""Everything that happens to a letter."""
from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from industrielles.kit import clock

from . import links, writing
from .models import Letter, Suppression

Attachment = tuple[str, bytes, str]
LEASE = dt.timedelta(minutes=5)  # longer than a mail server that is slow at every step (10 s each)
GIVE_UP = dt.timedelta(hours=48)
LONGEST_WAIT = dt.timedelta(hours=4)
KEPT = dt.timedelta(days=30)


@transaction.atomic
def queue(template: str, *, to: str, language: str, key: str, context: Mapping[str, Any] | None = None,
          attachments: Iterable[Attachment] = (), reply_to: str = "", on: dt.datetime | None = None) -> Letter:
    """Write a letter and queue it, inside the verb that has something to say. `template`: "engagements/letters/invite";
    `key`: queued twice under one key is sent once; `attachments`: (file name, bytes, media type); `on`: not before this moment.
    A reader without a usable address leaves a suppressed letter, never an error."""
    written = Letter.objects.filter(key=key).first()
    if written:
        return written
    address, now = usable(to), clock.now()
    letter = writing.write(template, language, dict(context or {}))
    silent = not address or is_suppressed(address)
    fields = {
        "address": address, "reply_to": usable(reply_to), "language": language, "template": template, "subject": letter.subject,
        "text": letter.text, "html": letter.html, "attachments": [packed(one) for one in attachments], "message_id": message_id(key),
        "queued_at": now, "due_at": on or now, "retry_at": on or now,
        "status": Letter.Status.SUPPRESSED if silent else Letter.Status.QUEUED, "settled_at": now if silent else None,
    }
    return Letter.objects.get_or_create(key=key, defaults=fields)[0]


def usable(address: str) -> str:
    """The address as it can be written to, or "" when it cannot."""
    address = (address or "").strip()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def packed(attachment: Attachment) -> dict[str, str]:
    """An attachment as it is kept: its name without anything that could reach a header."""
    name, content, media_type = attachment
    safe = re.sub(r"[^\w.\- ]", "-", name).strip() or "file"
    return {"name": safe[:100], "type": media_type, "content": base64.b64encode(content).decode("ascii")}


def message_id(key: str) -> str:
    """The same Message-ID each time the letter is sent: a reader's mail box shows it once."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{links.host()}>"


def hashed(address: str) -> str:
    """A keyed hash of an address, however it was written."""
    return salted_hmac("industrielles.letters.suppression", address.strip().casefold(), algorithm="sha256").hexdigest()


def is_suppressed(address: str) -> bool:
    """Whether this address must not be written to."""
    return Suppression.objects.filter(address_hash=hashed(address)).exists()


@transaction.atomic
def suppress(address: str, reason: str = Suppression.Reason.BOUNCED) -> None:
    """Never write to this address again, until it is lifted."""
    Suppression.objects.get_or_create(address_hash=hashed(address), defaults={"reason": reason, "since": clock.now()})


@transaction.atomic
def lift(address: str) -> None:
    """The address works again."""
    Suppression.objects.filter(address_hash=hashed(address)).delete()


@transaction.atomic
def claim(letter: Letter) -> bool:
    """Take this letter for one try, if no other worker has it: one conditional UPDATE decides. Sets its lease number."""
    now = clock.now()
    number = letter.lease_number + 1
    taken = Letter.objects.due(now).order_by().filter(pk=letter.pk, lease_number=letter.lease_number).update(
        lease_until=now + LEASE, lease_number=number, attempts=F("attempts") + 1)
    letter.lease_number, letter.attempts = number, letter.attempts + 1
    return bool(taken)


@transaction.atomic
def settle(letter: Letter, status: str, error: str = "") -> bool:
    """Say what became of a claimed letter. Refused (False) to a worker whose lease another has taken over since."""
    return _mark(letter, status=status, settled_at=clock.now(), last_error=error[:300])


@transaction.atomic
def postpone(letter: Letter, error: str) -> bool:
    """The mail server could not take it now: try again in 1, 2, 4, 8… minutes, then every 4 hours; give up after 48 hours."""
    now = clock.now()
    if now - letter.due_at > GIVE_UP and letter.attempts > 1:
        return settle(letter, Letter.Status.FAILED, error)
    wait = min(dt.timedelta(minutes=2 ** min(letter.attempts - 1, 10)), LONGEST_WAIT)
    return _mark(letter, retry_at=now + wait, last_error=error[:300])


def _mark(letter: Letter, **fields: Any) -> bool:
    mine = Letter.objects.filter(pk=letter.pk, status=Letter.Status.QUEUED, lease_number=letter.lease_number)
    return bool(mine.update(lease_until=None, **fields))


@transaction.atomic
def withdraw(key: str) -> int:
    """Take back letters that wait under this key, or below it ("visit/ABC/" takes "visit/ABC/day-before"). Returns how many."""
    keys = {"key__startswith": key} if key.endswith("/") else {"key": key}
    return Letter.objects.filter(**keys, status=Letter.Status.QUEUED).update(status=Letter.Status.WITHDRAWN, settled_at=clock.now())


@transaction.atomic
def forget(address: str) -> None:
    """A person is erased: nothing more is sent to her, no word to her is kept, and answers of others do not go to her."""
    if not address:
        return
    now = clock.now()
    hers = Letter.objects.addressed_to(address)
    hers.filter(status=Letter.Status.QUEUED).update(status=Letter.Status.WITHDRAWN, settled_at=now)
    hers.update(**_cleared(now))
    Letter.objects.filter(reply_to__iexact=address.strip()).update(reply_to="")


@transaction.atomic
def forget_below(*keys: str) -> int:
    """Somebody whom letters below these keys ("visit/ABC/") name is erased: what was sent is kept no longer. Returns how many."""
    now, below = clock.now(), Q(pk__in=[])
    for key in keys:
        below |= Q(key__startswith=key)
    return Letter.objects.with_bodies_before(now + dt.timedelta(seconds=1)).filter(below).update(**_cleared(now))


@transaction.atomic
def clear() -> int:
    """Forget the words and readers of letters settled more than 30 days ago. Returns how many."""
    now = clock.now()
    return Letter.objects.with_bodies_before(now - KEPT).update(**_cleared(now))


def _cleared(now: dt.datetime) -> dict[str, Any]:
    empty = dict.fromkeys(("address", "reply_to", "subject", "text", "html", "last_error"), "")
    return {**empty, "attachments": [], "cleared_at": now}
