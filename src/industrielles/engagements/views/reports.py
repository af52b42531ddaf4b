"""What both doors of the report share: the counts already told, so that the second side confirms or corrects."""
from __future__ import annotations

from typing import Any

from ..models import Engagement, Report


def latest(visit: Engagement, side: str) -> Report | None:
    """The last word of one side."""
    return visit.reports.of_this_visit().filter(side=side).order_by("told_at", "pk").last()


def other_side(side: str) -> str:
    return Report.Side.TEACHER if side == Report.Side.ROLE_MODEL else Report.Side.ROLE_MODEL


def known_counts(visit: Engagement, side: str) -> dict[str, Any]:
    """First answers of the report: one's own last report, else what the other side counted, else what was announced."""
    mine, other = latest(visit, side), latest(visit, other_side(side))
    told = mine or other
    if told is None:
        return {"teacher_present": visit.contact_name if side == Report.Side.TEACHER else ""}
    names = ("outcome", "people", "girls", "boys", "method", "teacher_present", "link", "media_audience")
    counts = {name: getattr(told, name) for name in names}
    return counts | ({"words": mine.words, "smile": mine.smile} if mine else {})


def report_context(visit: Engagement, side: str) -> dict[str, Any]:
    """What the page says beside the questions."""
    return {"visit": visit, "mine": latest(visit, side), "other": latest(visit, other_side(side)), "side": side}
