"""The school of a request, looked for again by the coordinator."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.places.models import Commune, School
from industrielles.places.search import fold

from ..models import Engagement
from .ask import FOUND, SchoolForm
from .fields import text_field


class QualifyForm(SchoolForm):
    """The school, proposed from what the teacher wrote; else its town."""

    marks_optional = False
    none_words = gettext_lazy("None of these")

    town = text_field(
        gettext_lazy("Otherwise, the town of the school"), most=100, required=False,
        help_text=gettext_lazy("Or its postcode. Enough to know who lives near."))
    code = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        self.engagement = engagement
        self.commune: Commune | None = None
        kwargs["initial"] = {"school": engagement.school_name}
        super().__init__(*args, **kwargs)
        self.fields["school"].required = False
        self.fields["school"].help_text = gettext_lazy("Type its name, its town or its UAI number, and choose it in the list.")
        if "found" in self.fields:
            self.fields["found"].required = False

    def candidates(self, text: str) -> list[School]:
        found = School.objects.open().filter(department=self.engagement.department_id).search(text)
        return list(found.select_related("department")[:FOUND])

    def clean(self) -> dict[str, Any]:
        self.choose_found()
        town = self.cleaned_data.get("town", "")
        if self.place or self.errors:
            return self.cleaned_data
        if not town:
            self.add_error("school", _("Choose the school in the list, or give its town."))
            return self.cleaned_data
        self.commune = self._named(town, self.cleaned_data.get("code", ""))
        if self.commune is None:
            words = _("Choose the town in the list, among those that are %(within)s.")
            self.add_error("town", words % {"within": self.engagement.department.within})
        return self.cleaned_data

    def _named(self, town: str, code: str) -> Commune | None:
        """The commune chosen in the list, else the only one of the department that these words name."""
        chosen = Commune.objects.select_related("department").filter(pk=code.upper()).first() if code else None
        if chosen and fold(chosen.name) in fold(town):
            return chosen
        words = town.replace("(", " ").replace(")", " ").strip()
        return Commune.objects.filter(department=self.engagement.department_id).meant(words)
