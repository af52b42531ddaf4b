"""What people fill in about safety."""
from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Radios, Ticks
from industrielles.network.models import Network
from industrielles.people.models import Person

from .models import Ban, Clearance, Part, Recognition, Report
from .models.authorisations import MODES

LONG = {"rows": 5}
MAIL = {"autocomplete": "email", "class": "l-20"}


class ReportForm(Form):
    """Somebody says that something is not right; nothing but the words is asked."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = forms.CharField(label=_("What happened?"), max_length=4000, widget=forms.Textarea(attrs=LONG),
                            help_text=_("A few words are enough: what, where, when, who if you know."))
    urgent = forms.BooleanField(label=_("It cannot wait: somebody may be in danger"), required=False)
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Which network?"), required=False, to_field_name="slug",
                                     empty_label=_("I do not know"))
    reporter_email = forms.EmailField(
        label=_("An address to answer"), max_length=254, required=False, widget=forms.EmailInput(attrs=MAIL),
        help_text=_("Without an address nobody knows who wrote, and nobody can answer."))

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = Network.objects.open().order_by("path")  # type: ignore[attr-defined]
        if signed_in:
            del self.fields["reporter_email"]


class ReasonForm(Form):
    """Why a report is opened, said before."""

    reason = forms.CharField(label=_("Why do you open this report?"), max_length=200,
                             help_text=_("Written down with your name; whoever answers for this network can see it."))


class NoteForm(Form):
    """A note of the follow-up."""

    words = forms.CharField(label=_("Note"), max_length=4000, widget=forms.Textarea(attrs=LONG),
                            help_text=_("Facts: who was called, when, what was said. A note cannot be changed afterwards."))


class AccuseForm(Form):
    """Whom the report accuses."""

    email = forms.EmailField(label=_("Her or his e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"class": "l-20"}),
                             help_text=_("At once, until the report is closed: her roles give no right meanwhile. She is not told why. "
                                         "Roles she has beyond this network, or where you have none, rest once a second person confirms."))


class ResumeForm(Form):
    """Why the suspended person comes back, now."""

    reason = forms.CharField(label=_("Why may she come back?"), max_length=200,
                             help_text=_("Sealed with the report, with your name. What it freezes stays frozen until it is closed."))


class CloseForm(Form):
    """How it ends."""

    outcome = forms.ChoiceField(label=_("What was found?"), choices=Report.Outcome, widget=Radios)
    measures = forms.CharField(label=_("What was done?"), max_length=4000, widget=forms.Textarea(attrs=LONG))
    resumes = forms.BooleanField(label=_("The suspended person may come back"), required=False,
                                 help_text=_("When it is unfounded, she does in any case."))


class ClearanceForm(Form):
    """A paper was seen."""

    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), to_field_name="slug")
    email = forms.EmailField(label=_("Whose paper? Her e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"class": "l-20"}))
    kind = forms.ChoiceField(label=_("What did you see?"), choices=Clearance.Kind, widget=Radios)
    seen_on = forms.DateField(label=_("Seen on"))
    until = forms.DateField(label=_("Holds until"), required=False, help_text=_("Empty: as long as this kind lasts."))
    outcome = forms.ChoiceField(label=_("What does it allow?"), choices=Clearance.Outcome, widget=Radios, initial=Clearance.Outcome.CLEAR)

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]

    def clean_email(self) -> Person:
        """The person of this address, if she is a member of the network, or of one below it: of nobody else is anything said here."""
        network = self.cleaned_data.get("network")
        found = person_of(self.cleaned_data["email"])
        if network is None or not found.memberships.filter(ended_on=None, network__path__startswith=network.path).exists():
            raise forms.ValidationError(_("Nobody is known by this address."))
        return found


class BanForm(Form):
    """Somebody does not come back; only hashes are kept of what is written."""

    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), to_field_name="slug")
    reason = forms.ChoiceField(label=_("Why"), choices=Ban.Reason, widget=Radios)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False, widget=forms.EmailInput(attrs={"class": "l-20"}))
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    name = forms.CharField(label=_("First and last name"), max_length=160, required=False)
    born_on = forms.DateField(label=_("Born on"), required=False, help_text=_("A name counts only with a birth date."))

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]


class SettleForm(Form):
    """Is it she?"""

    outcome = forms.ChoiceField(choices=Recognition.Outcome)


class ParentForm(Form):
    """What a parent allows."""

    parts = forms.MultipleChoiceField(label=_("How may they meet?"), widget=Ticks(hints={
        Part.ONLINE: _("Messages stay on this site, which has no video calls."), Part.SCHOOL: _("With an adult of the school."),
        Part.COMPANY: _("With a second adult, during working hours.")}), choices=[(part, part.label) for part in MODES])
    emergency_name = forms.CharField(label=_("Whom do we call in an emergency?"), max_length=120, help_text=_("First and last name."))
    emergency_phone = forms.CharField(label=_("Telephone"), max_length=30,
                                      widget=forms.TextInput(attrs={"inputmode": "tel", "class": "l-10"}))
    image = forms.ChoiceField(label=_("May your child be photographed or filmed?"), widget=Radios, initial="no", choices=[
        ("no", _("No")), ("yes", _("Yes, and I accept the text “Image of my child”"))])
    sole_holder = forms.BooleanField(label=_("I alone hold parental authority"), required=False,
                                     help_text=_("Tick it if it is so: pictures then need nobody else."))
    second_name = forms.CharField(label=_("The other parent: first and last name"), max_length=160, required=False,
                                  help_text=_("For pictures only: both parents decide together."))
    second_email = forms.EmailField(label=_("The other parent: e-mail address"), max_length=254, required=False,
                                    widget=forms.EmailInput(attrs={"class": "l-20"}))
    agrees = forms.BooleanField(label=_("I hold parental authority, I have read the text above and I authorise my child"))

    def parts_said(self) -> list[str]:
        """The parts that are allowed."""
        return [*self.cleaned_data["parts"], *([Part.IMAGE] if self.cleaned_data["image"] == "yes" else [])]


class PartForm(Form):
    """One part, allowed or taken back."""

    part = forms.ChoiceField(choices=[(part, part.label) for part in Part if part != Part.TAKE_PART])
    allows = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class ImageForm(Form):
    """The other parent says yes or no."""

    answer = forms.ChoiceField(label=_("May your child be photographed or filmed?"), widget=Radios,
                               choices=[("yes", _("Yes, I accept the text above")), ("no", _("No"))])


def person_of(email: str) -> Person:
    """The living person of this address. Raises ValidationError."""
    found = Person.objects.living().known_as(email).first()
    if found is None:
        raise forms.ValidationError(_("Nobody is known by this address."))
    return found
