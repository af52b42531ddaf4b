"""The filters of the public directory."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Filters, Ticks
from industrielles.places.models import Department

from ..models import Branch, RoleModel


class Chosen(forms.ModelChoiceField):
    """One of a table's rows, by its key."""

    def label_from_instance(self, row: Any) -> str:
        return str(row)


class DirectoryFilters(Filters):
    """Words, department, branch, format, language, diploma, audience. What is wrong is left aside and said."""

    q = forms.CharField(label=_("Job, keyword"), max_length=80, widget=forms.TextInput(attrs={"type": "search"}))
    departement = Chosen(label=_("Department"), queryset=Department.objects.all(), empty_label=_("All of France"))
    branche = Chosen(label=_("Industry branch"), queryset=Branch.objects.all(), empty_label=_("All branches"))
    format = forms.MultipleChoiceField(label=_("For"), choices=RoleModel.Format.choices, widget=Ticks)
    langue = forms.ChoiceField(label=_("Language"), choices=[("", _("All languages")), *RoleModel.Language.choices])
    niveau = forms.ChoiceField(label=_("Her diploma"), choices=[("", _("All paths")), *RoleModel.Level.choices])
    public = forms.ChoiceField(label=_("Audience"), choices=[("", _("All audiences")), *RoleModel.Audience.choices])

    def narrow(self, people: Any, *, by_department: bool = True, words: bool = True) -> Any:
        """`people` narrowed by what was chosen; the map counts without the department, a town is no word of theirs."""
        chosen = self.chosen()
        if words and "q" in chosen:
            people = people.naming(chosen["q"])
        if by_department and "departement" in chosen:
            people = people.filter(department=chosen["departement"])
        if "branche" in chosen:
            people = people.filter(branch=chosen["branche"])
        if "format" in chosen:
            people = people.accepting(chosen["format"])
        if "langue" in chosen:
            people = people.speaking([chosen["langue"]])
        if "niveau" in chosen:
            people = people.filter(level=chosen["niveau"])
        if "public" in chosen:
            people = people.meeting([chosen["public"]])
        return people
