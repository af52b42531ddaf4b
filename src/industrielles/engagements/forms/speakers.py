"""What an organiser or a journalist fills in to ask for somebody who speaks, on one page; what either side tells afterwards."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit import clock, typography
from industrielles.kit.forms import Form, NumberField, Radios
from industrielles.network.models import Network
from industrielles.places.models import Commune
from industrielles.pool.models import Branch

from ..models import Engagement, Report
from .answers import ReportForm
from .dates import DatesForm
from .fields import capitals, email_field, phone_field, text_field

Kind = Engagement.Kind
SLUGS = {Kind.ROUND_TABLE: "table-ronde", Kind.CONFERENCE: "conference", Kind.INTERVIEW: "interview", Kind.DISCOVERY: "demi-journee",
         Kind.COMPANY_VISIT: "visite-entreprise"}
DURATIONS = ((30, gettext_lazy("Half an hour")), (60, gettext_lazy("One hour")), (90, gettext_lazy("One hour and a half")),
             (120, gettext_lazy("Two hours")), (180, gettext_lazy("Half a day")))


def area(label: Any, most: int, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """A few lines, as one likes."""
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea({"rows": rows}), help_text=help_text)


def people_field() -> NumberField:
    return NumberField(label=gettext_lazy("How many people do you expect?"), min_value=1, max_value=20_000, required=False)


PLAIN = ("title", "aims", "hour", "minutes", "answer_by", "branch", "wanted_post", "languages", "sought", "room", "paid", "paid_words",
         "organisation", "contact_name", "contact_role", "contact_email", "contact_phone")


class SpeakerForm(DatesForm):
    """Everything in five parts; what a kind does not need is not asked."""

    marks_optional = True

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = text_field(gettext_lazy("Title or subject"), most=160)
    aims = area(gettext_lazy("In a few words"), 900, gettext_lazy("The angle, the questions, who else speaks."))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who will be there?"), choices=[("", gettext_lazy("Choose")), *capitals(Engagement.Audience)],
        widget=forms.Select({"class": "l-20"}))
    headcount = people_field()
    hour = forms.TimeField(
        label=gettext_lazy("At what time does it begin?"), required=False, widget=forms.TimeInput({"type": "time", "class": "l-10"}))
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long does she speak?"), choices=DURATIONS, coerce=int, initial=60,
                                     widget=forms.Select({"class": "l-10"}))
    answer_by = forms.DateField(
        label=gettext_lazy("By when do you need an answer?"),
        help_text=gettext_lazy("The sooner it is, the more people we ask at once."))
    seats = forms.TypedChoiceField(
        label=gettext_lazy("How many speakers do you look for?"), coerce=int, initial=1, widget=forms.Select({"class": "l-4"}),
        choices=[(n, str(n)) for n in range(1, Engagement.MOST_SEATS + 1)])
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=gettext_lazy("A branch of industry?"), required=False, empty_label=gettext_lazy("Any"),
        widget=forms.Select({"class": "l-20"}))
    wanted_post = forms.ChoiceField(
        label=gettext_lazy("Whom do you look for?"), required=False, widget=forms.Select({"class": "l-30"}),
        choices=[("", gettext_lazy("Anyone: we propose a mix")), *capitals(Engagement.Post)])
    languages = text_field(gettext_lazy("Languages, if other than French"), required=False)
    sought = area(gettext_lazy("In your words"), 300, rows=2)
    town = text_field(
        gettext_lazy("Town"), most=100, help_text=gettext_lazy("Where it takes place; at a distance, where you are. Or its postcode."))
    code = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    room = text_field(gettext_lazy("Address and access"), most=200, required=False)
    remote = forms.BooleanField(label=gettext_lazy("At a distance: by video or telephone"), required=False)
    paid = forms.ChoiceField(label=gettext_lazy("Do you pay a fee, or travel?"), choices=capitals(Engagement.Paid), widget=Radios)
    paid_words = text_field(gettext_lazy("How much, or how"), most=200, required=False)
    organisation = text_field(gettext_lazy("Your organisation"), most=200)
    contact_name = text_field(gettext_lazy("Your first name and surname"), autocomplete="name")
    contact_role = text_field(gettext_lazy("Your role there"), required=False)
    contact_email = email_field(gettext_lazy("E-mail address"), help_text=gettext_lazy("We send you a link to confirm your request."))
    contact_phone = phone_field(gettext_lazy("Telephone"), help_text=gettext_lazy("Given only to the women who accept."))
    agreed = forms.BooleanField(label=gettext_lazy("I agree to be contacted about this request"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.commune = kind, None  # type: Any, Commune | None
        self.fields["answer_by"].widget.attrs["min"] = clock.today().isoformat()
        without = [] if kind in Engagement.SEATED_KINDS else ["seats"]
        without += ["audience", "headcount"] if kind == Kind.INTERVIEW else []
        without += ["remote"] if kind == Kind.COMPANY_VISIT else []
        for name in without:
            del self.fields[name]
        if kind == Kind.INTERVIEW:
            self.rename("organisation", _("Your medium"))
            self.rename("title", _("Subject"))

    @property
    def parts(self) -> list[tuple[Any, list[str]]]:
        """(title, names of its fields), for the page; dates are shown apart."""
        parts: list[tuple[Any, list[str]]] = [
            (_("What it is about"), ["title", "aims", "audience", "headcount"]),
            (_("When"), ["dates", "hour", "minutes", "answer_by"]),
            (_("Whom you look for"), ["seats", "wanted_post", "branch", "languages", "sought"]),
            (_("Where"), ["town", "room", "remote"]),
            (_("Conditions"), ["paid", "paid_words"]),
            (_("Who asks"), ["organisation", "contact_name", "contact_role", "contact_email", "contact_phone", "agreed"]),
        ]
        return [(title, [name for name in names if name == "dates" or name in self.fields]) for title, names in parts]

    def clean(self) -> dict[str, Any]:
        super().clean()
        town = self.cleaned_data.get("town")
        if town:
            words = town.replace("(", " ").replace(")", " ").strip()
            self.commune = Commune.objects.select_related("department").meant(words, self.cleaned_data.get("code", ""))
            if self.commune is None:
                self.add_error("town", _("Several towns have this name, or none: choose yours in the list, or write its postcode"))
        self._check_answer_by()
        return self.cleaned_data

    def _check_answer_by(self) -> None:
        by, last = self.cleaned_data.get("answer_by"), max(self.days, default=None)
        if by and by < clock.today():
            self.add_error("answer_by", _("This day is past: give a day from today on."))
        elif by and last and by > last:
            self.add_error("answer_by", _("This is after the last day you propose (%(day)s)") % {"day": typography.day(last)})

    def asked(self) -> dict[str, Any]:
        """What `ask_speaker` is told."""
        data = self.cleaned_data
        return {name: data[name] for name in PLAIN} | {
            "request_key": data["key"], "kind": self.kind, "commune": self.commune, "dates": self.dates, "window": self.window,
            "seats": data.get("seats") or 1, "audience": data.get("audience", ""), "headcount": data.get("headcount") or 0,
            "remote": data.get("remote", False)}


class TypedSpeakerForm(SpeakerForm):
    """The same questions, asked by a coordinator of somebody who telephones, and in which network the request enters."""

    network_slug = forms.ChoiceField(label=gettext_lazy("Network"), widget=forms.Select({"class": "l-20"}))

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agreed"]
        self.networks = {one.slug: one for one in networks}
        self.fields["network_slug"].choices = [(slug, one.name) for slug, one in self.networks.items()]  # type: ignore[attr-defined]

    @property
    def parts(self) -> list[tuple[Any, list[str]]]:
        return [*super().parts, (_("For which network"), ["network_slug"])]

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"network": self.networks[self.cleaned_data["network_slug"]]}


class SpeakerChangeForm(Form):
    """What an organiser changes through her link; dates are changed with PostponeForm."""

    title = text_field(gettext_lazy("Title or subject"), most=160)
    aims = area(gettext_lazy("In a few words"), 900)
    headcount = people_field()
    sought = area(gettext_lazy("Whom you look for, in your words"), 300, rows=2)
    room = text_field(gettext_lazy("Address and access"), most=200, required=False)
    paid_words = text_field(gettext_lazy("Fee and travel: how much, or how"), most=200, required=False)
    contact_phone = phone_field(gettext_lazy("Your telephone"))

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(engagement, name) or "" for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if engagement.kind == Kind.INTERVIEW:
            del self.fields["headcount"]
        if engagement.status == Engagement.Status.CONFIRMED:
            del self.fields["sought"]

    def clean_headcount(self) -> int:
        return self.cleaned_data["headcount"] or 0


def audience_field(label: Any, **options: Any) -> NumberField:
    """How many there were, in a room larger than a class."""
    return NumberField(label=label, min_value=0, max_value=20_000, required=False, **options)


class OutcomeForm(ReportForm):
    """What took place at a round table, a conference, an interview, a visit, a half-day."""

    people = audience_field(gettext_lazy("2. How many people were there?"))
    girls = audience_field(gettext_lazy("3. Of whom women and girls"))
    boys = audience_field(
        gettext_lazy("Of whom men and boys"), help_text=gettext_lazy("You do not know? Leave both empty: we write “not stated”."))
    method = forms.ChoiceField(
        label=gettext_lazy("4. How were they counted?"), widget=Radios, required=False, initial=Report.Method.ESTIMATE,
        choices=[(value, capfirst(label)) for value, label in (
            (Report.Method.ESTIMATE, gettext_lazy("estimate")), (Report.Method.ROLL_CALL, gettext_lazy("list of those present")))])
    link = forms.URLField(
        label=gettext_lazy("Link to the article or the recording"), required=False, max_length=300, assume_scheme="https",
        widget=forms.URLInput({"class": "l-20", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write a whole address, for example https://exemple.fr/article")})
    media_audience = NumberField(
        label=gettext_lazy("Audience declared by the medium"), min_value=0, max_value=100_000_000, required=False,
        help_text=gettext_lazy("Readers, listeners, viewers as the medium declares them. Kept apart, never added to people met."))

    field_order = ("key", "outcome", "people", "girls", "boys", "method", "link", "media_audience", "smile", "words")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        del self.fields["teacher_present"]
        self.rename("outcome", _("1. Did it take place?"))
        self.rename("smile", _("5. How did it go?"))
        self.fields["words"].help_text = _("A question that made you smile, something to change next time.")
        if kind == Kind.INTERVIEW:
            for name in ("people", "girls", "boys", "method"):
                del self.fields[name]
            self.rename("smile", _("2. How did it go?"))
        if kind not in Engagement.PUBLIC_KINDS:
            del self.fields["media_audience"], self.fields["link"]

    def _clean_counts(self, data: dict[str, Any]) -> None:
        if self.kind == Kind.INTERVIEW:
            return
        if not data.get("people"):
            self.add_error("people", _("Write how many people were there, for example 60"))
        elif (data.get("girls") or 0) + (data.get("boys") or 0) > data["people"]:
            self.add_error("girls", _("Women and men together are more than the people who were there"))

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        held = data["outcome"] == Report.Outcome.HELD
        for name in ("people", "girls", "boys"):
            data[name] = (data.get(name) or 0) if held else 0
        data["method"] = data.get("method") or Report.Method.ESTIMATE
        return data


def report_form(engagement: Engagement) -> tuple[type[ReportForm], dict[str, Any]]:
    """The report that fits what took place: its form and what the form is given."""
    return (ReportForm, {}) if engagement.is_class_visit else (OutcomeForm, {"kind": engagement.kind})
