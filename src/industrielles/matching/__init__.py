"""Matching and dispatch: arrays in, arrays out. Knows no Django.

`candidates` finds who could meet whom, `fixed` and `wished` hold what people decided, `match` chooses, `missing` says who would help;
`assign`, `fairest` and `stable` choose among pairs of any kind. See docs/matching.md.
"""
from industrielles.matching.assignment import Assignment, Fairest, assign, fairest
from industrielles.matching.edges import BadInput, Edges
from industrielles.matching.graph import Graph, candidates
from industrielles.matching.people import RULES, Mentees, Mentors, People, Wishes
from industrielles.matching.recruiting import Group, missing, what_if
from industrielles.matching.settling import fixed, match, wished
from industrielles.matching.stability import Stable, stable

__all__ = [
    "RULES", "Assignment", "BadInput", "Edges", "Fairest", "Graph", "Group", "Mentees", "Mentors", "People", "Stable", "Wishes",
    "assign", "candidates", "fairest", "fixed", "match", "missing", "stable", "what_if", "wished",
]
