"""How long people are known: as long as they belong somewhere, then the time in which they may be asked to account for it."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule
from industrielles.people.models import Person

from .models import Decision, Look, Membership, Proposal

RULES = (
    Rule("network.members", _("Members"), trigger=_("the end of her last membership"), days=1826, least=365, most=3653,
         action=Action.ERASE, ground=Ground.CONTRACT, person="pk",
         models=("people.Person", "network.Membership", "network.Grant", "pool.Ambassador", "pool.Training", "pool.RoleModel"),
         due="industrielles.network.retention.members_due", apply="industrielles.people.verbs.erase_each",
         people=_("Members, role models, ambassadors, coordinators"),
         purpose=_("to run the collective; then the time in which one may be asked to account for it (C. civ. 2224)"),
         readers=_("herself, the coordinators of her networks, her ambassador; everybody for a portrait she published"),
         data=_("name, address, telephone, networks, roles and their dates; job, town and availability of a role model")),
    Rule("network.contacts", _("People met who never became members"), trigger=_("the last time she signed in, or was met"),
         days=1096, least=365, most=1096, action=Action.ERASE, ground=Ground.LEGITIMATE_INTEREST, models=("people.Person",), person="pk",
         due="industrielles.network.retention.contacts_due", apply="industrielles.people.verbs.erase_each",
         people=_("People met who never became members"), purpose=_("to answer them and to invite them to join"),
         readers=_("herself and the coordinators who met her"), data=_("name, address, telephone if given")),
    Rule("network.proposals", _("People who proposed a network"), trigger=_("the answer, or the sending of what nobody confirmed"),
         days=365, least=30, most=1096, action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("network.Proposal",),
         due="industrielles.network.retention.proposals_due", apply="industrielles.network.verbs.clear_proposals",
         people=_("People who proposed a network"), purpose=_("to answer them"), readers=_("the coordinators of the umbrella"),
         data=_("name, address, what she wrote of her network, the answer")),
    Rule("network.decisions", _("What two people decided"), trigger=_("the day it was decided"), days=1826, least=365, most=3653,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("network.Decision",),
         due="industrielles.network.retention.decisions_due", apply="industrielles.network.verbs.clear_decisions",
         people=_("Coordinators"), purpose=_("to account for who closed or merged a network, or named a national coordinator"),
         readers=_("the coordinators of the umbrella and of the network"), data=_("who proposed, who confirmed, whom it names, why")),
    Rule("network.looks", _("Pages seen with somebody’s eyes"), trigger=_("the day they were seen"), days=365, least=180, most=365,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("network.Look",), person="person",
         due="industrielles.network.retention.looks_due", apply="industrielles.network.verbs.clear_looks",
         people=_("Members who were helped, coordinators who helped them"), purpose=_("to let her know who saw her pages, and why"),
         readers=_("herself"), data=_("who looked, when, why")),
)


def members_due(before: dt.datetime) -> Any:
    """People who belong nowhere any more, since before this moment."""
    return Person.objects.filter(pk__in=Membership.objects.departed(timezone.localdate(before)).values("person"))


def contacts_due(before: dt.datetime) -> Any:
    """People who never were members of anything, met and last seen before this moment."""
    joined = Membership.objects.filter(person=OuterRef("pk"))
    silent = Q(last_login=None) | Q(last_login__lt=before)
    return Person.objects.filter(~Exists(joined), silent, met_at__lt=before, erased_at=None)


def proposals_due(before: dt.datetime) -> Any:
    """Proposals answered, or never confirmed, and left alone since this moment."""
    return Proposal.objects.long_settled(before)


def decisions_due(before: dt.datetime) -> Any:
    """What was decided before this moment."""
    return Decision.objects.settled_before(before)


def looks_due(before: dt.datetime) -> Any:
    """Looks begun before this moment."""
    return Look.objects.started_before(before)
