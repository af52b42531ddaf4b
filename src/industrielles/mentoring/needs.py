"""What a pair needs of its coordinator, the most pressing first: pure, from what `Pair.objects.told()` says of it."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .asking import news_due
from .models import Pair, Questions, Side

SILENCE, LATE_START, NEAR_END, TO_CLOSE = 35, 21, 30, 14  # days


@dataclass(frozen=True)
class Need:
    """`code`, how pressing (`weight`: the higher, the sooner), what is so, and what to do."""

    code: str
    weight: int
    words: Any
    todo: Any


NEEDS = {one.code: one for one in (
    Need("clearance", 90, _("clearance over"), _("Ask the mentor for a new one, and note that you saw it: messages rest until then.")),
    Need("low", 80, _("low answer"), _("Call her, and the other one apart, within two days.")),
    Need("silent", 70, _("silent for more than 35 days"), _("Call both: is it a rest, or is it over?")),
    Need("no meeting", 60, _("no first meeting yet"), _("Sign what is missing, set a date, be there.")),
    Need("ended", 50, _("to be closed"), _("Talk with both, then close it.")),
    Need("news", 40, _("news to take"), _("Call the mentee, then the mentor; note it.")),
    Need("news of mentee", 39, _("news of the mentee to take"), _("Call her, even if the mentor says that all is well; note it.")),
    Need("news of mentor", 38, _("news of the mentor to take"), _("Call the mentor; note it.")),
    Need("unanswered", 30, _("questions without an answer"), _("Ask them by voice at your next call.")),
    Need("near end", 20, _("end near"), _("Prepare the closure with both: what was found, what comes after.")),
    Need("rests", 10, _("messages rest for now"), _("Leave both in peace. Something worries you? Ask the safeguarding referent.")),
)}


def needs_of(pair: Any, today: dt.date) -> list[Need]:
    """What this pair needs today, the same whether one of the two or a report made it rest. `pair`: one of `Pair.objects.told()`."""
    met = pair.is_live and pair.first_met_on is not None
    found = {
        "clearance": pair.is_live and not pair.cleared,
        "low": pair.is_live and pair.score is not None and pair.score <= Questions.LOW,
        "silent": pair.status == Pair.Status.ACTIVE and silence(pair, today) > SILENCE,
        "no meeting": pair.is_live and not pair.rests and pair.first_met_on is None and (today - pair.begun_at.date()).days > LATE_START,
        "ended": pair.status == Pair.Status.ENDING,
        **_news(pair, today, met),
        "unanswered": met and pair.unanswered,
        "near end": met and pair.ends_on is not None and (pair.ends_on - today).days <= NEAR_END,
        "rests": pair.rests,
    }
    return sorted((NEEDS[code] for code, so in found.items() if so), key=lambda need: -need.weight)


def _news(pair: Any, today: dt.date, met: bool) -> dict[str, bool]:
    """Of whom news are due: of both, of one of the two. Calling one is not calling the other (MENTOR 5.1)."""
    due = {side for side in Side.values if met and news_due(
        pair.first_met_on, getattr(pair, f"news_of_{side}"), getattr(pair, f"last_news_of_{side}")) <= today}
    return {"news": len(due) == 2, **{f"news of {side}": due == {side} for side in Side.values}}


def silence(pair: Any, today: dt.date) -> int:
    """Days since they met or wrote; since their first meeting when they did neither."""
    told = [one.date() for one in (pair.last_met_at, pair.last_wrote_at) if one]
    return (today - max([*told, pair.first_met_on or pair.begun_at.date()])).days


def by_need(pairs: Any, today: dt.date) -> list[tuple[Any, list[Need]]]:
    """Pairs with what they need, those that need it most first."""
    rows = [(pair, needs_of(pair, today)) for pair in pairs]
    return sorted(rows, key=lambda row: (-(row[1][0].weight if row[1] else 0), -len(row[1]), row[0].begun_at, row[0].pk))
