"""Sums of what was counted. Whoever organised together, an entry counts once in a subtree."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum

from .facts import Fact

DIMENSIONS = ("month", "department", "audience", "gender", "method", "kind", "fact")


class Entries(models.QuerySet):
    """Chain `of`, `under`, `between`, then ask for `total()` or sums `by(...)`."""

    def of(self, *facts: Fact) -> Entries:
        """Entries of these facts."""
        return self.filter(fact__in=[fact.code for fact in facts])

    def under(self, *nodes: int) -> Entries:
        """Entries organised by one of these networks or by one below them, each once however many organised it."""
        scope = apps.get_model("ledger", "OrganiserScope")._base_manager.filter(node__in=nodes)
        return self.filter(organisers__in=scope.values("organisers"))

    def between(self, first: dt.date, last: dt.date) -> Entries:
        """Entries of the days from `first` to `last`, both included. Whole months are read from the index alone."""
        found = self.filter(month__gte=month_of(first), month__lte=month_of(last))
        if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
            return found
        return found.filter(on__gte=first, on__lte=last)

    def lasting(self, first: dt.date, last: dt.date) -> Entries:
        """Lines that stood on one day at least from `first` to `last`: recorded by then, taken off neither before nor on their own day."""
        taken = self.model._base_manager.filter(Q(on__lte=first) | Q(on__lte=OuterRef("on")), reverses=OuterRef("pk"))
        return self.filter(~Exists(taken), reverses=None, on__lte=last)

    def heads(self) -> int:
        """How many different ones these lines count: the same number once, in however many networks, programmes or years."""
        return self.aggregate(heads=Count("tally", distinct=True))["heads"] or 0

    def by(self, *names: str) -> dict[Any, int]:
        """Sums by one dimension {value: quantity}, or by several {(value, value): quantity}; what was reversed is taken off."""
        unknown = set(names) - set(DIMENSIONS)
        if unknown or not names:
            raise ValueError(f"Sums are by {', '.join(DIMENSIONS)}; not by {unknown}.")
        rows = self.order_by().values_list(*names).annotate(quantity=Sum("quantity")).order_by(*names)
        return {row[0] if len(names) == 1 else row[:-1]: row[-1] for row in rows if row[-1]}

    def total(self) -> int:
        """The sum of all."""
        return self.aggregate(quantity=Sum("quantity"))["quantity"] or 0


def month_of(day: dt.date) -> int:
    """202609 for a day of September 2026."""
    return day.year * 100 + day.month


@dataclass(frozen=True)
class Breakdown:
    """A network's total told by the networks just below it: total = sum of `below` + `own` - `shared`."""

    total: int
    below: dict[int, int]  # network id -> its total
    own: int  # organised by the network itself, with none below it
    shared: int  # counted by several below, once above: shown, never hidden


def breakdown(entries: Entries, node: int) -> Breakdown:
    """How the total of a network comes from those below it. `entries`: chosen by `of` and `between`, not yet by `under`."""
    lineage = apps.get_model("ledger", "Lineage")._base_manager
    children = list(lineage.filter(ancestor=node, depth=1).order_by("node").values_list("node", flat=True))
    total = entries.under(node).total()
    below = {child: entries.under(child).total() for child in children}
    union = entries.under(*children).total() if children else 0
    return Breakdown(total=total, below=below, own=total - union, shared=sum(below.values()) - union)
