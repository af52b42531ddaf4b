"""Who may look at letters."""
from __future__ import annotations

from typing import Any

from django.conf import settings


def can_preview(person: Any, subject: Any = None) -> bool:
    """Whoever develops, on her own machine; in production nobody, ever."""
    return settings.MODE == "development"
