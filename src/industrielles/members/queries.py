"""Questions about members, views, news and their readers. Rows of networks begin with `visible_to`."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from industrielles.letters.addresses import hashed
from industrielles.network.queries import ScopedQuerySet
from industrielles.people.models import Consent

HELD, AGREED = "held", ("confirmed", "held")  # statuses of a visit that took place, or will


def with_activity(memberships: Any, year: dt.datetime) -> Any:
    """Each with `visits`, agreed or held since the school year began, and `last_visit`, the moment of her last one held."""
    RoleModel = apps.get_model("pool", "RoleModel")
    hers = RoleModel._base_manager.filter(membership=OuterRef("pk")).order_by().values("membership")
    return memberships.annotate(
        visits=Subquery(hers.annotate(n=Count("engagements", filter=Q(
            engagements__status__in=AGREED, engagements__starts_at__gte=year))).values("n")),
        last_visit=Subquery(hers.annotate(last=Max("engagements__starts_at", filter=Q(engagements__status=HELD))).values("last")))


def met_since(memberships: Any, moment: dt.datetime | None = None, *, negated: bool = False) -> Any:
    """Members who met a class, at or after this moment; or who did not."""
    RoleModel = apps.get_model("pool", "RoleModel")
    held = RoleModel._base_manager.filter(engagements__status=HELD, membership=OuterRef("pk"))
    if moment:
        held = held.filter(engagements__starts_at__gte=moment)
    return memberships.filter(~Exists(held) if negated else Exists(held))


def agreeing(memberships: Any, purpose: str, *, negated: bool = False) -> Any:
    """Members whose consent to this purpose stands for their network, or for all; or who gave none. Of somebody a network added by her
    address, who has not come by herself, it reads nothing that was said for all."""
    given = Consent.objects.live().filter(
        Q(network_id=0) | Q(network_id=OuterRef("network_id")), purpose=purpose, person=OuterRef("person"))
    agreed = memberships.introduced().filter(Exists(given))
    return memberships.exclude(pk__in=agreed.order_by().values("pk")) if negated else agreed


def offering(memberships: Any, offer: str) -> Any:
    """Members who said, to this network or to one that goes on in it, that they would do this (Contribution.Offer)."""
    return memberships.filter(pk__in=apps.get_model("pool", "Contribution").objects.offering(offer).values("membership"))


class SavedViewQuerySet(ScopedQuerySet):
    def visible_to(self, person: Any) -> Any:
        """Hers, and those shared by whoever runs a network with her; of networks she runs."""
        return super().visible_to(person).filter(Q(shared=True) | Q(owner=person))

    def editable_by(self, person: Any) -> Any:
        """Hers."""
        return self.visible_to(person).filter(owner=person)

    def of(self, person: Any) -> Any:
        """All she saved, to be forgotten with her."""
        return self.filter(owner=person)


class ExportQuerySet(models.QuerySet):
    def about(self, person: Any) -> Any:
        """Exports that held her row, newest first."""
        return self.filter(people=person).prefetch_related("networks").order_by("-at", "-pk")

    def before(self, moment: dt.datetime) -> Any:
        return self.filter(at__lt=moment)


class SubscriptionQuerySet(ScopedQuerySet):
    def live(self) -> Any:
        """Confirmed, not ended."""
        return self.filter(ended_at=None).exclude(confirmed_at=None)

    def of_closed(self) -> Any:
        """Not ended, of networks that are closed."""
        return self.filter(ended_at=None, network__closed_on__isnull=False).select_related("network").order_by("pk")

    def opened_by(self, code: str) -> Any:
        """The one that a signed link names."""
        return self.filter(code=code).select_related("network")

    def of_address(self, address: str) -> Any:
        """Those of an address, in any case."""
        return self.filter(address_hash=hashed(address), ended_at=None)


class IssueQuerySet(ScopedQuerySet):
    def under_way(self) -> Any:
        """Being sent, oldest first: every network's turn comes."""
        return self.filter(status="sending").order_by("sent_at", "pk")

    def with_progress(self) -> Any:
        """Each with how many readers it has: `in_all`, `written`, `skipped`."""
        return self.select_related("network", "author").annotate(
            in_all=Count("recipients"), written=Count("recipients", filter=Q(recipients__status="written")),
            skipped=Count("recipients", filter=Q(recipients__status="skipped")))


class RecipientQuerySet(ScopedQuerySet):
    def waiting(self) -> Any:
        return self.filter(status="waiting")

    def known_as(self, address_hash: str) -> Any:
        """Those of one address, known by its hash."""
        return self.filter(address_hash=address_hash)


def to_end(network: Any) -> list[tuple[Any, int]]:
    """What ends with a network that closes: words, how many."""
    subscriptions = apps.get_model("members", "Subscription").objects
    return [(_("readers outside, whose news stop"), subscriptions.live().filter(network=network).count())]
