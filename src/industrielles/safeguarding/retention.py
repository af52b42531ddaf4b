"""How long this room keeps what."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Authorisation, Ban, Clearance, Report

RULES = (
    Rule("safeguarding.clearances", _("Papers that were seen"), trigger=_("the day until which they held"), days=365, least=30, most=1096,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("safeguarding.Clearance",), person="person",
         due="industrielles.safeguarding.retention.clearances_due", apply="industrielles.safeguarding.verbs.clear_clearances",
         people=_("Mentors, and whoever meets minors"), purpose=_("to let nobody accompany a minor who may not"),
         readers=_("herself, the coordinators and safeguarding referents of her network"),
         data=_("which kind of paper was seen, on which day, by whom, until when, and whether it allows; never the paper")),
    Rule("safeguarding.bans", _("People who may not come back"), trigger=_("the day it was lifted"), days=365, least=30, most=1826,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("safeguarding.Ban", "safeguarding.Recognition"),
         due="industrielles.safeguarding.retention.bans_due", apply="industrielles.safeguarding.verbs.clear_bans",
         people=_("People kept away from minors"), purpose=_("to recognise somebody who comes back with another address"),
         readers=_("safeguarding referents"), data=_("hashes of her address, her telephone, her name with her birth date; no name")),
    Rule("safeguarding.reports", _("Safeguarding reports"), trigger=_("the day it was closed"), days=1826, least=1826, most=7305,
         action=Action.EMPTY, ground=Ground.LEGAL_OBLIGATION, person="accused",
         models=("safeguarding.Report", "safeguarding.Alert", "safeguarding.Reading", "safeguarding.Evidence"),
         due="industrielles.safeguarding.retention.reports_due", apply="industrielles.safeguarding.verbs.clear_reports",
         people=_("Who reports, who is accused, who treats it"), purpose=_("to protect minors, and to account for it (C. pén. 434-3)"),
         readers=_("the safeguarding referents of the network and those who were alerted, never the accused; each reading is written down"),
         data=_("what was said, what was preserved, who read it and why, what was done")),
    Rule("safeguarding.authorisations", _("What parents allow"), trigger=_("the refusal, the taking back, or the eighteenth birthday"),
         days=365, least=30, most=1096, action=Action.DELETE, ground=Ground.CONSENT, person="person",
         models=("safeguarding.Authorisation", "safeguarding.Guardian", "safeguarding.Agreement"),
         due="industrielles.safeguarding.retention.authorisations_due", apply="industrielles.safeguarding.verbs.clear_authorisations",
         people=_("Minors and their parents"), purpose=_("to accompany a minor only as far as her parents allow"),
         readers=_("herself, her parents, the coordinators and safeguarding referents of her network"),
         data=_("her birth date, the names and addresses of her parents, whom to call in an emergency, what is allowed and since when")),
)


def clearances_due(before: dt.datetime) -> Any:
    """Papers that held until before this moment."""
    return Clearance.objects.ended_before(timezone.localdate(before))


def bans_due(before: dt.datetime) -> Any:
    """Bans lifted before this moment."""
    return Ban.objects.over_before(before)


def reports_due(before: dt.datetime) -> Any:
    """Reports closed before this moment."""
    return Report.objects.closed_before(before)


def authorisations_due(before: dt.datetime) -> Any:
    """Authorisations over since before this moment."""
    return Authorisation.objects.ended_before(before)
