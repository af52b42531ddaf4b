"""What the coordinator's desk shows: requests as cards in columns, as a list, in a calendar, as a file."""
from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, Prefetch, Q, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import charts, clock
from industrielles.kit.typography import FAR, SPACE, hour, month
from industrielles.pool.models import RoleModel

from . import ways
from .models import Engagement, Invitation
from .stages import CONFIRMED, DISPATCH, PAST, PATIENCE, PROPOSED, REPORT, STAGES, in_progress, since, stage_of, working_days_ago

PER_COLUMN = 30  # oldest first; the rest is one link away, in the list
TELL_WITHIN = dt.timedelta(hours=48)


def short_day(day: dt.date) -> str:
    """“mar. 9 déc.”, with the year when it is far; kept on one line."""
    year = " y" if abs(day - clock.today()) > FAR else ""
    return month(day, f"EEE d MMM{year}").replace(" ", SPACE)


def possible_days(engagement: Engagement) -> str:
    """The days she proposed, in a few words: “mar. 9 déc. ou jeu. 11 déc.”, “any day from … to …”."""
    days = list(dict.fromkeys(short_day(one.on) for one in engagement.proposed_dates.all()))
    if engagement.window_from and engagement.window_to:
        days.append(_("any day from %(first)s to %(last)s") % {
            "first": short_day(engagement.window_from), "last": short_day(engagement.window_to)})
    return _(" or ").join([", ".join(days[:-1]), days[-1]] if len(days) > 1 else days)


