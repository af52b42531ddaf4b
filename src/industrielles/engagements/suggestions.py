"""The best role models for a request, with reasons in plain words. The coordinator decides.

One query reads every role model she may invite (place, week, limits, what she agreed to this month and this year), a second their days
off; the rest is arithmetic (matching.dispatch). A last one loads the few that are shown.
"""
from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import clock
from industrielles.kit.typography import day as in_words
from industrielles.kit.typography import number
from industrielles.matching import dispatch
from industrielles.network.models import Network
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent
from industrielles.places import distance
from industrielles.places.models import Department, Holiday
from industrielles.pool import availability
from industrielles.pool.models import BusyDay, OffDays, RoleModel
from industrielles.safeguarding.models import Report

from . import panels
from .hitches import school_year_start
from .models import Engagement, Invitation, ProposedDate

Level = Engagement.Level
Moment = ProposedDate.Moment
Audience = RoleModel.Audience
Path = RoleModel.Level
MOST_DAYS = 20  # of a period, days that are looked at
FEW = 500  # so many keys can stand in a query
NAN = float("nan")
WIDER = 3  # for a panel, so many times as many are looked at before they are mixed
TAKEN = (*Invitation.OPEN, Invitation.Status.ACCEPTED)  # she holds a place, or waits for one
ROTATION, REST = 25, 180  # points, days
AUDIENCE = {Level.CM: Audience.PRIMARY, Level.SIXIEME: Audience.MIDDLE, Level.QUATRIEME: Audience.MIDDLE, Level.SECONDE: Audience.HIGH,
            Level.PREMIERE: Audience.HIGH, Level.CAP: Audience.VOCATIONAL, Level.HIGHER: Audience.HIGHER}
SHORT = (Path.CAP, Path.BAC_PRO, Path.BTS, Path.BUT)
LONG = (Path.BTS, Path.BUT, Path.MASTER, Path.ENGINEER, Path.DOCTORATE)
PATHS = {Level.CAP: SHORT, Level.PREMIERE: LONG, Level.HIGHER: LONG}  # other classes: every path speaks to them
HERS = ("pk", "latitude", "longitude", "radius_km", "half_days", "odd_half_days", "works_holidays", "monthly_limit", "yearly_limit",
        "paused_until", "branch_id", "level", "department_id", "format_words", "audience_words", "consents")
LOADS = ("year", "month", "met")
COLUMNS = (*HERS, *LOADS)
Days = list[tuple[dt.date, str]]


@dataclass(frozen=True)
class Suggestion:
    """A role model who could come, and why. `kilometres` and `minutes` (estimated) are None for a remote visit or a place unknown."""

    role_model: RoleModel
    score: int
    reasons: list[str]
    kilometres: float | None
    minutes: int | None
    free_on: list[dt.date]
    this_month: int
    this_year: int


@dataclass(frozen=True)
class Found:
    """The best, in words why the others are not among them (“12 live too far away”), and what a panel with them would still lack."""

    best: list[Suggestion]
    left_out: list[str]
    missing: list[Any] = field(default_factory=list)


def best(engagement: Engagement, *, person: Any = None, network: Network | None = None, limit: int = 10) -> list[Suggestion]:
    """The best role models of the networks that take part, among those `person` may see or of one `network` and those below it (neither:
    for the system itself), best first. Who was asked for this engagement already is not suggested again."""
    return find(engagement, person=person, network=network, limit=limit).best


