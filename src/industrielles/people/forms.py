"""What people fill in to sign in, and about themselves."""
from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, ModelForm, Radios

from .models import Person


class LoginForm(Form):
    """Her address; the code comes by mail."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "l-20"}),
        error_messages={"invalid": _("Write an e-mail address, for example name@example.org.")})
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class CodeForm(Form):
    """The code of the mail."""

    code = forms.CharField(
        label=_("The six digits of the e-mail"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "l-10"}))
    marks_optional = False


class AccountForm(ModelForm):
    """Her name, telephone and language."""

    class Meta:
        model = Person
        fields = ("first_name", "last_name", "phone", "language")
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name", "class": "l-20"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name", "class": "l-20"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "l-20"}),
            "language": Radios,
        }
        help_texts = {
            "last_name": _("The public sees its initial only."),
            "phone": _("Given to a teacher once a visit is agreed, to nobody else."),
            "language": _("Of the pages and of the e-mails you receive."),
        }


class EraseForm(Form):
    """She says that she means it."""

    sure = forms.BooleanField(label=_("I have understood that nothing can bring my account back"))
