"""What is counted: entries that are never changed, who organised them together, and targets."""
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING
from industrielles.kit.wording import Worded

from .queries import Entries


class Lineage(models.Model):
    """The tree of networks as the ledger needs it: each node with each of its ancestors, itself at depth 0, its parent at 1."""

    personal = NOTHING

    node = models.BigIntegerField()
    ancestor = models.BigIntegerField(db_index=True)
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("node", "ancestor"), name="ledger_lineage_once"),
            models.UniqueConstraint(fields=("node", "depth"), name="ledger_lineage_depth"),
            models.CheckConstraint(name="ledger_lineage_self", condition=Q(depth=0, node=F("ancestor"))
                                   | (Q(depth__gt=0) & ~Q(node=F("ancestor")))),
        )

    def __str__(self) -> str:
        return f"{self.node} < {self.ancestor}"


class OrganiserSet(models.Model):
    """Networks that organise together: one row for each distinct set, named by its sorted ids ("3,17")."""

    personal = NOTHING

    key = models.CharField(max_length=500, unique=True)

    def __str__(self) -> str:
        return self.key


class OrganiserMember(models.Model):
    """A network of an organiser set."""

    personal = NOTHING

    organisers = models.ForeignKey(OrganiserSet, models.PROTECT, related_name="members")
    node = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisers", "node"), name="ledger_member_once"),)

    def __str__(self) -> str:
        return f"{self.organisers_id}: {self.node}"


class OrganiserScope(models.Model):
    """The nodes under which a set counts: all its networks and all their ancestors, each once."""

    personal = NOTHING

    node = models.BigIntegerField()
    organisers = models.ForeignKey(OrganiserSet, models.PROTECT, related_name="scope", db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("node", "organisers"), name="ledger_scope_once"),)

    def __str__(self) -> str:
        return f"{self.node}: {self.organisers_id}"


class Entry(Worded, models.Model):
    """One line of what was counted. Added, never changed nor removed (the database refuses it); taken back by a line that reverses it.

    No key leads to a person: erasing somebody changes no past figure.
    """

    class Audience(models.TextChoices):
        PUPILS = "pupils", _("pupils")
        STUDENTS = "students", _("students")
        JOB_SEEKERS = "job-seekers", _("job-seekers")
        EMPLOYEES = "employees", _("employees")
        COMPANIES = "companies", _("companies’ representatives")
        PRESCRIBERS = "prescribers", _("prescribers")
        PARENTS = "parents", _("parents")
        PUBLIC = "public", _("general public")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("women and girls")
        MAN = "man", _("men and boys")
        OTHER = "other", _("non-binary or other")
        UNSAID = "unsaid", _("prefer not to say")
        UNSTATED = "unstated", _("not stated")

    class Method(models.TextChoices):
        ROLL_CALL = "roll-call", _("roll call")
        SCAN = "scan", _("scan")
        TEACHER = "teacher", _("teacher’s count")
        ESTIMATE = "estimate", _("estimate")
        DECLARED = "declared", _("declared by a partner")
        RECORDED = "recorded", _("recorded by the product itself")

    personal = NOTHING

    fact = models.CharField(max_length=50)
    source_type = models.CharField(max_length=60)
    source_key = models.CharField(max_length=40)
    revision = models.PositiveSmallIntegerField(default=1)
    line = models.PositiveSmallIntegerField()
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals", db_index=False)
    on = models.DateField()
    month = models.PositiveIntegerField()  # 202609
    organisers = models.ForeignKey(OrganiserSet, models.PROTECT, related_name="entries", db_index=False)
    department = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    audience = models.CharField(max_length=12, choices=Audience, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    method = models.CharField(max_length=10, choices=Method)
    quantity = models.IntegerField()
    tally = models.BigIntegerField(null=True)  # the same number is the same one, whoever that is
    recorded_at = models.DateTimeField(default=clock.now)

    objects = Entries.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("fact", "organisers", "month", "department", "audience", "gender", "quantity"), name="ledger_sums"),
        )
        constraints = (
            models.UniqueConstraint(fields=("fact", "source_type", "source_key", "revision", "line"),
                                    condition=Q(reverses__isnull=True), name="ledger_recorded_once"),
            models.UniqueConstraint(fields=("reverses",), condition=Q(reverses__isnull=False), name="ledger_reversed_once"),
            models.CheckConstraint(name="ledger_sign", condition=Q(reverses__isnull=True, quantity__gte=0)
                                   | Q(reverses__isnull=False, quantity__lte=0)),
        )

    def __str__(self) -> str:
        return f"{self.fact} {self.on} {self.quantity}"


class Target(models.Model):
    """A promised number of something by a day, for a network and what is below it; `indicator` names a fact or another indicator."""

    personal = NOTHING

    code = CodeField()
    indicator = models.CharField(max_length=50)
    node = models.BigIntegerField()
    goal = models.PositiveIntegerField(_("goal"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        ordering = ("starts_on", "indicator")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "node", "starts_on"), name="ledger_target_once",
                                    violation_error_message=_("There is already a target for this from that day.")),
            models.CheckConstraint(name="ledger_target_dates", condition=Q(ends_on__gte=F("starts_on")),
                                   violation_error_message=_("The last day cannot come before the first.")),
            models.CheckConstraint(name="ledger_target_goal", condition=Q(goal__gt=0),
                                   violation_error_message=_("Write a goal above zero.")),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.goal}"
