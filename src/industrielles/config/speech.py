"""How the commands speak on a terminal: French, or English when the terminal is English."""
from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation


def terminal_language() -> str:
    """`en` when the environment says so (LC_ALL, LC_MESSAGES, LANG), else `fr`."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if said.lower().startswith("en") else "fr"


class SpokenCommand(BaseCommand):
    """A command whose words are for the person at the terminal."""

    requires_system_checks: Any = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(terminal_language()):
            return super().execute(*args, **options)

    def say(self, words: object) -> None:
        self.stdout.write(str(words))
        self.stdout.flush()
