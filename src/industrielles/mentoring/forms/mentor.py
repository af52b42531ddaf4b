"""Four pages by which somebody offers to accompany."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock, typography
from industrielles.kit.forms import Form, Radios, Ticks
from industrielles.pool.forms.time import HalfDaysField
from industrielles.pool.models import Branch, RoleModel
from industrielles.safeguarding import marks
from industrielles.safeguarding.ages import is_minor

from ..models import Mentor, Programme
from ..wishes import Gender, Interest, Mode
from .fields import PlaceForm, Rows, a_name, address, birth, hidden, line, paragraph, phone
from .mentee import CheckStep, half_days_in_words, week_of


class WhoStep(PlaceForm):
    """Who she is, and where."""

    first_name = line(_("First name"), most=80, autocomplete="given-name", validators=[a_name])
    last_name = line(_("Surname"), most=80, autocomplete="family-name", help_text=_("Your coordinator reads it; a mentee never does."))
    born_on = birth(_("Birth date"), help_text=_("Mentors are 18 or more. With your name, it lets us keep away who was excluded."))
    email = address(_("E-mail address"), help_text=_("We send you a letter there: its button confirms that it is you."))
    phone = phone(_("Telephone"), help_text=_("A coordinator calls you for the interview."))
    town = line(_("Your town"), most=100, help_text=_("Or its postcode."))
    commune = hidden()
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender, required=False, widget=Radios,
                               help_text=_("For one purpose: to say how many women and men accompany. Nobody reads it beside your name."))

    def clean_born_on(self) -> Any:
        """Nobody under 18 accompanies."""
        born_on = self.cleaned_data["born_on"]
        if is_minor(born_on, clock.today()):
            raise forms.ValidationError(gettext("Mentors are 18 or more: until then, you can ask for a mentor yourself."))
        return born_on

    def asked(self) -> dict[str, Any]:
        """This page's part of the application."""
        data = {name: self.cleaned_data[name] for name in self.fields if name not in ("town", "commune")}
        return {**data, "commune": self.cleaned_data["commune"], "department": self.cleaned_data["commune"].department}

    def rows(self) -> Rows:
        """What was answered, as it is read back: (label, words)."""
        data = self.cleaned_data
        return [(gettext("You"), f"{data['first_name']} {data['last_name']}"), (self["born_on"].label, typography.day(data["born_on"])),
                (self["email"].label, data["email"]), (self["phone"].label, data["phone"]),
                (self["town"].label, f"{data['commune']} – {data['commune'].department}"),
                (self["gender"].label, Gender(data["gender"]).label if data["gender"] else gettext("Not stated"))]


class JobStep(Form):
    """Her job and how she came to it."""

    job = line(_("Your job, in your own words"), help_text=_("For example: I set up twelve welding robots."))
    path = paragraph(_("Your path, in a few sentences"), most=600, help_text=_("Detours and failures are welcome: they help most."))
    diploma = forms.ChoiceField(label=_("Your last diploma"), choices=[("", _("Choose")), *RoleModel.Level.choices], required=False,
                                widget=forms.Select({"class": "l-20"}))
    branch = forms.ModelChoiceField(Branch.objects.all(), label=_("Industry branch"), required=False,
                                    widget=forms.Select({"class": "l-20"}), empty_label=_("Several, or none of these"))
    employer = line(_("Employer"), most=160, required=False, autocomplete="organization",
                    help_text=_("Nobody whose family works there is proposed to you."))
    school_name = line(_("A school you are tied to"), most=200, required=False,
                       help_text=_("Where you teach, or where your children study: none of its pupils is proposed to you."))

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [(self[name].label, (dict(RoleModel.Level.choices).get(data[name], "") if name == "diploma" else data[name])
                 or gettext("Not stated")) for name in self.fields]


class WhenStep(Form):
    """How many, when, where, and why."""

    capacity = forms.TypedChoiceField(label=_("How many mentees at once?"), choices=[(n, str(n)) for n in range(1, Mentor.MOST + 1)],
                                      coerce=int, widget=Radios, initial=1)
    half_days = HalfDaysField(label=_("When could you meet?"), help_text=_("In an ordinary week. One hour every two weeks, most often."))
    modes = forms.MultipleChoiceField(label=_("Where could you meet?"), choices=Mode, widget=Ticks)
    languages = forms.MultipleChoiceField(label=_("In which languages?"), choices=RoleModel.Language, widget=Ticks, initial=["fr"])
    interests = forms.MultipleChoiceField(label=_("What do you like?"), choices=Interest, widget=Ticks, required=False,
                                          help_text=_("The same list as for mentees."))
    motivation = paragraph(_("Why would you like to accompany somebody?"), most=600)

    def __init__(self, *args: Any, programme: Programme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if programme is not None:
            self.fields["modes"].choices = [one for one in Mode.choices if one[0] in programme.modes]  # type: ignore[attr-defined]

    def week(self) -> list[tuple[str, list[Any]]]:
        """(day, its two ticks)."""
        return week_of(self)

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [(self["capacity"].label, data["capacity"]), (self["half_days"].label, half_days_in_words(data["half_days"])),
                (self["modes"].label, ", ".join(str(Mode(one).label) for one in data["modes"])),
                (self["languages"].label, ", ".join(str(RoleModel.Language(one).label) for one in data["languages"])),
                (self["interests"].label, ", ".join(str(Interest(one).label) for one in data["interests"]) or gettext("Not stated")),
                (self["motivation"].label, data["motivation"])]


class ReferencesStep(Form):
    """Two people who know her, and what becomes of all this."""

    name_1 = line(_("First reference: name"))
    relation_1 = line(_("How does she or he know you?"), most=80, help_text=_("A manager, a colleague, an association. Not your family."))
    email_1 = address(_("E-mail address"))
    phone_1 = phone(_("Telephone"), required=False)
    name_2 = line(_("Second reference: name"))
    relation_2 = line(_("How does she or he know you?"), most=80)
    email_2 = address(_("E-mail address"))
    phone_2 = phone(_("Telephone"), required=False)
    notice = forms.BooleanField(label=_(
        "I have read what is asked of mentors and what becomes of my data; my references agree to be called"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("email_1") and marks.email_form(given["email_1"]) == marks.email_form(given.get("email_2", "")):
            self.add_error("email_2", gettext("Name two different people"))
        return given

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"references": [{what: data[f"{what}_{n}"] for what in ("name", "relation", "email", "phone")} for n in (1, 2)]}

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [(self[f"name_{n}"].label, f"{data[f'name_{n}']}, {data[f'relation_{n}']}, {data[f'email_{n}']}") for n in (1, 2)]


STEPS: tuple[tuple[Any, type[Form]], ...] = (
    (_("Who are you?"), WhoStep), (_("Your job"), JobStep), (_("When, where, why"), WhenStep), (_("Two references"), ReferencesStep),
    (_("Check your answers"), CheckStep),
)
