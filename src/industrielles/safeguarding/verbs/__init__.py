"""Everything that happens around safety: clearances, bans, reports, authorisations of parents."""
from __future__ import annotations

from .authorisations import (
    REMINDED_AFTER,
    answer,
    ask_authorisation,
    assent,
    clear_authorisations,
    follow_birth,
    forget_address,
    give_part,
    refuse,
    release_image,
    remind_guardian,
    revoke,
    take_back_part,
)
from .bans import ban, barred, clear_bans, flag, lift, recognise, settle
from .clearances import clear, clear_clearances, lapse, tell_ahead, withdraw_clearance
from .evidence import preserve, verify
from .reports import accuse, clear_reports, close, escalate, note, read_report, report, resume, take
from .succession import forget, succeed, unite

__all__ = [
    "REMINDED_AFTER", "accuse", "answer", "ask_authorisation", "assent", "ban", "barred", "clear", "clear_authorisations", "clear_bans",
    "clear_clearances", "clear_reports", "close", "escalate", "flag", "follow_birth", "forget", "forget_address", "give_part",
    "lapse", "lift", "note", "preserve", "read_report", "recognise", "refuse", "release_image", "remind_guardian", "report",
    "resume", "revoke", "settle", "succeed", "take", "take_back_part", "tell_ahead", "unite", "verify", "withdraw_clearance",
]
