"""Nouns: a spreadsheet of people to invite, and its lines."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..queries import BatchQuerySet, LineQuerySet


class Batch(Moving, models.Model):
    """A file sent by a coordinator: read, its columns told, then carried out line by line in the background."""

    class Status(models.TextChoices):
        READ = "read", _("read, nothing done yet")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("given up")

    MOVES: ClassVar = {Status.READ: (Status.RUNNING, Status.DROPPED), Status.RUNNING: (Status.DONE,), Status.DONE: (), Status.DROPPED: ()}
    personal = Personal(("sent_by", "lines"), rule="joining.batches")

    code = CodeField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="batches")
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.READ, editable=False)
    file_name = models.CharField(max_length=120)
    header = models.JSONField(default=list)  # the first line, as it is written
    columns = models.JSONField(default=dict)  # name of what we read -> number of the column
    are_members = models.BooleanField(default=False)  # the coordinator states that they already are members of her association
    size = models.PositiveIntegerField(default=0)  # lines
    read_at = models.DateTimeField(default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    emptied_at = models.DateTimeField(null=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"batch {self.code}"


class Line(models.Model):
    """One line of a file and what became of it: the unique key (file, line) and its empty outcome make it happen once."""

    class Outcome(models.TextChoices):
        INVITED = "invited", _("invited by a letter")
        MEMBER = "member", _("noted as a member, told by a letter")
        ALREADY = "already", _("already a member of this network")
        PENDING = "pending", _("invited before, has not answered yet")
        TWICE = "twice", _("written on another line too")
        SILENT = "silent", _("left in peace: this address asked not to be written to, or nobody answers there")
        REFUSED = "refused", _("to be corrected")

    personal = Personal(("cells",), rule="joining.batches")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()  # as the spreadsheet numbers it; 1 is the header
    cells = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, editable=False)
    reason = models.CharField(max_length=200, blank=True)  # what to correct

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "number"], name="line_once")]
        indexes: ClassVar = [models.Index(fields=["batch", "outcome"], name="lines_outcome")]

    def __str__(self) -> str:
        return f"line {self.number} of {self.batch_id}"
