"""Periodic work of this room."""
from __future__ import annotations

from django.conf import settings

from . import verbs
from .models import Issue, Subscription

SLICE = 200  # readers told at one turn, each in her own transaction


def send_news() -> int:
    """Once a minute: the readers of letters under way are gathered, and so many of them written to (settings.NEWS_PER_MINUTE), the letters
    taking their turns. Returns how many were written to."""
    left = settings.NEWS_PER_MINUTE
    under_way = list(Issue.objects.under_way())
    for issue in under_way:
        while verbs.gather(issue):
            pass
    for number, issue in enumerate(under_way):
        left -= verbs.write_slice(issue, size=max(1, left // (len(under_way) - number))) if left > 0 else 0
    return settings.NEWS_PER_MINUTE - left


def let_go() -> int:
    """Who had asked for the news of networks that are closed is told that they end. Returns how many."""
    found = Subscription.objects.of_closed()[:SLICE]
    for one in found:
        verbs.let_go(one)
    return len(found)
