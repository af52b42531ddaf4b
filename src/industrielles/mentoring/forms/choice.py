"""What a mentee answers to three cards."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from industrielles.kit.forms import Form, Radios


class ChooseForm(Form):
    """One of the cards, by its number."""

    number = forms.TypedChoiceField(label=pgettext_lazy("tu", "Which one would you like to meet?"), coerce=int, widget=Radios,
                                    error_messages={"required": pgettext_lazy("tu", "Choose one of them, or none.")})

    def __init__(self, *args: Any, numbers: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = [(n, str(n)) for n in numbers]  # type: ignore[attr-defined]
