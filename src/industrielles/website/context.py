"""What every page knows: the name of the site, the theme chosen, the menus, the same page in the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from . import navigation

THEMES = ("light", "dark")
COOKIE = "theme"


def translated(address: str, language: str) -> str:
    """The same page in this language: English is under /en/, French at the root (config.urls)."""
    bare = address.removeprefix("/en") if address.startswith("/en/") else address
    return f"/en{bare}" if language == "en" else bare


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor; menus are made only when the page shows them."""
    other = "en" if (get_language() or "fr").startswith("fr") else "fr"
    theme = request.COOKIES.get(COOKIE, "")
    return {
        "site_name": settings.SITE_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "legal_notice": settings.LEGAL_NOTICE,
        "theme": theme if theme in THEMES else "",
        "other_language": other,
        "other_language_url": translated(request.get_full_path(), other),
        "main_menu": SimpleLazyObject(lambda: navigation.main_menu(request)),
        "desk_menu": SimpleLazyObject(lambda: navigation.desk_menu(request)),
        "desk_more": SimpleLazyObject(lambda: navigation.desk_more(request)),
        "my_menu": SimpleLazyObject(lambda: navigation.my_menu(request)),
        "account_menu": SimpleLazyObject(lambda: navigation.account_menu(request)),
        "footer_columns": SimpleLazyObject(lambda: navigation.footer(request)),
    }
