"""The words of the command, in French or English, without Django: the same catalogue, read by Python's own gettext."""
from __future__ import annotations

import gettext as catalogues
import os
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"


class Voice:
    """The language that is spoken; English where the catalogue was not compiled."""

    spoken: catalogues.NullTranslations = catalogues.NullTranslations()


def speak(language: str = "") -> None:
    """`fr`, `en`, or that of the terminal: French, unless LC_ALL, LC_MESSAGES or LANG say English."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    chosen = language or ("en" if said.lower().startswith("en") else "fr")
    Voice.spoken = catalogues.translation("django", FOLDER, [chosen], fallback=True) if chosen != "en" else catalogues.NullTranslations()


def gettext(words: str) -> str:
    return Voice.spoken.gettext(words)


def ngettext(one: str, several: str, count: int) -> str:
    return Voice.spoken.ngettext(one, several, count)


def pgettext(context: str, words: str) -> str:
    return Voice.spoken.pgettext(context, words)
