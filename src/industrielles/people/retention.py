"""How long this room keeps what."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import AddressChange, Consent, LoginCode, SignIn

RULES = (
    Rule("people.codes", _("Codes to sign in"), trigger=_("the mailing of the code"), days=1, least=1, most=7, action=Action.DELETE,
         ground=Ground.LEGITIMATE_INTEREST, models=("people.LoginCode",), due="industrielles.people.retention.codes_due",
         apply="industrielles.people.verbs.clear_codes", people=_("Everybody who signs in"),
         purpose=_("to let in whoever reads her mailbox, and nobody else"), readers=_("nobody: codes are kept hashed"),
         data=_("the address that was typed, and a code that works for ten minutes")),
    Rule("people.consents", _("Consents taken back"), trigger=_("the day it was taken back"), days=1826, least=1096, most=3653,
         action=Action.DELETE, ground=Ground.LEGAL_OBLIGATION, models=("people.Consent",), person="person",
         due="industrielles.people.retention.consents_due", apply="industrielles.people.verbs.clear_consents",
         people=_("Everybody who gave a consent"), purpose=_("to prove what somebody said yes to, and when (GDPR art. 7)"),
         readers=_("herself"), data=_("the text she agreed to, the day, the day she took it back")),
    Rule("people.sign_ins", _("Browsers signed in"), trigger=_("the last time the browser was seen"), days=1, least=1, most=31,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("people.SignIn",), person="person",
         due="industrielles.people.retention.sign_ins_due", apply="industrielles.people.verbs.clear_sign_ins",
         people=_("Everybody who signs in"), purpose=_("that she sees where her account is open, and closes it"), readers=_("herself"),
         data=_("coarse words for the browser, when it came in, when it was last seen")),
    Rule("people.sessions", _("What is open in a browser"), trigger=_("until the session ends: twelve hours without a page, a day for what "
         "was typed and not sent, seven days at most"), days=0, least=0, most=0, action=Action.NONE, ground=Ground.LEGITIMATE_INTEREST,
         models=("people.Mention",), people=_("Everybody who signs in, or fills in a form"),
         purpose=_("that answers are kept from one page to the next, and go at once when somebody is erased"), readers=_("herself"),
         data=_("what was typed and not sent yet; keyed hashes of the account and of the addresses in it")),
    Rule("people.address_changes", _("Addresses that changed"), trigger=_("the change of address"), days=7, least=7, most=31,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("people.AddressChange",), person="person",
         due="industrielles.people.retention.address_changes_due", apply="industrielles.people.verbs.clear_address_changes",
         people=_("Everybody who changes her address"), purpose=_("that a stolen account is taken back"), readers=_("nobody"),
         data=_("the address before, the address after")),
    Rule("people.factors", _("What opens an account"), trigger=_("as long as she keeps it, or until she is erased"),
         days=0, least=0, most=0, action=Action.NONE, ground=Ground.CONTRACT,
         models=("people.Authenticator", "people.Passkey", "people.RecoveryCode", "people.Identity"),
         people=_("Whoever has a second step, or signs in with an account elsewhere"),
         purpose=_("that nobody else opens her account"), readers=_("herself"),
         data=_("public keys, hashes of codes, the number LinkedIn or ProConnect gives her")),
)


def codes_due(before: dt.datetime) -> Any:
    """Codes mailed before this moment."""
    return LoginCode.objects.filter(made_at__lt=before)


def consents_due(before: dt.datetime) -> Any:
    """Consents taken back before this moment."""
    return Consent.objects.filter(withdrawn_at__lt=before)


def sign_ins_due(before: dt.datetime) -> Any:
    """Browsers not seen since this moment."""
    return SignIn.objects.filter(seen_at__lt=before)


def address_changes_due(before: dt.datetime) -> Any:
    """Addresses changed before this moment."""
    return AddressChange.objects.filter(changed_at__lt=before)
