"""Everything that happens to a person: met, let in in one or two steps, consenting, erased."""
from __future__ import annotations

from .addresses import ask_address, change_address, clear_address_changes, undo_address
from .codes import DIGITS, clear_codes, enter, print_code, proven, send_code
from .consents import clear_consents, consent, end_consents, withdraw_consent
from .factors import (
    Outcome,
    add_app,
    add_passkey,
    code_now,
    make_recovery_codes,
    make_told_code,
    pass_by_passkey,
    remove_app,
    remove_passkey,
    reset_second_step,
    take_step,
    use_passkey,
    withdraw_told_code,
)
from .identities import Arrival, enter_from, link, unlink
from .persons import LONGEST_ADDRESS, checked, describe, erase, erase_each, meet, unite
from .sign_ins import begin, carry_over, clear_sign_ins, end, end_others, see

__all__ = [
    "DIGITS", "LONGEST_ADDRESS", "Arrival", "Outcome", "add_app", "add_passkey", "ask_address", "begin", "carry_over",
    "change_address", "checked", "clear_address_changes", "clear_codes", "clear_consents", "clear_sign_ins", "code_now",
    "consent", "describe", "end", "end_consents", "end_others", "enter", "enter_from", "erase", "erase_each", "link",
    "make_recovery_codes", "make_told_code", "meet", "pass_by_passkey", "print_code", "proven", "remove_app", "remove_passkey",
    "reset_second_step", "see", "send_code", "take_step", "undo_address", "unite", "unlink", "use_passkey", "withdraw_consent",
    "withdraw_told_code",
]
