"""Places of the demo that role models take by themselves: a half-day that everybody sees, a class that its coordinator confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Slot
from industrielles.network.models import Network
from industrielles.pool.models import RoleModel

if TYPE_CHECKING:
    from .demo import Demo

PLACES, TAKEN = 6, 2


def play(demo: Demo) -> None:
    """A half-day with six places, two of them taken; the class asked for last, with one."""
    there = Network.objects.get(slug="hauts-de-france")
    waiting = Engagement.objects.filter(network=there, status=Engagement.Status.REQUESTED).prefetch_related("proposed_dates")
    half_day = waiting.filter(kind=Engagement.Kind.DISCOVERY).order_by("pk").last()
    lesson = waiting.filter(kind=Engagement.Kind.CLASS_VISIT).order_by("pk").last()
    with demo.on(demo.today, 8):
        if lesson is not None:
            engagements.publish_places(lesson, places=1, at_once=False)
        if half_day is None:
            return
        engagements.publish_places(half_day, places=PLACES, at_once=True, reach=Slot.Reach.PUBLIC)
        starts_at = half_day.proposed_dates.all()[0].starts_at
        for one in RoleModel.objects.current().filter(network=there).select_related("person").order_by("pk")[4:4 + TAKEN]:
            demo.allowed(lambda one=one: engagements.take_place(
                half_day, role_model=one, starts_at=starts_at, by=one.person, anyway=True))
