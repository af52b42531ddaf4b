"""What somebody who applies has answered so far, as she typed it, kept for a day in the session on the server; nothing of a child."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from industrielles.kit import clock
from industrielles.kit.forms import Form

from ..models import Group, Programme

KEPT = dt.timedelta(hours=24)
LONGEST, MOST_TICKS = 600, 30  # characters of one answer, ticks of one field
MANY = {"interests", "modes", "languages", "needs", "half_days"}
Steps = tuple[tuple[Any, type[Form]], ...]


class Draft:
    """Answers by step, for one programme and one side ("mentee", "mentor"); the same draft, sent again, is the same application."""

    def __init__(self, session: SessionBase, side: str, steps: Steps, programme: Programme) -> None:
        self.session, self.name, self.steps, self.programme = session, f"mentoring {side}", steps, programme
        kept: Any = session.get(self.name)
        fresh = bool(kept) and kept["programme"] == programme.code and dt.datetime.fromisoformat(kept["at"]) > clock.now() - KEPT
        self.data: dict[str, Any] = kept if fresh else {
            "key": str(uuid.uuid4()), "programme": programme.code, "group": "", "at": clock.now().isoformat(), "steps": {}}

    @property
    def key(self) -> str:
        return self.data["key"]

    @property
    def begun(self) -> bool:
        return bool(self.data["steps"])

    @property
    def last(self) -> int:
        return len(self.steps)

    def answers(self, step: int) -> dict[str, Any]:
        """What was typed at this step."""
        return self.data["steps"].get(str(step), {})

    def keep(self, step: int, typed: Any) -> None:
        """Keep what was typed at a step, right or wrong."""
        self.data["steps"][str(step)] = {
            name: [one[:LONGEST] for one in typed.getlist(name)[:MOST_TICKS]] if name in MANY else typed.get(name, "")[:LONGEST]
            for name in self.steps[step - 1][1].base_fields}
        self._save()

    def come_from(self, group: Group) -> None:
        """She came by the link of a school."""
        self.data["group"] = group.code
        self._save()

    def _save(self) -> None:
        self.data["at"] = clock.now().isoformat()
        self.session[self.name] = self.data
        if not self.session.get("_auth_user_id"):
            self.session.set_expiry(KEPT)

    def group(self) -> Group | None:
        """The school she came by."""
        return Group.objects.behind_link().filter(code=self.data["group"]).first() if self.data["group"] else None

    def options(self, step: int, before: list[Form]) -> dict[str, Any]:
        """What the form of a step needs to know: the programme, and her age."""
        wanted = self.steps[step - 1][1].__init__.__annotations__  # type: ignore[misc]
        born = before[0].cleaned_data.get("born_on") if before else None
        return {name: value for name, value in (("programme", self.programme), ("born_on", born)) if name in wanted}

    def forms(self) -> list[Form]:
        """The forms of the steps before the last, as far as they are right."""
        found: list[Form] = []
        for step in range(1, self.last):
            form = self.steps[step - 1][1](self.answers(step), **self.options(step, found))
            if not self.answers(step) or not form.is_valid():
                break
            found.append(form)
        return found

    def forget(self) -> None:
        """Nothing of the draft stays."""
        self.session.pop(self.name, None)

    def close(self, **said: str) -> None:
        """It is sent: forget the answers, remember which it was for the page that follows."""
        self.forget()
        self.session[f"{self.name} sent"] = {"key": self.key, "programme": self.programme.code, **said}

    @property
    def sent(self) -> dict[str, str]:
        """What was sent last."""
        return self.session.get(f"{self.name} sent", {})
