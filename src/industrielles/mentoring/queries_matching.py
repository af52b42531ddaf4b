"""Questions about matching; `visible_to` and `answered_by` are the only ways from a page to a row."""
from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from industrielles.kit import clock
from industrielles.network.queries import ScopedQuerySet


class ScenarioQuerySet(ScopedQuerySet):
    def kept(self) -> Any:
        """That were not put aside."""
        return self.exclude(status="dropped")

    def computed(self) -> Any:
        """With a result that still stands."""
        return self.filter(status__in=("computed", "published"))

    def waiting(self) -> Any:
        """To be computed, the first asked first."""
        return self.filter(status="waiting").order_by("asked_at", "pk")

    def whole(self) -> Any:
        return self.select_related("programme__network", "network", "made_by")


class InstructionQuerySet(models.QuerySet):
    def told(self) -> Any:
        """Each with whom it is about."""
        return self.select_related("mentee__department", "mentor__department")


class OutcomeQuerySet(models.QuerySet):
    def told(self) -> Any:
        """Each with what its line says, the least good pair first, those without a mentor before."""
        people = [f"{side}__{name}" for side in ("mentee", "mentor") for name in ("department", "commune", "branch")]
        return self.select_related("mentee__programme", *people).order_by(models.F("points").asc(nulls_first=True), "pk")

    def read_by(self, person: Any) -> Any:
        """But those that are about herself: who coordinates and accompanies too reads nothing of her own."""
        key = getattr(person, "pk", None) or 0
        return self.exclude(Q(mentee__person=key) | Q(mentor__isnull=False, mentor__person=key))

    def matched(self) -> Any:
        return self.exclude(mentor=None)

    def alone(self) -> Any:
        return self.filter(mentor=None)


class MatchQuerySet(ScopedQuerySet):
    def whole(self) -> Any:
        """Each with what its page, its line and its letters say."""
        people = [f"{side}__{name}" for side in ("mentee", "mentor") for name in ("person", "department", "commune", "branch")]
        return self.select_related("programme__network", "programme__referent", "network", "scenario", "pair", "confirmed_by",
                                   "mentee__programme", *people)

    def visible_to(self, person: Any) -> Any:
        """Of the networks this person runs; never one she is part of herself."""
        key = getattr(person, "pk", None) or 0
        return super().visible_to(person).exclude(Q(mentee__person=key) | Q(mentor__person=key))

    def answered_by(self, person: Any) -> Any:
        """That wait for her answer, or had it: asked of her as mentee or as mentor."""
        key = getattr(person, "pk", None) or 0
        return self.filter(Q(mentee__person=key) | Q(mentor__person=key)).exclude(confirmed_at=None).whole()

    def to_answer(self, person: Any) -> Any:
        """That wait for her yes or no."""
        key = getattr(person, "pk", None) or 0
        return self.filter(Q(mentee__person=key, mentee_said_at=None) | Q(mentor__person=key, mentor_said_at=None), status="asked")

    def live(self) -> Any:
        """To be confirmed, or waiting for an answer."""
        return self.filter(status__in=("proposed", "asked"))

    def to_confirm(self) -> Any:
        """That wait for the coordinator: what came after a refusal first, then the least good ones, which need her eyes most."""
        after = models.Case(models.When(way="next", then=0), default=1, output_field=models.IntegerField())
        return self.filter(status="proposed").order_by(after, models.F("points").asc(nulls_first=True), "pk")

    def asked(self) -> Any:
        """That wait for the two, the first to lapse first."""
        return self.filter(status="asked").order_by("answer_by", "pk")

    def with_either(self, mentees: Any, mentors: Any) -> Any:
        """With one of these mentees or of these mentors (keys), the newest first."""
        return self.filter(Q(mentee__in=mentees) | Q(mentor__in=mentors)).select_related("mentee", "mentor").order_by("-pk")

    def agreed(self) -> Any:
        """To which both said yes, and that have not begun."""
        return self.filter(status="asked", mentee_said_at__isnull=False, mentor_said_at__isnull=False).order_by("pk")

    def over(self) -> Any:
        """That both were asked and that are over, the newest first."""
        return self.exclude(status__in=("proposed", "asked")).exclude(confirmed_at=None).order_by("-ended_at", "-pk")

    def over_time(self) -> Any:
        """Asked, and not answered by both in time."""
        return self.filter(status="asked", answer_by__lte=clock.now())

    def half_way(self) -> Any:
        """Asked long enough ago to be reminded."""
        model: Any = self.model
        return self.filter(status="asked", confirmed_at__lte=clock.now() - model.PATIENCE / 2)


class ChoiceQuerySet(ScopedQuerySet):
    def whole(self) -> Any:
        return self.select_related("programme__network", "network", "mentee__person")

    def made_by(self, person: Any) -> Any:
        """That are hers to make, or that she made."""
        return self.filter(mentee__person=getattr(person, "pk", None) or 0).whole()

    def live(self) -> Any:
        return self.filter(status="offered")

    def over_time(self) -> Any:
        """Not made in time."""
        return self.live().filter(until__lte=clock.now())

    def half_way(self) -> Any:
        """Offered long enough ago to be reminded."""
        model: Any = self.model
        return self.live().filter(offered_at__lte=clock.now() - model.PATIENCE / 2)


def waiting_for(person: Any) -> int:
    """How many proposals of mentoring, and choices among three, wait for this person."""
    matches, choices = (apps.get_model("mentoring", name).objects for name in ("Match", "Choice"))
    return int(matches.to_answer(person).count() + choices.made_by(person).live().count())
