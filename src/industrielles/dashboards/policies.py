"""Who reads figures down to their entries, and who sets targets."""
from __future__ import annotations

from typing import Any

from industrielles.network.policies import runs_the_umbrella
from industrielles.network.queries import powers
from industrielles.network.roles import READS_FIGURES


def can_read_entries(person: Any, subject: Any = None) -> bool:
    """Statisticians and coordinators: the entries of their networks, never a name."""
    return bool(powers(person, READS_FIGURES))


def can_set_target(person: Any, subject: Any = None) -> bool:
    """The umbrella's coordinators."""
    return runs_the_umbrella(person)
