"""The five steps by which somebody joins. Each knows its part of the application and how to say it back."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.forms import Form, Radios, Ticks
from industrielles.network.models import Network
from industrielles.people.consents import Purpose
from industrielles.pool.models import Branch, RoleModel

from .. import queries
from ..models import Application, Link
from .fields import ADULT, AGES, ASKED, TownForm, age_field, consent_field, email_field, line, notice_field, phone_field

Rows = list[tuple[Any, Any]]
Offer, Situation = Application.Offer, Application.Situation
NEAREST = "nearest"


class WhoStep(Form):
    """Who she is: as little as is needed."""

    situation = forms.ChoiceField(
        label=gettext_lazy("You are"), choices=Situation, widget=Radios(hints={
            Situation.INDUSTRY: gettext_lazy("Woman or man, at the bench, in the office, on the site or in the laboratory."),
            Situation.RETIRED: gettext_lazy("You know these jobs: pupils love to hear how they change."),
        }))
    first_name = line(gettext_lazy("First name"), most=80, autocomplete="given-name")
    last_name = line(
        gettext_lazy("Surname"), most=80, autocomplete="family-name",
        help_text=gettext_lazy("Your coordinator reads it, the public never does."))
    email = email_field()
    age = age_field()
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"), choices=Application.Gender, required=False, widget=Radios,
        help_text=gettext_lazy("For one purpose: to say how many women and men the collective counts. Nobody reads it beside your name."))

    def asked(self) -> dict[str, Any]:
        """This step's part of the application."""
        return {name: self.cleaned_data[name] for name in ("situation", "first_name", "last_name", "email", "gender")}

    def rows(self) -> Rows:
        """What was answered, as it is read back: (label, words)."""
        data = self.cleaned_data
        return [
            (_("You"), f"{data['first_name']} {data['last_name']}"), (_("You are"), Situation(data["situation"]).label),
            (self["email"].label, data["email"]), (self["age"].label, dict(AGES)[data["age"]]),
            (self["gender"].label, Application.Gender(data["gender"]).label if data["gender"] else _("Not stated"))]


class JobStep(Form):
    """Her job, as she says it."""

    job = line(
        gettext_lazy("Your job, in your own words"),
        help_text=gettext_lazy("For example: I set up twelve welding robots. Or what you study."))
    job_form = forms.ChoiceField(
        label=gettext_lazy("How should we write it?"), choices=Application.JobForm, required=False, widget=Radios,
        help_text=gettext_lazy("In French, jobs have a gender: you choose, whatever yours is."))
    level = forms.ChoiceField(label=gettext_lazy("Your position"), choices=Application.Level, widget=Radios)
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=gettext_lazy("Industry branch"), required=False, widget=forms.Select({"class": "l-20"}),
        empty_label=gettext_lazy("Several, or none of these"))
    employer = line(gettext_lazy("Employer"), most=160, required=False, autocomplete="organization")

    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def rows(self) -> Rows:
        data = self.cleaned_data
        job = f"{data['job']} – {Application.JobForm(data['job_form']).label}" if data["job_form"] else data["job"]
        return [(_("Your job"), job), (self["level"].label, Application.Level(data["level"]).label),
                (self["branch"].label, data["branch"] or _("Not stated")), (self["employer"].label, data["employer"] or _("Not stated"))]


class PlaceStep(TownForm):
    """Where: for the network of her territory."""

    def asked(self) -> dict[str, Any]:
        commune = self.cleaned_data["commune"]
        return {"commune": commune, "department": commune.department}

    def rows(self) -> Rows:
        commune = self.cleaned_data["commune"]
        return [(_("Your town"), f"{commune.name} – {commune.department}")]


