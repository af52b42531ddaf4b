"""What speaks against a role model's coming at a moment: said to her before she accepts, never decided for her."""
from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.refusals import Refused
from industrielles.kit.typography import day as in_words
from industrielles.places import calendar
from industrielles.pool.models import RoleModel

from .models import Engagement, Invitation

# The same for somebody else, the teacher or a coordinator: what is hers alone is not in it.
OF_HER = {
    "clash": _("she has another visit at that time"), "monthly": _("her limit of visits that month"),
    "yearly": _("her limit of visits that school year"), "closed": _("the school is probably closed"),
    "holiday": _("the school holidays where she lives"), "away": _("she noted that she is away"), "paused": _("her profile is paused"),
}
ROAD = dt.timedelta(minutes=30)  # two visits need at least this between them


@dataclass(frozen=True)
class Hitch:
    """`code` is kept with an invitation accepted all the same; `words` are for her, in the language of the moment."""

    code: str
    words: Any


def against(role_model: RoleModel, engagement: Engagement, starts_at: dt.datetime) -> list[Hitch]:
    """Every hitch of her coming to this engagement at this moment; empty when all is well. Three queries or less."""
    ends_at = starts_at + dt.timedelta(minutes=engagement.minutes)
    local = starts_at.astimezone(engagement.zone)
    found = [
        _clash(role_model, engagement, starts_at, ends_at),
        *_limits(role_model, engagement, local),
        *_days(role_model, engagement, local.date()),
    ]
    return [hitch for hitch in found if hitch]


def stop(role_model: RoleModel, engagement: Engagement, starts_at: dt.datetime, *, but: Collection[str] = (), only: Collection[str] = (),
         to_her: bool) -> list[str]:
    """What speaks against it, as codes, to be kept. Raises Refused (field "anyway"), in words for her or for somebody else (`to_her`), when
    something of it is not known yet (`but`: codes that are) or, with `only`, when one of these codes is."""
    found = against(role_model, engagement, starts_at)
    heavy = [one for one in found if one.code not in but and (not only or one.code in only)]
    if heavy and to_her:
        raise Refused(" ".join(str(one.words) for one in heavy), field="anyway")
    if heavy:
        why = ", ".join(str(OF_HER[one.code]) for one in heavy)
        raise Refused(gettext("Something speaks against that day: %(why)s.") % {"why": why}, field="anyway")
    return [one.code for one in found]


def _clash(role_model: RoleModel, engagement: Engagement, starts_at: dt.datetime, ends_at: dt.datetime) -> Hitch | None:
    hers = Engagement.objects.of_role_model(role_model.person_id).filter(status=Engagement.Status.CONFIRMED).exclude(pk=engagement.pk)
    near = hers.filter(starts_at__lt=ends_at + ROAD, ends_at__gt=starts_at - ROAD)
    other = near.select_related("commune", "department").order_by("pk").first()
    if other is None:
        return None
    return Hitch("clash", _("You already have a visit at that time (%(place)s).") % {"place": other.place})


def _limits(role_model: RoleModel, engagement: Engagement, local: dt.datetime) -> list[Hitch | None]:
    first_day = school_year_start(local.date())
    year = year_of_visits(role_model.pk, first_day, local.tzinfo).exclude(pk=engagement.pk)
    days = [start.astimezone(local.tzinfo).date() for start in year.values_list("starts_at", flat=True)]
    month = sum((day.year, day.month) == (local.year, local.month) for day in days)
    return [
        Hitch("monthly", _("You would pass your limit of %(limit)s visits that month.") % {"limit": role_model.monthly_limit})
        if month >= role_model.monthly_limit else None,
        Hitch("yearly", _("You would pass your limit of %(limit)s visits that school year.") % {"limit": role_model.yearly_limit})
        if len(days) >= role_model.yearly_limit else None,
    ]


def _days(role_model: RoleModel, engagement: Engagement, day: dt.date) -> list[Hitch | None]:
    academy = engagement.school.academy if engagement.school else None
    closed = calendar.why_closed(day, engagement.department, academy) if engagement.is_class_visit else ""
    home = role_model.department
    away = role_model.off_days.filter(starts_on__lte=day, ends_on__gte=day, free=False).exists()
    hers = engagement.is_class_visit and not closed and not role_model.works_holidays and calendar.is_school_holiday(day, home.academy)
    return [
        Hitch("closed", _("The school is probably closed: %(reason)s") % {"reason": closed}) if closed else None,
        Hitch("holiday", _("It is in the school holidays where you live.")) if hers else None,
        Hitch("away", _("You noted that you are away on %(day)s.") % {"day": in_words(day)}) if away else None,
        Hitch("paused", _pause(role_model)) if role_model.paused_until and role_model.paused_until > day else None,
    ]


def _pause(role_model: RoleModel) -> str:
    if role_model.archived_on:
        return gettext("Your profile is resting: say first that you are back.")
    return gettext("Your profile is paused until %(day)s.") % {"day": in_words(role_model.paused_until)}


def school_year_start(day: dt.date) -> dt.date:
    """The first of September before or on this day."""
    return dt.date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def year_of_visits(role_model_key: int, first_day: dt.date, zone: Any) -> Any:
    """Her visits agreed or held in the school year that begins on `first_day`."""
    start = dt.datetime.combine(first_day, dt.time(), zone)
    end = dt.datetime.combine(first_day.replace(year=first_day.year + 1), dt.time(), zone)
    counted = Q(status=Engagement.Status.CONFIRMED) | Q(status=Engagement.Status.HELD)
    beside = Invitation.objects.filter(engagement=OuterRef("pk"), role_model=role_model_key, status=Invitation.Status.ACCEPTED)
    hers = Q(role_model=role_model_key) | Q(seats__gt=1) & Q(Exists(beside))
    return Engagement.objects.filter(counted, hers, starts_at__gte=start, starts_at__lt=end)
