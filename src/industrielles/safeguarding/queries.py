"""Questions about clearances, bans, reports and authorisations; `visible_to` is the only way from a page to their rows."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.queries import ScopedQuerySet, from_here_up, powers
from industrielles.network.roles import GUARDED, Role
from industrielles.people.models import Person


def paths_above(network: Network) -> list[str]:
    """Paths of the network and of those above it, nearest first."""
    return from_here_up(network.path)


def referents_of(network: Network) -> list[Person]:
    """The safeguarding referents of this network; those of the nearest network above that has some when it has none, or when all of its
    own are kept away."""
    held = Grant.objects.in_force().filter(role=Role.REFERENT, network__path__in=paths_above(network), membership__person__is_active=True)
    found = list(held.select_related("membership__person", "network").order_by("-network__path", "pk"))
    found.sort(key=lambda grant: -len(grant.network.path))
    nearest = found[0].network_id if found else None
    return list({one.membership.person_id: one.membership.person for one in found if one.network_id == nearest}.values())


def kept_away() -> Any:
    """Whose roles a report puts at rest today (settings.ROLES_AT_REST), as a query of their keys: those it suspends, unless a second
    person must confirm and has not."""
    return apps.get_model("safeguarding", "Report").objects.suspending_anybody().filter(waits_since=None).values("accused")


def answered_for(person: Any) -> Any:
    """Networks this person answers for as a safeguarding referent: hers and those below."""
    wanted = Q(pk__in=[])
    for one in powers(person, (Role.REFERENT,)):
        wanted |= Q(path__startswith=one.path)
    return Network.objects.ever().filter(wanted)


class _Guarded(ScopedQuerySet):
    """Rows read by who runs the network, and by its safeguarding referents."""

    def visible_to(self, person: Any) -> Any:
        """Of the networks this person runs or answers for; outside them a row does not exist."""
        return self.filter(Q(network__in=Network.objects.run_by(person)) | Q(network__in=answered_for(person)))


class ClearanceQuerySet(_Guarded):
    """Papers that were seen."""

    def of(self, person: Any) -> ClearanceQuerySet:
        """Of this person."""
        return self.filter(person=person)

    def standing(self) -> ClearanceQuerySet:
        """Not noted by mistake."""
        return self.filter(withdrawn_at=None)

    def live(self, on: dt.date | None = None) -> ClearanceQuerySet:
        """That allow on this day (today): a paper that does not, seen the same day or later, ends what those before it allowed."""
        day = on or clock.today()
        against = self.model._base_manager.filter(person=OuterRef("person"), withdrawn_at=None, outcome="not clear",
                                                  seen_on__gte=OuterRef("seen_on"), seen_on__lte=day)
        return self.standing().filter(~Exists(against), outcome="clear", seen_on__lte=day, until__gte=day)

    def expired(self, on: dt.date | None = None) -> ClearanceQuerySet:
        """That allowed once, and no longer do on this day (today)."""
        return self.standing().filter(outcome="clear", until__lt=on or clock.today())

    def ending_in(self, days: int) -> ClearanceQuerySet:
        """That allow today and end within so many days."""
        return self.live().filter(until__lte=clock.today() + dt.timedelta(days=days))

    def doubled(self, kept: Q, *, by: tuple[str, ...]) -> ClearanceQuerySet:
        """Of which `kept` has one of the same paper, the same but for who holds it or where (`by`: the fields that tell them apart)."""
        same = {name: OuterRef(name) for name in ("person", "network", "kind", "seen_on", "until", "outcome") if name not in by}
        return self.standing().filter(Exists(self.model._base_manager.filter(kept, withdrawn_at=None, **same)))

    def ended_before(self, day: dt.date) -> ClearanceQuerySet:
        """Over since before this day, or noted by mistake."""
        return self.filter(until__lt=day)


class BanQuerySet(ScopedQuerySet):
    """Who may not come back. Read by safeguarding referents."""

    def live(self) -> BanQuerySet:
        """Not lifted."""
        return self.filter(lifted_at=None)

    def visible_to(self, person: Any) -> BanQuerySet:
        """Those of the networks she answers for as a referent."""
        return self.filter(network__in=answered_for(person))

    def over_before(self, lifted: dt.datetime) -> BanQuerySet:
        """Lifted before this moment."""
        return self.filter(lifted_at__lt=lifted)


class RecognitionQuerySet(_Guarded):
    """Who looks like somebody who may not come back."""

    model: Any

    def of(self, person: Any) -> RecognitionQuerySet:
        """That are about this person: about her account, or about an application of hers, in any room."""
        key = getattr(person, "pk", None)
        if not key:
            return self.none()
        wanted = Q(about_type=Person._meta.label_lower, about_key=str(key))
        kinds = self.model._base_manager.exclude(about_type=Person._meta.label_lower).order_by().values_list("about_type", flat=True)
        for label in kinds.distinct():
            hers = apps.get_model(label)._base_manager.filter(person=key).values_list("pk", flat=True)
            wanted |= Q(about_type=label, about_key__in=[str(one) for one in hers])
        return self.filter(wanted)

    def visible_to(self, person: Any) -> Any:
        """Of the networks she runs or answers for; never one that is about herself."""
        return super().visible_to(person).exclude(pk__in=self.model.objects.of(person).values("pk"))

    def open(self) -> RecognitionQuerySet:
        """That nobody has looked at."""
        return self.filter(settled_at=None)

    def about(self, row: models.Model) -> RecognitionQuerySet:
        """Of this application or account."""
        return self.filter(about_type=row._meta.label_lower, about_key=str(row.pk))

    def about_account(self, key: int) -> RecognitionQuerySet:
        """Of the account with this key."""
        return self.filter(about_type=Person._meta.label_lower, about_key=str(key))


def recognised_person(recognition: Any) -> Person | None:
    """The account it is about, or that of who applied; None when there is none, or none any more."""
    model, key = apps.get_model(recognition.about_type), int(recognition.about_key)
    about = key if model is Person else model._base_manager.filter(pk=key).values_list("person", flat=True).first()
    return Person.objects.living().filter(pk=about).first() if about else None


def names_of(recognitions: list[Any]) -> dict[int, str]:
    """Whom each is about (its key -> a name), as the network where she comes reads it: a member, or who applied in another room. Who is
    to be looked at by another network than hers has there the name she has at home."""
    account, kinds = Person._meta.label_lower, dict[str, set[int]]()
    for one in recognitions:
        kinds.setdefault(one.about_type, set()).add(int(one.about_key))
    accounts = kinds.pop(account, set())
    hers = Membership.objects.current().filter(person__in=accounts).select_related("person").order_by("-pk")
    found: dict[tuple[Any, ...], str] = {(account, one.person_id, one.network_id): one.shown_name or one.person.email or "" for one in hers}
    at_home = {one.person_id: one.shown_name or one.person.email or "" for one in hers}
    for one in recognitions:
        if one.about_type == account:
            found.setdefault((account, int(one.about_key), one.network_id), at_home.get(int(one.about_key), ""))
    for label, keys in kinds.items():
        rows = apps.get_model(label)._base_manager.in_bulk(keys)
        found |= {(one.about_type, int(one.about_key), one.network_id): rows[int(one.about_key)].full_name for one in recognitions
                  if one.about_type == label and int(one.about_key) in rows}
    return {one.pk: found.get((one.about_type, int(one.about_key), one.network_id), "") for one in recognitions}


class SafetyReportQuerySet(models.QuerySet):
    """Safeguarding reports. Nobody who is not a referent of the network, or was not alerted, knows that there is one."""

    def visible_to(self, person: Any) -> SafetyReportQuerySet:
        """Of the networks she answers for as a referent, and those she was alerted of, while she has a role there that asks for a second
        step; never one that accuses her."""
        if not getattr(person, "pk", None) or not person.is_active:
            return self.none()
        there = Q(pk__in=[])
        for one in powers(person, GUARDED):
            there |= Q(network__path__startswith=one.path)
        return self.exclude(accused=person).filter(Q(network__in=answered_for(person)) | Q(alerts__person=person) & there).distinct()

    def open(self) -> SafetyReportQuerySet:
        """Not closed."""
        return self.exclude(status="closed")

    def closed(self) -> SafetyReportQuerySet:
        """Closed, the latest first."""
        return self.filter(status="closed").order_by("-closed_at", "-pk")

    def late(self, now: dt.datetime) -> SafetyReportQuerySet:
        """That nobody took in hand in time, and of which nobody above was told."""
        return self.filter(status="received", due_at__lte=now, escalated_at=None)

    def of_thread(self, row: models.Model) -> SafetyReportQuerySet:
        """About this pair, this thread."""
        return self.filter(thread_type=row._meta.label_lower, thread_key=str(row.pk))

    def about(self, row: models.Model) -> SafetyReportQuerySet:
        """About this message, this profile."""
        return self.filter(about_type=row._meta.label_lower, about_key=str(row.pk))

    def suspending(self, person: Any) -> SafetyReportQuerySet:
        """That suspend this person today."""
        return self.filter(accused=person, suspended_at__isnull=False, resumed_at=None)

    def suspending_anybody(self) -> SafetyReportQuerySet:
        """That suspend somebody today."""
        return self.filter(accused__isnull=False, suspended_at__isnull=False, resumed_at=None)

    def made_by(self, person: Any) -> SafetyReportQuerySet:
        """Her own."""
        return self.filter(reporter=person)

    def unknown_since(self, moment: dt.datetime) -> SafetyReportQuerySet:
        """Received since this moment from nobody known."""
        return self.filter(reporter=None, received_at__gt=moment)

    def closed_before(self, moment: dt.datetime) -> SafetyReportQuerySet:
        """Closed before this moment, with words still kept."""
        return self.filter(closed_at__lt=moment, cleared_at=None)


def to_hand_over(network: Any) -> list[tuple[Any, int]]:
    """What the heir of a network that closes answers for from now on: words, how many. Whoever decides reads it: never of reports nor bans,
    which follow all the same."""
    authorisations, clearances = (apps.get_model("safeguarding", name).objects for name in ("Authorisation", "Clearance"))
    return [(_("minors whose parents were asked"), authorisations.live().filter(network=network).count()),
            (_("clearances that hold"), clearances.live().filter(network=network).count())]


class ReadingQuerySet(models.QuerySet):
    """Who opened a report, and why."""

    model: Any

    def of(self, report: Any) -> ReadingQuerySet:
        """Of this report, newest first."""
        return self.filter(report=report).select_related("reader").order_by("-read_at", "-pk")

    def running(self, report: Any, reader: Any) -> ReadingQuerySet:
        """She said why, not long ago."""
        return self.filter(report=report, reader=reader, read_at__gt=clock.now() - self.model.LASTS)


class EvidenceQuerySet(models.QuerySet):
    def of(self, report: Any) -> EvidenceQuerySet:
        """Of this report, in order."""
        return self.filter(report=report).order_by("number")

    def accusers(self, report: Any) -> set[int]:
        """Keys of who said whom this report accuses, and of who confirmed it."""
        named = self.filter(report=report, kind="people", author__isnull=False).values_list("author", flat=True)
        return {*named, report.reporter_id} if report.accused_id and report.reporter_id and not named else set(named)


class AuthorisationQuerySet(_Guarded):
    """What parents allow."""

    def live(self) -> AuthorisationQuerySet:
        """Asked or given."""
        return self.filter(status__in=("asked", "given"))

    def given(self) -> AuthorisationQuerySet:
        """Given, and not taken back."""
        return self.filter(status="given")

    def waiting_since(self, moment: dt.datetime) -> AuthorisationQuerySet:
        """Asked before this moment, without an answer."""
        return self.filter(status="asked", asked_at__lt=moment)

    def of(self, person: Any) -> AuthorisationQuerySet:
        """Of this minor."""
        return self.filter(person=person)

    def ended_before(self, moment: dt.datetime) -> AuthorisationQuerySet:
        """Refused, taken back or left without an answer since before this moment; or of somebody who had turned 18 by then."""
        return self.filter(Q(status__in=("refused", "revoked", "asked"), moved_at__lt=moment) | Q(status="given", adult_on__lt=moment))


class GuardianQuerySet(models.QuerySet):
    def behind_link(self, code: str) -> GuardianQuerySet:
        """That of a signed link."""
        return self.filter(code=code).select_related("authorisation__person", "authorisation__network")

    def of_address(self, address: str) -> GuardianQuerySet:
        """Known by this address."""
        return self.filter(email__iexact=address.strip())


class AgreementQuerySet(models.QuerySet):
    def live(self) -> AgreementQuerySet:
        """Not taken back."""
        return self.filter(withdrawn_at=None)

    def of(self, authorisation: Any) -> AgreementQuerySet:
        """Of the holders of this authorisation."""
        return self.filter(guardian__authorisation=authorisation)
