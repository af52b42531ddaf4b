"""Nouns: a role model's own calendar, read from elsewhere, and the half-days it takes."""
from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.personal import Personal
from industrielles.network.models import Network

from ..queries import BusyDayQuerySet, CalendarQuerySet
from .role_models import RoleModel


class Calendar(models.Model):
    """Where her own calendar is read; no address: she sent a file once. Titles, places and people in it are never kept."""

    class Fault(models.TextChoices):
        """Why it could not be read the last time."""

        UNREACHABLE = "unreachable", _("its server does not answer")
        REFUSED = "refused", _("this address is not one of a public calendar")
        TOO_LARGE = "too large", _("it is larger than 1 MB")
        UNREADABLE = "unreadable", _("it is not a calendar file")

    personal = Personal(("role_model", "address"), rule="pool.profiles")

    role_model = models.OneToOneField(RoleModel, on_delete=models.CASCADE, related_name="calendar")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    tried_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    fault = models.CharField(max_length=12, choices=Fault, blank=True, editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(address="") | Q(address__startswith="http"), name="calendar_address"),
        ]
        indexes: ClassVar = [models.Index(fields=["tried_at"], name="calendars_tried")]

    def __str__(self) -> str:
        return f"calendar of {self.role_model_id}"

    @property
    def host(self) -> str:
        """Whose calendar it is, without its secret: “calendar.google.com”."""
        return urlsplit(self.address).hostname or ""


class BusyDay(models.Model):
    """Half-days her own calendar takes: 1 the morning, 2 the afternoon, 3 both. Nothing of what fills them."""

    personal = Personal(("role_model", "on", "halves"), rule="pool.busy_days")

    role_model = models.ForeignKey(RoleModel, on_delete=models.CASCADE, related_name="busy_days")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    halves = models.PositiveSmallIntegerField()

    objects = BusyDayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role_model", "on"], name="one_busy_day"),
            models.CheckConstraint(condition=Q(halves__gte=1, halves__lte=3), name="busy_day_halves"),
        ]
        indexes: ClassVar = [models.Index(fields=["on"], name="busy_days_on")]

    def __str__(self) -> str:
        return f"{self.on} {self.halves}"
