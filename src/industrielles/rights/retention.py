"""How long this room keeps what."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Demand, Hold

_DEMANDS: dict[str, Any] = {
    "models": ("rights.Demand",), "people": _("Everybody who asks about her data"),
    "readers": _("herself, the coordinators who answer"), "data": _("what was asked, the answer, the days, the address")}
RULES = (
    Rule("rights.demands", _("Demands about one’s data"), trigger=_("the answer"), days=1826, least=365, most=1826, action=Action.EMPTY,
         ground=Ground.LEGAL_OBLIGATION, person="person", due="industrielles.rights.retention.demands_due",
         apply="industrielles.rights.verbs.clear_demands", purpose=_("to answer, and to prove that it was in time (GDPR art. 12)"),
         **_DEMANDS),
    Rule("rights.unconfirmed", _("Demands never confirmed"), trigger=_("the sending of the form"), days=7, least=2, most=31,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, due="industrielles.rights.retention.unconfirmed_due",
         apply="industrielles.rights.verbs.clear_unconfirmed", purpose=_("to wait until she confirms from her mailbox"), **_DEMANDS),
    Rule("rights.holds", _("Data held back"), trigger=_("the day it was lifted"), days=1826, least=365, most=3653, action=Action.DELETE,
         ground=Ground.LEGAL_OBLIGATION, models=("rights.Hold",), due="industrielles.rights.retention.holds_due",
         apply="industrielles.rights.verbs.clear_holds", people=_("People of whom a court or an inquiry asks to keep the data"),
         purpose=_("to keep evidence as long as it may be asked for"), readers=_("the umbrella’s coordinators"),
         data=_("who, why, since when")),
    Rule("rights.breaches", _("Breaches of data"), trigger=_("never: the register is shown to the CNIL when it asks"), days=3653,
         least=3653, most=3653, action=Action.NONE, ground=Ground.LEGAL_OBLIGATION, models=("rights.Breach",),
         people=_("People touched by a breach, counted and not named"), purpose=_("to write breaches down (GDPR art. 33(5))"),
         readers=_("the umbrella’s coordinators"), data=_("facts, effects, measures; who wrote them")),
)


def demands_due(before: dt.datetime) -> Any:
    """Demands answered before this moment."""
    return Demand.objects.answered_before(before)


def unconfirmed_due(before: dt.datetime) -> Any:
    """Demands typed before this moment that nobody confirmed."""
    return Demand.objects.unconfirmed_before(before)


def holds_due(before: dt.datetime) -> Any:
    """Holds lifted before this moment."""
    return Hold.objects.filter(lifted_at__lt=before)
