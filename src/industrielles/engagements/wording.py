"""How a visit is said: what every letter and paper tells of it, in the language of the moment."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from industrielles.kit import typography

from .models import Engagement, ProposedDate


def facts(engagement: Engagement) -> dict[str, Any]:
    """What may be said of a visit; nothing that leads to a person."""
    return {
        "place": engagement.place,
        "classes": ", ".join([str(engagement.get_level_display()), *(group.label for group in engagement.class_groups.all())]),
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


def dates_in_words(engagement: Engagement) -> list[str]:
    """The days asked for, one line each: “mardi 9 décembre, matin”."""
    words = [f"{typography.day(one.on)}, {ProposedDate.Moment(one.moment).label}" for one in engagement.proposed_dates.all()]
    if engagement.window_from and engagement.window_to:
        words.append(_("any day from %(first)s to %(last)s") % {
            "first": typography.day(engagement.window_from), "last": typography.day(engagement.window_to)})
    return words
