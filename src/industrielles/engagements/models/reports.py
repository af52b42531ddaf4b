"""Nouns: what took place, as each side tells it."""
from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.personal import Personal
from industrielles.people.models import Person

from ..queries import ReportQuerySet
from .requests import Engagement


class Report(models.Model):
    """What took place, told by one side. Rows are added, never changed: a correction is the next revision of its side."""

    class Side(models.TextChoices):
        ROLE_MODEL = "role model", _("the role model")
        TEACHER = "teacher", _("the teacher")
        COORDINATOR = "coordinator", _("the coordinator")

    class Outcome(models.TextChoices):
        HELD = "held", _("it took place")
        NO_SHOW = "no show", _("somebody did not come")
        CANCELLED_LATE = "cancelled late", _("it was cancelled at the last moment")

    class Method(models.TextChoices):
        """Values of ledger.Entry.Method."""

        ROLL_CALL = "roll-call", _("roll call")
        TEACHER_COUNT = "teacher", _("counted by the teacher")
        ESTIMATE = "estimate", _("estimate")

    class Smile(models.IntegerChoices):
        NO = 1, _("not really")
        YES = 2, _("well")
        GREAT = 3, _("very well")

    personal = Personal(("teacher_present", "words", "told_by"), rule="engagements.words")

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="reports")
    key = models.UUIDField(unique=True)  # one per form filled in: sent twenty times, it is one report
    side = models.CharField(max_length=12, choices=Side)
    outcome = models.CharField(_("did it take place?"), max_length=16, choices=Outcome)
    people = models.PositiveSmallIntegerField(_("people met, in all"), default=0, validators=[MaxValueValidator(20_000)])
    girls = models.PositiveSmallIntegerField(_("of whom girls"), default=0)
    boys = models.PositiveSmallIntegerField(_("of whom boys"), default=0)
    method = models.CharField(_("how were they counted?"), max_length=20, choices=Method, default=Method.TEACHER_COUNT)
    classes = models.PositiveSmallIntegerField(_("classes met"), default=1, validators=[MaxValueValidator(20)])
    teacher_present = models.CharField(_("the teacher who was present"), max_length=120, blank=True)
    words = models.TextField(_("a word about it"), max_length=1000, blank=True)
    smile = models.PositiveSmallIntegerField(_("how did it go?"), choices=Smile, null=True, blank=True)
    link = models.URLField(_("link to the article or the recording"), max_length=300, blank=True)
    media_audience = models.PositiveIntegerField(  # of an article or a programme; kept apart from people met
        _("audience declared by the medium"), null=True, blank=True)
    told_at = models.DateTimeField(default=clock.now, editable=False)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["told_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="report_sums", condition=Q(people__gte=F("girls") + F("boys")),
                                   violation_error_message=_("Girls and boys together are more than the people met.")),
            models.CheckConstraint(name="report_held_has_people", condition=(~Q(outcome="held") & Q(people=0))
                                   | Q(outcome="held", people__gte=1, people__lte=2000, classes__gte=1)
                                   | Q(outcome="held", people__lte=20_000, classes=0),
                                   violation_error_message=_("Write how many people were met, from 1 to 2,000.")),
        ]

    def __str__(self) -> str:
        return f"report of {self.engagement_id} by {self.side}"

    @property
    def not_stated(self) -> int:
        """People met whose gender was not told."""
        return self.people - self.girls - self.boys

    @property
    def count(self) -> tuple[str, int, int, int, int]:
        """What two sides must say alike: outcome, people, girls, boys, classes."""
        return self.outcome, self.people, self.girls, self.boys, self.classes if self.outcome == self.Outcome.HELD else 0
