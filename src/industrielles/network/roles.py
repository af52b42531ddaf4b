"""The roles of a network: few, each one sentence, each with what it may see."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in a network."""

    MEMBER = "member", _("member")
    ROLE_MODEL = "role model", _("role model")
    AMBASSADOR = "ambassador", _("ambassador")
    COORDINATOR = "coordinator", _("coordinator")
    UMBRELLA_COORDINATOR = "umbrella coordinator", _("umbrella coordinator")
    STATISTICIAN = "statistician", _("statistician")
    REFERENT = "referent", _("safeguarding referent")


SENTENCES = {
    Role.MEMBER: _("Belongs to the network and sees her own pages."),
    Role.ROLE_MODEL: _("Accepts to be met: has a profile, answers invitations, tells what took place."),
    Role.AMBASSADOR: _("Leads a territory: sees and animates the role models entrusted to her."),
    Role.COORDINATOR: _("Runs her network and the networks below it: its people, its requests, its visits."),
    Role.UMBRELLA_COORDINATOR: _("Runs the umbrella: its own requests, the networks, the targets, the figures of all."),
    Role.STATISTICIAN: _("Reads the figures of her network and of those below it, never a name."),
    Role.REFERENT: _("Answers for the safety of girls in her network and those below it: reads and treats safeguarding reports."),
}

# Roles whose holder reads and acts on rows of the network, and of the networks below it or not.
RUNS_BELOW = (Role.COORDINATOR,)
RUNS_ITSELF = (Role.UMBRELLA_COORDINATOR,)
# Roles whose holder reads the figures of the network and of those below it.
READS_FIGURES = (Role.COORDINATOR, Role.UMBRELLA_COORDINATOR, Role.STATISTICIAN)
# Roles each may give and take: only within the networks she runs, never above her own right, never to herself.
MAY_GIVE = {
    Role.COORDINATOR: (Role.MEMBER, Role.ROLE_MODEL, Role.AMBASSADOR, Role.COORDINATOR, Role.STATISTICIAN, Role.REFERENT),
    Role.UMBRELLA_COORDINATOR: (Role.MEMBER, Role.ROLE_MODEL, Role.AMBASSADOR, Role.STATISTICIAN, Role.REFERENT,
                                Role.UMBRELLA_COORDINATOR),
}
# What the umbrella's coordinator may give in the networks below it: whoever will run them, not their rows.
MAY_GIVE_ELSEWHERE = (Role.COORDINATOR, Role.STATISTICIAN, Role.REFERENT)
# What a member may take for herself: offering to be met needs nobody's leave.
MAY_TAKE = (Role.ROLE_MODEL,)
# Where a role makes sense: the umbrella is run by its own coordinator, every other network by a coordinator.
ONLY_IN_UMBRELLA = (Role.UMBRELLA_COORDINATOR,)
NEVER_IN_UMBRELLA = (Role.COORDINATOR,)
# What goes along when a network goes on in another: what somebody offers, never a right over others.
GO_ALONG = (Role.MEMBER, Role.ROLE_MODEL, Role.AMBASSADOR)
# Roles of power: their holders are seen with nobody else's eyes.
STAFF = (Role.COORDINATOR, Role.UMBRELLA_COORDINATOR, Role.STATISTICIAN, Role.REFERENT)
# Roles whose holder passes a second step when she signs in: she reads and acts on what concerns others.
GUARDED = (*RUNS_BELOW, *RUNS_ITSELF, Role.REFERENT)
