"""What is filled in about a territory: whom an ambassador leads, the charter she signs, the trainings she followed."""
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form
from industrielles.network.forms import DepartmentsField
from industrielles.places.models import Academy, IndustryTerritory
from industrielles.places.search import fold


class NamesField(forms.CharField):
    """Rows of a table of places written by their names or codes, with commas between them. Gives the rows, in the order of their codes."""

    def __init__(self, model: Any, unknown: Any, **options: Any) -> None:
        super().__init__(max_length=4000, required=False, widget=forms.TextInput(attrs={"class": "l-20"}), **options)
        self.model, self.unknown = model, unknown

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(one.name for one in value)

    def clean(self, value: Any) -> list[Any]:
        known = {key: one for one in self.model.objects.order_by("pk") for key in (fold(one.code), fold(one.name))}
        found = {}
        for typed in filter(None, map(str.strip, re.split(r"[,;\n]", super().clean(value)))):
            if fold(typed) not in known:
                raise forms.ValidationError(str(self.unknown) % {"words": typed})
            found[known[fold(typed)].pk] = known[fold(typed)]
        return [found[key] for key in sorted(found)]


UNKNOWN_ACADEMY = _("No academy is called “%(words)s”: write its name, for example Lille.")
UNKNOWN_TERRITORY = _("No industry territory is called “%(words)s”: write its name as the list does.")


class TerritoryForm(Form):
    """The territory of an ambassador."""

    departments = DepartmentsField(label=_("Departments she leads"), required=False)
    academies = NamesField(Academy, UNKNOWN_ACADEMY, label=_("Whole academies she leads"), help_text=_("Their names: Lille, Amiens."))
    territories = NamesField(
        IndustryTerritory, UNKNOWN_TERRITORY, label=_("Industry territories she leads"),
        help_text=_("Their names in the official list, which the installation imports."))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and not any(said.get(name) for name in ("departments", "academies", "territories")):
            self.add_error("departments", gettext("Write the departments she leads."))
        return said


class TrainForm(Form):
    """A training she followed."""

    name = forms.CharField(label=_("Training"), max_length=120, widget=forms.TextInput(attrs={"class": "l-20"}),
                           help_text=_("For example: first steps of an ambassador."))
    on = forms.DateField(label=_("Day"))


class SignForm(Form):
    """The code mailed to her, and that she has read."""

    agreed = forms.BooleanField(label=_("I have read the charter, and I will keep it."))
    code = forms.CharField(
        label=_("The code of the letter"), max_length=12,
        widget=forms.TextInput(attrs={"class": "l-6", "inputmode": "numeric", "autocomplete": "one-time-code"}))


class RefuseForm(Form):
    """Why not, if she likes."""

    words = forms.CharField(label=_("What stops you?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
