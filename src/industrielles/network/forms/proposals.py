"""What is filled in about a network somebody proposes, and to answer her."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, NumberField

from .networks import DepartmentsField

WIDE = {"class": "l-20"}


class ProposeForm(Form):
    """A network to propose: what it is, where, how many, who, why."""

    name = forms.CharField(label=_("Name of the network"), max_length=120, widget=forms.TextInput(WIDE),
                           help_text=_("An association, a company’s network, a territory’s action plan, a federation."))
    mission = forms.CharField(label=_("What it does"), max_length=1500, widget=forms.Textarea({"rows": 5}),
                              help_text=_("It becomes the first text of its page. You change it whenever you like."))
    departments = DepartmentsField(label=_("Where it works"), required=False, help_text=_(
        "Departments, their numbers or names, with commas between them: 59, 62, Aisne. Leave it empty for all of France."))
    size = NumberField(label=_("How many people belong to it?"), min_value=1, max_value=1_000_000)
    why = forms.CharField(label=_("What you expect of the collective"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    first_name = forms.CharField(label=_("Your first name"), max_length=80, widget=forms.TextInput({**WIDE, "autocomplete": "given-name"}))
    last_name = forms.CharField(label=_("Your surname"), max_length=80, widget=forms.TextInput({**WIDE, "autocomplete": "family-name"}))
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254,
                             help_text=_("You will coordinate the network with it. Name others afterwards."),
                             widget=forms.EmailInput({**WIDE, "autocomplete": "email"}))
    key = forms.UUIDField(widget=forms.HiddenInput)


class ReplyForm(Form):
    """The answer to a question about one's proposal."""

    answer = forms.CharField(label=_("Your answer"), max_length=1500, widget=forms.Textarea({"rows": 6}))


class InquireForm(Form):
    """A question to the author of a proposal."""

    question = forms.CharField(label=_("Your question"), max_length=600, widget=forms.Textarea({"rows": 3}))


class DeclineForm(Form):
    """Why a proposal is declined."""

    words = forms.CharField(label=_("Why, in words she will read"), max_length=600, widget=forms.Textarea({"rows": 3}))
