"""Who may look at letters."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def can_preview(person: Any, subject: Any = None) -> bool:
    """Whoever develops, on her own machine; in production nobody, ever."""
    return settings.MODE == "development"


def can_receive(person: Any, kind: str) -> bool:
    """Whether letters of this kind can reach her (settings.LETTER_READERS); somebody known by her address alone may be anybody."""
    reader = settings.LETTER_READERS.get(kind)
    return bool(reader and (person is None or import_string(reader)(person)))