@dataclass(frozen=True)
class Card:
    """A request as it is shown on the desk. `networks`: ids of the networks whose role models may be named before they accept."""

    engagement: Engagement
    networks: Collection[int]
    late: dt.datetime  # what was sent before this moment is late

    @property
    def stage(self) -> str:
        return stage_of(self.engagement)

    @cached_property
    def invitations(self) -> list[Invitation]:
        return list(self.engagement.invitations.all())

    def _in(self, *statuses: str) -> list[Invitation]:
        return [one for one in self.invitations if one.status in statuses]

    @property
    def volunteers(self) -> list[Invitation]:
        return self._in(Invitation.Status.FORWARD) if self.stage in (DISPATCH, PROPOSED) else []

    @property
    def to_replace(self) -> bool:
        """She who had accepted cannot come, and nobody is asked yet."""
        return self.stage == DISPATCH and bool(self._in(Invitation.Status.RELEASED))

    @property
    def differs(self) -> bool:
        """The two sides told different counts."""
        return self.engagement.status in (Engagement.Status.HELD, Engagement.Status.NOT_HELD) and self.stage == REPORT

    @property
    def asked_at(self) -> dt.datetime | None:
        """Since when an answer is awaited."""
        moments = [one.sent_at for one in self._in(Invitation.Status.SENT)]
        moments += [one.answered_at for one in self._in(Invitation.Status.COUNTERED)]
        return max([moment for moment in moments if moment], default=self.engagement.confirmed_at)

    @property
    def is_urgent(self) -> bool:
        engagement = self.engagement
        if self.seats_unasked or (self.stage in (DISPATCH, PROPOSED) and self.is_pressed):
            return True
        if self.stage == DISPATCH:
            return self.to_replace or (engagement.confirmed_at is not None and engagement.confirmed_at < self.late)
        if self.stage == PROPOSED:
            return self.asked_at is not None and self.asked_at < self.late
        if self.stage == REPORT:
            return self.differs or (engagement.ends_at is not None and engagement.ends_at < clock.now() - TELL_WITHIN)
        return False

    @property
    def is_pressed(self) -> bool:
        """An answer is needed within three days."""
        by = self.engagement.answer_by
        return by is not None and (by - clock.today()).days <= PATIENCE

    @property
    def seats_unasked(self) -> bool:
        """Some come, seats are free, and nobody is asked."""
        panel = self.engagement.seeks and self.stage == CONFIRMED
        published = self.engagement.open_slot is not None
        return panel and not published and not self._in(Invitation.Status.SENT, Invitation.Status.WAITING, Invitation.Status.FORWARD)

    @property
    def seats_words(self) -> str:
        """“2 of 3 speakers found”, for a panel."""
        engagement = self.engagement
        if engagement.seats == 1:
            return ""
        return ngettext("%(n)s of %(all)s speakers found", "%(n)s of %(all)s speakers found", engagement.seats_taken) % {
            "n": engagement.seats_taken, "all": engagement.seats}

    @property
    def way(self) -> str:
        """By which way somebody is found for it."""
        return ways.words(self)

    @property
    def next_step(self) -> str:
        return ways.next_step(self)

    @property
    def kind_words(self) -> str:
        """What it is, when it is no class visit."""
        return "" if self.engagement.is_class_visit else capfirst(self.engagement.get_kind_display())

    @property
    def age(self) -> str:
        """What time does to it, in words."""
        if self.seats_unasked:
            free = self.engagement.seats_free
            return ngettext("%(n)s speaker to find", "%(n)s speakers to find", free) % {"n": free}
        if self.to_replace:
            return _("somebody to replace")
        if self.engagement.answer_by and self.stage in (DISPATCH, PROPOSED):
            return _("answer needed by %(day)s") % {"day": short_day(self.engagement.answer_by)}
        if self.stage == PROPOSED:
            if self._in(Invitation.Status.COUNTERED):
                return _("another date proposed")
            return _("no answer, sent %(when)s") % {"when": since(self.asked_at)}
        if self.differs:
            return _("two different counts")
        if self.stage == DISPATCH:
            return _("asked %(when)s") % {"when": since(self.engagement.confirmed_at)}
        return since(self.engagement.starts_at)

    @property
    def when(self) -> str:
        if self.engagement.local_start and self.stage in (CONFIRMED, REPORT, PAST):
            return f"{short_day(self.engagement.local_start.date())}, {hour(self.engagement.local_start)}"
        return possible_days(self.engagement)

    @property
    def days(self) -> str:
        """The days its asker proposed, whatever was agreed since."""
        return possible_days(self.engagement) or _("none left")

    @property
    def stage_words(self) -> Any:
        return STAGES.get(self.stage) or self.engagement.get_status_display()

    @property
    def role_model(self) -> RoleModel | None:
        """Who comes, or who is asked: named only to those who may know."""
        if self.engagement.role_model:
            return self.engagement.role_model
        asked = [one for one in self._in(Invitation.Status.SENT, Invitation.Status.COUNTERED) if one.network_id in self.networks]
        return asked[0].role_model if asked else None

    @property
    def coming(self) -> list[str]:
        """Those who accepted, by their public names."""
        return [one.role_model.public_name for one in self._in(Invitation.Status.ACCEPTED)]

    @property
    def others_asked(self) -> int:
        """How many more are asked at this moment."""
        asked = len(self._in(Invitation.Status.SENT, Invitation.Status.COUNTERED))
        return max(asked - (1 if self.role_model else 0), 0) if self.stage == PROPOSED else 0

    @property
    def town(self) -> str:
        place = self.engagement.commune or self.engagement.department
        return f"{place.name} ({self.engagement.department_id})"

    @property
    def pupils(self) -> str:
        """“Seconde · 30 pupils, of whom 4 girls”; “general public · 80 people”."""
        engagement = self.engagement
        if not engagement.is_class_visit:
            words = ngettext("%(n)s person", "%(n)s people", engagement.headcount) % {"n": engagement.headcount}
            audience = str(engagement.get_audience_display()) if engagement.audience else ""
            return " · ".join(filter(None, [audience, words if engagement.headcount else ""]))
        words = ngettext("%(n)s pupil", "%(n)s pupils", engagement.headcount) % {"n": engagement.headcount}
        if engagement.girls is not None:
            words = ngettext("%(pupils)s, of whom %(n)s girl", "%(pupils)s, of whom %(n)s girls", engagement.girls) % {
                "pupils": words, "n": engagement.girls}
        return f"{engagement.get_level_display()} · {words}"


