"""How a visit is said, or a round table, an interview: what every letter and paper tells of it, in the language of the moment."""
from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import clock, typography
from industrielles.places import distance

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


def in_a_line(engagement: Engagement, km: float | None) -> str:
    """What a role model reads of it before she opens it, as on its card: whom she would meet, when, how far, places to take; never who
    asks. Kilometres: None when nobody travels, or unknown."""
    if engagement.is_class_visit:
        pupils = ngettext("%(n)s pupil", "%(n)s pupils", engagement.headcount) % {"n": engagement.headcount}
        whom = f"{engagement.get_level_display()}, {pupils}"
    else:
        whom = f"{engagement.get_kind_display()}, {engagement.place}"
    places = ngettext("%(n)s place to take", "%(n)s places to take", engagement.seats_free) % {"n": engagement.seats_free}
    return " · ".join(filter(None, [whom, _days_ahead(engagement), _way(engagement, km), places if engagement.open_slot else ""]))


def _days_ahead(engagement: Engagement) -> str:
    if engagement.status == Engagement.Status.CONFIRMED:
        return typography.moment(engagement.local_start)
    days = [typography.day(day) for day in dict.fromkeys(one.on for one in engagement.proposed_dates.all()) if day > clock.today()]
    window = _("any day from %(start)s to %(end)s") % {
        "start": typography.day(engagement.window_from), "end": typography.day(engagement.window_to)} if engagement.window_from else ""
    return _(" or ").join(filter(None, [*days, window]))


def _way(engagement: Engagement, km: float | None) -> str:
    if engagement.remote:
        return _("Remotely, by video")
    return "" if km is None else _("%(km)s km, about %(minutes)s min") % {
        "km": typography.number(max(1, round(km))), "minutes": typography.number(distance.minutes(km))}
