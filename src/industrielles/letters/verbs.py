"""Everything that happens to a letter."""
from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from industrielles.kit import clock

from . import links, writing
from .addresses import hashed
from .models import ASKING, STOPPED_IN_ONE_CLICK, Kind, Letter, Preference, Refusal, Rhythm, Suppression

Attachment = tuple[str, bytes, str]
LEASE = dt.timedelta(minutes=5)  # longer than a mail server that is slow at every step (10 s each)
GIVE_UP = dt.timedelta(hours=48)
LONGEST_WAIT = dt.timedelta(hours=4)
MOST_ASKED = 500  # addresses in one question
MOST_BUNDLED = 50  # letters in one; the others come with the next
BUNDLE = "letters/letters/bundle"
WAITING = (Letter.Status.QUEUED, Letter.Status.HELD)
LAST = "last/"  # keys of letters to somebody who is erased: nothing of them is kept once they have left


@transaction.atomic
def queue(template: str, *, to: str, language: str, key: str, context: Mapping[str, Any] | None = None,
          attachments: Iterable[Attachment] = (), reply_to: str = "", on: dt.datetime | None = None,
          kind: str = Kind.NECESSARY, network_id: int = 0) -> Letter:
    """Write a letter and queue it, inside the verb that has something to say. `template`: "engagements/letters/invite";
    `key`: queued twice under one key is sent once; `attachments`: (file name, bytes, media type); `on`: not before this moment;
    `kind`: what is not necessary follows the rhythm its reader chose; `network_id`: whose news it is.
    A reader without a usable address, or who does not want this, leaves a suppressed letter, never an error. Below LAST, it ends with
    no link, and goes with its words and its address once it has left, or could not."""
    known = Letter.objects.filter(key=key)
    if known.exists():
        return known.get()
    address, now = usable(to), clock.now()
    rhythm = rhythm_of(address, kind)
    wanted = bool(address) and rhythm != Rhythm.NONE and not is_silenced(address, kind, network_id)
    held = wanted and rhythm in HELD_UNTIL
    due = HELD_UNTIL[rhythm](on or now) if held else on or now
    last = key.startswith(LAST)
    out = {} if last else ways_out(address, kind, network_id, language)
    said = writing.write(template, language, dict(context or {}), **out)
    fields = {
        **_said(said), "address": address, "reply_to": usable(reply_to), "language": language, "template": template, "kind": kind,
        "network_id": network_id, "attachments": [packed(one) for one in attachments], "message_id": message_id(key),
        "queued_at": now, "due_at": due, "retry_at": due, "settled_at": None if wanted else now,
        "status": Letter.Status.HELD if held else Letter.Status.QUEUED if wanted else Letter.Status.SUPPRESSED,
        **(_cleared(now) if last and not wanted else {}),
    }
    try:
        with transaction.atomic():
            return Letter.objects.create(key=key, **fields)
    except IntegrityError:  # queued in this very instant
        written = known.first()
        if written is None:
            raise
        return written


def _said(said: writing.Written) -> dict[str, str]:
    return {"subject": said.subject, "text": said.text, "html": said.html}


def ways_out(address: str, kind: str, network_id: int, language: str) -> dict[str, Any]:
    """Addresses at the foot of a letter: `choose`, where its reader chooses what comes; `stop`, which ends these letters, news or not."""
    if not address:
        return {}
    with translation.override(language):
        stop = links.stop(hashed(address), network_id, kind=kind)
        return {"choose": links.choose(hashed(address)), "stop": stop, "news": kind == Kind.NEWS}


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


def is_suppressed(address: str) -> bool:
    """Whether this address must not be written to, unless she asks."""
    return Suppression.objects.filter(address_hash=hashed(address)).exists()


@transaction.atomic
def suppress(address: str, reason: str = Suppression.Reason.BOUNCED) -> None:
    """Never write to this address again, until it is lifted; when its reader asked for it, nothing but what she asks for herself.
    That nobody answers there weighs more than that she asked."""
    row, made = Suppression.objects.get_or_create(address_hash=hashed(address), defaults={"reason": reason, "since": clock.now()})
    if not made and reason == Suppression.Reason.BOUNCED and row.reason != reason:
        Suppression.objects.filter(pk=row.pk).update(reason=reason, since=clock.now())


@transaction.atomic
def lift(address: str) -> None:
    """The address works again."""
    Suppression.objects.filter(address_hash=hashed(address)).delete()


def is_silenced(address: str, kind: str, network_id: int) -> bool:
    """Whether nothing of this kind may go to this address: nobody answers there, or its reader stopped these news."""
    stopped = Suppression.objects.filter(address_hash=hashed(address))
    if kind == Kind.NECESSARY:  # who asked for peace still receives what she asks for: a code, an answer, her own application
        stopped = stopped.filter(reason=Suppression.Reason.BOUNCED)
    return stopped.exists() or (kind == Kind.NEWS and refusal_of(address, network_id) is not None)


