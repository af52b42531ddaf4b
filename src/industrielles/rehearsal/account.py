"""What a trial comes to: the figures it prints, and whether the product's own figures say the same."""

from __future__ import annotations

import csv
import resource
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from industrielles.engagements import facts
from industrielles.engagements.models import Engagement
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.places import calendar
from industrielles.places.distance import kilometres

from . import trial

Status = Engagement.Status


@dataclass(frozen=True)
class Line:
    """One line of the account: what, how much."""

    label: str
    value: str


def account(play: trial.Trial, seconds: float) -> list[Line]:
    """The figures of the year that was played."""
    everything = Engagement.objects.exclude(status=Status.SENT)
    asked, held = everything.count(), Engagement.objects.filter(status=Status.HELD)
    told = [trial.final(play.seed, one) for one in held]
    people, girls, boys = (sum(getattr(one, what) for one in told) for what in ("people", "girls", "boys"))
    waits = [
        (agreed - confirmed).total_seconds() / 86_400
        for confirmed, agreed in everything.exclude(agreed_at=None).values_list("confirmed_at", "agreed_at")
    ]
    ways = list(travelled(held))
    lost = unmet()
    return [
        Line("requests confirmed by their teacher", f"{asked:,}"),
        Line("requests never confirmed", f"{Engagement.objects.filter(status=Status.SENT).count():,}"),
        Line("classes met", f"{len(told):,} ({len(told) / max(asked, 1):.1%} of the requests)"),
        Line("people met", f"{people:,}, of whom girls {girls:,}, boys {boys:,}"),
        Line("median days from request to confirmation", f"{statistics.median(waits):.1f}" if waits else "–"),
        Line("requests unmet", f"{sum(lost.values()):,} ({sum(lost.values()) / max(asked, 1):.1%})"),
        *(Line(f"  {why}", f"{count:,}") for why, count in lost.most_common()),
        Line("role models who made a visit", f"{held.values('role_model').distinct().count():,}"),
        Line(
            "kilometres travelled, there and back",
            f"{2 * sum(ways):,.0f} (median one way {statistics.median(ways):.0f} km)" if ways else "–",
        ),
        Line("letters written", f"{Letter.objects.count():,}"),
        Line("time", f"{seconds:,.0f} s ({1000 * seconds / max(asked, 1):.0f} ms a request)"),
        Line("memory at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"),
    ]


def unmet() -> Counter[str]:
    """Requests that came to nothing, by reason."""
    reasons = {Status.CANCELLED: "cancelled by the teacher", Status.NOT_HELD: "agreed, but not held on the day"}
    lost: Counter[str] = Counter()
    for status, words, confirmed in Engagement.objects.exclude(status__in=(Status.SENT, Status.HELD)).values_list(
        "status", "closing_words", "confirmed_at"
    ):
        if confirmed is not None:
            lost[reasons.get(Status(status)) or (words if status == Status.UNMET else f"still {status}")] += 1
    return lost


def travelled(held: Iterable[Engagement]) -> Iterable[float]:
    """Kilometres one way of each visit on site whose two ends are known."""
    for one in held.filter(remote=False).select_related("role_model"):  # type: ignore[attr-defined]
        ends = (one.role_model.latitude, one.role_model.longitude, one.latitude, one.longitude)
        if None not in ends:
            yield kilometres(*ends)


def faults(play: trial.Trial) -> list[str]:
    """Where the product's figures differ from what was played, and what its own check-ups find. Empty: all is well."""
    held = list(Engagement.objects.filter(status=Status.HELD))
    told = [trial.final(play.seed, one) for one in held]
    expected = {
        ("classes", ""): len(held),
        ("people", "woman"): sum(one.girls for one in told),
        ("people", "man"): sum(one.boys for one in told),
        ("people", "all"): sum(one.people for one in told),
    }
    people = Entry.objects.filter(fact=facts.PEOPLE_REACHED.code)
    counted = {
        ("classes", ""): total(Entry.objects.filter(fact=facts.CLASSES_MET.code)),
        ("people", "woman"): total(people.filter(gender="woman")),
        ("people", "man"): total(people.filter(gender="man")),
        ("people", "all"): total(people),
    }
    found = [
        f"{' '.join(what)}: the ledger says {counted[what]}, {expected[what]} were played"
        for what in expected
        if counted[what] != expected[what]
    ]
    published = {("classes", ""): shown("departments", play), ("people", "all"): shown("genders", play)}
    found += [
        f"{' '.join(what)}: /chiffres/ says {said}, {expected[what]} were played"
        for what, said in published.items()
        if said != expected[what]
    ]
    for path in settings.CHECKUPS:
        found += import_string(path)()
    return found


def total(entries: object) -> int:
    return entries.aggregate(sum=Sum("quantity"))["sum"] or 0  # type: ignore[attr-defined]


def shown(figure: str, play: trial.Trial) -> int:
    """What the public reads: the total of a figure's file, or the sum of its rows. Raises ValueError when a cell is withheld."""
    address = reverse("dashboards:csv", args=[figure])
    answer = Client(SERVER_NAME="localhost").get(address, {"year": calendar.school_year(play.first)})
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))[1:]
    return int(rows[-1][1]) if rows[-1][0] == "Total" else sum(int(row[1]) for row in rows)
