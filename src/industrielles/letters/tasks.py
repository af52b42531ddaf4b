"""The worker's part of letters: carry what is due."""
from __future__ import annotations

import logging
import time

from django.conf import settings

from industrielles.kit import clock

from . import verbs
from .carrier import Carrier, Down, Later, Never
from .models import Letter

log = logging.getLogger(__name__)
BATCH = 100
LONGEST = 30.0  # seconds after which other work has its turn: with a slow mail server too, the worker says that it is alive


def deliver(batch: int = BATCH) -> int:
    """Send what is due, each letter outside any transaction, `batch` letters or 30 seconds; returns how many left. Stops at once
    when no mail server answers; sends nothing while MAIL_HELD stands in DATA_DIR (a restored copy must not write to people)."""
    carrier, sent, end = Carrier(), 0, time.monotonic() + LONGEST
    try:
        for letter in Letter.objects.due(clock.now())[:batch]:
            if time.monotonic() > end or (settings.DATA_DIR / "MAIL_HELD").exists():
                break
            if verbs.claim(letter):
                sent += carry(letter, carrier)
    except Down:
        pass  # that letter waits for its next try, the others for the next run
    finally:
        carrier.close()
    return sent


def carry(letter: Letter, carrier: Carrier) -> bool:
    """One try with one claimed letter: sent, put off, or given up. Raises Down when no mail server answers."""
    if not verbs.is_wanted(letter):
        verbs.settle(letter, Letter.Status.SUPPRESSED)
        return False
    try:
        carrier.send(letter)
    except Never as refusal:
        if refusal.nobody:
            verbs.suppress(letter.address)
        verbs.settle(letter, Letter.Status.FAILED, str(refusal))
        return False
    except Later as delay:
        verbs.postpone(letter, str(delay))
        if isinstance(delay, Down):
            raise
        return False
    except Exception as fault:
        log.exception("The letter %s cannot be made.", letter.key)
        verbs.postpone(letter, f"{type(fault).__name__}: {fault}")
        return False
    return verbs.settle(letter, Letter.Status.SENT)


def bundle() -> int:
    """What waited for this morning goes, each reader's in one letter; the oldest first. Returns how many letters were made."""
    now = clock.now()
    readers = dict.fromkeys(Letter.objects.ripe(now).values_list("address", flat=True)[:BATCH * 10])
    return sum(verbs.bundle(address, now=now) is not None for address in readers)