def is_wanted(letter: Letter) -> bool:
    """Whether a letter that waited may still go: its reader has not stopped this kind since, and somebody answers there. What is put
    together from several kinds was looked at as it was made."""
    stopped = letter.template != BUNDLE and rhythm_of(letter.address, letter.kind) == Rhythm.NONE
    return not stopped and not is_silenced(letter.address, letter.kind, letter.network_id)


def refusal_of(address: str, network_id: int) -> Refusal | None:
    """How the reader of this address stopped the news of this network, or of all, if she did; the latest."""
    networks = {0, network_id}
    return Refusal.objects.filter(address_hash=hashed(address), network_id__in=networks).order_by("-since", "-pk").first()


@transaction.atomic
def refuse_news(address_hash: str, *, network_id: int = 0) -> None:
    """Its reader stops the news of a network (0: of all), at once: what waits is withdrawn, what a room remembers of her wish follows
    (settings.NEWS_REFUSED). Done twice, it is done once."""
    Refusal.objects.update_or_create(address_hash=address_hash, network_id=network_id, defaults={"since": clock.now()})
    for dotted in settings.NEWS_REFUSED:
        import_string(dotted)(address_hash, network_id=network_id)


@transaction.atomic
def accept_news(address: str, *, network_id: int) -> None:
    """She asked again and confirmed: the refusal of this network's news, and that of all, are over."""
    Refusal.objects.filter(address_hash=hashed(address), network_id__in={0, network_id}).delete()


def rhythm_of(address: str, kind: str) -> str:
    """The rhythm its reader chose for this kind of letter; what is necessary comes at once."""
    if kind == Kind.NECESSARY or not address:
        return Rhythm.AT_ONCE
    chosen = Preference.objects.filter(address_hash=hashed(address), kind=kind).values_list("rhythm", flat=True).first()
    return chosen or Rhythm.AT_ONCE


def readers(kind: str, addresses: Collection[str]) -> dict[str, str]:
    """Of these addresses, those to which letters of this kind (not news, nor what is necessary) may go, each with the rhythm its reader
    chose; never those who want none. Two questions for each 500."""
    by_hash = {hashed(usable(one)): one for one in addresses if usable(one)}
    keys, found, silenced = sorted(by_hash), dict[str, str](), set[str]()
    for first in range(0, len(keys), MOST_ASKED):
        asked = keys[first:first + MOST_ASKED]
        silenced |= set(Suppression.objects.filter(address_hash__in=asked).values_list("address_hash", flat=True))
        found |= dict(Preference.objects.filter(address_hash__in=asked, kind=kind).values_list("address_hash", "rhythm"))
    rhythms = {one: found.get(key, Rhythm.AT_ONCE) for key, one in by_hash.items() if key not in silenced}
    return {one: rhythm for one, rhythm in rhythms.items() if rhythm != Rhythm.NONE}


@transaction.atomic
def prefer(address_hash: str, rhythms: Mapping[str, str]) -> None:
    """The reader of an address chooses the rhythm of each kind of letter. Raises ValueError for one that is necessary."""
    for kind, rhythm in sorted(rhythms.items()):
        if kind not in Kind or kind == Kind.NECESSARY or rhythm not in Rhythm:
            raise ValueError(f"Nobody chooses {rhythm!r} for {kind!r}.")
        Preference.objects.update_or_create(
            address_hash=address_hash, kind=kind, defaults={"rhythm": rhythm, "chosen_at": clock.now()})


def _morning(after: dt.datetime) -> dt.datetime:
    """The next eight o'clock in Paris."""
    local = timezone.localtime(after)
    day = local.date() + dt.timedelta(days=local.hour >= MORNING.hour)
    return dt.datetime.combine(day, MORNING, local.tzinfo).astimezone(dt.UTC)


def _monday(after: dt.datetime) -> dt.datetime:
    """The next Monday at eight o'clock in Paris."""
    morning = timezone.localtime(_morning(after))
    day = morning.date() + dt.timedelta(days=-morning.weekday() % 7)
    return dt.datetime.combine(day, MORNING, morning.tzinfo).astimezone(dt.UTC)


MORNING = dt.time(8)
HELD_UNTIL = {Rhythm.DAILY.value: _morning, Rhythm.WEEKLY.value: _monday}


