"""The request a teacher is writing: her answers as she typed them, kept for a day in the session on the server, before anything is sent."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from industrielles.kit import clock
from industrielles.kit.forms import Form

from ..forms.ask import STEPS

LIFE = dt.timedelta(hours=24)
LONGEST = 1200  # characters of one answer
LAST = len(STEPS)


class Draft:
    """Answers by step; the key makes the same draft, sent again, the same request."""

    def __init__(self, session: SessionBase) -> None:
        self.session = session
        kept: Any = session.get("ask")
        fresh = bool(kept) and dt.datetime.fromisoformat(kept["at"]) > clock.now() - LIFE
        self.data: dict[str, Any] = kept if fresh else {"key": str(uuid.uuid4()), "with": "", "remarked": "", "steps": {}}

    @property
    def key(self) -> str:
        return self.data["key"]

    @property
    def wanted(self) -> str:
        """Code of the role model she would like to meet, or ""."""
        return self.data["with"]

    @property
    def begun(self) -> bool:
        return bool(self.data["steps"])

    def answers(self, step: int) -> dict[str, str]:
        """What was typed at this step."""
        return self.data["steps"].get(str(step), {})

    def keep(self, step: int, typed: Any, **more: str) -> None:
        """Keep what was typed at a step, right or wrong."""
        names = STEPS[step - 1][1].base_fields
        self.data["steps"][str(step)] = {name: typed.get(name, "")[:LONGEST] for name in names}
        self.data.update(more, at=clock.now().isoformat())
        self.session["ask"] = self.data
        if not self.session.get("_auth_user_id"):
            self.session.set_expiry(LIFE)

    def form(self, step: int) -> Form:
        """The step's form, filled with its answers."""
        return STEPS[step - 1][1](self.answers(step))

    def forms(self) -> list[Form]:
        """The forms of the steps before the last, as far as they are right."""
        found: list[Form] = []
        for step in range(1, LAST):
            form = self.form(step)
            if not self.answers(step) or not form.is_valid():
                break
            found.append(form)
        return found

    def close(self, request_key: str, email: str) -> None:
        """The request is sent: forget the answers, remember which it was for the page that follows."""
        self.session.pop("ask", None)
        self.session["asked"] = {"key": request_key, "email": email}
