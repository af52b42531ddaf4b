"""Everything that changes an engagement, by noun. Import them under the name of the room:

    from industrielles.engagements import verbs as engagements
    engagements.accept(invitation, starts_at=..., by=request.user)
"""
from __future__ import annotations

from .answers import accept, agree_date, choose, counter, decline, pass_on, refuse_date, release
from .carrying import carry, succeed, unite
from .closing import close_untold, give_up
from .erasure import clear_words, forget, forget_address, forget_asker, forget_askers, let_go, let_go_suspended
from .exports import export
from .invitations import expire, invite, put_forward, remind, withdraw
from .lendings import agree_lending, ask_lending, refuse_lending, withdraw_lending
from .links import send_links
from .nearby import tell_near
from .reports import report, settle
from .requests import ask, authorise, cancel, change, close, confirm, hand_over, postpone, reopen
from .schools import qualify
from .slots import give_back, publish_places, take_place, unpublish_places
from .speakers import ask_speaker

__all__ = [
    "accept", "agree_date", "agree_lending", "ask", "ask_lending", "ask_speaker", "authorise", "cancel", "carry", "change", "choose",
    "clear_words", "close", "close_untold", "confirm", "counter", "decline", "expire", "export", "forget", "forget_address", "forget_asker",
    "forget_askers", "give_back", "give_up", "hand_over", "invite", "let_go", "let_go_suspended", "pass_on", "postpone", "publish_places",
    "put_forward", "qualify", "refuse_date", "refuse_lending", "release", "remind", "reopen", "report", "send_links", "settle", "succeed",
    "take_place", "tell_near", "unite", "unpublish_places", "withdraw", "withdraw_lending",
]
