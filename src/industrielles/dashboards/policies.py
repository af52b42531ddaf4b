"""Who reads figures down to their entries, and who sets targets."""
from __future__ import annotations

from typing import Any

from industrielles.network.models import Network
from industrielles.network.policies import runs_the_umbrella


def can_read_entries(person: Any, subject: Any = None) -> bool:
    """Statisticians and coordinators: the entries of their networks, never a name."""
    return Network.objects.counted_for(person).exists()


def can_set_target(person: Any, subject: Any = None) -> bool:
    """The umbrella's coordinators."""
    return runs_the_umbrella(person)
