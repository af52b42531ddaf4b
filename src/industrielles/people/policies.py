"""Who may, in this room."""
from __future__ import annotations

from typing import Any


def is_herself(person: Any, subject: Any) -> bool:
    """Her own account, and nobody else's."""
    return bool(subject is not None and getattr(person, "pk", None) and person.pk == subject.pk and person.is_active)


can_edit_account = can_erase = is_herself
