"""Everything that happens to programmes and to who applies to them."""
from __future__ import annotations

from ..proposing import best_for
from ._right import coordinators_of
from .choices import choose, choose_none, offer_choice, open_cards, remind_choice, withdraw_choice
from .digest import tell_coordinators
from .ending_held import end_held
from .exports import export_scenario
from .freeing import delete_matches, drop_matches, drop_matches_of
from .groups import apply_as_group, confirm_group
from .life import (
    begin_pair,
    choose_adult,
    freeze,
    go_on,
    guardian_of,
    left_to_sign,
    note_pair_signed,
    pause,
    record_first_meeting,
    release,
    rest_uncleared,
    sign_pair,
)
from .life_follow import (
    answer_question,
    ask_questions,
    close_pair,
    empty_pairs,
    end_pair,
    end_pairs_of,
    left_to_close,
    stop,
    take_news,
)
from .life_meetings import agree_meeting, call_off, cancel_meeting, end_goal, miss_meeting, other, propose_meeting, set_goal, tell_meeting
from .life_messages import evidence, note_attempt, open_thread, report_pair, rule, send
from .matches import accept, begin_agreed, confirm, lapse, leave_out, propose, propose_next, refuse, remind_match, take_back
from .mentees import (
    apply_as_mentee,
    confirm_as_parent,
    confirm_mentee,
    correct_birth,
    follow_authorisation,
    may_take_part,
    note_care,
)
from .mentors import (
    add_reference,
    apply_as_mentor,
    clear,
    confirm_mentor,
    hear,
    interview,
    is_cleared,
    is_doubted,
    learn,
    left_to_learn,
    make_matchable,
    note_signed,
    sign,
)
from .outcomes import (
    clear_unconfirmed,
    decline,
    empty,
    empty_groups,
    follow_recognition,
    forget,
    forget_address,
    forget_references,
    notice_banned,
    unite,
    withdraw,
)
from .programmes import (
    charter_of,
    close_programme,
    edit_programme,
    end_programme,
    forget_authors,
    found,
    keep_module,
    keep_phases,
    keep_resources,
    lacks,
    open_programme,
    succeed,
    write_charter,
)
from .scenarios import (
    begin_scenario,
    compute,
    delete_scenarios,
    drop_scenario,
    give_up,
    instruct,
    keep_solution,
    lift,
    publish,
    weigh,
)
from .withdrawing import withdraw_meeting, withdrawable

__all__ = [
    "accept", "add_reference", "agree_meeting", "answer_question", "apply_as_group", "apply_as_mentee", "apply_as_mentor",
    "ask_questions", "begin_agreed", "begin_pair", "begin_scenario", "best_for", "call_off", "cancel_meeting", "charter_of", "choose",
    "choose_adult", "choose_none", "clear", "clear_unconfirmed", "close_pair", "close_programme", "compute", "confirm", "confirm_as_parent",
    "confirm_group", "confirm_mentee", "confirm_mentor", "coordinators_of", "correct_birth", "decline", "delete_matches",
    "delete_scenarios", "drop_matches", "drop_matches_of", "drop_scenario", "edit_programme", "empty", "empty_groups",
    "empty_pairs", "end_goal", "end_held",
    "end_pair", "end_pairs_of", "end_programme", "evidence", "export_scenario", "follow_authorisation",
    "follow_recognition", "forget", "forget_address", "forget_authors", "forget_references", "found", "freeze", "give_up",
    "go_on", "guardian_of", "hear", "instruct", "interview", "is_cleared", "is_doubted", "keep_module", "keep_phases",
    "keep_resources", "keep_solution", "lacks", "lapse", "learn", "leave_out", "left_to_close", "left_to_learn", "left_to_sign",
    "lift", "make_matchable", "may_take_part", "miss_meeting", "note_attempt", "note_care", "note_pair_signed", "note_signed",
    "notice_banned", "offer_choice", "open_cards", "open_programme", "open_thread", "other", "pause", "propose",
    "propose_meeting", "propose_next", "publish", "record_first_meeting", "refuse", "release", "remind_choice", "remind_match",
    "report_pair", "rest_uncleared", "rule", "send", "set_goal", "sign", "sign_pair", "stop", "succeed", "take_back", "take_news",
    "tell_coordinators", "tell_meeting", "unite", "weigh", "withdraw", "withdraw_choice", "withdraw_meeting",
    "withdrawable", "write_charter",
]
