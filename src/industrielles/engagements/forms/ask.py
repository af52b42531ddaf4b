"""The five steps by which a teacher asks for a visit. Each step knows its part of the request and how to say it back."""
from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.forms import Form, Radios
from industrielles.places.models import Department, School
from industrielles.places.search import fold
from industrielles.pool.models import Branch

from ..models import ClassGroup, Engagement, Slot
from .dates import DatesForm
from .fields import (
    DURATIONS,
    aims_field,
    check_girls,
    email_field,
    girls_field,
    headcount_field,
    minutes_field,
    phone_field,
    text_field,
)

FOUND = 6  # schools proposed to somebody whose browser runs no script
MOST_CLASSES = 8
Rows = list[tuple[Any, Any]]


def class_labels(text: str) -> list[str]:
    """“2de 4, 2de 5 et 2de 6” as three labels, each once, in order."""
    cut = [" ".join(part.split()) for part in re.split(r"[,;/\n]|\bet\b|\band\b|\+", text)]
    return list(dict.fromkeys(part for part in cut if part))


class ClassLabelsField(forms.CharField):
    """Names of classes, as one writes them side by side."""

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        labels = class_labels(super().clean(value))
        longest = ClassGroup._meta.get_field("label").max_length
        if len(labels) > MOST_CLASSES:
            raise forms.ValidationError(_("Give at most %(most)s classes; ask again for the others") % {"most": MOST_CLASSES})
        if any(len(label) > longest for label in labels):
            raise forms.ValidationError(_("Separate the classes with commas, for example “4e B, 4e C”"))
        return labels


class SchoolForm(Form):
    """A school of the directory: chosen in the list under the field, named without doubt, or chosen among those the words may mean."""

    NONE = "none"
    none_words: Any = gettext_lazy("None of these: keep what I wrote")

    school = forms.CharField(
        label=gettext_lazy("School"), max_length=200,
        help_text=gettext_lazy("Type its name, its town or its UAI number. You do not find it? Write it in full, with its town."))
    uai = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    found = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"), required=False, widget=Radios,
        error_messages={"required": gettext_lazy("Choose your school, or say that it is none of these")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = self._known(self.answer("school"), self.answer("uai"))
        self.alike = [] if self.place else self.candidates(self.answer("school"))
        if self.alike:
            self.fields["found"].required = True
            named = [(school.pk, f"{school} ({school.department_id})") for school in self.alike]
            self.fields["found"].choices = [*named, (self.NONE, self.none_words)]  # type: ignore[attr-defined]
        else:
            del self.fields["found"]

    def answer(self, name: str) -> str:
        """What was typed, or is known, before anything is cleaned."""
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "").strip()[:200]

    def candidates(self, text: str) -> list[School]:
        """Schools that these words may mean."""
        found: QuerySet = School.objects.open().search(text)
        return list(found.select_related("department")[:FOUND])

    def choose_found(self) -> None:
        """Read which of the schools alike was chosen."""
        found = self.cleaned_data.get("found")
        if not self.place and found and found != self.NONE:
            self.place = School.objects.open().select_related("department", "commune", "academy").filter(pk=found).first()

    def _known(self, text: str, uai: str) -> School | None:
        """The school chosen in the list, or one that the words name without doubt."""
        schools = School.objects.open().select_related("department", "commune", "academy")
        chosen = schools.filter(pk=uai.upper()).first() if uai else None
        if chosen and fold(chosen.name) in fold(text):
            return chosen
        if re.fullmatch(r"\d{7}[A-Za-z]", text.replace(" ", "")):
            return schools.filter(pk=text.replace(" ", "").upper()).first()
        alike = [school for school in schools.search(text)[:FOUND] if fold(str(school)) == fold(text)] if text else []
        return alike[0] if len(alike) == 1 else None


class ClassStep(SchoolForm):
    """Which class, where. A school may be written in full when the directory does not know it; then its department is asked."""

    department = forms.ModelChoiceField(
        Department.objects.all(), label=gettext_lazy("Department of the school"), required=False, empty_label=gettext_lazy("Choose"),
        widget=forms.Select({"class": "l-20"}), error_messages={"required": gettext_lazy("Choose the department of your school")})
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Engagement.Level, widget=Radios)
    class_labels = ClassLabelsField(
        label=gettext_lazy("Class or classes"), max_length=300, widget=forms.TextInput({"class": "l-20"}),
        help_text=gettext_lazy("As you call them in your school, separated by commas. No pupil’s name."))
    headcount = headcount_field()
    girls = girls_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.place or not self.answer("school"):
            del self.fields["department"]
        else:
            self.fields["department"].required = not self.alike

    def clean(self) -> dict[str, Any]:
        check_girls(self)
        self._clean_place()
        return self.cleaned_data

    def _clean_place(self) -> None:
        self.choose_found()
        if self.place or "school" in self.errors or self.cleaned_data.get("department"):
            return
        if self.cleaned_data.get("found") == self.NONE:
            self.add_error("department", _("Choose the department of your school"))

    def asked(self) -> dict[str, Any]:
        """This step's part of the request."""
        data, place = self.cleaned_data, self.place
        return {
            "school": place, "school_name": str(place) if place else data["school"],
            "department": place.department if place else data["department"], "commune": place.commune if place else None,
            "level": data["level"], "class_labels": data["class_labels"], "headcount": data["headcount"], "girls": data["girls"],
        }

    def rows(self) -> Rows:
        """What was answered, as it is read back: (label, words)."""
        part = self.asked()
        where = f"{part['school_name']} – {part['department']}"
        if part["school"]:
            where = _("%(school)s, UAI %(uai)s") % {"school": part["school_name"], "uai": part["school"].pk}
        return [
            (self["school"].label, where),
            (self["level"].label, dict(Engagement.Level.choices)[part["level"]]),
            (self["class_labels"].label, ", ".join(part["class_labels"])),
            (self["headcount"].label, _pupils(part["headcount"], part["girls"])),
        ]


