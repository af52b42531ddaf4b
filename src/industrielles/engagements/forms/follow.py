"""What a teacher changes in her request, through the link she received."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit import clock
from industrielles.kit.forms import Form, Radios

from ..models import Engagement
from .ask import ClassLabelsField
from .dates import DatesForm, proposed
from .fields import (
    aims_field,
    check_girls,
    email_field,
    girls_field,
    headcount_field,
    minutes_field,
    phone_field,
    text_field,
    words_field,
)


class ChangeForm(Form):
    """The class and the room; the dates are changed with PostponeForm."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Engagement.Level, widget=Radios)
    class_labels = ClassLabelsField(
        label=gettext_lazy("Class or classes"), max_length=300, widget=forms.TextInput({"class": "l-20"}),
        help_text=gettext_lazy("As you call them in your school, separated by commas. No pupil’s name."))
    headcount = headcount_field()
    girls = girls_field()
    minutes = minutes_field()
    aims = aims_field()
    room = forms.CharField(
        label=gettext_lazy("Room and access"), max_length=200, required=False,
        help_text=gettext_lazy("Where to come in, whom to ask for at the gate."))
    contact_phone = phone_field(gettext_lazy("Your telephone"))

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(engagement, name) for name in self.base_fields if name != "class_labels"}
        kwargs["initial"]["class_labels"] = ", ".join(group.label for group in engagement.class_groups.all())
        super().__init__(*args, **kwargs)
        if engagement.status == Engagement.Status.CONFIRMED:
            for name in ("level", "class_labels", "minutes"):
                del self.fields[name]  # she accepted it as it is
        elif engagement.minutes not in dict(self.fields["minutes"].choices):
            odd = (engagement.minutes, _("%(minutes)s minutes") % {"minutes": engagement.minutes})
            self.fields["minutes"].choices = [*self.fields["minutes"].choices, odd]

    def clean(self) -> dict[str, Any]:
        check_girls(self)
        return self.cleaned_data


class PostponeForm(DatesForm):
    """Other dates; a word goes with them when somebody had accepted."""

    words = words_field(gettext_lazy("A word to the woman who was to come (optional)"))  # type: ignore[assignment]

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        kwargs["initial"] = proposed(engagement)
        super().__init__(*args, **kwargs)
        if engagement.status != Engagement.Status.CONFIRMED:
            del self.fields["words"]


class CancelForm(Form):
    """No visit after all."""

    words = words_field(gettext_lazy("Why, in a few words"))


class HandOverForm(Form):
    """A colleague takes over: the link goes to her, and this one ends."""

    name = text_field(gettext_lazy("Your colleague’s first name and surname"))
    role = text_field(gettext_lazy("Role in the school"), required=False)
    email = email_field(gettext_lazy("E-mail address"), autocomplete="off")


class AuthoriseForm(Form):
    """The head of school agreed: declared by the teacher, with the day."""

    head_name = text_field(gettext_lazy("First name and surname of the head of school"))
    on = forms.DateField(label=gettext_lazy("Agreed on"))

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        kwargs["initial"] = {"head_name": engagement.head_name, "on": engagement.head_agreed_on or clock.today()}
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = clock.today().isoformat()

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > clock.today():
            raise forms.ValidationError(_("This day has not come yet: give the day the head of school agreed"))
        return self.cleaned_data["on"]


class DateAnswerForm(Form):
    """Yes or no to the date a role model proposes instead."""

    YES, NO = "yes", "no"
    answer = forms.ChoiceField(
        label=gettext_lazy("Does this date suit you?"), widget=Radios,
        choices=((YES, gettext_lazy("Yes, we expect her that day")), (NO, gettext_lazy("No, I keep my own dates"))))


class LostLinkForm(Form):
    """Where to send the links again."""

    email = email_field(gettext_lazy("E-mail address"), help_text=gettext_lazy("The one you gave with your request."))
