"""Questions about terms, demands and breaches."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from industrielles.journal.models import Entry
from industrielles.journal.queries import HOLDS
from industrielles.kit import clock
from industrielles.network.models import Network
from industrielles.network.policies import runs_the_umbrella
from industrielles.safeguarding.models import Recognition, Report
from industrielles.safeguarding.queries import answered_for


def journal_for(person: Any, networks: list[Network]) -> Any:
    """The journal she reads as who runs these networks; what concerns no network too, for the umbrella’s coordinator. Nothing of reports
    and bans, whoever she is: an accused coordinator reads this journal."""
    found = Entry.objects.unsealed().in_networks([one.pk for one in networks])
    return found | Entry.objects.unsealed().in_no_network() if runs_the_umbrella(person) else found


def sealed_for(person: Any) -> Any:
    """The journal of reports and bans, of the networks she answers for as a safeguarding referent; nothing of a report that accuses her, of
    what it held, nor of a ban by which she was recognised herself."""
    found = Entry.objects.sealed().filter(network_id__in=answered_for(person).values("pk"))
    reports = [str(one) for one in Report.objects.filter(accused=person).values_list("pk", flat=True)] if person.pk else []
    if reports:
        found = found.exclude(subject_type="safeguarding.report", subject_key__in=reports).exclude(verb__in=HOLDS)
    for key, ban in Recognition.objects.of(person).values_list("pk", "ban"):
        found = found.exclude(subject_type="safeguarding.recognition", subject_key=str(key))
        found = found.exclude(subject_type="safeguarding.ban", subject_key=str(ban))
    return found


class TermQuerySet(models.QuerySet):
    def of(self, rule: str) -> TermQuerySet:
        """The history of one rule, newest first."""
        return self.filter(rule=rule)

    def standing(self) -> dict[str, Any]:
        """The latest row of each rule."""
        found: dict[str, Any] = {}
        row: Any
        for row in self.order_by("pk"):
            found[row.rule] = row
        return found


class HoldQuerySet(models.QuerySet):
    def live(self) -> HoldQuerySet:
        """Not lifted."""
        return self.filter(lifted_at=None)

    def people(self) -> Any:
        """Keys of the people of whom nothing is emptied."""
        return self.live().filter(person__isnull=False).values("person")

    def of_person(self, person: Any) -> bool:
        """Whether this person is on hold."""
        return self.live().filter(person=person).exists()


class SweepQuerySet(models.QuerySet):
    def finished(self) -> SweepQuerySet:
        """Whole: those that are certificates."""
        return self.exclude(finished_at=None)

    def that_emptied(self) -> SweepQuerySet:
        """Whole, and something was emptied."""
        return self.finished().filter(done__gt=0)

    def proposed(self) -> SweepQuerySet:
        """Public archives: waiting for a visa."""
        return self.filter(awaiting_visa=True, finished_at=None)

    def latest(self) -> dict[str, Any]:
        """The last whole sweep of each rule."""
        last = self.finished().order_by().values("rule").annotate(last=models.Max("pk")).values("last")
        rows: Any = self.filter(pk__in=last)
        return {one.rule: one for one in rows}


class DemandQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> DemandQuerySet:
        """Demands to the networks this person runs; those that concern no network, to the umbrella's coordinator."""
        ours = Q(network__in=Network.objects.run_by(person))
        return self.exclude(status="sent").filter(ours | Q(network=None) if runs_the_umbrella(person) else ours)

    def open(self) -> DemandQuerySet:
        """To be answered."""
        return self.filter(status="received")

    def closed(self) -> DemandQuerySet:
        """Answered, or refused."""
        return self.filter(status__in=("answered", "refused"))

    def hers(self, person: Any) -> DemandQuerySet:
        """Her own, newest first."""
        return self.filter(person=person).order_by("-pk")

    def from_addresses(self) -> DemandQuerySet:
        """Made by somebody without account."""
        return self.filter(person=None)

    def of_address(self, address: str) -> DemandQuerySet:
        """From an address without account."""
        return self.filter(email__iexact=address.strip(), person=None)

    def answered_before(self, moment: dt.datetime) -> DemandQuerySet:
        """Closed before this moment, with words still kept."""
        return self.filter(answered_at__lt=moment, cleared_at=None)

    def unconfirmed_before(self, moment: dt.datetime) -> DemandQuerySet:
        """Typed before this moment and never confirmed from the mailbox."""
        return self.filter(status="sent", received_at__lt=moment)

    def due_soon(self, within: dt.timedelta) -> DemandQuerySet:
        """To be answered within this time, or late already."""
        return self.open().filter(due_on__lte=clock.today() + within)


class ProcessorQuerySet(models.QuerySet):
    def current(self) -> ProcessorQuerySet:
        """Who work for us today."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=clock.today()))


class BreachQuerySet(models.QuerySet):
    def to_tell(self) -> BreachQuerySet:
        """A risk of which the CNIL does not know yet."""
        return self.exclude(risk="none").filter(authority_told_at=None)
