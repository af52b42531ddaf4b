"""What time brings: what is past its term is emptied, demands are answered in time."""
from __future__ import annotations

import logging

from industrielles.kit.retention import declared

from . import verbs
from .models import Demand

log = logging.getLogger(__name__)


def sweep() -> int:
    """Apply every rule to what came due, slice by slice; run again after a kill, it goes on where it was. A rule that fails is logged and
    tried again at the next hour: it keeps no other from its day. Returns how many rows."""
    done = 0
    for code in declared():
        try:
            done += sweep_rule(code)
        except Exception:
            log.exception("The rule %s was not applied.", code)
    return done


def sweep_rule(code: str) -> int:
    """Apply one rule. Returns how many rows were emptied."""
    passage = verbs.begin_sweep(code)
    if passage is None:
        return 0
    while verbs.sweep_slice(passage):
        pass
    return verbs.finish_sweep(passage).done


def remind_demands() -> int:
    """A week before its day, and the day after it, an unanswered demand is told again to who must answer. Returns how many."""
    return sum(verbs.remind_demand(one) for one in Demand.objects.due_soon(verbs.REMINDED_BEFORE).order_by("pk"))