class OfferStep(Form):
    """What she offers, and with which network. `department` and `wanted` (a network whose page she came from) come from what precedes."""

    offers = forms.MultipleChoiceField(
        label=gettext_lazy("What would you like to do?"), choices=Offer,
        widget=Ticks(hints={
            Offer.VISITS: gettext_lazy("One hour, once a year or more; you can always decline."),
            Offer.MENTORING: gettext_lazy("One hour every two weeks, in a safe frame."),
            Offer.MEDIA: gettext_lazy("You accept or decline each time."),
            Offer.LEADING: gettext_lazy("A few hours a week, with the role models near you."),
        }),
        error_messages={"required": gettext_lazy("Tick at least one line; “Just being counted in” is one")})
    diploma = forms.ChoiceField(
        label=gettext_lazy("Your last diploma"), choices=[("", gettext_lazy("Choose")), *RoleModel.Level.choices], required=False,
        widget=forms.Select({"class": "l-20"}),
        help_text=gettext_lazy("Only if you meet classes: pupils always ask, and every path is worth telling."))
    network = forms.ChoiceField(label=gettext_lazy("With which network?"), widget=Radios)

    def __init__(self, *args: Any, department: Any = None, wanted: Network | None = None, link: Link | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link
        self.near = queries.near(department) if department and not link else []
        self.nearest = queries.network_for(department) if department and not link else None
        if wanted is not None and not link and wanted not in self.near:
            self.near.insert(0, wanted)
        if link or len(self.near) < 2:
            del self.fields["network"]
            return
        own = gettext_lazy("The one of my territory")
        choices = [(NEAREST, own), *((one.slug, one.name) for one in self.near if one != self.nearest)]
        self.fields["network"].choices = choices  # type: ignore[attr-defined]
        self.fields["network"].widget.hints = {NEAREST: str(self.nearest)}  # type: ignore[attr-defined]
        self.fields["network"].initial = wanted.slug if wanted and wanted != self.nearest else NEAREST

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if Offer.VISITS in given.get("offers", ()) and not given.get("diploma"):
            self.add_error("diploma", _("Choose your last diploma: pupils always ask"))
        if Offer.VISITS not in given.get("offers", ()):
            given["diploma"] = ""
        return given

    @property
    def chosen(self) -> Network | None:
        """Her network: of the invitation, or the one she chose, or the nearest."""
        if self.link:
            return self.link.network
        chosen = self.cleaned_data.get("network", NEAREST)
        return next((one for one in self.near if one.slug == chosen), self.nearest)

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"offers": data["offers"], "diploma": data["diploma"], "network": self.chosen, "link": self.link}

    def rows(self) -> Rows:
        data = self.cleaned_data
        rows: Rows = [(self["offers"].label, "\n".join(str(Offer(one).label) for one in data["offers"]))]
        if data["diploma"]:
            rows.append((self["diploma"].label, RoleModel.Level(data["diploma"]).label))
        return [*rows, (_("Your network"), self.chosen)]


class ConsentStep(Form):
    """One consent at a time, each with its text; none is needed to join."""

    to_news = consent_field(Purpose.NEWS)
    to_media = consent_field(Purpose.MEDIA)
    to_contact = consent_field(Purpose.CONTACT)
    phone = phone_field()
    names_her = forms.BooleanField(required=False)
    notice = notice_field()

    def __init__(self, *args: Any, link: Link | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if link is None:
            del self.fields["names_her"]
        else:
            self.fields["names_her"].label = _("Tell %(name)s that I came") % {"name": link.made_by.first_name or _("whoever invited me")}
            self.fields["names_her"].help_text = _("She reads your first name and your initial. Otherwise she only sees one more person.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("to_contact") and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number on which you may be called"))
        if not given.get("to_contact"):
            given["phone"] = ""
        return given

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        consents = [one.value for one in ASKED if data[f"to_{one.value}"]]
        return {"consents": consents, "phone": data["phone"], "names_her": data.get("names_her", False)}

    def rows(self) -> Rows:
        data = self.cleaned_data
        rows: Rows = [(capfirst(one.label), data["phone"] if one == Purpose.CONTACT and data["phone"] else
                       _("Yes") if data[f"to_{one.value}"] else _("No")) for one in ASKED]
        return [*rows, *([(self["names_her"].label, _("Yes") if data["names_her"] else _("No"))] if "names_her" in data else [])]


class CheckStep(Form):
    """Everything read back; only the key of the draft travels, so that the same form sent again is the same application."""

    key = forms.UUIDField(widget=forms.HiddenInput)


STEPS: tuple[tuple[Any, type[Form]], ...] = (
    (gettext_lazy("Who are you?"), WhoStep),
    (gettext_lazy("Your job"), JobStep),
    (gettext_lazy("Where?"), PlaceStep),
    (gettext_lazy("What would you like to do with us?"), OfferStep),
    (gettext_lazy("What do you agree to?"), ConsentStep),
    (gettext_lazy("Check your answers"), CheckStep),
)
LAST = len(STEPS)


class ShortForm(TownForm):
    """The form on one page, for the site of a partner."""

    first_name = line(gettext_lazy("First name"), most=80, autocomplete="given-name")
    last_name = line(gettext_lazy("Surname"), most=80, autocomplete="family-name")
    email = email_field()
    adult = forms.BooleanField(
        label=gettext_lazy("I am 18 or more"),
        help_text=gettext_lazy("Younger? Your school can invite a woman of industry; mentoring opens with your parents."))
    job = line(gettext_lazy("Your job, in your own words"))
    offers = forms.MultipleChoiceField(label=gettext_lazy("What would you like to do?"), choices=Offer, widget=Ticks)
    to_news = consent_field(Purpose.NEWS)
    notice = notice_field()
    field_order = ("first_name", "last_name", "email", "adult", "job", "town", "commune", "offers", "to_news", "notice", "token")
    token = forms.CharField(max_length=400, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """The application it makes."""
        data, commune = self.cleaned_data, self.cleaned_data["commune"]
        said = {name: data[name] for name in ("first_name", "last_name", "email", "job", "offers")}
        return {**said, "commune": commune, "department": commune.department, "consents": [Purpose.NEWS.value] if data["to_news"] else []}


__all__ = ["ADULT", "LAST", "NEAREST", "STEPS", "ConsentStep", "OfferStep", "ShortForm", "WhoStep"]
