"""How long the words of letters are kept."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Letter

RULES = (
    Rule("letters.letters", _("Letters"), trigger=_("the sending of the letter"), days=30, least=7, most=90, action=Action.EMPTY,
         ground=Ground.LEGITIMATE_INTEREST, models=("letters.Letter",), due="industrielles.letters.retention.letters_due",
         apply="industrielles.letters.verbs.clear", people=_("Everybody who is written to"),
         purpose=_("to prove that somebody was told; no image, no tracker inside"), readers=_("its reader"),
         data=_("your address and the text")),
    Rule("letters.preferences", _("How often letters come"), trigger=_("as long as she is written to, or until she is erased"),
         days=0, least=0, most=0, action=Action.NONE, ground=Ground.CONTRACT, models=("letters.Preference",),
         people=_("Whoever chose how often she is written to"), purpose=_("to write no more often than she wishes"),
         readers=_("herself"), data=_("a keyed hash of her address, the rhythm of each kind of letter")),
)


def letters_due(before: dt.datetime) -> Any:
    """Letters settled before this moment whose words are still kept."""
    return Letter.objects.with_bodies_before(before)
