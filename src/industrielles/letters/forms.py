"""What a reader fills in about the letters she receives."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Radios

from . import policies
from .models import Kind, Rhythm

CHOSEN = {  # in this order: what each kind is, in a sentence
    Kind.REMINDERS: _("An invitation waits for your answer."),
    Kind.NEAR: _("What is new within your radius, in the morning, once a day at most."),
    Kind.NEWCOMERS: _("For those who coordinate: somebody has joined or wishes to."),
    Kind.NEWS: _("What your networks tell, if you agreed to it."),
}


class PreferencesForm(Form):
    """The rhythm of each kind of letter that can reach her (`person`; None: known by her address alone, so each of them)."""

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [kind for kind in CHOSEN if policies.can_receive(person, kind)]
        for kind in self.offered:
            label = str(kind.label)
            self.fields[kind.name.lower()] = forms.ChoiceField(
                label=label[:1].upper() + label[1:], help_text=CHOSEN[kind], choices=Rhythm.choices, widget=Radios)

    def rhythms(self) -> dict[str, str]:
        """What was chosen, by kind."""
        return {kind.value: self.cleaned_data[kind.name.lower()] for kind in self.offered}


def initial(rhythms: dict[str, str]) -> dict[str, str]:
    """The rhythms that stand, by the name of their field."""
    return {kind.name.lower(): rhythms.get(kind.value, Rhythm.AT_ONCE) for kind in CHOSEN}
