"""Nouns: a pair from its charter to its closure; who signed; its meetings, its goals, its pauses."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import wishes
from ..queries_life import GoalQuerySet, MeetingQuerySet, PairQuerySet
from ..rendezvous import clock_of, time_of
from .mentees import Mentee
from .mentors import Mentor
from .programmes import Charter, Programme


class Side(models.TextChoices):
    """One of the two."""

    MENTEE = "mentee", _("the mentee")
    MENTOR = "mentor", _("the mentor")


class Pair(Moving, models.Model):
    """One mentee, one mentor, a start and an end. Nothing opens before the charter is signed and the first meeting, with an adult of the
    programme, was recorded."""

    class Status(models.TextChoices):
        SIGNING = "signing", _("charter to be signed")
        MEETING = "meeting", _("first meeting to come")
        ACTIVE = "active", _("under way")
        PAUSED = "paused", pgettext_lazy("pair", "paused")
        FROZEN = "frozen", pgettext_lazy("pair", "paused")  # by a report: in the words of any rest, referents alone read more
        ENDING = "ending", _("to be closed")
        CLOSED = "closed", pgettext_lazy("pair", "closed")

    OPEN = (Status.SIGNING, Status.MEETING, Status.ACTIVE, Status.PAUSED)
    MOVES: ClassVar = {
        Status.SIGNING: (Status.MEETING, Status.PAUSED, Status.FROZEN, Status.ENDING),
        Status.MEETING: (Status.ACTIVE, Status.PAUSED, Status.FROZEN, Status.ENDING),
        Status.ACTIVE: (Status.PAUSED, Status.FROZEN, Status.ENDING),
        Status.PAUSED: (Status.SIGNING, Status.MEETING, Status.ACTIVE, Status.FROZEN, Status.ENDING),
        Status.FROZEN: (*OPEN, Status.ENDING),
        Status.ENDING: (Status.CLOSED,),
        Status.CLOSED: (),
    }
    REFUSALS: ClassVar[dict[Any, Any]] = {
        (Status.SIGNING, Status.ACTIVE): _("The charter is signed first, then comes the first meeting, with somebody of the programme."),
        Status.ENDING: _("This pair has ended already."),
    }
    personal = Personal(("mentee", "mentor", "first_met_with"), rule="mentoring.pairs")

    code = CodeField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pairs")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="pairs")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="pairs")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="pairs")
    status = models.CharField(max_length=8, choices=Status, default=Status.SIGNING, editable=False)
    frozen_from = models.CharField(max_length=8, blank=True, editable=False)  # where it was when a report held it
    shielded = models.BooleanField(default=True, editable=False)  # she was a minor; only she changes it, once she is 18
    begun_at = models.DateTimeField(default=clock.now, editable=False)
    first_met_on = models.DateField(null=True, editable=False)
    first_met_with = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    ends_on = models.DateField(null=True, editable=False)  # planned, from the first meeting on
    adult_at = models.DateTimeField(null=True, editable=False)  # when she chose that messages go as between adults
    ended_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    emptied_at = models.DateTimeField(null=True, editable=False)  # past its term: words went

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-begun_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mentee"], condition=~Q(status__in=("ending", "closed")), name="one_live_pair"),
            models.CheckConstraint(name="pair_met_first", condition=~Q(status="active") | Q(first_met_on__isnull=False)),
            models.CheckConstraint(name="pair_frozen_from", condition=Q(status="frozen") ^ Q(frozen_from="")),
            models.CheckConstraint(name="pair_ended", condition=~Q(status__in=("ending", "closed")) | Q(ended_at__isnull=False)),
            models.CheckConstraint(name="pair_closed", condition=~Q(status="closed") | Q(closed_at__isnull=False)),
            models.CheckConstraint(name="pair_emptied", condition=Q(emptied_at=None) | Q(status="closed")),
        ]
        indexes: ClassVar = [models.Index(fields=["programme", "status"], name="pairs_of_programme"),
                             models.Index(fields=["mentor", "status"], name="pairs_of_mentor"),
                             models.Index(fields=["status", "closed_at"], name="pairs_closed")]

    def __str__(self) -> str:
        return f"pair {self.code}"

    @property
    def is_open(self) -> bool:
        """Neither ended nor held."""
        return self.status in self.OPEN

    @property
    def is_live(self) -> bool:
        """Neither ended nor closed."""
        return self.status not in (self.Status.ENDING, self.Status.CLOSED)

    @property
    def rests(self) -> bool:
        """One of the two asked for it, or a report holds it: said in the same words."""
        return self.status in (self.Status.PAUSED, self.Status.FROZEN)

    @property
    def is_alive(self) -> bool:
        """They have met, and nobody stopped it."""
        return self.first_met_on is not None and self.status in (self.Status.ACTIVE, self.Status.PAUSED)

    def side_of(self, person: Any) -> str:
        """As what this person is in the pair: "mentee", "mentor", or "" for anybody else."""
        key = getattr(person, "pk", None)
        if key is None:
            return ""
        return Side.MENTEE if self.mentee.person_id == key else Side.MENTOR if self.mentor.person_id == key else ""

    def person_of(self, side: str) -> Person | None:
        """Who she is, None once she is erased."""
        return self.mentee.person if side == Side.MENTEE else self.mentor.person

    def name_of(self, side: str) -> str:
        """A first name: all that the other one reads."""
        return self.mentee.name if side == Side.MENTEE else self.mentor.first_name

    @property
    def zone(self) -> ZoneInfo:
        """The clock of its meetings, its pages and its quiet hours: the mentee's, wherever her mentor is."""
        return clock_of(self.mentee.department)

    @property
    def hours(self) -> str:
        """Whose hours its pages tell, when the two do not live on one clock: "heure de La Réunion"; else ""."""
        return "" if self.zone == clock_of(self.mentor.department) else time_of(self.mentee.department)

    @property
    def today(self) -> dt.date:
        """The day it is where she lives."""
        return clock.now().astimezone(self.zone).date()

    def noon(self, day: dt.date) -> dt.datetime:
        """What is kept of a meeting whose day alone was told."""
        return dt.datetime.combine(day, dt.time(12), self.zone)

    def parties(self) -> list[str]:
        """Who signs, those whose charter the programme wrote: the parent for a minor only."""
        return [Charter.Party.MENTEE, Charter.Party.MENTOR, *([Charter.Party.PARENT] if self.mentee.is_minor else []),
                Charter.Party.PROGRAMME]


