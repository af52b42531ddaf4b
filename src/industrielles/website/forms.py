"""What visitors fill in on the website's own pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Radios


class DisplayForm(Form):
    """Light, dark, or as the device says."""

    theme = forms.ChoiceField(
        label=_("Display"),
        choices=[("", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
        widget=Radios,
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    marks_optional = False
