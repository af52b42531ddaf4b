"""Everything that happens around rights: terms, sweeps, demands, breaches."""
from __future__ import annotations

from .breaches import change_processor, report_breach, tell_breach
from .demands import (
    AT_ONCE,
    REMINDED_BEFORE,
    answer,
    ask_by_address,
    clear_demands,
    clear_unconfirmed,
    confirm,
    delay,
    demand,
    erase_account,
    export_journal,
    forget,
    object_to,
    remind_demand,
    succeed,
    unite,
)
from .sweeps import before, begin_sweep, due, finish_sweep, give_visa, sweep_slice
from .terms import clear_holds, days_of, hold, lift, set_term

__all__ = [
    "AT_ONCE", "REMINDED_BEFORE", "answer", "ask_by_address", "before", "begin_sweep", "change_processor", "clear_demands", "clear_holds",
    "clear_unconfirmed", "confirm", "days_of", "delay", "demand", "due", "erase_account", "export_journal", "finish_sweep", "forget",
    "give_visa", "hold", "lift", "object_to", "remind_demand", "report_breach", "set_term", "succeed", "sweep_slice", "tell_breach",
    "unite",
]
