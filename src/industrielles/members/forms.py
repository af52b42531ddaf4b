"""What a coordinator fills in about members: a view, a file, a letter to many; and what somebody outside fills in to get the news."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, ModelForm, Radios, Ticks
from industrielles.network.models import Network

from .files import COLUMNS, ORDINARY
from .models import Export, Issue, SavedView

FILE_HINTS = {"csv": _("Semicolons, accents kept: it opens in any spreadsheet.")}
EVERYBODY, SELECTION = "everybody", "selection"


class ViewForm(Form):
    """A name for a search, and who sees it."""

    name = forms.CharField(label=_("Name of the view"), max_length=60, widget=forms.TextInput({"class": "l-20"}))
    network = forms.ChoiceField(label=_("Of which network?"))
    shared = forms.BooleanField(label=_("Share it with those who run the network"), required=False)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    networks: dict[str, Network]

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_network(self, networks)

    @property
    def node(self) -> Network:
        """The network it belongs to."""
        return self.networks[self.cleaned_data.get("network") or next(iter(self.networks))]


def _choose_network(form: Any, networks: list[Network]) -> None:
    """Ask for the network when there are several."""
    form.networks = {one.slug: one for one in networks}
    form.fields["network"].choices = [(slug, one.name) for slug, one in form.networks.items()]
    if len(networks) == 1:
        del form.fields["network"]


class ExportForm(Form):
    """Which columns, which file, what for."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), choices=list(COLUMNS.items()), widget=Ticks(), initial=ORDINARY,
        help_text=_("Only what you need: addresses and telephones to write or to call, not to count."))
    format = forms.ChoiceField(label=_("File"), choices=Export.Format.choices, widget=Radios(hints=FILE_HINTS), initial="xlsx")
    reason = forms.CharField(label=_("What is this file for?"), max_length=300, widget=forms.Textarea({"rows": 2}), help_text=_(
        "For example: to print the badges of the meeting of 12 December. Kept with the export; those concerned may read it."))


class IssueForm(ModelForm):
    """A letter to many: what it is, for whom, its words."""

    network = forms.ChoiceField(label=_("In the name of"))
    view = forms.ChoiceField(label=_("For whom?"))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    networks: dict[str, Network]
    field_order = ("network", "stream", "reason", "view", "subject_fr", "text_fr", "subject_en", "text_en")

    class Meta:
        model = Issue
        fields = ("stream", "reason", "subject_fr", "text_fr", "subject_en", "text_en")
        widgets = {
            "stream": Radios(hints={
                "news": _("Goes to those who agreed to your news; each may stop them in one click."),
                "service": _("Goes to all the members chosen: a date moved, rules changed. Its reason is written in it and noted.")}),
            "reason": forms.Textarea({"rows": 2}),
            "text_fr": forms.Textarea({"rows": 14}), "text_en": forms.Textarea({"rows": 10}),
        }
        help_texts = {
            "reason": _("For a message of service only."),
            "text_fr": _("An empty line begins a paragraph, “- ” a line of a list. **Bold** between two stars; a link: [its words](https://…)."),
        }

    def __init__(self, *args: Any, networks: list[Network], views: list[SavedView], selection: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.views = {one.code: one for one in views}
        fields: Any = self.fields
        kept = [(SELECTION, gettext("The selection of your search: %(what)s") % {"what": ", ".join(selection)})] if selection else []
        fields["view"].choices = [*kept, (EVERYBODY, gettext("Everybody")), *((code, one.name) for code, one in self.views.items())]
        for name in ("subject_en", "text_en", "reason"):
            fields[name].required = False
        _choose_network(self, networks)

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "reason"}  # type: ignore[misc]  # the verb says when one is missing, beside its field

    @property
    def node(self) -> Network:
        """The network in whose name it is written."""
        return self.networks[self.cleaned_data.get("network") or next(iter(self.networks))]

    def said(self) -> dict[str, str]:
        """What `compose` takes."""
        data = self.cleaned_data
        view, chosen = self.views.get(data["view"]), data["view"] == SELECTION
        segment = view.name if view else gettext("a selection") if chosen else ""
        return {name: data.get(name) or "" for name in self.Meta.fields} | {
            "segment": segment, "query": view.query if view else data["query"] if chosen else ""}


class SubscribeForm(Form):
    """The address the news go to."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "class": "l-20"}))
    fifteen = forms.BooleanField(label=_("I am fifteen or more, and I agree to receive these news by e-mail"))

