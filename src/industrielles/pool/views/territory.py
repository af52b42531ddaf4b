"""Doors of an ambassador."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from industrielles.kit import clock
from industrielles.kit.doors import Door

from .. import policies
from ..models import Ambassador, RoleModel


class Territory(Door, TemplateView):
    """Her departments, and the role models she animates: who is free, how much each does this month, since when nobody called."""

    policy = staticmethod(policies.has_territory)
    template_name = "pool/territory.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        first, after = month_of(clock.today())
        people = RoleModel.objects.entrusted_to(self.request.user).with_load(first, after)
        hers = Ambassador.objects.of(self.request.user).select_related("network").prefetch_related("departments").order_by("pk")
        return super().get_context_data(
            charges=list(hers),
            people=list(people.select_related("person", "branch", "department").order_by("person__last_name", "pk")),
            **context,
        )


def month_of(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """First moment of the month of this day, and of the next one, in Paris."""
    first = day.replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return tuple(timezone.make_aware(dt.datetime.combine(one, dt.time())) for one in (first, after))  # type: ignore[return-value]
