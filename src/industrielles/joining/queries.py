"""Questions about who comes in; `visible_to` is the only way from a page to an application."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.queries import ScopedQuerySet
from industrielles.network.roles import RUNS_BELOW, RUNS_ITSELF
from industrielles.places.models import Department

MOST_CHOICES = 12  # networks proposed to somebody who joins
RESTS = dt.timedelta(days=30)  # a file waits for somebody whose roles are at rest, since it was read


class ApplicationQuerySet(ScopedQuerySet):
    def visible_to(self, person: Any) -> ApplicationQuerySet:
        """Of the networks this person runs; and those another network asks hers to receive, while it asks."""
        mine = Network.objects.run_by(person)
        return self.filter(Q(network__in=mine) | Q(status="handed", sent_to__in=mine)).exclude(status="unconfirmed")

    def whole(self) -> ApplicationQuerySet:
        """Each with what its page and its letters say."""
        return self.select_related("network", "sent_to", "person", "branch", "commune", "department", "link__made_by", "frame")

    def behind_link(self) -> ApplicationQuerySet:
        """What a mailed link may open; its signature decides."""
        return self.whole()

    def to_welcome(self) -> ApplicationQuerySet:
        """Confirmed, and nobody has answered yet: those who have waited longest first."""
        return self.filter(status__in=("waiting", "handed")).order_by("confirmed_at", "pk")

    def unconfirmed_from(self, email: str, *, within: dt.timedelta) -> ApplicationQuerySet:
        """Sent from this address and not confirmed, not long ago."""
        return self.filter(email=email, status="unconfirmed", sent_at__gt=clock.now() - within)

    def lapsed(self, before: dt.datetime) -> ApplicationQuerySet:
        """Never confirmed in time."""
        return self.filter(status="unconfirmed", lapses_at__lte=before)

    def confirmed_by(self, links: list[Any]) -> ApplicationQuerySet:
        """Who came by one of these invitations and agreed that its maker reads her first name."""
        return self.filter(link__in=links, names_her=True).exclude(status="unconfirmed").order_by("confirmed_at", "pk")

    def decided_before(self, before: dt.datetime) -> ApplicationQuerySet:
        """Welcomed or declined by then, and still full of words."""
        return self.filter(decided_at__lte=before, emptied_at=None)


class LinkQuerySet(ScopedQuerySet):
    def of(self, person: Any) -> LinkQuerySet:
        """Hers to show and to take back: made by her, or in the name of a network she runs. Newest first, each with how many came."""
        hers = Q(made_by=person, of_network=False) | Q(of_network=True, network__in=Network.objects.run_by(person))
        return self.filter(hers).backed().select_related("network").annotate(
            came=models.Count("applications", filter=~Q(applications__status="unconfirmed"))).order_by("-made_at", "-pk")

    def behind_link(self) -> LinkQuerySet:
        """What an invitation opens; its signature decides."""
        return self.backed().select_related("network", "made_by")

    def backed(self) -> LinkQuerySet:
        """Each says whether its maker is still a member of its network: `maker_stays`."""
        there = Membership.objects.current().filter(person=models.OuterRef("made_by"), network=models.OuterRef("network"))
        return self.annotate(maker_stays=models.Exists(there))

    def live(self) -> LinkQuerySet:
        """Neither taken back, nor too old, nor used up; its network is open, and its maker still there, or it is the network's own."""
        return self.backed().filter(Q(of_network=True) | Q(maker_stays=True)).filter(
            revoked_at=None, expires_on__gte=clock.today(), uses_left__gt=0, network__closed_on=None)

    def ended_before(self, before: dt.datetime) -> LinkQuerySet:
        """Of no use any more since then, and still naming whom it is for."""
        return self.filter(expires_on__lte=before.date()).exclude(label="")


class FrameQuerySet(ScopedQuerySet):
    def live(self) -> FrameQuerySet:
        """Still shown."""
        return self.filter(closed_at=None, network__closed_on=None)

    def public(self) -> FrameQuerySet:
        """What the page of a partner shows: open to all."""
        return self.live().select_related("network")

    def counted(self) -> FrameQuerySet:
        """Each with how many joined through it."""
        joined = models.Count("applications", filter=~Q(applications__status="unconfirmed"))
        return self.select_related("network").annotate(joined=joined).order_by("closed_at", "-made_at", "-pk")


class BatchQuerySet(ScopedQuerySet):
    def running(self) -> BatchQuerySet:
        """Being carried out."""
        return self.filter(status="running").order_by("started_at", "pk")

    def to_carry_out(self, now: dt.datetime) -> BatchQuerySet:
        """The same, but those whose sender's roles are at rest: they wait for her, no longer than RESTS."""
        resting = Grant.objects.at_rest().filter(role__in=(*RUNS_BELOW, *RUNS_ITSELF)).values("membership__person")
        return self.running().exclude(sent_by__in=resting, network__closed_on=None, read_at__gt=now - RESTS)

    def full_before(self, before: dt.datetime) -> BatchQuerySet:
        """Read by then, and its lines are still kept."""
        return self.filter(read_at__lte=before, emptied_at=None).exclude(status="running")


class LineQuerySet(models.QuerySet):
    def undone(self) -> LineQuerySet:
        """Nothing was decided for them yet, in the order of the file."""
        return self.filter(outcome="").order_by("number")


class MergeQuerySet(models.QuerySet):
    def open(self) -> MergeQuerySet:
        """Both, or one of them, have not answered yet."""
        return self.filter(status="asked")

    def behind_link(self) -> MergeQuerySet:
        """What a mailed link may open."""
        return self.select_related("kept", "gone", "network")

    def visible_to(self, person: Any) -> MergeQuerySet:
        """Asked in the networks this person runs."""
        return self.filter(network__in=Network.objects.run_by(person))

    def older_than(self, before: dt.datetime) -> MergeQuerySet:
        """Asked before then."""
        return self.filter(asked_at__lte=before)


def near(department: Department) -> list[Network]:
    """The open networks somebody of this department may choose: the most local first, then those without a territory; the umbrella last."""
    fit = list(Network.objects.open().filter(Q(departments=department) | Q(departments=None)).distinct().order_by("path"))
    own = {network.pk for network in Network.objects.open().filter(departments=department)}
    ranked = sorted(fit, key=lambda one: (one.parent_id is None, one.pk not in own, -one.path.count("."), one.path))
    last = [one for one in ranked if one.parent_id is None]
    return [one for one in ranked if one.parent_id is not None][: MOST_CHOICES - len(last)] + last


def network_for(department: Department | None) -> Network:
    """Where somebody of this department goes who chose none: the deepest open network that has it, else the umbrella.
    Raises Network.DoesNotExist while there is no umbrella."""
    own = Network.objects.open().filter(departments=department).order_by("path") if department else Network.objects.none()
    deepest = sorted(own, key=lambda one: (one.parent_id is None, -one.path.count(".")))
    umbrella = Network.objects.open().filter(parent=None).first()
    found = deepest[0] if deepest else umbrella
    if found is None:
        raise Network.DoesNotExist("There is no umbrella yet.")
    return found


def waiting_for(person: Any) -> int:
    """How many newcomers wait for a word of this person."""
    return apps.get_model("joining", "Application").objects.visible_to(person).to_welcome().count()


def to_hand_over(network: Any) -> list[tuple[Any, int]]:
    """What the heir of a network that closes answers from now on: words, how many."""
    applications = apps.get_model("joining", "Application").objects
    return [(_("newcomers to welcome"), applications.filter(network=network, status__in=("waiting", "handed")).count())]
