"""How long who signed is kept."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Challenge, Signer


def signers_due(before: dt.datetime) -> Any:
    """Who signed for what ended before this moment."""
    return Signer.objects.ended_before(before)


def codes_due(before: dt.datetime) -> Any:
    """Codes mailed before this moment."""
    return Challenge.objects.filter(made_at__lt=before)


RULES = (
    Rule(
        "signatures.codes", _("Codes to sign with"), trigger=_("the mailing of the code"), days=1, least=1, most=7, action=Action.DELETE,
        ground=Ground.LEGAL_OBLIGATION, models=("signatures.Challenge",), due="industrielles.signatures.retention.codes_due",
        apply="industrielles.signatures.verbs.clear_codes", people=_("Who signs a charter"),
        purpose=_("to know that whoever signs reads her mailbox"), readers=_("nobody: codes are kept hashed"),
        data=_("a code that works for fifteen minutes, and for whom"),
    ),
    Rule(
        "signatures.signers", _("Who signed a charter"), trigger=_("the end of what was signed for, or the refusal"),
        days=5 * 365, least=5 * 365, most=10 * 365, action=Action.DELETE, ground=Ground.LEGAL_OBLIGATION,
        models=("signatures.Signer", "signatures.Paper", "signatures.Signature"),
        due="industrielles.signatures.retention.signers_due", apply="industrielles.signatures.verbs.forget",
        people=_("Ambassadors"), purpose=_("to prove that a text was signed (C. civ. 1366, 2224)"),
        readers=_("herself, and who coordinates her network"),
        data=_("her name, her address, the network she signed from, the signed paper"),
    ),
)
