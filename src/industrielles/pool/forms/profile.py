"""What a role model fills in about herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, ModelForm, NumberField, Radios, Ticks
from industrielles.places.towns import Town, named

from ..models import RoleModel

# The drawn tiles a profile may wear, people first, then things.
TILES = {
    "mecanicienne": _("mechanic with ear defenders"),
    "regleuse": _("setter with safety glasses"),
    "soudeuse": _("welder under her mask"),
    "automaticienne": _("automation technician with a headset"),
    "roboticienne": _("roboticist"),
    "chimiste": _("chemist in a white coat"),
    "fibre": _("fibre technician with a helmet"),
    "grutiere": _("crane operator with a helmet"),
    "verriere": _("glass maker"),
    "dirigeante": _("plant manager"),
    "robot": _("robot arm"),
    "puce": _("electronic chip"),
    "eolienne": _("wind turbine"),
    "fiole": _("flask"),
    "cable": _("cables"),
    "four": _("furnace"),
    "turbine": _("turbine"),
    "engrenage": _("gears"),
    "reglet": _("steel rule"),
    "etincelles": _("sparks"),
}


class TownForm(Town, ModelForm):
    """A form with a town: its name is typed, the list under the field gives its code, words alone are understood too."""

    town = forms.CharField(
        label=_("Your town"), max_length=100, help_text=_("Or its postcode. Never shown: the directory says your department.")
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.instance.commune
        if here:
            self.initial.update(town=named(here), commune=here.pk)


class OfferForm(TownForm):
    """To begin with: where she is a member, her job, her town."""

    marks_optional = False

    class Meta:
        model = RoleModel
        fields = ("job", "branch", "level")
        widgets = {"job": forms.TextInput(attrs={"placeholder": ""})}
        help_texts = {"job": _("For example: I set up twelve welding robots.")}


class DescribeForm(TownForm):
    """Her job, what she offers, where she goes."""

    formats = forms.MultipleChoiceField(label=_("What you accept"), choices=RoleModel.Format.choices, widget=Ticks)
    audiences = forms.MultipleChoiceField(
        label=_("Whom you meet"), choices=RoleModel.Audience.choices, widget=Ticks, required=False, help_text=_("Nothing ticked: anyone.")
    )
    languages = forms.MultipleChoiceField(label=_("In which languages"), choices=RoleModel.Language.choices, widget=Ticks)
    topics = forms.MultipleChoiceField(
        label=_("What you like to talk about"), choices=RoleModel.Topic.choices, widget=Ticks, required=False
    )
    radius_km = NumberField(label=_("How far you go, in km"), min_value=1, max_value=300)
    tile = forms.ChoiceField(label=_("Drawing shown when there is no photo"), choices=list(TILES.items()), widget=Radios)

    class Meta:
        model = RoleModel
        fields = ("job", "form", "words", "branch", "level", "tile", "formats", "audiences", "languages", "topics", "radius_km")
        widgets = {"form": Radios, "job": forms.TextInput(attrs={"list": "metiers"})}
        help_texts = {
            "job": _("In your own words, for example: I set up twelve welding robots."),
            "form": _("A choice of writing, kept apart from everything else. The list under your job follows it."),
            "words": _("What made you choose it, what you like, what went wrong."),
        }


class PhotoForm(Form):
    """A photo, and her consent to its being shown."""

    photo = forms.FileField(
        label=_("Your photo"),
        help_text=_("JPEG or PNG, 8 MB at most. It is cut to the size of the card; date and place are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    consent = forms.BooleanField(label=_("I agree that this photo is shown with my portrait; I can take it back whenever I like"))
    marks_optional = False
