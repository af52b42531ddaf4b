"""Nouns: the questions of the programme's days, the news its adults take, and how a pair ends."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.codes import CodeField
from industrielles.kit.personal import Personal
from industrielles.people.models import Person

from ..queries_life import QuestionsQuerySet
from .life import Pair, Side


class Questions(models.Model):
    """The gentle questions of one day, to one of the two: `answers` {question: 1 to 4}, one tap each."""

    LOW = 2  # of 4: below or here, somebody calls
    personal = Personal(("pair", "answers"), rule="mentoring.pairs")

    code = CodeField()
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="questions")
    side = models.CharField(max_length=6, choices=Side)
    closing = models.BooleanField(default=False)
    due_on = models.DateField()
    answers = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)  # the last one
    score = models.PositiveSmallIntegerField(null=True, editable=False)  # the lowest answer

    objects = QuestionsQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["pair", "side", "due_on", "closing"], name="questions_once")]
        indexes: ClassVar = [models.Index(fields=["pair", "answered_at"], name="questions_of_pair")]

    def __str__(self) -> str:
        return f"questions of {self.due_on}"


class Contact(models.Model):
    """An adult of the programme took news: of whom, how, how it goes. Of each of the two: twice in the first month,
    then monthly (MENTOR 5.1)."""

    class Whom(models.TextChoices):
        MENTEE = "mentee", _("the mentee")
        MENTOR = "mentor", _("the mentor")
        PARENT = "parent", _("a parent")
        SCHOOL = "school", _("the school")

    class How(models.TextChoices):
        CALL = "call", _("by telephone")
        LETTER = "letter", _("in writing")
        VISIT = "visit", _("face to face")

    class Found(models.TextChoices):
        WELL = "well", _("goes well")
        FRAGILE = "fragile", _("needs help")
        WORRYING = "worrying", _("worries me")

    personal = Personal(("pair", "taken_by", "word"), rule="mentoring.pairs")

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    whom = models.CharField(_("of whom"), max_length=6, choices=Whom)
    how = models.CharField(_("how"), max_length=6, choices=How)
    found = models.CharField(_("what you found"), max_length=8, choices=Found)
    word = models.CharField(_("a word, if need be"), max_length=300, blank=True)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["pair", "on"], name="contacts_of_pair")]

    def __str__(self) -> str:
        return f"contact of {self.on}"


class Closure(models.Model):
    """How a pair ends: planned, early, by one side; what was said to both; what contact is allowed afterwards (MENTOR 6)."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("planned")
        EARLY = "early", _("early")
        ONE_SIDED = "one-sided", _("one of the two stopped")

    class Reason(models.TextChoices):
        UNSAID = "unsaid", _("no reason asked")
        TIME = "time", _("not enough time")
        MOVED = "moved", _("moved, or changed school or job")
        FIT = "fit", _("did not suit each other")
        LOST = "lost", _("no news any more")
        PARENT = "parent", _("a parent’s agreement ended")
        SAFETY = "safety", _("safety")
        OTHER = "other", _("another reason")

    class After(models.TextChoices):
        NONE = "none", _("no contact")
        PROGRAMME = "programme", _("through the programme, which passes letters on")
        FREE = "free", _("free, between adults who both wish it")

    personal = Personal(("pair", "asked_by", "closed_by"), rule="mentoring.pairs")

    pair = models.OneToOneField(Pair, on_delete=models.PROTECT, related_name="closure")
    kind = models.CharField(max_length=9, choices=Kind)
    reason = models.CharField(_("why"), max_length=6, choices=Reason, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    talked_with_mentee = models.BooleanField(_("talked about it with the mentee"), default=False)
    talked_with_mentor = models.BooleanField(_("talked about it with the mentor"), default=False)
    mentee_again = models.BooleanField(_("she would like another mentor"), null=True)
    mentor_again = models.BooleanField(_("the mentor would accompany again"), null=True)
    after = models.CharField(_("contact afterwards"), max_length=9, choices=After, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="closure_early_why", condition=Q(kind="planned") | ~Q(reason=""))]

    def __str__(self) -> str:
        return f"closure of {self.pair_id}"
