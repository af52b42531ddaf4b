"""What counts when two people are matched, and how much: one number each, from 0 (nothing) to 100, whatever their sum."""
from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.refusals import Refused


class Weight(NamedTuple):
    """A slider: its name in plain words, what it weighs, where it stands at first."""

    label: Promise
    help: Promise
    default: int


MOST = 100
WEIGHTS = {
    "wishes": Weight(gettext_lazy("What she wishes"), gettext_lazy(
        "The trade, the branch, the path or the person she named; her first wish counts three times her third."), 35),
    "interests": Weight(gettext_lazy("What both like"), gettext_lazy("Three interests in common count fully."), 15),
    "half_days": Weight(gettext_lazy("When both are free"), gettext_lazy(
        "One half-day in common is needed; three count fully."), 15),
    "near": Weight(gettext_lazy("Living near each other"), gettext_lazy("The nearer, the better, up to the distance below."), 20),
    "path": Weight(gettext_lazy("A path just ahead of hers"), gettext_lazy(
        "A mentor whose diploma is one or two steps after where she is."), 15),
}
RADIUS, RADII = 80, range(20, 201, 10)  # kilometres to meet in person


def defaults() -> dict[str, int]:
    """Where all sliders stand at first, with the radius in km."""
    return {name: weight.default for name, weight in WEIGHTS.items()} | {"radius": RADIUS}


def checked(weights: dict[str, Any]) -> dict[str, int]:
    """These weights, what is not said as it is at first. Raises Refused (field: its name): not a whole number, out of bounds, all of
    them 0."""
    unknown = set(weights) - set(defaults())
    if unknown:
        raise Refused(_("This counts for nothing here: %(name)s.") % {"name": sorted(unknown)[0]})
    said = defaults() | weights
    for name, value in said.items():
        least, most = (RADII.start, RADII[-1]) if name == "radius" else (0, MOST)
        if type(value) is not int or not least <= value <= most:
            raise Refused(_("Choose a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}, field=name)
    if not any(said[name] for name in WEIGHTS):
        raise Refused(_("Something has to count: give one of them more than 0."), field="wishes")
    return said
