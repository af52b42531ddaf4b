"""Questions about engagements. A network sees those it takes part in: its own, and those it was asked to lend someone for and agreed."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from industrielles.kit import clock
from industrielles.network.models import Network
from industrielles.network.queries import ScopedQuerySet


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> EngagementQuerySet:
        """Confirmed requests of the networks this person runs, as owner or as partner."""
        from .models import Engagement, Partner

        ours = Partner.objects.filter(engagement=OuterRef("pk"), network__in=Network.objects.run_by(person))
        return self.filter(Exists(ours)).exclude(status=Engagement.Status.SENT)

    def of_role_model(self, person: Any) -> EngagementQuerySet:
        """Visits this person made or will make."""
        return self.filter(role_model__person=person)

    def awaiting_dispatch(self) -> EngagementQuerySet:
        """Requests nobody has been invited for."""
        return self.filter(status="requested")

    def awaiting_report(self) -> EngagementQuerySet:
        """Confirmed visits whose end has passed and that nobody has told."""
        return self.filter(status="confirmed", ends_at__lt=clock.now())

    def upcoming(self) -> EngagementQuerySet:
        return self.filter(status="confirmed", ends_at__gte=clock.now())

    def older_than(self, age: dt.timedelta) -> EngagementQuerySet:
        """Confirmed by their asker longer than `age` ago."""
        return self.filter(confirmed_at__lt=clock.now() - age)


class InvitationQuerySet(ScopedQuerySet):
    def open(self) -> InvitationQuerySet:
        """Put to a role model, or waiting their turn."""
        return self.filter(status__in=("waiting", "sent", "countered"))

    def to(self, person: Any) -> InvitationQuerySet:
        """Those this person has received."""
        return self.filter(role_model__person=person).exclude(status__in=("waiting", "withdrawn"))

    def unanswered_since(self, age: dt.timedelta) -> InvitationQuerySet:
        return self.filter(status="sent", sent_at__lte=clock.now() - age)


class LendingQuerySet(ScopedQuerySet):
    def visible_to(self, person: Any) -> LendingQuerySet:
        """Asked by or of a network this person runs."""
        runs = Network.objects.run_by(person)
        return self.filter(Q(network__in=runs) | Q(lender__in=runs))
