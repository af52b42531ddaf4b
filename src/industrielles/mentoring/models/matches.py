"""Nouns: a match, from the coordinator's proposal to the answers of both; a mentee's own choice among three."""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries_matching import ChoiceQuerySet, MatchQuerySet
from .life import Pair, Side
from .mentees import Mentee
from .mentors import Mentor
from .programmes import Programme
from .scenarios import Scenario


class Match(Moving, models.Model):
    """Two people proposed to each other: the coordinator confirms, both accept, a pair begins. The machine alone matches nobody."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("match", "to be confirmed")
        ASKED = "asked", pgettext_lazy("match", "both are asked")
        ACCEPTED = "accepted", pgettext_lazy("match", "accepted by both")
        REFUSED = "refused", pgettext_lazy("match", "refused")
        DROPPED = "dropped", pgettext_lazy("match", "not retained")
        LAPSED = "lapsed", pgettext_lazy("match", "left without an answer")

    class Way(models.TextChoices):
        SCENARIO = "scenario", _("from a scenario")
        NEXT = "next", _("the next best, after a refusal")
        ALONE = "alone", _("matched one by one")
        CHOICE = "choice", _("her own choice")

    LIVE = (Status.PROPOSED, Status.ASKED)
    MOVES: ClassVar = {
        Status.PROPOSED: (Status.ASKED, Status.DROPPED),
        Status.ASKED: (Status.ACCEPTED, Status.REFUSED, Status.DROPPED, Status.LAPSED),
        Status.ACCEPTED: (), Status.REFUSED: (), Status.DROPPED: (), Status.LAPSED: (),
    }
    REFUSALS: ClassVar[dict[Any, Any]] = {Status.ACCEPTED: _("This proposal is over: nothing more is asked of you.")}
    PATIENCE = dt.timedelta(days=10)  # for both to answer; reminded once, half way
    personal = Personal(("mentee", "mentor", "confirmed_by"), rule="mentoring.matches")

    code = CodeField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="matches")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="matches")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="matches")
    scenario = models.ForeignKey(Scenario, on_delete=models.SET_NULL, null=True, related_name="matches")
    way = models.CharField(max_length=8, choices=Way)
    points = models.PositiveIntegerField(null=True)  # 0 to 1000
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    answer_by = models.DateTimeField(null=True, editable=False)
    mentee_said_at = models.DateTimeField(null=True, editable=False)  # yes
    mentor_said_at = models.DateTimeField(null=True, editable=False)  # yes
    refused_by = models.CharField(max_length=6, choices=Side, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    never_again = models.BooleanField(default=False, editable=False)  # refused, or left out: these two are not proposed to each other again
    pair = models.OneToOneField(Pair, on_delete=models.PROTECT, null=True, related_name="match", editable=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mentee"], condition=Q(status__in=("proposed", "asked")), name="one_live_match"),
            models.CheckConstraint(name="match_asked", condition=~Q(status__in=("asked", "accepted", "refused", "lapsed")) | Q(
                confirmed_at__isnull=False, answer_by__isnull=False)),
            models.CheckConstraint(name="match_accepted", condition=~Q(status="accepted") | Q(
                mentee_said_at__isnull=False, mentor_said_at__isnull=False, pair__isnull=False)),
            models.CheckConstraint(name="match_refused", condition=Q(status="refused") ^ Q(refused_by="")),
            models.CheckConstraint(name="match_ended", condition=Q(status__in=("proposed", "asked")) ^ Q(ended_at__isnull=False)),
        ]
        indexes: ClassVar = [models.Index(fields=["programme", "status"], name="matches_of_programme"),
                             models.Index(fields=["mentor", "status"], name="matches_of_mentor"),
                             models.Index(fields=["status", "answer_by"], name="matches_lapse")]

    def __str__(self) -> str:
        return f"match {self.code}"

    def side_of(self, person: Any) -> str:
        """As what this person is in it: "mentee", "mentor", or ""."""
        key = getattr(person, "pk", None)
        if key is None:
            return ""
        return Side.MENTEE if self.mentee.person_id == key else Side.MENTOR if self.mentor.person_id == key else ""

    @property
    def is_agreed(self) -> bool:
        """Whether both said yes."""
        return bool(self.mentee_said_at and self.mentor_said_at)

    def said_by(self, side: str) -> dt.datetime | None:
        """When this side said yes."""
        return self.mentee_said_at if side == Side.MENTEE else self.mentor_said_at


class Choice(Moving, models.Model):
    """Three mentors without a name, shown to a mentee: she chooses one, or none."""

    class Status(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("choice", "waits for her choice")
        CHOSEN = "chosen", pgettext_lazy("choice", "she has chosen")
        NONE = "none", pgettext_lazy("choice", "none of them")
        WITHDRAWN = "withdrawn", pgettext_lazy("choice", "taken back")

    MOST = 3
    PATIENCE = dt.timedelta(days=10)
    MOVES: ClassVar = {
        Status.OFFERED: (Status.CHOSEN, Status.NONE, Status.WITHDRAWN), Status.CHOSEN: (), Status.NONE: (), Status.WITHDRAWN: ()}
    personal = Personal(("mentee", "offered_by"), rule="mentoring.matches")

    code = CodeField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="choices")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="choices")
    status = models.CharField(max_length=9, choices=Status, default=Status.OFFERED, editable=False)
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    offered_at = models.DateTimeField(default=clock.now, editable=False)
    until = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-offered_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mentee"], condition=Q(status="offered"), name="one_live_choice"),
            models.CheckConstraint(name="choice_ended", condition=Q(status="offered") ^ Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"choice {self.code}"


class Card(models.Model):
    """One of the three: a mentor, known to the mentee by a number only."""

    personal = Personal(("mentor",), rule="mentoring.matches")

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="cards")
    number = models.PositiveSmallIntegerField()  # 1 to 3: the order they are shown in
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["choice", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["choice", "number"], name="card_number"),
                                 models.UniqueConstraint(fields=["choice", "mentor"], name="card_mentor")]

    def __str__(self) -> str:
        return f"card {self.number}"
