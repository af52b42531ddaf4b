"""What happens to an account is told to its owner, by a letter she can answer with one page."""
from __future__ import annotations

import secrets
from typing import Any

from django.urls import reverse

from industrielles.letters import verbs as letters

from ..models import Person


def tell(person: Person, *, subject: Any, what: Any, to: str = "") -> None:
    """Queue a letter about her account, in her language: `what` happened, and where to act when it was not her (lazy words)."""
    letters.queue(
        "people/letters/security", to=to or person.email or "", language=person.language,
        key=f"people.security/{person.code}/{secrets.token_hex(8)}",
        context={"title": subject, "what": what, "url": reverse("people:security")})
