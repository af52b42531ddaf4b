"""What the two of a pair fill in, in a few taps; what their coordinator and the safeguarding referent note. Labels are nouns: they serve
who reads tu and who reads vous."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.forms import Day, Form, Hour, NumberField, Radios
from industrielles.people.models import Person

from ..holding import modes_of
from ..models import Closure, Contact, Meeting, Message, Pair
from ..rendezvous import changes
from .fields import line, paragraph


class LengthField(forms.TypedChoiceField):
    """How many minutes, among a few; unsaid, as many as the programme says."""

    widget = Radios

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Length"), coerce=int, **options)

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.initial)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data or initial


class PairForm(Form):
    """Mixin: the ways to meet are those of this pair today, the length is that of its programme."""

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        if "mode" in self.fields:
            choices = [(one.value, one.label) for one in modes_of(pair)]
            self.fields["mode"].choices = choices  # type: ignore[attr-defined]
            self.initial.setdefault("mode", choices[0][0] if choices else "")
        if "minutes" in self.fields:
            self._offer(self.initial.get("minutes", pair.programme.minutes))

    def _offer(self, minutes: int) -> None:
        """So many minutes, unless something else is chosen."""
        field: Any = self.fields["minutes"]
        field.initial = minutes
        if isinstance(field, LengthField):
            field.choices = [(n, f"{n} min") for n in sorted({*Meeting.LENGTHS, minutes})]


class ProposeForm(PairForm):
    """A date."""

    day = forms.DateField(label=_("Day"), widget=Day)
    hour = forms.TimeField(label=_("Hour"), widget=Hour)
    minutes = LengthField()
    mode = forms.ChoiceField(label=_("Where"), widget=Radios)
    second_adult = line(_("Second adult there"), most=80, required=False, help_text=_("At school or at the company: never alone."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hour"].help_text = capfirst(self.pair.hours)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("day") and said.get("hour") and changes(self.starts_at):
            self.add_error("hour", _("Clocks change in that hour of that night: choose another one."))
        return said

    @property
    def starts_at(self) -> dt.datetime:
        """The moment, on the clock of where the mentee lives."""
        return dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=self.pair.zone)


class TellForm(PairForm):
    """Three taps."""

    minutes = LengthField()
    mode = forms.ChoiceField(label=_("Where"), widget=Radios)
    felt = forms.ChoiceField(label=_("How it went"), choices=Meeting.Felt, widget=Radios)
    on = forms.DateField(label=_("Day, if it was not today"), widget=Day, required=False)


class GoalForm(Form):
    """A goal."""

    words = line(_("A goal"), most=200)


class MessageForm(Form):
    """A message."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    body = paragraph(_("Message"), most=Message.LONGEST, rows=4)


class ReportForm(Form):
    """Something is not right."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    about = forms.ChoiceField(label=_("Who is it about?"), widget=Radios)
    words = paragraph(_("What happened"), most=4000, rows=5, help_text=_("A few words are enough: what, when."))
    urgent = forms.BooleanField(label=_("It cannot wait: somebody may be in danger"), required=False)

    def __init__(self, *args: Any, other: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("other", other), ("else", _("Somebody or something else"))]  # type: ignore[attr-defined]


class FirstMeetingForm(PairForm):
    """They met, with an adult of the programme."""

    on = forms.DateField(label=_("Day"), widget=Day)
    minutes = NumberField(label=_("Minutes"), min_value=15, max_value=480)
    mode = forms.ChoiceField(label=_("Where"), widget=Radios)
    adult = forms.ModelChoiceField(Person.objects.none(), label=_("Adult of the programme who was there"), to_field_name="code")

    def __init__(self, *args: Any, adults: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.pair.today)
        field: Any = self.fields["adult"]
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in adults]).order_by("pk")
        field.label_from_instance = lambda person: person.full_name


class PaperForm(Form):
    """Signed on paper."""

    party = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Signed on"), widget=Day, initial=clock.today)


class NewsForm(Form):
    """News taken."""

    whom = forms.ChoiceField(label=_("Of whom"), choices=Contact.Whom, widget=Radios)
    how = forms.ChoiceField(label=_("How"), choices=Contact.How, widget=Radios, initial=Contact.How.CALL)
    found = forms.ChoiceField(label=_("What you found"), choices=Contact.Found, widget=Radios)
    word = line(_("A word"), most=300, required=False, help_text=_("Nothing about health, religion or opinions."))
    on = forms.DateField(label=_("Day"), widget=Day, initial=clock.today)


class EndForm(Form):
    """Why before the planned day."""

    reason = forms.ChoiceField(label=_("Why, before the planned day"), choices=[("", "–"), *Closure.Reason.choices], required=False)


class EndHeldForm(Form):
    """Why a pair that a report holds ends."""

    reason = paragraph(_("Why it ends"), most=1000, rows=3, help_text=_(
        "Kept with the report, for those who treat it. The two and who coordinates read that the pair has ended, and nothing else."))


class CloseForm(Form):
    """How it is closed."""

    talked_with_mentee = forms.BooleanField(label=_("I talked about it with the mentee"), required=False)
    talked_with_mentor = forms.BooleanField(label=_("I talked about it with the mentor"), required=False)
    mentee_again = forms.BooleanField(label=_("She would like another mentor"), required=False)
    mentor_again = forms.BooleanField(label=_("The mentor would accompany again"), required=False)
    after = forms.ChoiceField(label=_("Contact afterwards"), choices=Closure.After, widget=Radios, initial=Closure.After.NONE)


class ReasonForm(Form):
    """Why a thread is read."""

    reason = line(_("Why do you read it?"), most=200, help_text=_("Both of them see it, with your name and the day."))
