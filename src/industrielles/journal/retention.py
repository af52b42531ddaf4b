"""How long the journal is kept (docs/decisions/0013): a year for who came in and read, five for who did what."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Entry

_SHARED: dict[str, Any] = {
    "action": Action.DELETE, "ground": Ground.LEGITIMATE_INTEREST, "models": ("journal.Entry",), "person": "by_id",
    "people": _("Everybody who signs in"), "readers": _("herself; the coordinators, for their networks")}
RULES = (
    Rule("journal.traces", _("Who came in, who read what"), trigger=_("the moment it was written"), days=365, least=183, most=365,
         due="industrielles.journal.retention.traces_due", apply="industrielles.journal.verbs.clear_traces",
         purpose=_("safety: to see who entered and who looked"), data=_("numbers of accounts and of rows, never a name"), **_SHARED),
    Rule("journal.acts", _("Who did what"), trigger=_("the moment it was written"), days=1826, least=1096, most=3653,
         due="industrielles.journal.retention.acts_due", apply="industrielles.journal.verbs.clear_acts",
         purpose=_("to account for what was decided (C. civ. 2224)"), data=_("numbers of accounts and of rows, never a name"), **_SHARED),
)


def traces_due(before: dt.datetime) -> Any:
    """Passages written before this moment."""
    return Entry.objects.traces().filter(at__lt=before)


def acts_due(before: dt.datetime) -> Any:
    """Acts written before this moment."""
    return Entry.objects.acts().filter(at__lt=before)
