"""The days that figures are about."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Day, Filters


class PeriodForm(Filters):
    """From a day to a day; nothing required."""

    first = forms.DateField(label=_("From"), widget=Day)
    last = forms.DateField(label=_("Until"), widget=Day)
