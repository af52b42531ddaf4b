"""Periodic work of this room."""
from __future__ import annotations

from . import verbs


def clear_codes() -> None:
    """Old codes and the addresses typed with them go."""
    verbs.clear_codes()
