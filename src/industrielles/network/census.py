"""The members by gender, territory and network: who is there on a day, what was told of them, what a reader could work out from it."""
from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from django.db.models import Max, Sum

from industrielles.ledger.disclosure import Key, Line
from industrielles.ledger.models import Entry
from industrielles.places.models import Region

from . import facts
from .models import Membership, Network

GENDERS = Entry.Gender.values
ALL = "*"
Stock = dict[Key, int]  # (network, region or ALL, gender) -> people


def quarter_before(day: dt.date) -> dt.date:
    """The last day of the last quarter that is over."""
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(days=1)


def present(whole: Network, parts: list[Network], on: dt.date) -> Stock:
    """Distinct people with a membership on this day: of the whole, of each region, of each of the parts with what is below it."""
    found: dict[Key, set[int]] = {}
    roots = [(one.path, one.pk) for one in parts]
    rows = Membership.objects.on(on).filter(network__path__startswith=whole.path).values_list(
        "person", "person__gender", "person__department__region", "network__path")
    for person, said, region, path in rows:
        gender = said or Entry.Gender.UNSTATED
        places: list[tuple[int, str]] = [(whole.pk, ALL), *([(whole.pk, region)] if region else [])]
        places += [(pk, ALL) for root, pk in roots if path.startswith(root)]
        for network, place in places:
            found.setdefault((network, place, gender), set()).add(person)
    return {key: len(people) for key, people in found.items()}


def told_members(on: dt.date | None = None) -> Stock:
    """What was last told (by this day): figures above zero, by network, region and gender."""
    rows = Entry.objects.of(facts.MEMBERS).filter(**({"on__lte": on} if on else {}))
    sums: Counter[Key] = Counter()
    for kind, key, organiser, gender, quantity in rows.values_list(
            "source_type", "source_key", "organisers__key", "gender").annotate(n=Sum("quantity")).order_by():
        sums[int(organiser), key if kind == Region._meta.label_lower else ALL, gender] += quantity
    return {key: n for key, n in sums.items() if n}


def lines(figures: Mapping[Key, int], whole: int) -> list[Line]:
    """Every sum a reader can do: the genders of a network or region, whose total she reads elsewhere; the networks, and the regions, of
    the whole for one gender."""
    rows: dict[Key, list[Key]] = {}
    above: dict[tuple[bool, str], list[Key]] = {}
    for network, place, gender in figures:
        key = (network, place, gender)
        rows.setdefault((network, place, ALL), []).append(key)
        if (network, place) != (whole, ALL):
            above.setdefault((place == ALL, gender), []).append(key)
    return [(total, tuple(keys)) for total, keys in rows.items()] + [
        ((whole, ALL, gender), tuple(keys)) for (_networks, gender), keys in above.items()]


def told_on() -> dt.date | None:
    """The day of the last count that moved a figure."""
    return Entry.objects.of(facts.MEMBERS).aggregate(last=Max("on"))["last"]  # type: ignore[no-any-return]
