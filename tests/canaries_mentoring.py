"""Mentoring for tests/canaries.py: what stands in its addresses; a pair in each network, every word of it the network's own."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.factories.mentoring import MenteeFactory, MentorFactory
from tests.factories.mentoring_life import (
    ContactFactory,
    GoalFactory,
    MeetingFactory,
    MessageFactory,
    OpeningFactory,
    QuestionsFactory,
    under_way,
)
from tests.factories.mentoring_matching import (
    CardFactory,
    ChoiceFactory,
    InstructionFactory,
    MatchFactory,
    OutcomeFactory,
    ScenarioFactory,
)
from tests.factories.people import PersonFactory


def plant_pair(side: Any, at: dt.datetime) -> Any:
    """A pair under way: a date, a goal, messages, one of them held, questions, news taken, a reading."""
    word = side.marker
    mentee = MenteeFactory(programme=side.programme, status="ready", first_name=f"Zoé{word}", last_name=word.capitalize(),
                           person=PersonFactory(first_name=f"Zoé{word}", email=f"zoe.{word}@exemple.invalid"))
    mentor = MentorFactory(programme=side.programme, status="matchable", first_name=f"Ines{word}", last_name=word.capitalize(),
                           person=PersonFactory(first_name=f"Ines{word}", email=f"ines.{word}@exemple.invalid"))
    pair = under_way(programme=side.programme, mentee=mentee, mentor=mentor)
    MeetingFactory(pair=pair, starts_at=at + dt.timedelta(days=100), second_adult=f"CPE {word}")
    GoalFactory(pair=pair, words=f"But {word}")
    MessageFactory(pair=pair, body=f"Message {word}")
    MessageFactory(pair=pair, side="mentor", body=f"Retenu {word}", held_for="phone")
    QuestionsFactory(pair=pair)
    ContactFactory(pair=pair, word=f"Nouvelles {word}")
    OpeningFactory(pair=pair, reason=f"Raison {word}")
    return pair


def plant_match(side: Any, at: dt.datetime) -> Any:
    """A proposal that both were asked."""
    word = side.marker
    mentee = MenteeFactory(programme=side.programme, status="ready", first_name=f"Rose{word}", last_name=word.capitalize(),
                           likes=f"Rêves {word}", wonders=f"Questions {word}",
                           person=PersonFactory(first_name=f"Rose{word}", email=f"rose.{word}@exemple.invalid"))
    mentor = MentorFactory(programme=side.programme, status="matchable", first_name=f"Aude{word}", last_name=word.capitalize(),
                           job=f"Métier {word}", path=f"Parcours {word}",
                           person=PersonFactory(first_name=f"Aude{word}", email=f"aude.{word}@exemple.invalid"))
    return MatchFactory(programme=side.programme, mentee=mentee, mentor=mentor, status="asked", confirmed_at=at,
                        answer_by=at + dt.timedelta(days=120))


def plant_choice(side: Any, at: dt.datetime) -> Any:
    """Three cards that wait for her, one of them planted."""
    word = side.marker
    mentee = MenteeFactory(programme=side.programme, status="ready", first_name=f"Anaé{word}", last_name=word.capitalize(),
                           person=PersonFactory(first_name=f"Anaé{word}", email=f"anae.{word}@exemple.invalid"))
    choice = ChoiceFactory(programme=side.programme, mentee=mentee, until=at + dt.timedelta(days=120))
    CardFactory(choice=choice, mentor=side.match.mentor)
    return choice


def plant_scenario(side: Any, at: dt.datetime) -> Any:
    """A scenario that was computed: a pair, somebody alone, two people kept apart."""
    one = ScenarioFactory(programme=side.programme, name=f"Scénario {side.marker}", status="computed", ran_at=at, matched=1, alone=1,
                          value=500, bound=500, worst=500, mean=500.0)
    OutcomeFactory(scenario=one, mentee=side.match.mentee, mentor=side.match.mentor, points=500)
    OutcomeFactory(scenario=one, mentee=side.choice.mentee, refusals=[1])
    InstructionFactory(scenario=one, mentee=side.choice.mentee, mentor=side.match.mentor, kind="forbid")
    return one


def plant_matching(side: Any, at: dt.datetime) -> None:
    """A proposal, a choice, and a scenario."""
    side.match = plant_match(side, at)
    side.choice = plant_choice(side, at)
    side.scenario = plant_scenario(side, at)


OF_SCENARIO = ("scenario", "weigh", "instruct", "lift", "compute", "publish", "copy_scenario", "drop_scenario", "scenario_file",
               "scenario_quality")
OF_LATE_COMER = ("one_by_one", "propose_match", "offer_choice", "withdraw_choice")


OF_PAIR = ("pair", "sign_pair", "propose", "tell", "set_goal", "messages", "pause", "stop", "choose_adult", "report_pair", "pair_desk",
           "first_meeting", "sign_for_programme", "note_paper", "take_news", "end_pair", "end_held", "close_pair",
           "thread")
MENTORING: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"mentoring:{name}": lambda side: {"code": side.pair.code} for name in OF_PAIR},
    **{f"mentoring:{name}": lambda side: {"code": side.pair.code, "meeting": side.pair.meetings.get().code} for name in (
        "agree", "cancel_meeting", "miss", "calendar", "withdraw_meeting", "withdraw_meeting_desk")},
    **{f"mentoring:{name}": lambda side: {"code": side.match.code} for name in (
        "match", "accept_match", "refuse_match", "confirm_match", "leave_out", "take_back")},
    **{f"mentoring:{name}": lambda side: {"code": side.programme.code, "scenario": side.scenario.code} for name in OF_SCENARIO},
    **{f"mentoring:{name}": lambda side: {"code": side.mentee.code} for name in OF_LATE_COMER},
    **{f"mentoring:{name}": lambda side: {"code": side.choice.code} for name in ("choice", "choose", "choose_none")},
    "mentoring:end_goal": lambda side: {"code": side.pair.code, "goal": side.pair.goals.get().code},
    "mentoring:take_away": lambda side: {"code": side.pair.code, "paper": "mentorat.json"},
    "mentoring:questions": lambda side: {"code": side.pair.questions.get().code},
    "mentoring:held_one": lambda side: {"code": side.pair.messages.exclude(held_for="").get().code},
    "mentoring:figures_csv": lambda side: {"code": side.programme.code, "name": "bilan"},
    "mentoring:apply": lambda side: {"code": side.programme.code, "side": "mentoree", "step": 1},
    "mentoring:sent": lambda side: {"code": side.programme.code, "side": "mentoree"},
    "mentoring:forget_draft": lambda side: {"code": side.programme.code, "side": "mentoree"},
    "mentoring:learn": lambda side: {"code": side.programme.modules.get(number=1).code},
    "mentoring:sign": lambda side: {"code": side.mentor.code},
    "mentoring:withdraw": lambda side: {"code": side.mentor.code},
    "mentoring:module": lambda side: {"code": side.programme.code, "number": 1},
    "mentoring:charter": lambda side: {"code": side.programme.code, "party": "mentor"},
    "mentoring:hear": lambda side: {"code": side.mentor.code, "number": 1},
    **{f"mentoring:{name}": lambda side: {"code": side.mentor.code} for name in (
        "mentor", "interview", "add_reference", "clear", "note_signed", "make_matchable", "decline_mentor")},
    **{f"mentoring:{name}": lambda side: {"code": side.mentee.code} for name in ("mentee", "decline_mentee", "note_care", "correct_birth")},
}
