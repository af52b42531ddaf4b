"""The members of the collective by gender, as they were last told (network.census): the same for every reader, coordinators included."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from industrielles.kit import charts
from industrielles.kit.typography import number, percent
from industrielles.network.census import ALL, Stock, told_members, told_on
from industrielles.network.models import Network
from industrielles.places.models import Region


def genders() -> dict[str, str]:
    """Every answer has its column (rules P-12)."""
    return {"woman": _("Women"), "man": _("Men"), "other": _("Non-binary or other"), "unsaid": _("Prefer not to say"),
            "unstated": _("Not stated")}


class Members:
    """What the page of figures says of members. `networks`: those just below the whole."""

    def __init__(self, whole: Network, networks: Sequence[Network]) -> None:
        self.whole, self.networks = whole, list(networks)
        self.on: dt.date | None = told_on()
        self.told: Stock = told_members() if self.on else {}

    def table(self) -> charts.Table:
        """The collective, its networks, its regions: one line each, once there is something to tell of it."""
        lines = [(one.name, one.pk, ALL) for one in (self.whole, *self.networks)]
        regions = {code for network, code, _gender in self.told if network == self.whole.pk and code != ALL}
        lines += [(one.name, self.whole.pk, one.pk) for one in Region.objects.filter(pk__in=regions).order_by("name")]
        rows: list[list[Any]] = [[name, *(self.of(network, place, gender) for gender in genders())] for name, network, place in lines]
        shown = [row for row in rows if any(value is not None for value in row[1:])]
        return charts.Table([_("Network or region"), *genders().values()], shown, _("Members by gender, network and region"))

    def of(self, network: int, place: str, gender: str) -> int | None:
        """None for nobody as for a few: which of the two it is says nothing of anybody."""
        return self.told.get((network, place, gender))

    def women_in_words(self) -> str:
        """The share of women with its base, or nothing while one of the two is not told."""
        women, men = self.of(self.whole.pk, ALL, "woman"), self.of(self.whole.pk, ALL, "man")
        if not women or not men:
            return ""
        base = women + men + (self.of(self.whole.pk, ALL, "other") or 0)
        return _("%(share)s of women among the %(base)s members who said their gender.") % {
            "share": percent(round(100 * women / base)), "base": number(base)}
