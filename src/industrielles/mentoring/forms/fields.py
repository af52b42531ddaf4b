"""Fields and forms that several pages of this room share; a form for a girl says tu, to its errors."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.forms import Day, Form
from industrielles.places.models import Commune, School
from industrielles.safeguarding.ages import age
from industrielles.safeguarding.detector import findings

OLDEST = 110
Rows = list[tuple[Any, Any]]


def line(label: Any, *, most: int = 120, width: str = "l-20", autocomplete: str = "off", **options: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput({"autocomplete": autocomplete, "class": width}), **options)


def a_name(value: str) -> None:
    """Validator: what one of the two reads of the other leads nowhere else."""
    if findings(value):
        raise forms.ValidationError(gettext("A name, without a number, an address or an account: it is all that the other one reads."))


def paragraph(label: Any, *, most: int = 400, rows: int = 3, **options: Any) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **options)


def address(label: Any, **options: Any) -> forms.EmailField:
    """An e-mail address."""
    return forms.EmailField(label=label, max_length=254, widget=forms.EmailInput({"autocomplete": "email", "class": "l-20"}), **options)


def phone(label: Any, **options: Any) -> forms.CharField:
    """A telephone number."""
    whole = RegexValidator(r"\A(?:\D*\d){6}", _("Write the whole number, for example 06 12 34 56 78"))
    return forms.CharField(label=label, max_length=30, validators=[whole],
                           widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "l-10"}), **options)


def birth(label: Any, **options: Any) -> forms.DateField:
    """A birth date: on no day to come, of nobody older than anybody."""
    return forms.DateField(label=label, widget=Day({"autocomplete": "bday"}), validators=[_born], **options)


def _born(value: dt.date) -> None:
    if not 0 <= age(value, clock.today()) <= OLDEST:
        raise forms.ValidationError(gettext("Check the year of this date"))


class YouForm(Form):
    """A form whose reader is a girl: what is missing is said in tu."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            words = {"label": field.label}
            choice, tick = isinstance(field, forms.ChoiceField), isinstance(field, forms.BooleanField)
            field.error_messages["required"] = (
                pgettext("tu", "Tick “%(label)s” to go on") if tick else pgettext("tu", "Choose an answer: “%(label)s”") if choice
                else pgettext("tu", "Fill in “%(label)s”")) % words
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = pgettext("tu", "Write a whole address, for example lina.moreau@example.org")


class PlaceForm(Form):
    """Mixin of a form with a town, and a school if it has one: words are typed, the list under the field gives the code."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("town"):
            known = Commune.objects.select_related("department")
            given["commune"] = known.meant(given["town"].partition(" (")[0], given.get("commune", ""))
            if given["commune"] is None:
                self.add_error("town", gettext("No town, or several, have this name: choose it in the list, or write the postcode."))
        if "uai" in self.fields:
            given["uai"] = School.objects.meant(given.get("school", ""), given.get("uai", "")) if given.get("school") else None
        return given


def hidden() -> forms.CharField:
    """A code that the list of a field fills in."""
    return forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