def _pupils(headcount: int, girls: int | None) -> str:
    if girls is None:
        return str(headcount)
    return _("%(pupils)s, of whom about %(girls)s girls") % {"pupils": headcount, "girls": girls}


class WishStep(Form):
    """What the class would like: on site or remote, how long, about what."""

    ON_SITE, REMOTE = "on site", "remote"

    form = forms.ChoiceField(
        label=gettext_lazy("What form of meeting?"), initial=ON_SITE,
        choices=((ON_SITE, gettext_lazy("In your school")), (REMOTE, gettext_lazy("Remotely, by video"))),
        widget=Radios(hints={
            ON_SITE: gettext_lazy("A woman of industry comes to meet the class."),
            REMOTE: gettext_lazy("Useful far from towns: you need a screen and a microphone in the classroom."),
        }))
    minutes = minutes_field()
    aims = aims_field()
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=gettext_lazy("A branch of industry in particular?"), required=False,
        empty_label=gettext_lazy("Any: surprise us"), widget=forms.Select({"class": "l-20"}))
    reach = forms.ChoiceField(
        label=gettext_lazy("Who may see this request?"), required=False, choices=(
            ("", gettext_lazy("The coordination only")),
            (Slot.Reach.TERRITORY, gettext_lazy("Also the role models of the territory")),
            (Slot.Reach.PUBLIC, gettext_lazy("Everybody, without the name of the school"))),
        widget=Radios(hints={
            "": gettext_lazy("It looks for the right person and invites her."),
            Slot.Reach.TERRITORY: gettext_lazy("They read the school, the town, the level and the dates, never a name, and may take the "
                                               "place; the coordination confirms."),
            Slot.Reach.PUBLIC: gettext_lazy("The town, the level and the dates also stand on the page of open places."),
        }))

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = {name: data[name] for name in ("minutes", "aims", "branch", "reach")}
        return {"remote": data["form"] == self.REMOTE, **said}

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [
            (_("Meeting"), dict(self.fields["form"].choices)[data["form"]]),
            (_("Duration"), dict(DURATIONS)[data["minutes"]]),
            (_("For the pupils"), data["aims"] or _("Not stated")),
            (_("Branch"), data["branch"] or _("Any")),
            (self["reach"].label, dict(self.fields["reach"].choices)[data["reach"]]),
        ]


class WhenStep(DatesForm):
    """When it could be."""

    def asked(self) -> dict[str, Any]:
        return {"dates": self.dates, "window": self.window}

    def rows(self) -> Rows:
        return [(_("Possible dates"), self.words())]


class ContactStep(Form):
    """Whom to answer."""

    contact_name = text_field(gettext_lazy("Your first name and surname"), autocomplete="name")
    contact_role = text_field(
        gettext_lazy("Your role in the school"), required=False,
        help_text=gettext_lazy("For example: teacher of technology, librarian, careers adviser."))
    contact_email = email_field(
        gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Preferably your academic address. We send you a link to confirm your request."))
    contact_phone = phone_field(
        gettext_lazy("Telephone"), help_text=gettext_lazy("Given only to the person who comes, for the day itself."))

    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def rows(self) -> Rows:
        data = self.cleaned_data
        you = f"{data['contact_name']} ({data['contact_role']})" if data["contact_role"] else data["contact_name"]
        return [
            (_("You"), you), (self["contact_email"].label, data["contact_email"]),
            (self["contact_phone"].label, data["contact_phone"] or _("Not stated")),
        ]


class CheckStep(Form):
    """Everything read back; only the key of the draft travels, so that the same request sent again is the same request."""

    key = forms.UUIDField(widget=forms.HiddenInput)


STEPS: tuple[tuple[Any, type[Form]], ...] = (
    (gettext_lazy("Your class"), ClassStep),
    (gettext_lazy("What you are looking for"), WishStep),
    (gettext_lazy("When"), WhenStep),
    (gettext_lazy("You"), ContactStep),
    (gettext_lazy("Check"), CheckStep),
)
