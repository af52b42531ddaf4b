"""Doors: sign in, in one step or two; one's account, its address, its security, its erasure."""
from __future__ import annotations

from .account import Account, Address, AddressCode, UndoAddress
from .elsewhere import Depart, Return
from .entering import Code, Leave, Login, Trust
from .security import App, End, EndOthers, PasskeyNew, PasskeyNewQuestion, RecoveryCodes, RemoveApp, RemovePasskey, Security, Unlink
from .steps import PasskeyEnter, PasskeyQuestion, Step

__all__ = [
    "Account", "Address", "AddressCode", "App", "Code", "Depart", "End", "EndOthers", "Leave", "Login", "PasskeyEnter", "PasskeyNew",
    "PasskeyNewQuestion", "PasskeyQuestion", "RecoveryCodes", "RemoveApp", "RemovePasskey", "Return", "Security", "Step", "Trust",
    "UndoAddress", "Unlink",
]
