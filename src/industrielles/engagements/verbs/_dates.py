"""The dates of a request, as its asker proposes them."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..models import Engagement, ProposedDate
from ._turns import forget_read

Dates = Sequence[tuple[dt.date, str]]
Window = tuple[dt.date, dt.date] | None


def set_dates(engagement: Engagement, dates: Dates, window: Window) -> None:
    """Put these dates in place of those before."""
    engagement.proposed_dates.all().delete()
    ProposedDate.objects.bulk_create([ProposedDate(engagement=engagement, on=day, moment=moment) for day, moment in dict.fromkeys(dates)])
    engagement.window_from, engagement.window_to = window or (None, None)
    engagement.save(update_fields=["window_from", "window_to"])
    forget_read(engagement)
