"""Everything that happens to who comes in: she applies, confirms, is welcomed; links, files, frames, and two accounts of one person."""
from __future__ import annotations

from .applications import apply, clear_unconfirmed, confirm, empty_decided, erase_declined, forget, forget_address, refuse
from .barring import follow_recognition, notice_banned
from .batches import carry_out, drop, empty_batches, read_batch, start
from .frames import admit, close, frame
from .links import clear_links, invite, revoke
from .merges import agree, ask_merge, clear_merges, differ, unite
from .welcome import decline, give_back, hand, succeed, take, tell_coordinators, welcome

__all__ = [
    "admit", "agree", "apply", "ask_merge", "carry_out", "clear_links", "clear_merges", "clear_unconfirmed", "close",
    "confirm", "decline", "differ", "drop", "empty_batches", "empty_decided", "erase_declined", "follow_recognition", "forget",
    "forget_address", "frame", "give_back", "hand", "invite", "notice_banned", "read_batch", "refuse", "revoke", "start", "succeed",
    "take", "tell_coordinators", "unite", "welcome",
]
