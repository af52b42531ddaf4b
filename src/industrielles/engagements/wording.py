"""How a visit is said, or a round table, an interview: what every letter and paper tells of it, in the language of the moment."""
from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from industrielles.kit import typography

from .models import Engagement, ProposedDate


def facts(engagement: Engagement) -> dict[str, Any]:
    """What may be said of a visit; nothing that leads to a person."""
    level = str(engagement.get_level_display()) if engagement.level else ""
    return {
        "class_visit": engagement.is_class_visit,
        "kind": capfirst(str(Engagement.Kind(engagement.kind).label)),
        "interview": engagement.kind == Engagement.Kind.INTERVIEW,
        "title": engagement.title,
        "called": called(engagement),
        "audience": str(engagement.get_audience_display()) if engagement.audience else "",
        "answer_by": typography.day(engagement.answer_by) if engagement.answer_by else "",
        "seats": engagement.seats,
        "seats_free": engagement.seats_free,
        "sought": sought(engagement),
        "paid": ", ".join(filter(None, [str(engagement.get_paid_display()) if engagement.paid else "", engagement.paid_words])),
        "begins": typography.hour(engagement.hour) if engagement.hour else "",
        "place": engagement.place,
        "classes": ", ".join(filter(None, [level, *(group.label for group in engagement.class_groups.all())])),
        "headcount": engagement.headcount,
        "girls": engagement.girls,
        "remote": engagement.remote,
        "room": engagement.room,
        "aims": engagement.aims,
        "minutes": engagement.minutes,
        "dates": dates_in_words(engagement),
        "when": typography.moment(engagement.local_start),
        "site_contact": engagement.network.contact_email,
        "network": engagement.network.name,
    }


def called(engagement: Engagement) -> str:
    """What it is, in a few words: “Visit to Lycée Baggio, Lille”, “Round table “Robots””."""
    if engagement.is_class_visit:
        return engagement.place
    return _("%(kind)s “%(title)s”") % {"kind": capfirst(str(Engagement.Kind(engagement.kind).label)), "title": engagement.title}


def sought(engagement: Engagement) -> str:
    """Whom an organiser looks for, in one line."""
    post = str(engagement.get_wanted_post_display()) if engagement.wanted_post else ""
    branch = str(engagement.branch) if engagement.branch_id and not engagement.is_class_visit else ""
    return ", ".join(filter(None, [post, branch, engagement.languages, engagement.sought]))


def dates_in_words(engagement: Engagement) -> list[str]:
    """The days asked for, one line each: “mardi 9 décembre, matin”."""
    words = [f"{typography.day(one.on)}, {ProposedDate.Moment(one.moment).label}" for one in engagement.proposed_dates.all()]
    if engagement.window_from and engagement.window_to:
        words.append(_("any day from %(first)s to %(last)s") % {
            "first": typography.day(engagement.window_from), "last": typography.day(engagement.window_to)})
    return words
