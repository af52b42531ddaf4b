"""Nouns: a scenario of matching, what a coordinator fixed or forbade in it, what came out of it for each mentee."""
from __future__ import annotations

from typing import ClassVar

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

from ..queries_matching import InstructionQuerySet, OutcomeQuerySet, ScenarioQuerySet
from .mentees import Mentee
from .mentors import Mentor
from .programmes import Programme


class Scenario(Moving, models.Model):
    """One way to match a programme: weights, pairs fixed and forbidden, then what the engine found with them. Nobody is told of it: only
    what was published becomes matches to confirm."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("scenario", "to be computed")
        WAITING = "waiting", pgettext_lazy("scenario", "being computed")
        COMPUTED = "computed", pgettext_lazy("scenario", "computed")
        PUBLISHED = "published", pgettext_lazy("scenario", "published")
        DROPPED = "dropped", pgettext_lazy("scenario", "put aside")

    MOVES: ClassVar = {
        Status.DRAFT: (Status.WAITING, Status.DROPPED),
        Status.WAITING: (Status.COMPUTED, Status.DRAFT, Status.DROPPED),
        Status.COMPUTED: (Status.DRAFT, Status.WAITING, Status.PUBLISHED, Status.DROPPED),  # changed: it is to be computed again
        Status.PUBLISHED: (), Status.DROPPED: (),
    }
    personal = Personal(("made_by",), rule="mentoring.scenarios")

    code = CodeField()
    request_key = models.UUIDField(unique=True)  # of the form: sent twice, it is one scenario
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="scenarios")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    weights = models.JSONField(default=dict)  # how much each thing counts, 0 to 100, by its name in `weighing.WEIGHTS`; and "radius", in km
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    ran_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    seed = models.PositiveIntegerField(default=0, editable=False)
    key = models.CharField(max_length=64, blank=True, editable=False)  # of what was put in: the same key, the same result
    matched = models.PositiveIntegerField(null=True, editable=False)
    alone = models.PositiveIntegerField(null=True, editable=False)
    value = models.BigIntegerField(null=True, editable=False)
    bound = models.BigIntegerField(null=True, editable=False)  # proved: no matching is worth more
    worst = models.PositiveIntegerField(null=True, editable=False)  # points of the least good pair, 0 to 1000
    mean = models.FloatField(null=True, editable=False)  # points, 0 to 1000
    seconds = models.FloatField(null=True, editable=False)
    findings = models.JSONField(default=list, editable=False)  # what would match more, said by `reasons.finding`

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "name"], condition=~Q(status="dropped"), name="scenario_name",
                                    violation_error_message=_("Another scenario has this name.")),
            models.CheckConstraint(name="scenario_computed", condition=Q(status__in=("draft", "waiting", "dropped")) | Q(
                ran_at__isnull=False, matched__isnull=False, alone__isnull=False)),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "asked_at"], name="scenarios_waiting")]

    def __str__(self) -> str:
        return self.name

    @property
    def may_change(self) -> bool:
        """Whether its weights and its fixed or forbidden pairs may still be changed."""
        return self.status in (self.Status.DRAFT, self.Status.COMPUTED)


class Instruction(models.Model):
    """What a coordinator decides before the engine: these two together, or never these two."""

    class Kind(models.TextChoices):
        FIX = "fix", _("together")
        FORBID = "forbid", _("never together")

    personal = Personal(("mentee", "mentor", "given_by"), rule="mentoring.scenarios")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="instructions")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=clock.now, editable=False)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["scenario", "kind", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "mentee", "mentor"], name="instruction_once"),
            models.UniqueConstraint(fields=["scenario", "mentee"], condition=Q(kind="fix"), name="instruction_fixes_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.mentee_id} {self.mentor_id}"


class Outcome(models.Model):
    """What a scenario found for one mentee: a mentor and how good the pair is, or nobody and why."""

    personal = Personal(("mentee", "mentor"), rule="mentoring.scenarios")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="outcomes")
    mentee = models.ForeignKey(Mentee, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, null=True, related_name="+")
    points = models.PositiveIntegerField(null=True)  # 0 to 1000
    fixed = models.BooleanField(default=False)  # by the coordinator
    refusals = models.JSONField(default=list)  # for nobody: how many mentors each rule keeps away, in the order of rules.Rule

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["scenario", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scenario", "mentee"], name="outcome_once"),
            models.CheckConstraint(name="outcome_told", condition=Q(mentor__isnull=True, points__isnull=True, fixed=False) | Q(
                mentor__isnull=False, points__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.mentee_id} {self.mentor_id or '–'}"
