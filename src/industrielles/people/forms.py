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


class StepForm(Form):
    """Six digits of an application, or a recovery code."""

    code = forms.CharField(
        label=_("The six digits of your application"), max_length=20, help_text=_("Or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "l-10"}))
    marks_optional = False


class AppForm(Form):
    """The first code of a new application; `seed` (signed) is what its secret is made from."""

    seed = forms.CharField(max_length=300, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("The six digits that the application shows"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "l-10"}))
    marks_optional = False


class AddressForm(Form):
    """Her new address."""

    email = forms.EmailField(
        label=_("Your new e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "l-20"}),
        error_messages={"invalid": _("Write an e-mail address, for example name@example.org.")})


class AccountForm(ModelForm):
    """Her name, telephone and language."""

    class Meta:
        model = Person
        fields = ("first_name", "last_name", "phone", "language", "gender", "department")
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name", "class": "l-20"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name", "class": "l-20"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "l-20"}),
            "language": Radios, "gender": Radios,
        }
        help_texts = {
            "last_name": _("The public sees its initial only."),
            "phone": _("Given to a teacher once a visit is agreed, to nobody else."),
            "language": _("Of the pages and of the e-mails you receive."),
            "gender": _("For one purpose: to say how many women and men the collective counts. Nobody reads it beside your name."),
            "department": _("To count the members of each region."),
        }
