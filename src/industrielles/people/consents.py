"""The texts somebody consents to, by purpose and version. A text that was shown is never edited: write a new version under it.

`TEXTS[purpose]` lists (version, text), oldest first; the last one is asked. Each consent kept in the database names its version.
"""
from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What somebody may say yes to, one by one, each withdrawn as easily as given."""

    DIRECTORY = "directory", _("my portrait in the public directory")
    PHOTO = "photo", _("my photo on my portrait")
    NEWS = "news", _("the news of my network")
    MEDIA = "media", _("being proposed to journalists and organisers")
    CONTACT = "contact", _("being called by my coordinator or my ambassador")


TEXTS: dict[str, list[tuple[str, Any]]] = {
    Purpose.DIRECTORY: [("2026-11", _(
        "I agree that my first name, my initial, my job, my department and what I wrote in my profile be shown to everybody in the "
        "directory. I can withdraw it at any time: it disappears at once."))],
    Purpose.PHOTO: [("2026-11", _(
        "I agree that my photo be shown to everybody on my portrait in the directory, and nowhere else. I can withdraw it at any time."))],
    Purpose.NEWS: [("2026-11", _(
        "I agree to receive the news of my network by e-mail. Each letter has a link to stop it. Nobody measures whether I read it."))],
    Purpose.MEDIA: [("2026-11", _(
        "I agree to be proposed to journalists and to organisers of round tables and conferences. I accept or decline each time; "
        "my address and my telephone are given only when I have accepted."))],
    Purpose.CONTACT: [("2026-11", _(
        "I agree that the coordinator or the ambassador of my network call me on the number I gave, for what I offered to do."))],
}


def text(purpose: str, version: str = "") -> Any:
    """The text of a purpose: of a version, or the one asked now. Raises KeyError for a version that never was."""
    return dict(TEXTS[purpose])[version or asked(purpose)]


def asked(purpose: str) -> str:
    """The version asked now."""
    return TEXTS[purpose][-1][0]
