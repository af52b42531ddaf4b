"""What is filled in about organisations."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Filters, Form

from ..models import Membership, Network, Organisation, Referent

KINDS = [(kind.value, capfirst(kind.label)) for kind in Organisation.Kind]


def wide() -> forms.TextInput:
    """A long text field."""
    return forms.TextInput(attrs={"class": "l-20"})


class OrganisationFilters(Filters):
    """Which organisations are shown."""

    search = forms.CharField(label=_("Name, town, SIREN or UAI"), max_length=80, widget=forms.SearchInput({"class": "l-10"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Every kind")), *KINDS])
    network = forms.ChoiceField(label=_("Network"))

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].choices = [("", _("Every network")), *((one.slug, one.name) for one in networks)]  # type: ignore[attr-defined]
        if len(networks) < 2:
            del self.fields["network"]

    def narrow(self, found: Any) -> Any:
        """Of these organisations, those that fit what was chosen."""
        chosen = self.chosen()
        named = {"kind": chosen.get("kind"), "network__slug": chosen.get("network")}
        return found.filter(**{name: value for name, value in named.items() if value}).naming(chosen.get("search", ""))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen())


class AmendForm(Form):
    """An organisation as the network knows it."""

    number = forms.CharField(
        label=_("SIREN or UAI"), max_length=20, required=False, widget=forms.TextInput(attrs={"class": "l-10"}),
        help_text=_("Nine digits for a company, seven digits and a letter for a school. Each figure is checked."))
    name = forms.CharField(label=_("Name"), max_length=160, required=False, widget=wide())
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *KINDS])
    town = forms.CharField(label=_("Town"), max_length=80, required=False, widget=wide())
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https", widget=forms.URLInput(attrs={"class": "l-20"}),
        error_messages={"invalid": _("Write the whole address, for example https://example.org")})
    notes = forms.CharField(
        label=_("Notes of your network"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No other network reads them. Nothing about a person’s health, opinions or family."))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("name") and not said.get("number") and "name" not in self.errors:
            self.add_error("name", gettext("Write its name."))
        return said


class KnowForm(AmendForm):
    """An organisation to note in one of the networks she runs."""

    network = forms.ChoiceField(label=_("Network"))
    field_order = ("network", "number", "name", "kind", "town", "website", "notes")

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {one.slug: one for one in networks}
        self.fields["network"].choices = [(slug, one.name) for slug, one in self.networks.items()]  # type: ignore[attr-defined]
        self.fields["network"].widget.attrs["class"] = "saisie l-20"
        if len(networks) == 1:
            del self.fields["network"]

    @property
    def node(self) -> Network:
        """The network that knows it."""
        return self.networks[self.cleaned_data.pop("network")] if "network" in self.fields else next(iter(self.networks.values()))


class ReferentForm(Form):
    """Who answers for an organisation: a member who works there, or a contact."""

    member = forms.ChoiceField(label=_("A member who works there"), required=False)
    name = forms.CharField(label=_("Or somebody else: her name"), max_length=160, required=False, widget=wide())
    role = forms.CharField(label=_("Her role there"), max_length=120, required=False, widget=wide())
    email = forms.EmailField(
        label=_("Her e-mail address"), max_length=254, required=False, widget=forms.EmailInput(attrs={"class": "l-20"}))
    phone = forms.CharField(label=_("Her telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"class": "l-10"}))
    agreed_on = forms.DateField(label=_("She agreed to be noted here on"), required=False)
    agreed = forms.ChoiceField(label=_("How she agreed"), required=False, choices=[("", _("Choose")), *Referent.Agreed.choices])

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {one.person.code: one for one in members}
        named = [(code, one.shown_name or one.person.email) for code, one in self.members.items()]
        self.fields["member"].choices = [("", _("Nobody of them")), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["member"]
            self.rename("name", _("Her name"))

    @property
    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        said = dict(self.cleaned_data)
        return {**said, "membership": self.members.get(said.pop("member", ""))}


class LogoForm(Form):
    """A logo, and the agreement to show it."""

    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP, 2 MB at most."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}))
    agreed_by = forms.CharField(label=_("Who agreed: her name, her role there"), max_length=160, widget=wide())
    agreed_on = forms.DateField(label=_("Agreed on"))
    until = forms.DateField(label=_("May be shown until"), required=False)


class AbsorbForm(Form):
    """Another organisation of the network that is the same."""

    other = forms.ModelChoiceField(label=_("It is the same as"), queryset=Organisation.objects.none(), to_field_name="code")

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class DeclareForm(Form):
    """Where a member works."""

    words = forms.CharField(
        label=_("Where do you work?"), max_length=160, required=False, widget=forms.TextInput(attrs={"class": "l-20"}),
        help_text=_("The company, the school or the organisation, and its town. Empty, nothing is said any more."))