class Promise(models.Model):
    """One party signed the charter for this pair: here (the evidence stands in `signatures`), or on paper."""

    personal = Personal(("pair", "noted_by"), rule="mentoring.pairs")

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="promises")
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=9, choices=Charter.Party)
    on = models.DateField()
    on_paper = models.BooleanField(default=False)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["pair", "written_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pair", "party"], name="promise_once")]

    def __str__(self) -> str:
        return f"promise of {self.party}"


class Meeting(Moving, models.Model):
    """A meeting: proposed by one, agreed by the other, then told in three taps."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("meeting", "proposed")
        AGREED = "agreed", pgettext_lazy("meeting", "agreed")
        HELD = "held", pgettext_lazy("meeting", "took place")
        MISSED = "missed", pgettext_lazy("meeting", "did not take place")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")
        WITHDRAWN = "withdrawn", pgettext_lazy("meeting", "noted by mistake")

    class Felt(models.TextChoices):
        GOOD = "good", _("well")
        SO_SO = "so so", _("so-so")
        BAD = "bad", _("badly")

    MOVES: ClassVar = {
        Status.PROPOSED: (Status.AGREED, Status.HELD, Status.MISSED, Status.CANCELLED),
        Status.AGREED: (Status.HELD, Status.MISSED, Status.CANCELLED),
        Status.HELD: (Status.WITHDRAWN,), Status.MISSED: (), Status.CANCELLED: (), Status.WITHDRAWN: (),
    }
    LENGTHS = (30, 45, 60, 90, 120)  # minutes
    personal = Personal(("pair", "proposed_by", "told_by", "second_adult", "felt_by_mentee", "felt_by_mentor"), rule="mentoring.pairs")

    code = CodeField()
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(max_length=9, choices=Status, default=Status.PROPOSED, editable=False)
    first = models.BooleanField(default=False, editable=False)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    mode = models.CharField(max_length=9, choices=wishes.Mode)
    second_adult = models.CharField(max_length=80, blank=True)  # who is there too: never alone with a minor
    edition = models.PositiveSmallIntegerField(default=0)  # of its calendar file
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    felt_by_mentee = models.CharField(max_length=5, choices=Felt, blank=True)
    felt_by_mentor = models.CharField(max_length=5, choices=Felt, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pair"], condition=Q(first=True, status="held"), name="one_first_meeting"),
            models.UniqueConstraint(fields=["pair", "starts_at"], condition=Q(status__in=("proposed", "agreed", "held")),
                                    name="one_meeting_at_a_time"),
            models.CheckConstraint(name="meeting_told", condition=~Q(status__in=("held", "missed")) | Q(told_at__isnull=False)),
            models.CheckConstraint(name="meeting_minutes", condition=Q(minutes__gte=5, minutes__lte=600)),
        ]
        indexes: ClassVar = [models.Index(fields=["pair", "status", "starts_at"], name="meetings_of_pair")]

    def __str__(self) -> str:
        return f"meeting {self.code}"

    @property
    def local_start(self) -> dt.datetime:
        """When it starts on the clock of where she lives, naive: filters of the kit show it as it is."""
        return self.starts_at.astimezone(self.pair.zone).replace(tzinfo=None)

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    def felt_by(self, side: str) -> str:
        """How it went for one of the two, "" while she has not said."""
        return self.felt_by_mentee if side == Side.MENTEE else self.felt_by_mentor


class Goal(models.Model):
    """What she wants, in her words."""

    personal = Personal(("pair", "words"), rule="mentoring.pairs")
    MOST = 5  # at once

    code = CodeField()
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="goals")
    words = models.CharField(max_length=200)
    said_at = models.DateTimeField(default=clock.now, editable=False)
    reached_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["said_at", "pk"]
        constraints: ClassVar = [models.CheckConstraint(name="goal_one_end", condition=Q(reached_at=None) | Q(dropped_at=None))]

    def __str__(self) -> str:
        return f"goal {self.code}"


class Pause(models.Model):
    """One of the two, or who coordinates, asks for a rest; nobody says why."""

    personal = Personal(("pair", "asked_by"), rule="mentoring.pairs")

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="pauses")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-began_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pair"], condition=Q(ended_at=None), name="one_pause_at_a_time"),
            models.CheckConstraint(name="pause_ends_after", condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")))]

    def __str__(self) -> str:
        return f"pause of {self.pair_id}"
