"""How long what is said around a visit is kept; its counts stay, for they name nobody."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from . import addresses
from .models import Engagement

_SHARED = {"ground": Ground.LEGITIMATE_INTEREST, "action": Action.EMPTY, "apply": "industrielles.engagements.verbs.forget_askers",
           "people": _("Teachers and others who ask for a visit"),
           "readers": _("the coordinators of the networks that take part; the role model who comes"),
           "data": _("name, role, address, telephone if given; name of the head of school; what she wrote"),
           "stop": "industrielles.engagements.verbs.forget_address"}
RULES = (
    Rule("engagements.askers", _("Requests for a visit"), trigger=_("the last request of this address"), days=1096, least=365,
         most=1096, models=("engagements.Engagement",), due="industrielles.engagements.retention.askers_due",
         purpose=_("to find somebody and to prepare the visit"), **_SHARED),
    Rule("engagements.unconfirmed", _("Requests never confirmed"), trigger=_("the sending of the form"),
         days=addresses.LIFE[addresses.CONFIRM].days, least=addresses.LIFE[addresses.CONFIRM].days, most=90,
         models=("engagements.Engagement",), due="industrielles.engagements.retention.unconfirmed_due",
         purpose=_("to wait until she confirms from her mailbox"), **_SHARED),
    Rule("engagements.words", _("What was written about a visit"), trigger=_("the end of the visit"), days=1096, least=365, most=1826,
         action=Action.EMPTY, ground=Ground.LEGITIMATE_INTEREST,
         models=("engagements.Invitation", "engagements.Lending", "engagements.Report"),
         due="industrielles.engagements.retention.words_due", apply="industrielles.engagements.verbs.clear_words",
         people=_("Role models, teachers, coordinators"), purpose=_("to prepare the next visit better"),
         readers=_("the coordinators of the networks that take part; who wrote it"),
         data=_("answers to invitations, a word about the visit, the name of the teacher present")),
)


def askers_due(before: dt.datetime) -> Any:
    """Ended requests of addresses that sent none since this moment; not forgotten yet."""
    return Engagement.objects.silent_since(before)


def unconfirmed_due(before: dt.datetime) -> Any:
    """Requests sent before this moment and never confirmed."""
    return Engagement.objects.unconfirmed_since(before)


def words_due(before: dt.datetime) -> Any:
    """Visits over before this moment of which words are still kept."""
    return Engagement.objects.over_since(before).with_words()
