"""What the night does, for tests: one rule applied to what came due."""
from __future__ import annotations

from industrielles.rights import tasks


def swept(rule: str) -> int:
    """Apply this rule at the moment that is played. Returns how many rows were emptied."""
    return tasks.sweep_rule(rule)