def with_details(engagements: Any) -> Any:
    """What a card needs, in as many questions whatever the number of cards."""
    asked = Invitation.objects.in_order()
    return engagements.select_related("commune", "department", "branch", "role_model__person", "slot").prefetch_related(
        "proposed_dates", Prefetch("invitations", asked))


def cards(engagements: Iterable[Engagement], networks: Collection[int]) -> list[Card]:
    """These requests as cards."""
    late = working_days_ago(PATIENCE)
    return [Card(engagement, networks, late) for engagement in engagements]


@dataclass(frozen=True)
class Column:
    """A state of requests: the oldest of them, and how many there are."""

    stage: str
    name: Any
    cards: list[Card]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board(engagements: Any, networks: Collection[int]) -> list[Column]:
    """The four columns, each with its oldest requests and its number, in one question and what cards need."""
    order = Coalesce(Case(When(status__in=("confirmed", "held", "not held"), then=F("starts_at"))), F("confirmed_at"), F("sent_at"))
    found = in_progress(engagements).annotate(
        nth=Window(RowNumber(), partition_by=[F("stage")], order_by=[order.asc(), F("pk").asc()]),
        in_all=Window(Count("pk"), partition_by=[F("stage")]))
    rows = list(with_details(found.filter(nth__lte=PER_COLUMN)).order_by("nth", "pk"))
    numbers = {row.stage: row.in_all for row in rows}
    shown = cards(rows, networks)
    return [Column(stage, name, [card for card in shown if card.engagement.stage == stage], numbers.get(stage, 0))
            for stage, name in STAGES.items()]


@dataclass(frozen=True)
class Day:
    """A day of the calendar: the visits that take place, the requests that could."""

    on: dt.date
    visits: list[Card]
    wishes: list[Card]
    outside: bool  # of the month before or after, shown to complete the week

    @property
    def weekday(self) -> str:
        return month(self.on, "EEEE")

    @property
    def is_today(self) -> bool:
        return self.on == clock.today()


def month_of(engagements: Any, first: dt.date, networks: Collection[int]) -> list[list[Day]]:
    """The weeks of a month, Monday first: visits by their hour, and open requests on each day they propose."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1]
    near = (Q(starts_at__date__range=(start - dt.timedelta(1), end + dt.timedelta(1)), status__in=("confirmed", "held", "not held"))
            | Q(proposed_dates__on__range=(start, end), status__in=Engagement.OPEN))
    found = cards(with_details(engagements.filter(near).distinct()).order_by("starts_at", "pk"), networks)
    visits, wishes = {}, {}  # type: dict[dt.date, list[Card]], dict[dt.date, list[Card]]
    for card in found:
        if card.engagement.local_start and card.stage not in (DISPATCH, PROPOSED):
            visits.setdefault(card.engagement.local_start.date(), []).append(card)
        else:
            for day in {one.on for one in card.engagement.proposed_dates.all()}:
                wishes.setdefault(day, []).append(card)
    return [[Day(day, visits.get(day, []), wishes.get(day, []), day.month != first.month) for day in week] for week in weeks]


def as_file(engagements: Any, networks: Collection[int]) -> charts.Table:
    """The list as a spreadsheet opens it: no teacher's name, address or telephone leaves with it."""
    head = [_("Request"), _("State"), _("School or organisation"), _("Kind of meeting"), _("Subject"), _("UAI"), _("Town"),
            _("Level or audience"), _("Pupils or people"), _("Girls"), _("Dates"), _("Woman of industry"), _("Asked on")]
    found = cards(with_details(engagements).order_by("confirmed_at", "pk"), networks)
    return charts.Table(head, [_row(card) for card in found], _("Requests for a visit"))


def _row(card: Card) -> list[Any]:
    one, who = card.engagement, card.role_model
    return [
        one.code, str(card.stage_words), one.school_name, str(one.get_kind_display()), one.title, one.school_id or "", card.town,
        str(one.get_level_display() if one.is_class_visit else one.get_audience_display()), one.headcount,
        "" if one.girls is None else one.girls, card.when, ", ".join(card.coming) or (who.public_name if who else ""),
        localdate(one.confirmed_at).isoformat() if one.confirmed_at else ""]
