"""Periodic work of this room."""
from __future__ import annotations

from . import verbs


def clear_codes() -> int:
    """Old codes and the addresses typed with them go."""
    return verbs.clear_codes()
