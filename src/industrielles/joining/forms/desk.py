"""What a coordinator fills in: a word, another network, a file, its columns, a frame."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.forms import Form, NumberField
from industrielles.network.models import Network

from .. import files
from ..models import Link


class WelcomeForm(Form):
    """A personal word, if she likes."""

    words = forms.CharField(
        label=gettext_lazy("A personal word"), max_length=600, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("She reads it in the letter of welcome, with your name."))


class DeclineForm(Form):
    """Why not."""

    words = forms.CharField(
        label=gettext_lazy("Why not?"), max_length=600, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("She reads this sentence in the letter. Say what she can do instead."))


class HandForm(Form):
    """Another network, among those that are open."""

    to = forms.ModelChoiceField(
        Network.objects.none(), label=gettext_lazy("Another network"), to_field_name="slug", widget=forms.Select({"class": "l-20"}),
        help_text=gettext_lazy("Its coordinator says yes or no; until then, she stays with you."))

    def __init__(self, *args: Any, apart_from: Network, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Network.objects.visible_to(person).exclude(pk=apart_from.pk)
        self.fields["to"].queryset = others.order_by("name")  # type: ignore[attr-defined]


class OwnForm(Form):
    """Base of what is done for one of the networks one runs; asked only when there are several."""

    network = forms.ModelChoiceField(
        Network.objects.none(), label=gettext_lazy("Network"), to_field_name="slug", widget=forms.Select({"class": "l-20"}))

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = networks[0] if len(networks) == 1 else None
        if self.only:
            del self.fields["network"]
        else:
            self.fields["network"].queryset = Network.objects.open().filter(pk__in=[one.pk for one in networks])  # type: ignore[attr-defined]

    @property
    def node(self) -> Network:
        """The network meant."""
        return self.only or self.cleaned_data["network"]


class FileForm(OwnForm):
    """A file of people."""

    file = forms.FileField(
        label=gettext_lazy("Your file"), widget=forms.FileInput({"accept": ".csv,.txt,.xlsx"}),
        help_text=gettext_lazy(
            "CSV or Excel (.xlsx), names of the columns on the first line, at most 5,000 lines and 5 MB. Nobody is written to yet."),
        error_messages={"empty": gettext_lazy("This file is empty")})
    field_order = ("file", "network")

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > files.LARGEST:
            raise forms.ValidationError(_("This file is larger than 5 MB: cut it in two."))
        return sent


class ColumnsForm(Form):
    """Which column says what; a guess to begin with."""

    are_members = forms.BooleanField(
        label=gettext_lazy("They already are members of our association"), required=False, help_text=gettext_lazy(
            "I certify that each of these people joined our association and was told that it belongs to the collective "
            "(GDPR art. 6.1.b and 14). They become members at once; a letter tells them where their address comes from and how to leave. "
            "Without this tick, each receives an invitation and nothing happens before she accepts it."))

    def __init__(self, *args: Any, header: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in this file")), *((str(n), name or _("Column %(n)s") % {"n": n + 1}) for n, name in enumerate(header))]
        for name, (label, _known) in files.COLUMNS.items():
            field = forms.ChoiceField(label=label, choices=choices, required=name == "email", widget=forms.Select({"class": "saisie l-20"}))
            field.error_messages["required"] = _("Say which column holds the e-mail addresses.")
            self.fields[name] = field
        self.order_fields([*files.COLUMNS, "are_members"])

    @property
    def columns(self) -> dict[str, int]:
        """What we read -> number of its column."""
        return {name: int(self.cleaned_data[name]) for name in files.COLUMNS if self.cleaned_data.get(name)}


class FrameForm(OwnForm):
    """A partner and its sites."""

    partner = forms.CharField(label=gettext_lazy("Name of the partner"), max_length=120, widget=forms.TextInput({"class": "l-20"}))
    origins = forms.CharField(
        label=gettext_lazy("Sites that may show the form"), max_length=600, widget=forms.Textarea({"rows": 3, "placeholder": ""}),
        help_text=gettext_lazy("One on each line, for example https://www.example.org. Elsewhere, browsers refuse to show it."))
    field_order = ("partner", "origins", "network")


class LinkForm(OwnForm):
    """An invitation: for whom, how many, until when."""

    label = forms.CharField(
        label=gettext_lazy("For whom, or where?"), max_length=80, required=False, widget=forms.TextInput({"class": "l-20"}),
        help_text=gettext_lazy("For you alone: “my workshop”, “stand of 12 March”."))
    uses = NumberField(label=gettext_lazy("For how many people?"), min_value=1, max_value=Link.MOST_USES, initial=Link.USUAL_USES)
    days = NumberField(label=gettext_lazy("For how many days?"), min_value=1, max_value=Link.MOST_DAYS, initial=Link.USUAL_DAYS)
    field_order = ("label", "uses", "days", "network")
