"""A file whose seal is looked at."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form

LARGEST = 5_000_000  # bytes


class EvidenceForm(Form):
    """The evidence of a signature (JSON), or the charter as it was printed (PDF)."""

    file = forms.FileField(
        label=_("Your file"), widget=forms.FileInput({"accept": ".json,.pdf,application/json,application/pdf"}),
        help_text=_("The evidence (.json) or the signed charter (.pdf), 5 MB at most. It is read at once and not kept."),
        error_messages={"empty": _("This file is empty.")})
    marks_optional = False

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(gettext("This file is larger than 5 MB: it is none of ours."))
        return sent

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return bytes(self.cleaned_data["file"].read())
