"""A town in a form: its name is typed, the list under the field gives its code, words alone are understood too."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .models import Commune

MOST_NAMED = 5


class Town:
    """Mixin of a form with the fields `town` and `commune`, the code in the list; after it, `commune` is the row or None."""

    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if given.get("town"):
            try:
                given["commune"] = chosen(given["town"], given.get("commune", ""))
            except forms.ValidationError as fault:
                given["commune"] = None
                self.add_error("town", fault)  # type: ignore[attr-defined]
        return given


def chosen(town: str, code: str) -> Commune:
    """The commune chosen in the list, or the only one that what was typed can mean. Raises ValidationError."""
    communes, words = Commune.objects.select_related("department"), town.replace("(", " ").replace(")", " ").strip()
    listed = communes.filter(pk=code).first() if code else None
    if listed and named(listed) == town:
        return listed
    meant: Commune | None = communes.meant(words)
    if meant:
        return meant
    found = list(communes.search(words)[:MOST_NAMED])
    if not found:
        raise forms.ValidationError(_("No town has this name: write its postcode."))
    several = ", ".join(f"{one.name} ({one.department.name})" for one in found)
    raise forms.ValidationError(_("Several towns have this name: add the postcode. %(towns)s…") % {"towns": several})


def named(commune: Commune) -> str:
    """A commune as the list under the field writes it."""
    return f"{commune.name} ({commune.postcode})"