def find(engagement: Engagement, *, person: Any = None, network: Network | None = None, limit: int = 10) -> Found:
    """As `best`, and why the others are left out."""
    pool = RoleModel.objects.all() if person is None else RoleModel.objects.visible_to(person)
    pool = pool if network is None else pool.filter(network__path__startswith=network.path)
    asked = Invitation.objects.filter(engagement=engagement).exclude(status=Invitation.Status.FILLED)
    pool = pool.current().filter(network__in=engagement.partners.values("network")).exclude(pk__in=asked.values("role_model"))
    pool = pool.exclude(person__in=Report.objects.suspending_anybody().values("accused"))  # never said: she learns nothing of it
    days = days_of(engagement)
    rows = _rows(pool, engagement, days)
    if not rows:
        return Found([], [])
    rating, columns = _rated(rows, engagement, days)
    chosen = dispatch.best(rating, limit if engagement.seats == 1 else limit * WIDER)
    keys = [rows[i][0] for i in chosen]
    shown = RoleModel.objects.select_related("person", "branch", "commune", "network").in_bulk(keys)
    found = [_suggestion(shown[rows[i][0]], int(i), rating, columns, engagement, days) for i in chosen]
    if engagement.seats == 1:
        return Found(found, _left_out(Counter(rating.out.tolist())))
    come = [one.role_model for one in engagement.invitations.filter(status=Invitation.Status.ACCEPTED).select_related("role_model")]
    found = panels.mixed(found, seats=engagement.seats_free, with_=come)[:limit]
    proposed = [one.role_model for one in found[:engagement.seats_free]]
    return Found(found, _left_out(Counter(rating.out.tolist())), panels.missing([*come, *proposed], seats=engagement.seats))


def willing(engagement: Engagement, keys: Iterable[int]) -> set[int]:
    """Of these role models (keys), those who may be proposed for a meeting of this kind: it is among what she accepts, or, for media and
    organisers, she consents to be proposed to them."""
    found = RoleModel.objects.filter(pk__in=list(keys)).annotate(consents=Exists(consenting(OuterRef("person"), OuterRef("network"))))
    public = engagement.kind in Engagement.PUBLIC_KINDS
    return {one.pk for one in found if engagement.kind in one.formats or (public and one.consents)}


def consenting(person: Any, network: Any) -> Any:
    """Live consents of this person to be proposed to media and organisers, by this network or by all."""
    return Consent.objects.to(Purpose.MEDIA).filter(person=person, network_id__in=(0, network))


def scores(engagement: Engagement, role_models: Iterable[RoleModel]) -> dict[int, int]:
    """Role model key -> score, 0 to 100, for these only."""
    days = days_of(engagement)
    rows = _rows(RoleModel.objects.filter(pk__in=[one.pk for one in role_models]), engagement, days)
    if not rows:
        return {}
    rating, _columns = _rated(rows, engagement, days)
    return {row[0]: int(points) for row, points in zip(rows, rating.points, strict=True)}


