"""How long this room keeps what; profiles go with the account of their person."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import BusyDay, Contribution, OffDays, Rate, RoleModel

RULES = (
    Rule("pool.profiles", _("Profiles that are closed"), trigger=_("the day she stopped being a role model"), days=365, least=31, most=1826,
         action=Action.EMPTY, ground=Ground.CONSENT, models=("pool.RoleModel", "pool.Line", "pool.Calendar"), person="person",
         due="industrielles.pool.retention.profiles_due", apply="industrielles.pool.verbs.empty_profiles", people=_("Role models"),
         purpose=_("to present her to schools and to the public, as far as she agreed"),
         readers=_("herself, the coordinators of her network, everybody for what she published"),
         data=_("her job, her story, her photo, her town, her week, the address of her own calendar")),
    Rule("pool.contributions", _("What members bring"), trigger=_("the day she left the network"), days=31, least=31, most=365,
         action=Action.DELETE, ground=Ground.CONTRACT, models=("pool.Contribution",), person="membership__person",
         due="industrielles.pool.retention.contributions_due", apply="industrielles.pool.verbs.clear_contributions", people=_("Members"),
         purpose=_("to know what each would like to do, and to find her for it"),
         readers=_("herself and the coordinators of her network"),
         data=_("her situation, job, position, branch and department, what she offers")),
    Rule("pool.busy_days", _("Half-days her own calendar takes"), trigger=_("the day itself"), days=1, least=1, most=31,
         action=Action.DELETE, ground=Ground.CONSENT, models=("pool.BusyDay",), person="role_model__person",
         due="industrielles.pool.retention.busy_days_due", apply="industrielles.pool.verbs.clear_busy_days", people=_("Role models"),
         purpose=_("to invite her on days when she can come"), readers=_("herself, the coordinators of her network"),
         data=_("a day, and whether the morning or the afternoon is taken; nothing of what fills it")),
    Rule("pool.rates", _("Pages asked in one minute"), trigger=_("the minute itself"), days=1, least=1, most=7,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("pool.Rate",),
         due="industrielles.pool.retention.rates_due", apply="industrielles.pool.verbs.clear_rates", people=_("Visitors"),
         purpose=_("that nobody empties the directory with a robot"),
         readers=_("nobody: addresses are kept hashed, under a key of the day"),
         data=_("a hash of an address, a minute, a number of pages")),
    Rule("pool.off_days", _("Days away or free"), trigger=_("the last of these days"), days=365, least=31, most=731,
         action=Action.DELETE, ground=Ground.CONTRACT, models=("pool.OffDays",), person="role_model__person",
         due="industrielles.pool.retention.off_days_due", apply="industrielles.pool.verbs.clear_past_days", people=_("Role models"),
         purpose=_("to invite her on days when she can come"), readers=_("herself, the coordinators of her network"),
         data=_("the days she said she was away, or free")),
)


def off_days_due(before: dt.datetime) -> Any:
    """Days that ended before this one."""
    return OffDays.objects.filter(ends_on__lt=timezone.localdate(before))


def profiles_due(before: dt.datetime) -> Any:
    """Profiles closed before this moment that still say something."""
    return RoleModel.objects.filter(ended_on__lt=timezone.localdate(before)).exclude(job="")


def contributions_due(before: dt.datetime) -> Any:
    """What was said by those who left before this moment."""
    return Contribution.objects.ended_before(timezone.localdate(before))


def busy_days_due(before: dt.datetime) -> Any:
    """Taken half-days that are over."""
    return BusyDay.objects.filter(on__lt=timezone.localdate(before))


def rates_due(before: dt.datetime) -> Any:
    """Counts of minutes long past."""
    return Rate.objects.filter(minute__lt=before)
