"""Fields that several forms of this room share, with their words and widths."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Choices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.forms import NumberField, Radios

DURATIONS = ((60, gettext_lazy("One hour")), (120, gettext_lazy("Two hours")), (180, gettext_lazy("Half a day")))


def capitals(choices: type[Choices]) -> list[tuple[Any, Any]]:
    """The choices of a model, each beginning with a capital: they stand alone."""
    return [(value, capfirst(label)) for value, label in choices.choices]


def text_field(label: Any, *, most: int = 120, width: str = "l-20", autocomplete: str = "off", **options: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput({"autocomplete": autocomplete, "class": width}), **options)


def phone_field(label: Any, **options: Any) -> forms.CharField:
    """A telephone number, as people write it; never required, but dialled by somebody at a locked gate."""
    widget = forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "l-10"})
    whole = RegexValidator(r"\A(?:\D*\d){6}", gettext_lazy("Write the whole number, for example 06 12 34 56 78"))
    return forms.CharField(label=label, max_length=30, required=False, widget=widget, validators=[whole], **options)


def email_field(label: Any, *, autocomplete: str = "email", **options: Any) -> forms.EmailField:
    """An e-mail address, with words that say how one looks."""
    return forms.EmailField(
        label=label, max_length=254, error_messages={"invalid": gettext_lazy("Write an address like camille.martin@ac-lille.fr")},
        widget=forms.EmailInput({"autocomplete": autocomplete, "class": "l-20"}), **options)


def words_field(label: Any, required: bool = False) -> forms.CharField:
    """A word to the other side."""
    return forms.CharField(label=label, max_length=300, required=required, widget=forms.Textarea({"rows": 3}))


def headcount_field() -> NumberField:
    """How many pupils."""
    said = gettext_lazy("Write the number of pupils, from 1 to 400.")
    wrong = {"required": said, "invalid": said, "min_value": said, "max_value": said}
    return NumberField(label=gettext_lazy("Number of pupils"), min_value=1, max_value=400, error_messages=wrong)


def girls_field() -> NumberField:
    """How many girls, if one likes to say."""
    return NumberField(label=gettext_lazy("Of whom girls, about"), min_value=0, max_value=400, required=False)


def check_girls(form: forms.Form) -> None:
    """Refuse more girls than pupils, beside the number of girls."""
    pupils, girls = form.cleaned_data.get("headcount"), form.cleaned_data.get("girls")
    if pupils is not None and girls is not None and girls > pupils:
        form.add_error("girls", _("There are more girls than pupils: check the two numbers"))


def aims_field() -> forms.CharField:
    """What the meeting is for, in the teacher's words."""
    return forms.CharField(
        label=gettext_lazy("What would you like the pupils to take away?"), required=False, max_length=900,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("One or two sentences: a project under way, a question they ask themselves, what they know of industry."))


def minutes_field() -> forms.TypedChoiceField:
    """How long, among usual durations."""
    return forms.TypedChoiceField(label=gettext_lazy("How long?"), choices=DURATIONS, coerce=int, initial=60, widget=Radios)
