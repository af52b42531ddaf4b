"""What the referent of a school fills in: a headcount, never a name of a pupil."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import NumberField
from industrielles.places.models import School

from .fields import Form, address, hidden, line


class GroupForm(Form):
    """The group and whom to write to."""

    school = line(_("Your school"), most=200, help_text=_("Type its name, its town or its UAI number, and choose it in the list."))
    uai = hidden()
    label = line(_("Which group?"), most=60, help_text=_("For example: 2de C, science club. No names of pupils."))
    headcount = NumberField(label=_("How many pupils would like a mentor?"), min_value=1, max_value=200)
    contact_name = line(_("Your name"), autocomplete="name")
    contact_email = address(_("Your e-mail address"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """As `apply_as_group` takes it."""
        data = self.cleaned_data
        school = School.objects.meant(data["school"], data["uai"])
        return {"school": school, "school_name": school.name if school else data["school"], "label": data["label"],
                "headcount": data["headcount"], "contact_name": data["contact_name"], "contact_email": data["contact_email"],
                "request_key": data["key"]}
