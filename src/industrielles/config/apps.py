from __future__ import annotations

import sys
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class HouseConfig(AppConfig):
    """Wiring: settings, addresses, the command, health. No behaviour."""

    name = "industrielles.config"
    label = "config"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the checks
        from .archive import RESTORING

        if (Path(settings.DATA_DIR) / RESTORING).exists() and "restore" not in sys.argv:
            raise ImproperlyConfigured(
                "Une restauration a été interrompue : la base et les fichiers ne vont peut-être pas ensemble. Relancez-la : "
                "industrielles restore FICHIER / A restore was interrupted. Run it again: industrielles restore FILE")
