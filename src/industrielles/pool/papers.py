"""Signed charters are printed and sent, outside of the transaction that signs: a paper takes a second."""
from __future__ import annotations

import logging

from industrielles.signatures.models import Signature

from . import verbs
from .charter import CHARTER

MOST = 20  # papers of one turn: each takes a second
log = logging.getLogger(__name__)


def hand_papers() -> int:
    """Print and send the charters signed since. Returns how many; none, and a line in the log, without the libraries that draw PDF."""
    waiting = list(Signature.objects.without_paper().filter(kind=CHARTER)[:MOST])
    if not waiting:
        return 0
    from industrielles.signatures.printing import paper_of

    done = 0
    for signature in waiting:
        try:
            pdf = paper_of(signature)
        except OSError:
            log.warning("Signed charters wait: the libraries that draw PDF files are missing.")
            break
        verbs.hand_paper(signature, pdf=pdf, by=None)
        done += 1
    return done
