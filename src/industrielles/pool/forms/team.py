"""What a coordinator looks for and fills in about the people of her networks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Filters, Form, Radios
from industrielles.network.forms import DepartmentsField, PersonFields
from industrielles.network.models import Network
from industrielles.network.roles import SENTENCES, Role

GONE = "gone"
capfirst_lazy = lazy(capfirst, str)


class TeamFilters(Filters):
    """Who is shown."""

    search = forms.CharField(label=_("Name or e-mail address"), max_length=80, widget=forms.SearchInput({"class": "l-10"}))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Every role")), *((role.value, capfirst_lazy(role.label)) for role in Role)])
    network = forms.ChoiceField(label=_("Network"))
    state = forms.ChoiceField(label=_("Membership"), choices=[("", _("Current")), (GONE, _("Ended"))])

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].choices = [("", _("Every network")), *((one.slug, one.name) for one in networks)]  # type: ignore[attr-defined]
        if len(networks) < 2:
            del self.fields["network"]

    def narrow(self, memberships: Any) -> Any:
        """Of these memberships, those that fit what was chosen."""
        chosen = self.chosen()
        memberships = memberships.ended() if chosen.get("state") == GONE else memberships.current()
        if "network" in chosen:
            memberships = memberships.filter(network__slug=chosen["network"])
        if "role" in chosen:
            memberships = memberships.holding(chosen["role"])
        return memberships.naming(chosen.get("search", ""))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen())


class GiveForm(Form):
    """A role to give; an ambassador's comes with her departments."""

    role = forms.ChoiceField(label=_("Her role"), widget=Radios)
    departments = DepartmentsField(
        label=_("Departments, for an ambassador"),
        required=False,
        help_text=_("Those she leads, their numbers or names, with commas between them: 59, 62, Aisne."),
    )

    reason = forms.CharField(
        label=_("Why"), max_length=240, required=False, widget=forms.TextInput({"class": "l-20"}),
        help_text=_("She reads it on her page; it stays with the dates of the role."))

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = list(roles)
        self.fields["role"].choices = [(role.value, capfirst(role.label)) for role in roles]  # type: ignore[attr-defined]
        self.fields["role"].widget.hints = {role.value: SENTENCES[role] for role in roles}  # type: ignore[attr-defined]
        if Role.AMBASSADOR not in roles:
            del self.fields["departments"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("role") == Role.AMBASSADOR and "departments" in said and not said["departments"]:
            self.add_error("departments", gettext("Write the departments she leads."))
        return said

    @property
    def led(self) -> list[Any]:
        """The departments she leads, if she is to be an ambassador."""
        return self.cleaned_data.get("departments") or []


class WelcomeForm(GiveForm, PersonFields):
    """Somebody to add: her address, her network, her role."""

    network = forms.ChoiceField(label=_("Network"))
    field_order = ("email", "first_name", "last_name", "language", "network", "role", "departments", "reason")

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {one.slug: one for one in networks}
        self.fields["network"].choices = [(slug, one.name) for slug, one in self.networks.items()]  # type: ignore[attr-defined]
        self.fields["network"].widget.attrs["class"] = "saisie l-20"
        if len(networks) == 1:
            del self.fields["network"]

    @property
    def node(self) -> Network:
        """The network she enters."""
        return self.networks[self.cleaned_data["network"]] if "network" in self.fields else next(iter(self.networks.values()))
