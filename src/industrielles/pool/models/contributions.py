"""Nouns: what a member brings to her network, whether she meets classes or not."""
from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.personal import Personal
from industrielles.network.models import Membership, Network
from industrielles.places.models import Department

from ..queries import ContributionQuerySet
from .branches import Branch


class Contribution(models.Model):
    """Her job, where she is, what she would like to do: said when she joined, changed by herself, kept as long as she is a member. Never
    public; a role model is known by her profile instead."""

    class Situation(models.TextChoices):
        INDUSTRY = "industry", _("I work in industry")
        STUDENT = "student", _("I study")
        RETIRED = "retired", _("I am retired from industry")
        ALLY = "ally", _("I am an ally: I work elsewhere and want to help")

    class Position(models.TextChoices):
        OPERATOR = "operator", _("Operator")
        TECHNICIAN = "technician", _("Technician")
        ENGINEER = "engineer", _("Engineer")
        MANAGER = "manager", _("Manager")
        EXECUTIVE = "executive", _("Executive")
        STUDENT = "student", _("Student, apprentice")
        RETIRED = "retired", _("Retired")

    class Offer(models.TextChoices):
        VISITS = "visits", _("Meeting classes")
        MENTORING = "mentoring", _("Accompanying a girl or a young woman")
        MEDIA = "media", _("Speaking to the press or at a conference")
        SHARING = "sharing", _("Sharing what works in my company")
        LEADING = "leading", _("Leading a territory")
        COUNTED = "counted", _("Just being counted in")

    personal = Personal(("membership", "situation", "job", "position", "offers", "search_text"), rule="pool.contributions")

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="contribution")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    situation = models.CharField(_("you are"), max_length=10, choices=Situation, blank=True)
    job = models.CharField(_("your job, in your own words"), max_length=120, blank=True)
    position = models.CharField(_("your position"), max_length=12, choices=Position, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offers = models.JSONField(default=list)  # of Offer
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    search_text = models.TextField(blank=True, editable=False)  # folded: job, branch

    objects = ContributionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["network", "department"], name="contributions_where"),
            models.Index(fields=["network", "branch"], name="contributions_branch"),
        ]

    def __str__(self) -> str:
        return f"contribution of {self.membership_id}"

    @property
    def offered(self) -> list[str]:
        """What she offers, in words."""
        return [str(one.label) for one in self.Offer if one in self.offers]
