"""Nouns: dated memberships, dated roles."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from industrielles.kit import clock
from industrielles.kit.personal import Personal
from industrielles.kit.wording import Worded
from industrielles.people.models import Person

from ..queries import GrantQuerySet, MembershipQuerySet
from ..roles import Role
from .networks import Network
from .organisations import Organisation


class Membership(models.Model):
    """A person in a network, from a day to a day."""

    personal = Personal(("person", "called"), rule="network.members")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    called = models.CharField(max_length=161, blank=True)  # the name written by who added her: all that is shown until she signs in
    added_at = models.DateTimeField(null=True, editable=False)  # by somebody who knew her address; None: she came by herself
    roles: list[Grant]  # those held now, once asked for (`with_roles`)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "network"], condition=Q(ended_on=None), name="one_current_membership"),
            models.UniqueConstraint(fields=["id", "network"], name="membership_of_network"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="membership_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.network_id}"

    @property
    def is_introduced(self) -> bool:
        """She came by herself, or has signed in since she was added: until then her network reads only what it wrote itself, so that
        adding an address tells nobody that it is known elsewhere."""
        return self.added_at is None or (self.person.last_login is not None and self.person.last_login >= self.added_at)

    @property
    def shown_name(self) -> str:
        """The name her network reads: hers, or the one it wrote while she has not signed in; "" when there is none."""
        return self.person.full_name if self.is_introduced else self.called


class Grant(Worded, models.Model):
    """A role held in a network, from a day to a day; a row is ended, never changed."""

    personal = Personal(("membership", "granted_by", "reason", "ended_by", "ended_reason"), rule="network.members")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="grants")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24, choices=Role)
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=240, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(max_length=240, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership", "role"], condition=Q(ended_on=None), name="one_current_grant"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="grant_dates"),
        ]
        indexes: ClassVar = [models.Index(fields=["role", "ended_on", "network"])]

    def __str__(self) -> str:
        return f"{self.role} in {self.network_id}"
