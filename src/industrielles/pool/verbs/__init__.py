"""Everything that happens to role models and ambassadors."""
from __future__ import annotations

from .agendas import add_calendar, close_feed, note_busy_days, open_feed, remove_calendar, send_calendar
from .carrying import carry
from .charges import activate, appoint, dismiss, entrust, entrust_all, train
from .charters import hand_paper, refuse_charter, send_charter_code, sign_charter
from .confirmations import LIFE, STILL_TRUE, archive, ask_again, confirm, note_told, still_true_path
from .contributions import clear_contributions, contribute, hand_contribution
from .erasure import clear_busy_days, clear_rates, empty_profiles, forget
from .photos import add_photo, remove_photo
from .profiles import (
    DESCRIBED,
    LONGEST_ABSENCE,
    clear_off_days,
    clear_past_days,
    describe,
    offer,
    pause,
    retire,
    set_off_days,
)
from .publishing import hide_photo, publish, show_photo, stop_showing, unpublish
from .stories import tell
from .teams import give, part, take, welcome

__all__ = [
    "DESCRIBED", "LIFE", "LONGEST_ABSENCE", "STILL_TRUE", "activate", "add_calendar", "add_photo", "appoint", "archive",
    "ask_again", "carry", "clear_busy_days", "clear_contributions", "clear_off_days", "clear_past_days", "clear_rates",
    "close_feed", "confirm", "contribute", "describe", "dismiss", "empty_profiles", "entrust", "entrust_all", "forget", "give",
    "hand_contribution", "hand_paper", "hide_photo", "note_busy_days", "note_told", "offer", "open_feed", "part", "pause", "publish",
    "refuse_charter", "remove_calendar", "remove_photo", "retire", "send_calendar", "send_charter_code", "set_off_days",
    "show_photo", "sign_charter", "still_true_path", "stop_showing", "take", "tell", "train", "unpublish", "welcome",
]
