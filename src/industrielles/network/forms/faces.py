"""What is filled in about what a network shows of itself, and what is written to it."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Filters, Form
from industrielles.places.models import Department

from ..verbs.faces import LONGEST_MISSION


class WhereFilters(Filters):
    """One's department."""

    departement = forms.ChoiceField(label=_("Your department"))

    def __init__(self, *args: Any, departments: list[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departement"].choices = [  # type: ignore[attr-defined]
            ("", _("All of France")), *((one.pk, f"{one.pk} {one.name}") for one in departments)]


class PresentForm(Form):
    """What a network is for, its colours."""

    mission_fr = forms.CharField(
        label=_("Your mission, in French"), max_length=LONGEST_MISSION, required=False, widget=forms.Textarea({"rows": 8}),
        help_text=_("A few paragraphs, with an empty line between them: who you are, what you do, for whom."))
    mission_en = forms.CharField(
        label=_("Your mission, in English"), max_length=LONGEST_MISSION, required=False, widget=forms.Textarea({"rows": 5}))
    colour = forms.CharField(
        label=_("Main colour"), max_length=7, required=False, widget=forms.TextInput({"class": "l-10", "spellcheck": "false"}),
        help_text=_("As #1B5E3F. It fills the top of your page: a text must be read on it. Without it, the colours of the collective."))
    colour_2 = forms.CharField(
        label=_("Second colour"), max_length=7, required=False, widget=forms.TextInput({"class": "l-10", "spellcheck": "false"}),
        help_text=_("It fills the button of your page."))


class LogoForm(Form):
    """A logo."""

    logo = forms.FileField(
        label=_("Your logo"), widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, 2 MB at most. It is shown on white. SVG is not taken."))


class WriteForm(Form):
    """A message to a network."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"class": "l-20", "autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("The answer comes there."),
        widget=forms.EmailInput({"class": "l-20", "autocomplete": "email"}))
    message = forms.CharField(label=_("Your message"), min_length=10, max_length=3000, widget=forms.Textarea({"rows": 7}))
    key = forms.UUIDField(widget=forms.HiddenInput)
