"""What people fill in about their data, and what answers for it."""
from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Day, Filters, Form, Hour, ModelForm, NumberField, Radios

from . import register
from .models import Breach, Demand, Processor
from .policies import can_object_to
from .sentences import SENTENCES

Kind = Demand.Kind
LONG = {"rows": 4}


class Once(Form):
    """Base: a form that counts once however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AskForm(Once):
    """She asks that something be corrected, or anything else her page does not do."""

    words = forms.CharField(label=_("What should be corrected?"), max_length=1000, widget=forms.Textarea(attrs=LONG),
                            help_text=_("Say what is wrong and what is right. No health, religion or opinion here, please."))


class ObjectForm(Once):
    """She objects to one use of her data."""

    rule = forms.ChoiceField(label=_("What do you refuse?"))

    def __init__(self, *args: Any, but: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to_it = [line for line in register.lines() if can_object_to(line.rule) and line.rule.code not in but]
        self.fields["rule"].choices = [("", _("Choose")), *(  # type: ignore[attr-defined]
            (line.rule.code, f"{line.rule.label} – {line.rule.purpose}") for line in open_to_it)]


class EraseForm(Form):
    """She says that she means it."""

    sure = forms.BooleanField(label=_("I have understood that nothing can bring my account back"))


class AddressForm(Once):
    """Somebody without account asks about what is held of her address."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "l-20"}),
        help_text=_("The one we wrote to. A letter goes there, so that nobody asks in your place."),
        error_messages={"invalid": _("Write an e-mail address, for example name@example.org.")})
    kind = forms.ChoiceField(label=_("What do you ask?"), widget=Radios, choices=[
        (Kind.ACCESS, _("See what you hold of me, and take it away")), (Kind.RECTIFICATION, _("Correct something")),
        (Kind.OBJECTION, _("Write to me no more, use my data no more")), (Kind.ERASURE, _("Erase my data"))])
    words = forms.CharField(label=_("What should be corrected?"), max_length=1000, required=False, widget=forms.Textarea(attrs=LONG),
                            help_text=_("Only if you ask to correct something."))


class AnswerForm(Form):
    """A coordinator answers."""

    words = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs=LONG),
                            help_text=_("Sent to her as it is, with the address of the CNIL."))
    outcome = forms.ChoiceField(label=_("What was done"), widget=Radios, choices=[
        ("answered", _("Done as she asked")), ("refused", _("Refused: the reason is in the answer"))], initial="answered")


class DelayForm(Form):
    """It takes longer, and why."""

    reason = forms.CharField(label=_("Why it takes two months more"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
                             help_text=_("The law allows it once, within the first month, for a demand that is complex. She reads it."))


class TermForm(Form):
    """Another number of days, within the bounds of its rule."""

    days = NumberField(label=_("Days kept"))
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, least: int = 0, most: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("From %(least)s to %(most)s days.") % {"least": least, "most": most}


class HoldForm(Form):
    """Nothing is emptied until it is lifted."""

    reason = forms.CharField(label=_("Why nothing may be emptied"), max_length=300,
                             help_text=_("A court, an inquiry, a dispute: who asked, when."))


class HoldPersonForm(HoldForm):
    """Nothing of this person is emptied."""

    email = forms.EmailField(label=_("Her e-mail address"), widget=forms.EmailInput(attrs={"class": "l-20"}))
    field_order = ("email", "reason")


class VisaForm(Form):
    """The archives agree."""

    visa = forms.CharField(label=_("Reference of the visa"), max_length=120)


class ProcessorForm(ModelForm):
    """A company that handles data for us."""

    class Meta:
        model = Processor
        fields = ("name", "service", "country", "contract_on", "ended_on")
        widgets = {"contract_on": Day, "ended_on": Day}


class BreachForm(ModelForm):
    """What happened, to whose data, what was done."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    known_on = forms.DateField(label=_("the day we knew"), widget=Day)
    known_hour = forms.TimeField(label=_("at what time"), widget=Hour)
    field_order = ("known_on", "known_hour")

    class Meta:
        model = Breach
        fields = ("facts", "categories", "people_count", "rows_count", "effects", "measures", "risk", "risk_reason")
        field_classes = {"people_count": NumberField, "rows_count": NumberField}
        widgets = {"facts": forms.Textarea(attrs=LONG), "measures": forms.Textarea(attrs=LONG),
                   "effects": forms.Textarea(attrs={"rows": 2}),
                   "risk": Radios}

    def written(self) -> dict[str, Any]:
        """The fields of the breach; the moment from its day and its hour, on the clock of Paris."""
        data = dict(self.cleaned_data)
        data.pop("key")
        on, hour = data.pop("known_on"), data.pop("known_hour")
        return {**data, "known_at": moment(on, hour)}


class ToldForm(Form):
    """The CNIL, or the people, were told."""

    on = forms.DateField(label=_("the day"), widget=Day)
    hour = forms.TimeField(label=_("at what time"), widget=Hour)


class JournalFilters(Filters):
    """Who, what, when, in which network."""

    q = forms.CharField(label=_("Who"), widget=forms.TextInput(attrs={"type": "search", "class": "l-20"}))
    verb = forms.ChoiceField(label=_("What was done"))
    about = forms.CharField(label=_("About whom"), widget=forms.TextInput(attrs={"type": "search", "class": "l-20"}))
    network = forms.ChoiceField(label=_("Network"))
    first = forms.DateField(label=_("From"), widget=Day)
    last = forms.DateField(label=_("To, included"), widget=Day)

    def __init__(self, *args: Any, networks: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted({str(sentence) for sentence in SENTENCES.values()}, key=str.casefold)
        self.fields["verb"].choices = [("", _("everything")), *((one, one) for one in words)]  # type: ignore[attr-defined]
        self.fields["network"].choices = [("", _("all mine")), *((one.slug, one.name) for one in networks)]  # type: ignore[attr-defined]


def moment(on: dt.date, hour: dt.time) -> dt.datetime:
    """This day at this hour on the clock of Paris, aware."""
    from django.utils import timezone

    return timezone.make_aware(dt.datetime.combine(on, hour), timezone.get_default_timezone())
