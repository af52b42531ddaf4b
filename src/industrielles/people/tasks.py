"""Periodic work of this room."""
from __future__ import annotations

from importlib import import_module

from django.conf import settings


def clear_sessions() -> None:
    """Sessions that have ended go, and with them what was written in a form and never sent."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