def days_of(engagement: Engagement) -> Days:
    """The days still ahead on which the visit may be, each with its moment; of a long period, twenty days spread over it."""
    today = clock.today()
    days: dict[dt.date, str] = {}
    for one in engagement.proposed_dates.all():
        if one.on > today:
            days[one.on] = Moment.ALL_DAY if one.on in days else one.moment
    if engagement.window_from and engagement.window_to:
        first = max(engagement.window_from, today + dt.timedelta(days=1))
        period = [first + dt.timedelta(n) for n in range(max(0, (engagement.window_to - first).days + 1))]
        school = [day for day in period if day.isoweekday() < 6]
        for day in school[:: max(1, len(school) // MOST_DAYS)][:MOST_DAYS]:
            days.setdefault(day, Moment.ALL_DAY)
    return sorted(days.items())


def _rows(pool: Any, engagement: Engagement, days: Days) -> list[tuple[Any, ...]]:
    """One row of COLUMNS for each role model of `pool`: who she is, joined to what she agreed to that year, in one query. The ORM makes
    both sides; it has no join of two, and a subquery run for each row would take three times as long."""
    consents = Exists(consenting(OuterRef("person"), OuterRef("network"))) if engagement.kind in Engagement.PUBLIC_KINDS else Value(False)
    who = pool.annotate(format_words=Cast("formats", CharField()), audience_words=Cast("audiences", CharField()), consents=consents)
    people, people_values = who.order_by().values_list(*HERS).query.sql_with_params()
    visits, visits_values = _loads(engagement, days[0][0] if days else clock.today()).query.sql_with_params()
    counts = ", ".join(f"COALESCE(v.{name}, 0)" for name in LOADS)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT p.*, {counts} FROM ({people}) p LEFT JOIN ({visits}) v ON v.her = p.pk',  # noqa: S608 - both written by the ORM
            (*people_values, *visits_values))
        return cursor.fetchall()


def _loads(engagement: Engagement, day: dt.date) -> Any:
    """For each role model of the networks that take part, with visits agreed or held in the school year of `day`: how many, how many in
    that month, how many at this school."""
    def midnight(on: dt.date) -> dt.datetime:
        return dt.datetime.combine(on, dt.time(), engagement.zone)

    first, start = day.replace(day=1), school_year_start(day)
    month = Q(starts_at__gte=midnight(first), starts_at__lt=midnight((first + dt.timedelta(32)).replace(day=1)))
    agreed = Engagement.objects.filter(
        role_model__network__in=engagement.partners.values("network"), status__in=(Engagement.Status.CONFIRMED, Engagement.Status.HELD),
        starts_at__gte=midnight(start), starts_at__lt=midnight(start.replace(year=start.year + 1)))
    here = Q(school=engagement.school_id) if engagement.school_id else Q(pk=None)
    return agreed.order_by().values(her=F("role_model_id")).annotate(
        year=Count("pk"), month=Count("pk", filter=month), met=Count("pk", filter=here))


def _rated(rows: list[tuple[Any, ...]], engagement: Engagement, days: Days) -> tuple[dispatch.Rating, dict[str, Any]]:
    """The arithmetic on rows; also the columns by name."""
    columns: dict[str, Any] = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
    last = days[-1][0] if days else clock.today()
    _with_spoken(columns, engagement, days[0][0] if days else clock.today())
    fitting, wished = _paths(engagement), engagement.branch_id
    wanted_format, wanted_audience = wanted(engagement)
    columns["paused_until"] = [dt.date.fromisoformat(day) if isinstance(day, str) else day for day in columns["paused_until"]]  # SQLite
    columns["wished"] = np.array([not wished or branch == wished for branch in columns["branch_id"]], bool)
    free, away = _week(columns, days)
    columns["free"] = free
    who = dispatch.Candidates(
        free=free, away=away,
        latitude=np.array(columns["latitude"], np.float64), longitude=np.array(columns["longitude"], np.float64),
        radius=np.array(columns["radius_km"], np.float64),
        month_limit=np.array(columns["monthly_limit"], np.int64), year_limit=np.array(columns["yearly_limit"], np.int64),
        month=np.array(columns["month"], np.int64), year=np.array(columns["year"], np.int64),
        met=np.array(columns["met"], bool), branch=columns["wished"],
        level=np.array([fitting is None or level in fitting for level in columns["level"]], bool),
        takes_format=np.array([wanted_format in words or bool(said) for words, said in zip(
            columns["format_words"], columns["consents"], strict=True)], bool),
        takes_audience=np.array([words == "[]" or wanted_audience in words for words in columns["audience_words"]], bool),
        paused=np.array([until is not None and until > last for until in columns["paused_until"]], bool))
    latitude, longitude = (NAN, NAN) if engagement.latitude is None else (engagement.latitude, engagement.longitude)
    rating = dispatch.rate(who, latitude=latitude, longitude=longitude, remote=engagement.remote)
    return _in_turn(rating, columns, engagement), columns


def wanted(engagement: Engagement) -> tuple[str, str]:
    """What her formats and her audiences must hold; "" is in all of them."""
    if not engagement.is_class_visit:
        return f'"{engagement.kind}"', ""
    return f'"{RoleModel.Format.REMOTE if engagement.remote else RoleModel.Format.CLASS_VISIT}"', f'"{AUDIENCE[Level(engagement.level)]}"'


def _paths(engagement: Engagement) -> tuple[Path, ...] | None:
    """The diplomas that fit what is asked; None: all do."""
    if engagement.is_class_visit:
        return PATHS.get(Level(engagement.level))
    return tuple(path for path in Path if panels.POSTS.get(path, panels.Post.EXECUTIVE) == engagement.wanted_post) or None


def _in_turn(rating: dispatch.Rating, columns: dict[str, Any], engagement: Engagement) -> dispatch.Rating:
    """Who spoke in public lately comes later: ROTATION points less on that day, none less after REST days."""
    if engagement.is_class_visit:
        return rating
    today = clock.today()
    since = np.array([REST if on is None else min(REST, abs((today - on).days)) for on in columns["spoke_on"]], np.float64)
    points = rating.points - np.rint(ROTATION * (1 - since / REST)).astype(np.int64)
    return replace(rating, points=np.maximum(points, 0))


def _spoken(engagement: Engagement, day: dt.date) -> list[tuple[int, int, dt.date]]:
    """(role model, who leads, day) of all that is not a class visit, agreed or held, in the year before and the one to come."""
    near = dt.timedelta(days=366)
    start = dt.datetime.combine(day, dt.time(), engagement.zone)
    found = Invitation.objects.filter(
        status=Invitation.Status.ACCEPTED, engagement__starts_at__range=(start - near, start + near),
        engagement__status__in=(Engagement.Status.CONFIRMED, Engagement.Status.HELD),
        network__in=engagement.partners.values("network")).exclude(engagement__kind=Engagement.Kind.CLASS_VISIT).order_by()
    rows = found.values_list("role_model_id", "engagement__role_model_id", "engagement__starts_at")
    return [(her, leads, at.astimezone(engagement.zone).date()) for her, leads, at in rows]


def _with_spoken(columns: dict[str, Any], engagement: Engagement, day: dt.date) -> None:
    """Add to the columns when each spoke last, and to her load the panels somebody else leads."""
    place = {key: i for i, key in enumerate(columns["pk"])}
    columns["spoke_on"] = [None] * len(place)
    columns["year"], columns["month"] = list(columns["year"]), list(columns["month"])
    for her, leads, on in sorted(_spoken(engagement, day), key=lambda row: row[2]):
        if (i := place.get(her)) is None:
            continue
        columns["spoke_on"][i] = on
        if her != leads and school_year_start(on) == school_year_start(day):
            columns["year"][i] += 1
            columns["month"][i] += (on.year, on.month) == (day.year, day.month)


def _week(columns: dict[str, Any], days: Days) -> tuple[np.ndarray, np.ndarray]:
    """n x d: free that day (pool.availability decides); n: away on all of them, by her own exceptions."""
    n = len(columns["pk"])
    free, away = np.zeros((n, len(days)), bool), np.zeros((n, len(days)), bool)
    if not days:
        return free, np.zeros(n, bool)
    first, last = days[0][0], days[-1][0]
    place = {key: i for i, key in enumerate(columns["pk"])}
    asked, taken = OffDays.objects.filter(starts_on__lte=last, ends_on__gte=first), BusyDay.objects.filter(on__in=[day for day, _m in days])
    if n < FEW:
        asked, taken = asked.filter(role_model__in=list(place)), taken.filter(role_model__in=list(place))
    said = [row for row in asked.order_by().values_list("role_model_id", "starts_on", "ends_on", "free") if row[0] in place]
    busy = [row for row in taken.order_by().values_list("role_model_id", "on", "halves") if row[0] in place]
    half_days, works = np.array(columns["half_days"], np.int64), np.array(columns["works_holidays"], bool)
    paused = np.array([until.toordinal() if until else 0 for until in columns["paused_until"]], np.int64)
    odd = np.array([even if other is None else other for even, other in zip(half_days, columns["odd_half_days"], strict=True)], np.int64)
    closed = _school_holidays(columns, days)
    for j, (day, moment) in enumerate(days):
        off = [(place[key], is_free) for key, start, end, is_free in said if start <= day <= end]
        free[:, j] = availability.free(
            day, moment, half_days=odd if day.isocalendar().week % 2 else half_days, works_holidays=works, paused_until=paused,
            off_days=off,
            busy=[(place[key], halves) for key, on, halves in busy if on == day], school_holiday=closed[:, j])
        away[[position for position, is_free in off if not is_free], j] = True
    return free, np.asarray(away.all(axis=1))


def _school_holidays(columns: dict[str, Any], days: Days) -> np.ndarray:
    """n x d: is it in the school holidays where she lives?"""
    closed = np.zeros((len(columns["pk"]), len(days)), bool)
    rows = list(Holiday.objects.filter(starts_on__lte=days[-1][0], ends_on__gte=days[0][0]).values_list("zone", "starts_on", "ends_on"))
    if rows:
        zones = dict(Department.objects.values_list("code", "academy__zone"))
        home = np.array([zones.get(code) or "" for code in columns["department_id"]])
        for j, (day, _moment) in enumerate(days):
            closed[:, j] = np.isin(home, [zone for zone, start, end in rows if start <= day <= end])
    return closed


def _suggestion(role_model: RoleModel, i: int, rating: dispatch.Rating, columns: dict[str, Any], engagement: Engagement,
                days: Days) -> Suggestion:
    """The row as a coordinator reads it."""
    far = None if engagement.remote or np.isnan(rating.kilometres[i]) else round(float(rating.kilometres[i]), 1)
    time = None if far is None else distance.minutes(far)
    free = [day for (day, _moment), yes in zip(days, columns["free"][i], strict=True) if yes]
    month, year = int(columns["month"][i]), int(columns["year"][i])
    reasons = [_("remote, wherever she lives") if engagement.remote else _("distance unknown")] if far is None else [
        _("at %(km)s km, about %(minutes)s min by road") % {"km": number(max(1, round(far))), "minutes": time}]
    if engagement.branch_id and columns["wished"][i]:
        reasons.append(_("branch wished: %(branch)s") % {"branch": role_model.branch})
    if days:
        reasons.append(_free_words(free, len(days)))
    load = ngettext("%(n)s visit that month", "%(n)s visits that month", month) % {"n": month}
    reasons.append(load if month else _("no visit that month"))
    if not engagement.is_class_visit:
        reasons.append(str(Engagement.Post(panels.post_of(role_model)).label))
        if spoke := columns["spoke_on"][i]:
            reasons.append(_("has spoken, or will, on %(day)s") % {"day": in_words(spoke)})
    if columns["met"][i]:
        reasons.append(_("has met this school before"))
    return Suggestion(role_model, int(rating.points[i]), reasons, far, time, free, month, year)


def _free_words(free: list[dt.date], asked: int) -> str:
    if not free:
        return _("not usually free on these days")
    if len(free) > 3:
        return _("free on %(n)s of %(asked)s days") % {"n": len(free), "asked": asked}
    return _("free on %(days)s") % {"days": ", ".join(in_words(day) for day in free)}


def _left_out(counts: Counter[int]) -> list[str]:
    """Why people are left out, most frequent first: “12 live too far away”."""
    words = {
        dispatch.NOT_THIS_FORMAT: lambda n: ngettext(
            "%(n)s does not take this kind of meeting", "%(n)s do not take this kind of meeting", n),
        dispatch.NOT_THIS_AUDIENCE: lambda n: ngettext("%(n)s does not meet pupils of this age", "%(n)s do not meet pupils of this age", n),
        dispatch.TOO_FAR: lambda n: ngettext("%(n)s lives too far away", "%(n)s live too far away", n),
        dispatch.PAUSED: lambda n: ngettext("%(n)s is on a pause", "%(n)s are on a pause", n),
        dispatch.AWAY: lambda n: ngettext("%(n)s is away on these days", "%(n)s are away on these days", n),
        dispatch.MONTH_FULL: lambda n: ngettext("%(n)s has reached her limit that month", "%(n)s have reached their limit that month", n),
        dispatch.YEAR_FULL: lambda n: ngettext("%(n)s has reached her limit that year", "%(n)s have reached their limit that year", n),
    }
    return [words[why](count) % {"n": number(count)} for why, count in counts.most_common() if why in words]
