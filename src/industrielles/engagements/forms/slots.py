"""What who asks says when she publishes places, and what narrows the requests near a role model."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from industrielles.kit import clock
from industrielles.kit.forms import Filters, Form, Radios

from ..models import Engagement, ProposedDate, Slot
from ..models.slots import most_places
from .fields import capitals


class PublishForm(Form):
    """How many places, who reads them, who confirms; and the agreement to what is shown."""

    places = forms.TypedChoiceField(
        label=gettext_lazy("How many women may come?"), coerce=int, widget=forms.Select({"class": "l-4"}),
        help_text=gettext_lazy("Several places are for one same day."))
    at_once = forms.ChoiceField(label=gettext_lazy("When one of them takes a place"), widget=Radios, choices=(
        ("yes", gettext_lazy("It is hers at once")), ("no", gettext_lazy("The coordination confirms first"))), initial="no")
    reach = forms.ChoiceField(
        label=gettext_lazy("Who sees these places?"), choices=capitals(Slot.Reach), widget=Radios, initial=Slot.Reach.TERRITORY)
    agreed = forms.BooleanField(label=gettext_lazy("I agree to this being shown"))

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        slot = engagement.open_slot
        now = {"places": engagement.seats} | ({"reach": slot.reach, "at_once": "yes" if slot.at_once else "no"} if slot else {})
        super().__init__(*args, initial=now, **{name: value for name, value in kwargs.items() if name != "initial"})
        most = most_places(engagement)
        self.fields["places"].choices = [(n, str(n)) for n in range(1, most + 1)]  # type: ignore[attr-defined]
        if most == 1:
            self.fields["places"].widget = forms.HiddenInput()
            self.fields["places"].initial = 1

    def told(self) -> dict[str, Any]:
        """As the verb takes it."""
        said = self.cleaned_data
        return {"places": said["places"], "at_once": said["at_once"] == "yes", "reach": said["reach"]}


class PublishForHerForm(PublishForm):
    """The same, said on the telephone."""

    agreed = forms.BooleanField(
        label=gettext_lazy("Who asks has agreed to this being shown"),
        help_text=gettext_lazy("A letter tells her so, with the link where she takes it back."))


class NearFilters(Filters):
    """Which requests and places near her."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"), choices=[("", gettext_lazy("All")), *capitals(Engagement.Kind)])
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=[("", gettext_lazy("All")), *Engagement.Level.choices])
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=(
        ("", gettext_lazy("Any day")), ("14", gettext_lazy("In the next two weeks")), ("31", gettext_lazy("In the next month")),
        ("92", gettext_lazy("In the next three months"))))
    places = forms.ChoiceField(
        label=gettext_lazy("Way"), choices=(("", gettext_lazy("All")), ("yes", gettext_lazy("Places to take by yourself"))))

    def narrow(self, found: Any) -> Any:
        """Of these engagements, those that fit."""
        chosen = self.chosen()
        plain = {name: chosen[name] for name in ("kind", "level") if name in chosen}
        if "when" in chosen:
            found = found.filter(_within(clock.today() + dt.timedelta(days=int(chosen["when"]))))
        return found.filter(**plain).published() if "places" in chosen else found.filter(**plain)


def _within(last: dt.date) -> Q:
    """A day of it comes before `last`."""
    first = clock.today()
    dates = ProposedDate.objects.filter(engagement=OuterRef("pk"), on__gt=first, on__lte=last)
    agreed = Q(status=Engagement.Status.CONFIRMED, starts_at__date__lte=last)
    return agreed | ~Q(status=Engagement.Status.CONFIRMED) & (Q(Exists(dates)) | Q(window_from__lte=last, window_to__gt=first))
