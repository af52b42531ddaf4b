"""What a member fills in about what she brings to her network."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Radios, Ticks
from industrielles.places.models import Department

from ..models import Branch, Contribution


class ContributionForm(Form):
    """Her situation, her job, where she is, what she would like to do."""

    offers = forms.MultipleChoiceField(
        label=_("What would you like to do?"), choices=Contribution.Offer, widget=Ticks, required=False,
        help_text=_("You change your mind whenever you like. Nothing ticked: you are counted in all the same."))
    situation = forms.ChoiceField(label=_("You are"), choices=Contribution.Situation, widget=Radios, required=False)
    job = forms.CharField(
        label=_("Your job, in your own words"), max_length=120, required=False,
        widget=forms.TextInput({"class": "l-20", "autocomplete": "off"}))
    position = forms.ChoiceField(
        label=_("Your position"), choices=[("", _("Choose")), *Contribution.Position.choices], required=False,
        widget=forms.Select({"class": "l-20"}))
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=_("Industry branch"), required=False, widget=forms.Select({"class": "l-20"}),
        empty_label=_("Several, or none of these"))
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Your department"), required=False, widget=forms.Select({"class": "l-20"}),
        empty_label=_("Choose"))

    def __init__(self, *args: Any, contribution: Contribution | None = None, **kwargs: Any) -> None:
        said = {name: getattr(contribution, name) for name in self.base_fields} if contribution else {}
        super().__init__(*args, **{**kwargs, "initial": {**said, **(kwargs.get("initial") or {})}})
