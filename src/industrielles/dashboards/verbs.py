"""What changes here: the targets."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.ledger.models import Target
from industrielles.network.models import Network

from . import policies
from .indicators import INDICATORS


@transaction.atomic
def set_target(indicator: str, *, network: Network, goal: int, starts_on: dt.date, ends_on: dt.date, by: Any) -> Target:
    """Promise a number by a day, for a network and those below it; said again for the same first day, it is corrected. `by` None: the
    installation itself. Raises Refused."""
    refuse_unless(by is None or policies.can_set_target(by))
    if indicator not in INDICATORS:
        raise Refused(_("There is no such indicator."))
    if goal < 1:
        raise Refused(_("Write a goal above zero."), "goal")
    if ends_on < starts_on:
        raise Refused(_("The last day cannot come before the first."), "ends_on")
    target, _made = Target.objects.update_or_create(
        indicator=indicator, node=network.pk, starts_on=starts_on, defaults={"goal": goal, "ends_on": ends_on})
    journal.write("dashboards.set_target", target, by=by, network_id=network.pk, goal=goal, starts_on=starts_on, ends_on=ends_on)
    return target
