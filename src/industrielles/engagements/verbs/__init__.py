"""Everything that changes an engagement, by noun. Import them under the name of the room:

    from industrielles.engagements import verbs as engagements
    engagements.accept(invitation, starts_at=..., by=request.user)
"""
from __future__ import annotations

from .answers import accept, agree_date, choose, counter, decline, pass_on, refuse_date, release
from .erasure import clear_words, forget, forget_asker, let_go
from .exports import export
from .invitations import expire, invite, put_forward, remind, withdraw
from .lendings import agree_lending, ask_lending, refuse_lending, withdraw_lending
from .links import send_links
from .reports import report, settle
from .requests import ask, authorise, cancel, change, close, confirm, hand_over, postpone, reopen
from .schools import qualify

__all__ = [
    "accept", "agree_date", "agree_lending", "ask", "ask_lending", "authorise", "cancel", "change", "choose", "clear_words", "close",
    "confirm", "counter", "decline", "expire", "export", "forget", "forget_asker", "hand_over", "invite", "let_go", "pass_on",
    "postpone", "put_forward", "qualify", "refuse_date", "refuse_lending", "release", "remind", "reopen", "report", "send_links",
    "settle", "withdraw", "withdraw_lending",
]
