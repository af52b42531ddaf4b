"""What a coordinator fills in to match: sliders, two people kept together or apart, mentors for one mentee."""
from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Filters, Form, Listed, Radios, Slider

from .. import weighing
from ..models import Choice, Instruction, Mentee, Mentor, Scenario
from .fields import line


def slider(name: str) -> forms.IntegerField:
    """One of `weighing.WEIGHTS`."""
    weight = weighing.WEIGHTS[name]
    return forms.IntegerField(label=weight.label, help_text=weight.help, min_value=0, max_value=weighing.MOST, step_size=5,
                              widget=Slider(ends=(_("does not count"), _("counts a lot"))))


class Somebody(forms.ModelChoiceField):
    """A mentee or a mentor, by her code."""

    def __init__(self, rows: Any, **options: Any) -> None:
        super().__init__(rows.objects.none(), to_field_name="code", widget=Listed({"class": "l-30"}), **options)

    def label_from_instance(self, one: Mentee | Mentor) -> str:
        """Who she is, on one line of a list."""
        what = one.get_level_display() if isinstance(one, Mentee) else one.job
        return " · ".join(str(part) for part in (one.full_name or one.code, what, one.department and one.department.name) if part)


class BeginForm(Form):
    """A new scenario, or a copy of one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = line(_("Name of the scenario"), most=80, help_text=_("For example: “Her wishes first”."))


class WeighForm(Form):
    """How much each thing counts."""

    name = line(_("Name of the scenario"), most=80)
    wishes = slider("wishes")
    interests = slider("interests")
    half_days = slider("half_days")
    near = slider("near")
    path = slider("path")
    radius = forms.IntegerField(
        label=_("Distance to meet in person, at most"), min_value=weighing.RADII.start, max_value=weighing.RADII[-1],
        step_size=weighing.RADII.step, widget=Slider(ends=(f"{weighing.RADII.start} km", f"{weighing.RADII[-1]} km"), unit="km"),
        help_text=_("Further away, two people are matched only if both accept to meet on line."))

    @property
    def weights(self) -> dict[str, int]:
        """The sliders, by their names in `weighing`."""
        return {name: self.cleaned_data[name] for name in weighing.defaults()}


class InstructForm(Form):
    """Two people, together or never together."""

    mentee = Somebody(Mentee, label=_("Mentee"))
    mentor = Somebody(Mentor, label=_("Mentor"))
    kind = forms.ChoiceField(label=_("What you decide"), choices=Instruction.Kind, widget=Radios, initial=Instruction.Kind.FIX)

    def __init__(self, *args: Any, mentees: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentee"].queryset, self.fields["mentor"].queryset = mentees, mentors  # type: ignore[attr-defined]


class LiftForm(InstructForm):
    """Two people about whom nothing is decided any more."""

    kind = None  # type: ignore[assignment]


class CompareForm(Filters):
    """Which two scenarios are put side by side."""

    a = forms.ModelChoiceField(Scenario.objects.none(), label=_("One scenario"), to_field_name="code")
    b = forms.ModelChoiceField(Scenario.objects.none(), label=_("The other one"), to_field_name="code")

    def __init__(self, *args: Any, scenarios: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].queryset = scenarios  # type: ignore[attr-defined]


class ProposeForm(Form):
    """One mentor for this mentee."""

    mentor = Somebody(Mentor, label=_("Mentor"))

    def __init__(self, *args: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = mentors  # type: ignore[attr-defined]


class ThreeForm(Form):
    """The mentors among whom a mentee chooses; nobody ticked: the best ones of the day."""

    mentors = forms.ModelMultipleChoiceField(Mentor.objects.none(), label=_("Mentors for her choice"), to_field_name="code", required=False)

    def __init__(self, *args: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentors"].queryset = mentors  # type: ignore[attr-defined]

    def clean_mentors(self) -> list[Mentor] | None:
        """Those that were ticked; None: the product takes the best ones."""
        found = list(self.cleaned_data["mentors"])
        if len(found) > Choice.MOST:
            raise forms.ValidationError(gettext("Tick three mentors at most."))
        return found or None
