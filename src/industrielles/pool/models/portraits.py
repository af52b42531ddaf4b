"""Nouns: what a role model tells of herself, line by line."""
from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit.personal import Personal
from industrielles.network.models import Network

from ..queries import LineQuerySet
from .role_models import RoleModel

MOST = {"path": 6, "day": 6, "question": 3}  # lines of each part


class Line(models.Model):
    """One line of her story: a step of her path (`mark`: the year), an hour of a day at work (`mark`: 08:30), or her answer to one of
    three questions (`mark`: of Question). `place` is its rank in its part, from 0."""

    class Part(models.TextChoices):
        PATH = "path", _("My path")
        DAY = "day", _("A day at work")
        QUESTION = "question", _("Three questions")

    class Question(models.TextChoices):
        """The questions she chooses from."""

        CHILD = "child", _("What did you dream of at their age?")
        CLICK = "click", _("When did you know it was for you?")
        LOVE = "love", _("What do you like best in your work?")
        FAIL = "fail", _("What did you miss, and what did it teach you?")
        PROUD = "proud", _("What are you proud of?")
        HELP = "help", _("Who helped you?")
        TOOL = "tool", _("Which tool would you never lend?")
        ADVICE = "advice", _("What would you say to yourself at fifteen?")

    personal = Personal(("role_model", "words"), rule="pool.profiles")

    role_model = models.ForeignKey(RoleModel, on_delete=models.CASCADE, related_name="lines")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part)
    place = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=8)
    words = models.CharField(max_length=300)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["part", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role_model", "part", "place"], name="line_place"),
            models.UniqueConstraint(fields=["role_model", "mark"], condition=Q(part="question"), name="line_question_once"),
            models.CheckConstraint(
                condition=Q(part="question", place__lt=MOST["question"]) | Q(part__in=("path", "day"), place__lt=MOST["path"]),
                name="line_part_and_place"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(mark=""), name="line_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.place}"

    @property
    def hour(self) -> dt.time:
        """Of a line of a day."""
        return dt.time.fromisoformat(self.mark)

    @property
    def question(self) -> str:
        """The question it answers, in words."""
        return str(self.Question(self.mark).label)
