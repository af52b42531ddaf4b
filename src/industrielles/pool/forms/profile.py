"""What a role model fills in about herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazystr
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.forms import Day, Form, ModelForm, NumberField, Radios, Ticks
from industrielles.places.models import Commune

from .. import availability
from ..models import RoleModel

SHOWN_DAYS = range(6)  # no class meets on Sundays
MOST_NAMED = 5
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


class HalfDaysField(forms.MultipleChoiceField):
    """The usual week as ticks, kept as bits (pool.availability)."""

    def __init__(self, **options: Any) -> None:
        choices = [
            (str(availability.bit(weekday, half)), lazystr(f"{weekday} {half}")) for weekday in SHOWN_DAYS for half in availability.HALVES
        ]
        super().__init__(choices=choices, widget=Ticks, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return [str(availability.bit(weekday, half)) for weekday, half in availability.unpacked(value)]
        return value

    def clean(self, value: Any) -> int:
        return sum(int(bit) for bit in set(super().clean(value)))


class TownForm(ModelForm):
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

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("town"):
            given["commune"] = self._found(given["town"], given.get("commune", ""))
        return given

    def _found(self, town: str, code: str) -> Commune | None:
        """The commune chosen in the list, or the only one that what was typed can mean."""
        chosen = Commune.objects.filter(pk=code).first() if code else None
        if chosen and named(chosen) == town:
            return chosen
        found = list(Commune.objects.select_related("department").search(town.replace("(", " ").replace(")", " "))[: MOST_NAMED + 1])
        if len(found) == 1 or (found and found[0].closeness == 0 and found[1].closeness > 0):
            return found[0]
        if not found:
            self.add_error("town", gettext("No town has this name: write its postcode."))
        else:
            several = ", ".join(f"{one.name} ({one.department.name})" for one in found[:MOST_NAMED])
            self.add_error("town", gettext("Several towns have this name: add the postcode. %(towns)s…") % {"towns": several})
        return None


def named(commune: Commune) -> str:
    """A commune as the list under the field writes it."""
    return f"{commune.name} ({commune.postcode})"


class OfferForm(TownForm):
    """To begin with: where she is a member, her job, her town."""

    marks_optional = False

    class Meta:
        model = RoleModel
        fields = ("job", "branch", "level")
        widgets = {"job": forms.TextInput(attrs={"placeholder": ""})}
        help_texts = {"job": _("For example: I set up twelve welding robots.")}


class DescribeForm(TownForm):
    """All that she says of herself, on one page."""

    half_days = HalfDaysField(label=_("Usual half-days"), help_text=_("When you could come, in an ordinary week."))
    formats = forms.MultipleChoiceField(label=_("What you accept"), choices=RoleModel.Format.choices, widget=Ticks)
    audiences = forms.MultipleChoiceField(
        label=_("Whom you meet"), choices=RoleModel.Audience.choices, widget=Ticks, required=False, help_text=_("Nothing ticked: anyone.")
    )
    radius_km = NumberField(label=_("How far you go, in km"), min_value=1, max_value=300)
    monthly_limit = NumberField(label=_("Visits a month, at most"), min_value=0, max_value=31)
    yearly_limit = NumberField(label=_("Visits a school year, at most"), min_value=0, max_value=200)
    tile = forms.ChoiceField(label=_("Drawing shown when there is no photo"), choices=list(TILES.items()), widget=Radios)

    class Meta:
        model = RoleModel
        fields = (
            "job",
            "words",
            "branch",
            "level",
            "tile",
            "formats",
            "audiences",
            "radius_km",
            "half_days",
            "works_holidays",
            "monthly_limit",
            "yearly_limit",
        )
        help_texts = {
            "job": _("In your own words, for example: I set up twelve welding robots."),
            "words": _("What made you choose it, what you like, what went wrong."),
            "works_holidays": _("For company visits and forums: schools are closed then."),
        }

    def week(self) -> list[tuple[str, list[Any]]]:
        """(day, its two ticks) for the grid of the page."""
        ticks = list(self["half_days"].subwidgets)
        return [(capfirst(str(WEEKDAYS[day])), ticks[2 * day : 2 * day + 2]) for day in SHOWN_DAYS]


class PauseForm(Form):
    """Until when nobody invites her."""

    until = forms.DateField(label=_("Back on"), widget=Day)
    marks_optional = False


class OffDaysForm(Form):
    """Days that are not as usual."""

    starts_on = forms.DateField(label=_("From"), widget=Day)
    ends_on = forms.DateField(label=_("To, included"), widget=Day, required=False, help_text=_("Leave empty for one day."))
    free = forms.TypedChoiceField(
        label=_("On these days"),
        choices=[("", _("I am away")), ("yes", _("I am free, although my week says otherwise"))],
        required=False,
        widget=Radios,
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = clock.today().isoformat()


class PhotoForm(Form):
    """A photo, and her consent to its being shown."""

    photo = forms.FileField(
        label=_("Your photo"),
        help_text=_("JPEG or PNG, 8 MB at most. It is cut to the size of the card; date and place are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    consent = forms.BooleanField(label=_("I agree that this photo is shown with my portrait; I can take it back whenever I like"))
    marks_optional = False
