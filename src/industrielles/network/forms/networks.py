"""What is filled in about networks and those who run them."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Radios
from industrielles.places.models import Department
from industrielles.places.search import fold

from ..models import Network


class DepartmentsField(forms.CharField):
    """Departments written by their numbers or names: “59, 62, Aisne”. Gives the departments, in the order of their numbers."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Their numbers or names, with commas between them: 59, 62, Aisne."))
        super().__init__(max_length=2000, widget=forms.TextInput(attrs={"class": "l-20"}), **options)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(one.pk for one in value)

    def clean(self, value: Any) -> list[Department]:
        known: dict[str, Department] = {}
        for one in Department.objects.order_by("pk"):
            known |= {fold(one.code): one, fold(one.code.removeprefix("0")): one, fold(one.name): one, fold(str(one)): one}
        found = {}
        for typed in re.split(r"[,;\n]", super().clean(value)):
            for words in [typed] if fold(typed) in known else typed.split():
                if fold(words) not in known:
                    said = gettext("No department is called “%(words)s”: write its number or its name.")
                    raise forms.ValidationError(said % {"words": words})
                found[known[fold(words)].pk] = known[fold(words)]
        return [found[code] for code in sorted(found)]


class PersonFields(Form):
    """Somebody, by her address; what she has said of herself here is never overwritten."""

    email = forms.EmailField(
        label=_("Her e-mail address"), max_length=254, help_text=_("She signs in with it. A letter tells her so."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "l-20"}))
    first_name = forms.CharField(label=_("First name"), max_length=80, required=False, widget=forms.TextInput(attrs={"class": "l-20"}))
    last_name = forms.CharField(label=_("Surname"), max_length=80, required=False, widget=forms.TextInput(attrs={"class": "l-20"}))
    language = forms.ChoiceField(label=_("Language of her letters"), choices=settings.LANGUAGES, initial="fr", widget=Radios)

    @property
    def person(self) -> dict[str, str]:
        """What the verb takes."""
        return {name: self.cleaned_data[name] for name in ("email", "first_name", "last_name", "language")}


class DescribeForm(Form):
    """A network's name, who answers for it, where it works."""

    name = forms.CharField(label=_("Name of the network"), max_length=120, widget=forms.TextInput(attrs={"class": "l-20"}))
    contact_email = forms.EmailField(
        label=_("Contact address"), max_length=254, widget=forms.EmailInput(attrs={"class": "l-20"}),
        help_text=_("Public. Letters about its requests go there while nobody runs it."))
    departments = DepartmentsField(label=_("Departments"), required=False)


class FoundForm(DescribeForm):
    """A network to found, and who will run it."""

    parent = forms.ChoiceField(label=_("Under which network"), help_text=_("Under another network than the collective, it is a local one."))
    email = forms.EmailField(
        label=_("E-mail address of its first coordinator"), max_length=254, required=False,
        help_text=_("A letter tells her to sign in. You can name her later."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "l-20"}))
    first_name = forms.CharField(label=_("Her first name"), max_length=80, required=False, widget=forms.TextInput(attrs={"class": "l-20"}))
    last_name = forms.CharField(label=_("Her surname"), max_length=80, required=False, widget=forms.TextInput(attrs={"class": "l-20"}))
    language = forms.ChoiceField(label=_("Language of her letters"), choices=settings.LANGUAGES, initial="fr", widget=Radios)
    field_order = ("name", "parent", "departments", "contact_email", "email", "first_name", "last_name", "language")

    def __init__(self, *args: Any, parents: Iterable[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {one.code: one for one in parents}
        self.fields["parent"].choices = [(code, one.name) for code, one in self.parents.items()]  # type: ignore[attr-defined]
        self.fields["parent"].widget.attrs["class"] = "saisie l-20"

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if (said.get("first_name") or said.get("last_name")) and not said.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Write her e-mail address: she signs in with it."))
        return said

    @property
    def above(self) -> Network:
        return self.parents[self.cleaned_data["parent"]]

    @property
    def coordinator(self) -> dict[str, str] | None:
        """Who will run it, as the verb takes her; None when she is to be named later."""
        names = ("email", "first_name", "last_name", "language")
        return {name: self.cleaned_data[name] for name in names} if self.cleaned_data["email"] else None