@transaction.atomic
def bundle(address: str, *, now: dt.datetime) -> Letter | None:
    """Put what waits for a reader into one letter: one conditional UPDATE takes each, so that none goes twice. None when nothing waits."""
    taken = []
    for letter in Letter.objects.ripe(now).filter(address=address)[:MOST_BUNDLED]:
        wanted = is_wanted(letter)
        status = Letter.Status.BUNDLED if wanted else Letter.Status.SUPPRESSED
        moved = Letter.objects.filter(pk=letter.pk, status=Letter.Status.HELD).update(status=status, settled_at=clock.now())
        taken += [letter] if moved and wanted else []
    if not taken:
        return None
    language, key = taken[-1].language, f"letters.bundle/{taken[0].code}"
    kinds = {one.kind for one in taken}
    kind = next((one for one in STOPPED_IN_ONE_CLICK if one in kinds), taken[0].kind)
    said = writing.bundle(taken, language, **ways_out(address, kind, 0, language))
    return Letter.objects.create(
        **_said(said), key=key, address=address, language=language, template=BUNDLE, kind=kind,
        message_id=message_id(key), attachments=[one for letter in taken for one in letter.attachments],
        queued_at=now, due_at=now, retry_at=now)


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
    now = clock.now()
    kept = _cleared(now) if letter.key.startswith(LAST) else {"last_error": error[:300]}
    return _mark(letter, status=status, settled_at=now, **kept)


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
    return Letter.objects.filter(**keys, status__in=WAITING).update(status=Letter.Status.WITHDRAWN, settled_at=clock.now())


@transaction.atomic
def withhold(made: Any, *, by: object = None) -> int:
    """A report keeps somebody away (settings.SAFEGUARDING_FREEZES): what waits for her and asks something of her does not leave, nor, once
    her roles are at rest, what she would read because of them; its words go, for she may take away what is kept of her. What is hers alone
    leaves: codes, her account, the news. Returns how many."""
    person = made.accused
    if person is None or not person.email:
        return 0
    theirs = Q(kind__in=ASKING) | Q(template=BUNDLE)
    if type(person).objects.filter(pk=person.pk, pk__in=import_string(settings.ROLES_AT_REST)()).exists():
        theirs |= Q(kind=Kind.NEWCOMERS) | Q(template__in=settings.LETTERS_OF_A_DESK)
        theirs |= Q(template__in=settings.LETTERS_OF_A_DESK_BY_CODE, key__contains=f"/{person.code}")
    now = clock.now()
    hers = Letter.objects.addressed_to(person.email).filter(theirs, status__in=WAITING)
    return hers.update(status=Letter.Status.WITHDRAWN, settled_at=now, **_cleared(now))


@transaction.atomic
def forget(address: str, *, by: object = None) -> int:
    """Whoever has this address is forgotten: nothing more is sent to her, no word to her is kept, and answers of others do not go to her.
    Returns how many letters she had."""
    if not address:
        return 0
    now = clock.now()
    hers = Letter.objects.addressed_to(address)
    hers.filter(status__in=WAITING).update(status=Letter.Status.WITHDRAWN, settled_at=now)
    Letter.objects.filter(reply_to__iexact=address.strip()).update(reply_to="")
    return hers.update(**_cleared(now))


@transaction.atomic
def forget_reader(address: str, *, by: object = None) -> int:
    """`forget`, and the rhythms this reader chose; that she refused news stays, known by a hash. Returns how many letters she had."""
    Preference.objects.filter(address_hash=hashed(address)).delete()
    return forget(address, by=by)


@transaction.atomic
def follow(old: str, *, to: str, by: object = None) -> None:
    """A reader is written to at another address: the rhythms she chose go with her, her later word counts, and what is held for her.
    What she refused at one address is refused at the other."""
    before, after = hashed(old), hashed(to)
    for one in Preference.objects.filter(address_hash=before).order_by("pk"):
        said = {"rhythm": one.rhythm, "chosen_at": one.chosen_at}
        Preference.objects.filter(address_hash=after, kind=one.kind, chosen_at__lt=one.chosen_at).update(**said)
        Preference.objects.get_or_create(address_hash=after, kind=one.kind, defaults=said)
    Preference.objects.filter(address_hash=before).exclude(address_hash=after).delete()
    for refused in Refusal.objects.filter(address_hash=before).order_by("pk"):
        Refusal.objects.get_or_create(address_hash=after, network_id=refused.network_id, defaults={"since": refused.since})
    asked = Suppression.objects.filter(address_hash=before, reason=Suppression.Reason.ASKED).first()
    if asked:
        Suppression.objects.get_or_create(address_hash=after, defaults={"reason": asked.reason, "since": asked.since})
    Letter.objects.addressed_to(old).filter(status=Letter.Status.HELD).update(address=to)


@transaction.atomic
def forget_below(*keys: str) -> int:
    """Somebody whom letters below these keys ("visit/ABC/") name is erased: what was sent is kept no longer. Returns how many."""
    now, below = clock.now(), Q(pk__in=[])
    for key in keys:
        below |= Q(key__startswith=key)
    return Letter.objects.with_bodies_before(now + dt.timedelta(seconds=1)).filter(below).update(**_cleared(now))


@transaction.atomic
def clear(sent: Any, *, by: object = None) -> int:
    """Forget the words and readers of these letters, settled long ago. Returns how many."""
    return sent.order_by().update(**_cleared(clock.now()))


def _cleared(now: dt.datetime) -> dict[str, Any]:
    empty = dict.fromkeys(("address", "reply_to", "subject", "text", "html", "last_error"), "")
    return {**empty, "attachments": [], "cleared_at": now}
