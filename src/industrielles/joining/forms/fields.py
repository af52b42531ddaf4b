"""Fields that several forms of this room share."""
from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from industrielles.kit.forms import Form, Radios
from industrielles.people.consents import TEXTS, Purpose
from industrielles.places.towns import Town

ADULT, YOUNG, CHILD = "adult", "15-17", "under-15"
AGES = ((ADULT, gettext_lazy("I am 18 or more")), (YOUNG, gettext_lazy("I am 15 to 17")), (CHILD, gettext_lazy("I am under 15")))
ASKED = (Purpose.NEWS, Purpose.MEDIA, Purpose.CONTACT)  # the directory and the photo are asked when she publishes


def line(label: Any, *, most: int = 120, width: str = "l-20", autocomplete: str = "off", **options: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput({"autocomplete": autocomplete, "class": width}), **options)


def email_field() -> forms.EmailField:
    """Where the letter to confirm goes."""
    return forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "class": "l-20"}),
        help_text=gettext_lazy("We send you a letter there: its button confirms that it is you."))


def phone_field() -> forms.CharField:
    """A telephone number, only to be called on."""
    whole = RegexValidator(r"\A(?:\D*\d){6}", gettext_lazy("Write the whole number, for example 06 12 34 56 78"))
    return forms.CharField(
        label=gettext_lazy("Telephone"), max_length=30, required=False, validators=[whole],
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "l-10"}),
        help_text=gettext_lazy("Only if you agree to be called."))


def age_field() -> forms.ChoiceField:
    """An answer in three, never a date of birth."""
    return forms.ChoiceField(label=gettext_lazy("Your age"), choices=AGES, widget=Radios)


def notice_field() -> forms.BooleanField:
    """The one tick that must be there."""
    return forms.BooleanField(
        label=gettext_lazy("I have read what becomes of my data"),
        error_messages={"required": gettext_lazy("Tick this once you have read what becomes of your data")})


def consent_field(purpose: Purpose) -> forms.BooleanField:
    """One consent with its whole text, never ticked beforehand."""
    return forms.BooleanField(label=capfirst(purpose.label), help_text=TEXTS[purpose][-1][1], required=False)


class TownForm(Town, Form):
    """A form with a town: its name is typed, the list under the field gives its code, words alone are understood too."""

    town = forms.CharField(
        label=gettext_lazy("Your town"), max_length=100, widget=forms.TextInput({"class": "l-20"}),
        help_text=gettext_lazy("Or its postcode. It says which network is yours; only its coordination reads it."))
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
