"""What a portrait still lacks, with the place where each is written."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.kit import charts

from .models import Line, RoleModel


@dataclass(frozen=True)
class Missing:
    """One thing to add: what, and where."""

    words: str
    address: str


@dataclass(frozen=True)
class Completeness:
    """How much of a portrait is written: `value` things of `goal`."""

    value: int
    goal: int
    missing: list[Missing]
    label: str

    @property
    def percent(self) -> int:
        return 100 * self.value // self.goal

    @property
    def drawing(self) -> str:
        """The steel rule."""
        return charts.rule(self.value, self.goal, self.label).svg


def completeness(role_model: RoleModel) -> Completeness:
    """Ten things make a whole portrait; one query. The first missing is the first shown."""
    told = set(role_model.lines.order_by().values_list("part", flat=True).distinct())
    profile, story = (reverse(f"pool:{name}", args=[role_model.code]) for name in ("describe", "tell"))
    time = reverse("pool:set_week", args=[role_model.code])
    asked: list[tuple[bool, str, str]] = [
        (bool(role_model.person.first_name), _("Write your first name"), reverse("people:account")),
        (bool(role_model.words), _("Say one sentence to the pupils"), f"{profile}#id_words"),
        (Line.Part.PATH in told, _("Tell your path, step by step"), f"{story}#s-path"),
        (Line.Part.DAY in told, _("Tell a day at work"), f"{story}#s-day"),
        (Line.Part.QUESTION in told, _("Answer a question or three"), f"{story}#s-questions"),
        (bool(role_model.topics), _("Choose what you like to talk about"), f"{profile}#id_topics_0"),
        (bool(role_model.languages), _("Choose your languages"), f"{profile}#id_languages_0"),
        (bool(role_model.formats), _("Choose what you accept"), f"{profile}#id_formats_0"),
        (bool(role_model.photo), _("Add a photo, or keep your drawing"), f"{profile}#p-photo"),
        (bool(role_model.half_days or role_model.odd_half_days), _("Say when you are free"), f"{time}#t-semaine"),
    ]
    missing = [Missing(words, address) for done, words, address in asked if not done]
    return Completeness(len(asked) - len(missing), len(asked), missing, _("of your portrait is written"))


def lines_of(role_model: RoleModel) -> dict[str, list[Any]]:
    """Her story by part, in one query."""
    found: dict[str, list[Any]] = {part.value: [] for part in Line.Part}
    for line in role_model.lines.order_by("part", "place"):
        found[line.part].append(line)
    return found
