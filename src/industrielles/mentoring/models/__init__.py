"""Nouns: a programme with its phases, modules and charters; who applies to it: mentees, their group, mentors, their steps;
scenarios of matching, matches, her own choice; the life of pairs: meetings, goals, messages, questions, closure."""
from __future__ import annotations

from .follow import Closure, Contact, Questions
from .life import Goal, Meeting, Pair, Pause, Promise, Side
from .matches import Card, Choice, Match
from .mentees import Group, Mentee
from .mentors import Mentor, Passed, Reference, Step
from .programmes import Charter, Module, Phase, Programme
from .scenarios import Instruction, Outcome, Scenario
from .talk import Message, Opening, Ruling

__all__ = [
    "Card", "Charter", "Choice", "Closure", "Contact", "Goal", "Group", "Instruction", "Match", "Meeting", "Mentee", "Mentor",
    "Message", "Module", "Opening", "Outcome", "Pair", "Passed", "Pause", "Phase", "Programme", "Promise", "Questions", "Reference",
    "Ruling", "Scenario", "Side", "Step",
]
