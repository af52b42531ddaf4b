"""What is filled in about what two people decide, about the place of a network, and to see somebody's pages."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Radios

from ..models import Decision, Network
from .networks import PersonFields

REASON = {"rows": 3}


class NameForm(PersonFields):
    """Somebody who should coordinate the umbrella, and why."""

    reason = forms.CharField(label=_("Why"), max_length=240, widget=forms.Textarea(REASON),
                             help_text=_("Another coordinator of the collective reads it before she confirms."))


class EndForm(Form):
    """How a network ends: closed, or going on in another one."""

    kind = forms.ChoiceField(label=_("What becomes of the network"), choices=[
        (Decision.Kind.CLOSE, _("It closes")), (Decision.Kind.MERGE, _("It goes on in another network"))], widget=Radios(hints={
            Decision.Kind.CLOSE: _("Its requests go to the network above; its people are told and let go."),
            Decision.Kind.MERGE: _("Its requests, its people and what they offer go there.")}))
    into = forms.ChoiceField(label=_("In which network"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(REASON),
                             help_text=_("Whoever confirms reads it before."))

    def __init__(self, *args: Any, networks: Iterable[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {one.slug: one for one in networks}
        self.fields["into"].choices = [("", _("Choose")), *((one.slug, one.name) for one in self.networks.values())]  # type: ignore[attr-defined]
        self.fields["into"].widget.attrs["class"] = "saisie l-20"

    @property
    def heir(self) -> Network | None:
        """The network in which it goes on, of a merge."""
        return self.networks.get(self.cleaned_data["into"]) if self.cleaned_data["kind"] == Decision.Kind.MERGE else None


class LostStepForm(Form):
    """What somebody says who has lost her second step."""

    words = forms.CharField(label=_("What happened"), max_length=300, widget=forms.Textarea(REASON), help_text=_(
        "Two coordinators of the collective read it. Do not write a telephone number: they use the one they know."))


class VouchForm(Form):
    """How one knows that it is really her."""

    how = forms.CharField(label=_("How you made sure that it is her"), max_length=300, widget=forms.Textarea(REASON), help_text=_(
        "For example: I called her on the number I have had for two years, and recognised her voice."))


class MoveForm(Form):
    """Another place in the tree."""

    parent = forms.ChoiceField(label=_("Under which network"))

    def __init__(self, *args: Any, networks: Iterable[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {one.slug: one for one in networks}
        self.fields["parent"].choices = [(one.slug, one.name) for one in self.networks.values()]  # type: ignore[attr-defined]
        self.fields["parent"].widget.attrs["class"] = "saisie l-20"

    @property
    def above(self) -> Network:
        return self.networks[self.cleaned_data["parent"]]


class LookForm(Form):
    """Why somebody's pages are seen with her eyes."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(REASON),
                             help_text=_("She reads it in the letter she receives, and on her page."))
