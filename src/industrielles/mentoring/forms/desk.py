"""What a coordinator fills in: a programme, its phases, training and charters; the steps of a mentor."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.forms import Form, ModelForm, NumberField, Radios, Ticks
from industrielles.network.models import Network
from industrielles.places.models import Department
from industrielles.safeguarding.models import Clearance

from .. import quiz, ready, resources, stages
from ..models import Module, Programme
from ..queries import watchers_of
from ..wishes import Mode
from .fields import address, birth, line, paragraph, phone


class FoundForm(Form):
    """A template to begin from."""

    template = forms.ChoiceField(label=_("Begin from"), widget=Radios)
    name = line(_("Its name"), most=80, required=False, help_text=_("You can change it later. Empty: the name of the template."))
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), to_field_name="slug",
                                     widget=forms.Select({"class": "l-20"}))
    dpia_on = forms.DateField(label=_("Date of the data-protection impact assessment"), required=False, help_text=_(
        "Without it, minors cannot take part: the programme begins with adults, and you add it later."))
    dpia_by = line(_("Its author"), required=False)

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = ready.choices()
        self.fields["template"].choices = [(code, name) for code, name, _hint in found]  # type: ignore[attr-defined]
        self.fields["template"].widget.hints = {code: hint for code, _name, hint in found}  # type: ignore[attr-defined]
        self.only = networks[0] if len(networks) == 1 else None
        if self.only:
            del self.fields["network"]
        else:
            self.fields["network"].queryset = Network.objects.open().filter(pk__in=[one.pk for one in networks])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        on, by = given.get("dpia_on"), given.get("dpia_by")
        if on and not by and "dpia_by" not in self.errors:
            self.add_error("dpia_by", gettext("The assessment has a date: say who wrote it."))
        if by and not on and "dpia_on" not in self.errors:
            self.add_error("dpia_on", gettext("The assessment has an author: say its date."))
        if on and on > clock.today():
            self.add_error("dpia_on", gettext("This day is still to come."))
        return given

    @property
    def node(self) -> Network:
        """Whose programme it is."""
        return self.only or self.cleaned_data["network"]


class ProgrammeForm(ModelForm):
    """All a programme says of itself, on one page."""

    modes = forms.MultipleChoiceField(label=_("Where pairs meet"), choices=Mode, widget=Ticks)
    months = NumberField(label=_("Months a pair lasts"), min_value=1, max_value=36)
    age_from = NumberField(label=_("Youngest mentees"), min_value=14, max_value=99)
    age_to = NumberField(label=_("Oldest mentees"), min_value=14, max_value=99)
    capacity = NumberField(label=_("Mentees accompanied, at most"), min_value=1, max_value=100_000)
    minutes = NumberField(label=_("Minutes of a meeting"), min_value=15, max_value=480)
    first_questions = NumberField(label=_("First questions, days after the first meeting"), min_value=7, max_value=180)
    questions_every = NumberField(label=_("Then every so many days"), min_value=14, max_value=180)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Departments"), required=False, widget=forms.SelectMultiple({"size": 8, "class": "l-20"}),
        help_text=_("None: all of France. Several: hold Ctrl, or Cmd, while you click."))

    class Meta:
        model = Programme
        fields = ("name", "words", "departments", "apply_until", "starts_on", "ends_on", "capacity", "age_from", "age_to", "minors",
                  "dpia_on", "dpia_by", "women_only", "legal_ground", "months", "short_because", "rhythm", "minutes", "modes",
                  "first_questions", "questions_every", "closing_questions", "referent")
        widgets = {"words": forms.Textarea({"rows": 3}), "rhythm": Radios}
        help_texts = {
            "words": _("They read it on your page: say tu, short sentences, no promise."),
            "legal_ground": _("For example: measure to correct inequality between women and men (C. pén. 225-3, 4°)."),
            "short_because": _("Only if pairs last less than six months: short pairs do more harm than good."),
            "referent": _("Needed to open. She reads reports and, with a reason, messages. She should not be a mentor of this programme."),
            "capacity": _("Applications go on beyond; they wait for a place."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network = self.instance.network
        self.fields["departments"].queryset = Department.objects.order_by("code")  # type: ignore[attr-defined]
        watchers = watchers_of(network)
        self.fields["referent"].queryset = watchers  # type: ignore[attr-defined]
        if not watchers.exists():
            self.fields["referent"].help_text = _("Needed to open, and nobody has this role here yet: it is given on the page Team.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        checks = (("short_because", given.get("months") and given["months"] < 6, gettext("Say why pairs last less than six months.")),
                  ("dpia_on", given.get("minors"), gettext("Minors take part once the impact assessment has a date…")),
                  ("dpia_by", given.get("minors"), gettext("… and an author.")),
                  ("legal_ground", given.get("women_only"), gettext("Write the legal ground of a programme for girls and women only.")))
        for name, needed, words in checks:
            if needed and not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        if given.get("dpia_on") and given["dpia_on"] > clock.today():
            self.add_error("dpia_on", gettext("This day is still to come."))
        return given


class StagesForm(Form):
    """The phases, as one text."""

    text = forms.CharField(label=_("Phases"), max_length=8000, widget=forms.Textarea({"rows": 18}), help_text=_(
        "“# Title (4 weeks)” for a phase, “- ” before each suggested activity."))

    def clean_text(self) -> list[dict[str, Any]]:
        """The phases that were written."""
        try:
            return stages.read(self.cleaned_data["text"])
        except quiz.Unclear as unclear:
            raise forms.ValidationError(str(unclear)) from None


class ResourcesForm(Form):
    """What the programme recommends, as one text."""

    text = forms.CharField(label=_("Resources"), required=False, max_length=6000, widget=forms.Textarea({"rows": 16}), help_text=_(
        "“# Title”, a sentence below, then one address that begins with https://, or none. Pairs read them on their page."))

    def clean_text(self) -> list[dict[str, str]]:
        """The resources that were written."""
        try:
            return resources.read(self.cleaned_data["text"])
        except quiz.Unclear as unclear:
            raise forms.ValidationError(str(unclear)) from None


class ModuleForm(ModelForm):
    """One part of the training and its quiz."""

    minutes = NumberField(label=_("Minutes"), min_value=5, max_value=240)
    questions = forms.CharField(label=_("Quiz"), max_length=8000, widget=forms.Textarea({"rows": 12}), help_text=_(
        "“? ” a question, “- ” an answer, “* ” the right answer, “> ” why."))

    class Meta:
        model = Module
        fields = ("title", "minutes", "words", "questions")
        widgets = {"words": forms.Textarea({"rows": 12})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["questions"] = quiz.written(self.instance.questions)

    def clean_questions(self) -> list[dict[str, Any]]:
        """The questions that were written."""
        try:
            return quiz.read(self.cleaned_data["questions"])
        except quiz.Unclear as unclear:
            raise forms.ValidationError(str(unclear)) from None


class CharterForm(Form):
    """A charter in both languages."""

    body_fr = paragraph(_("In French"), most=12000, rows=16, help_text=_("“## ” before a heading, “- ” before each line of a list."))
    body_en = paragraph(_("In English"), most=12000, rows=12, required=False)


class OnForm(Form):
    """The day of a step."""

    on = forms.DateField(label=_("On"), required=False, help_text=_("Empty: today."))


class InterviewForm(OnForm):
    """The interview."""

    words = paragraph(_("What you agreed"), most=600, required=False, help_text=_(
        "Rhythm, limits, questions left. Nothing about health, religion or opinions: she may read it."))


class HeardForm(OnForm):
    """What a reference said, in one word."""

    recommends = forms.TypedChoiceField(label=_("Does she or he recommend her?"), choices=((1, _("Yes")), (0, _("No"))), widget=Radios,
                                        coerce=lambda value: bool(int(value)))


class ReferenceForm(Form):
    """Another reference."""

    name = line(_("Name"))
    relation = line(_("How does she or he know her?"), most=80)
    email = address(_("E-mail address"), required=False)
    phone = phone(_("Telephone"), required=False)


class ClearForm(Form):
    """A document that was seen: kind and dates, never what it says."""

    kind = forms.ChoiceField(label=_("What was seen"), choices=Clearance.Kind, widget=Radios)
    seen_on = forms.DateField(label=_("Seen on"), required=False, help_text=_("Empty: today."))
    until = forms.DateField(label=_("Valid until"), required=False, help_text=_("Empty: as long as its kind is."))


class DeclineForm(Form):
    """Why not."""

    words = paragraph(_("Why not?"), most=600, help_text=_("She reads this sentence in the letter. Say what she can do instead."))


class BirthForm(Form):
    """Her birth date, as a proof says it; nothing of the proof is kept."""

    born_on = birth(_("Birth date"))
    seen = forms.BooleanField(label=_("I have seen a proof of it, and I keep no copy"))
    parent_name = line(_("A parent’s name"), required=False, help_text=_("If she is under 18 and no parent is known yet."))
    parent_email = address(_("A parent’s e-mail address"), required=False)


class CareForm(Form):
    """A child entrusted to the department."""

    in_care = forms.BooleanField(label=_("She is entrusted to child protection (ASE)"), required=False)
    convention_on = forms.DateField(label=_("Date of the agreement with the department"), required=False)
