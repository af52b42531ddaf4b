"""What this room does by itself."""
from __future__ import annotations

import logging

from django.utils import timezone

from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from . import solving, verbs
from .models import Choice, Match, Pair, Scenario
from .verbs.digest import HOUR_OF_DIGEST

log = logging.getLogger(__name__)


def tell_coordinators() -> int:
    """Once a day, from eight in the morning in Paris: who waits for a next step. Returns how many letters."""
    return verbs.tell_coordinators() if timezone.localtime(clock.now()).hour >= HOUR_OF_DIGEST else 0


def ask_pairs() -> int:
    """The questions of the programme's days, to pairs under way. Returns how many were asked."""
    return sum(verbs.ask_questions(one) for one in Pair.objects.under_way().order_by("pk"))


def compute_waiting() -> int:
    """The scenarios that wait, the first asked first. The engine works outside any transaction: a worker killed meanwhile has written
    nothing, and the next one begins again; of two at work on the same one, the first writes. One that cannot be computed goes back to be
    looked at, and keeps nobody waiting behind it. Returns how many."""
    done = 0
    for scenario in Scenario.objects.waiting().whole():
        try:
            verbs.keep_solution(scenario, solution=solving.solve(scenario), by=None)
        except Exception as fault:
            if not isinstance(fault, Refused):
                log.exception("Scenario %s could not be computed.", scenario.code)
            verbs.give_up(scenario, by=None)
        done += 1
    return done


def follow_matches() -> int:
    """What both accepted and could not begin is tried again; half way, who has not answered is reminded once; past its day, a proposal or
    a choice is over. Returns how many were touched."""
    matches = Match.objects
    return (sum(verbs.begin_agreed(one, by=None).pair is not None for one in matches.agreed().whole())
            + sum(verbs.lapse(one, by=None) is not None for one in matches.over_time().order_by("pk"))
            + sum(verbs.withdraw_choice(one, by=None) is not None for one in Choice.objects.over_time().order_by("pk"))
            + sum(verbs.remind_match(one, by=None) for one in matches.half_way().whole().order_by("pk"))
            + sum(verbs.remind_choice(one, by=None) for one in Choice.objects.half_way().whole().order_by("pk")))
