"""Everything that happens to networks, memberships and roles."""
from __future__ import annotations

from .closing import carry, close, merge
from .counting import count_members
from .decisions import clear_decisions, expire, name, second, set_aside, submit
from .declarations import clear_declarations, declare, let_go_of, qualify, unite
from .faces import add_logo, present, remove_logo
from .looks import clear_looks, come_back, look
from .members import BEGINNINGS, forget, forget_address, give, join, leave, welcome
from .messages import write_to
from .networks import begin, describe, establish, found, move
from .organisations import (
    absorb,
    amend,
    clear_releases,
    end_referent,
    forget_contact,
    forget_referents,
    hide_logo,
    know,
    name_referent,
    show_logo,
)
from .proposals import approve, clear_proposals, confirm, decline, inquire, propose, reply
from .roles import grant, revoke
from .steps import find_step, lose_step, stop_step, vouch

__all__ = [
    "BEGINNINGS", "absorb", "add_logo", "amend", "approve", "begin", "carry", "clear_decisions", "clear_declarations",
    "clear_looks", "clear_proposals", "clear_releases", "close", "come_back", "confirm", "count_members", "declare", "decline",
    "describe", "end_referent", "establish", "expire", "find_step", "forget", "forget_address", "forget_contact",
    "forget_referents", "found", "give", "grant", "hide_logo", "inquire", "join", "know", "leave", "let_go_of", "look",
    "lose_step", "merge", "move", "name", "name_referent", "present", "propose", "qualify", "remove_logo", "reply", "revoke",
    "second", "set_aside", "show_logo", "stop_step", "submit", "unite", "vouch", "welcome", "write_to",
]
