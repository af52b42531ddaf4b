"""The public targets of the collective, and how far they are: sums of ledger entries and of dated memberships, nothing typed in."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from industrielles.kit import clock
from industrielles.kit.typography import french, number
from industrielles.ledger.models import Entry, Target
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.roles import Role
from industrielles.pool.models import Ambassador

CLASSES, PEOPLE = "engagements.classes", "engagements.people"  # facts of a room above the ledger, known here by their code
ENCOUNTERS, AUDIENCE, MEDIA = "engagements.encounters", "engagements.audience", "engagements.media"  # outside classes
MENTORS, MENTEES = "mentoring.mentors", "mentoring.mentees"  # each person once, while she is in a running pair
PAIRS, MEETINGS, MINUTES = "mentoring.pairs", "mentoring.meetings", "mentoring.minutes"
ENDS = ("mentoring.again", "mentoring.on_time", "mentoring.early", "mentoring.longer")
BEGINNING = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Indicator:
    """Something a target can be set for: `count(network, first, last)` over a network and those below it; `detail` in a few words."""

    code: str
    label: Any
    goal: int  # of the launch of the collective, 2023-2024: stands until somebody sets a target
    count: Callable[[Network, dt.date, dt.date], int]
    detail: Callable[[Network, dt.date], str]
    how: Any
    launched: bool = True  # else it is shown once somebody sets a target for it


@dataclass(frozen=True)
class Progress:
    """How far a target is. `percent` is rounded down, to a tenth under ten: 100 is said only when it is reached."""

    code: str
    label: Any
    value: int
    goal: int
    detail: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def percent(self) -> float:
        tenths = 1000 * self.value // self.goal
        return tenths / 10 if tenths < 100 else tenths // 10


def count_ambassadors(network: Network, first: dt.date, last: dt.date) -> int:
    """Distinct people who hold the role on the last day."""
    held = Grant.objects.on(last).filter(role=Role.AMBASSADOR, network__path__startswith=network.path)
    return held.values("membership__person").distinct().count()


def count_members(network: Network, first: dt.date, last: dt.date) -> int:
    """Distinct people with a membership that runs on the last day."""
    return Membership.objects.on(last).filter(network__path__startswith=network.path).values("person").distinct().count()


def count_classes(network: Network, first: dt.date, last: dt.date) -> int:
    """Classes met from the first to the last day, each visit once however many networks organised it."""
    return entries(CLASSES, network).between(first, last).total()


def count_mentors(network: Network, first: dt.date, last: dt.date) -> int:
    """Distinct mentors of a running pair, on one day at least from the first to the last."""
    return entries(MENTORS, network).lasting(first, last).heads()


def count_mentees(network: Network, first: dt.date, last: dt.date) -> int:
    """Distinct mentees of a running pair, on one day at least from the first to the last."""
    return entries(MENTEES, network).lasting(first, last).heads()


def count_pairs(network: Network, first: dt.date, last: dt.date) -> int:
    """Pairs whose first meeting took place from the first to the last day."""
    return entries(PAIRS, network).between(first, last).total()


def count_meetings(network: Network, first: dt.date, last: dt.date) -> int:
    """Meetings of pairs from the first to the last day."""
    return entries(MEETINGS, network).between(first, last).total()


def entries(fact: str, network: Network) -> Any:
    """Ledger entries of a fact, of a network and those below it."""
    return Entry.objects.under(network.pk).filter(fact=fact)


def where_ambassadors_are(network: Network, day: dt.date) -> str:
    places = Ambassador.objects.filter(ended_on=None, network__path__startswith=network.path, departments__isnull=False)
    count = places.values("departments").distinct().count()
    return ngettext("for %(n)s department", "for %(n)s departments", count) % {"n": number(count)} if count else ""


def classes_this_month(network: Network, day: dt.date) -> str:
    count = count_classes(network, day.replace(day=1), day)
    return _("of which %(n)s this month") % {"n": number(count)} if count else ""


def nothing_to_add(network: Network, day: dt.date) -> str:
    return ""


def mentees_of_the_day(network: Network, day: dt.date) -> str:
    count = count_mentees(network, day, day)
    return ngettext("%(n)s mentee accompanied today", "%(n)s mentees accompanied today", count) % {"n": number(count)} if count else ""


INDICATORS = {
    one.code: one
    for one in (
        Indicator("ambassadors", gettext_lazy("ambassadors all over France"), 30, count_ambassadors, where_ambassadors_are,
                  gettext_lazy("Distinct people who hold the role of ambassador on that day, from dated roles.")),
        Indicator("members", gettext_lazy("members of the collective"), 5000, count_members, nothing_to_add,
                  gettext_lazy("Distinct people with a membership that runs on that day, in one network or several.")),
        Indicator(CLASSES, gettext_lazy("classes met"), 5000, count_classes, classes_this_month,
                  gettext_lazy("Class groups of the visits that took place, as told in the report, each once.")),
        Indicator("mentors", gettext_lazy("mentors accompanying a girl"), 100, count_mentors, mentees_of_the_day,
                  gettext_lazy("Distinct people who mentor in a running pair, from its first meeting to its end.")),
        Indicator(MENTEES, gettext_lazy("girls and young people accompanied"), 100, count_mentees, nothing_to_add,
                  gettext_lazy("Distinct people accompanied in a running pair, from its first meeting to its end."), False),
        Indicator(PAIRS, gettext_lazy("pairs that began"), 100, count_pairs, nothing_to_add,
                  gettext_lazy("Pairs whose first meeting was noted, each on that day."), False),
        Indicator(MEETINGS, gettext_lazy("meetings of pairs"), 1000, count_meetings, nothing_to_add,
                  gettext_lazy("Meetings of pairs that took place, each once, whoever told it."), False),
    )
}


def umbrella() -> Network | None:
    """The collective itself; None before it is founded."""
    return Network.objects.filter(kind=Network.Kind.UMBRELLA).first()


def public_targets() -> list[Progress]:
    """The targets of the collective as they stand today, those of its launch first: objects with label, value, goal, percent, detail."""
    whole = umbrella()
    if whole is None:
        return [Progress(one.code, one.label, 0, one.goal) for one in INDICATORS.values() if one.launched]
    targets = standing_targets(whole, clock.today())
    return [progress(one, whole, targets.get(one.code)) for one in INDICATORS.values() if one.launched or one.code in targets]


def choosable() -> list[Progress]:
    """What a target could be set for and has none: how far it is, and a goal to begin from."""
    whole = umbrella()
    targets = standing_targets(whole, clock.today()) if whole else {}
    others = [one for one in INDICATORS.values() if not one.launched and one.code not in targets]
    return [progress(one, whole, None) for one in others] if whole else []


def period_in_words(targets: list[Progress]) -> str:
    """Since when and until when the targets are counted: once when it is the same for all, else each with its own."""
    if all(one.starts_on is None for one in targets):
        return _("All years together, since the collective began.")
    if len({(one.starts_on, one.ends_on) for one in targets}) == 1:
        return _("Counted %(period)s.") % {"period": _dates_of(targets[0])}
    told = [_("%(label)s: %(period)s") % {"label": one.label, "period": _dates_of(one)} for one in targets]
    return _("Each over its own period – %(list)s.") % {"list": (" ; " if french() else "; ").join(told)}


def _dates_of(target: Progress) -> str:
    if target.starts_on is None or target.ends_on is None:
        return _("since the collective began")
    first, last = (_day(day) for day in (target.starts_on, target.ends_on))
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def _day(day: dt.date) -> str:
    words = date_format(day)
    return f"1er{words[1:]}" if french() and day.day == 1 else words


def standing_targets(network: Network, day: dt.date) -> dict[str, Target]:
    """The target of each indicator that stands on a day: the last one to have begun."""
    begun = Target.objects.filter(node=network.pk, starts_on__lte=day, indicator__in=INDICATORS).order_by("starts_on", "pk")
    return {target.indicator: target for target in begun}


def progress(indicator: Indicator, network: Network, target: Target | None) -> Progress:
    """How far a network is, with its target, or with the first one of the collective."""
    today = clock.today()
    first, last = (target.starts_on, min(today, target.ends_on)) if target else (BEGINNING, today)
    return Progress(
        indicator.code, indicator.label, indicator.count(network, first, last), target.goal if target else indicator.goal,
        indicator.detail(network, today) if last == today else "", target.starts_on if target else None, target.ends_on if target else None)
