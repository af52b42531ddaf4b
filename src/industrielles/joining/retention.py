"""How long this room keeps what: as little, and as briefly, as welcoming somebody needs."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Application, Batch, Link, Merge

_NEWCOMERS: dict[str, Any] = {"people": _("People who ask to join"), "readers": _("the coordinators of the network she asked to join"),
              "models": ("joining.Application",), "person": "person"}
RULES = (
    Rule("joining.unconfirmed", _("Applications never confirmed"), trigger=_("the day its link stopped working"), days=0, least=0, most=30,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, due="industrielles.joining.retention.unconfirmed_due",
         apply="industrielles.joining.verbs.clear_unconfirmed", purpose=_("to wait until she confirms from her mailbox"),
         data=_("what she wrote in the form"), **_NEWCOMERS),
    Rule("joining.decided", _("Applications of members"), trigger=_("the word of welcome"), days=365, least=31, most=1096,
         action=Action.EMPTY, ground=Ground.CONTRACT, due="industrielles.joining.retention.welcomed_due",
         apply="industrielles.joining.verbs.empty_decided",
         purpose=_("to know whom one welcomes and what she offers; to count how people came"),
         data=_("name, address, telephone if given, job, town, what she offers; her gender if she said it"), **_NEWCOMERS),
    Rule("joining.declined", _("Applications declined"), trigger=_("the letter that said why"), days=180, least=31, most=365,
         action=Action.ERASE, ground=Ground.LEGITIMATE_INTEREST, due="industrielles.joining.retention.declined_due",
         apply="industrielles.joining.verbs.erase_declined", purpose=_("to answer if she asks why"),
         data=_("what she wrote in the form, and the reason"), **_NEWCOMERS),
    Rule("joining.batches", _("Files of people to invite"), trigger=_("the sending of the file"), days=30, least=7, most=90,
         action=Action.EMPTY, ground=Ground.LEGITIMATE_INTEREST, models=("joining.Batch", "joining.Line"),
         due="industrielles.joining.retention.batches_due", apply="industrielles.joining.verbs.empty_batches",
         people=_("Members and contacts of an association that takes part"), purpose=_("to invite them, once, and to report each line"),
         readers=_("the coordinators of the network that imports"), data=_("the lines of the file")),
    Rule("joining.links", _("Invitations by link"), trigger=_("the last day of the link"), days=180, least=31, most=1096,
         action=Action.EMPTY, ground=Ground.CONTRACT, models=("joining.Link",), due="industrielles.joining.retention.links_due",
         apply="industrielles.joining.verbs.clear_links", people=_("Members who invite"), person="made_by",
         purpose=_("to invite, and to see how many came"), readers=_("herself; the coordinators of her network"),
         data=_("for whom, or where, the invitation was")),
    Rule("joining.merges", _("Accounts said to be one person"), trigger=_("the question to both addresses"), days=30, least=30, most=90,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("joining.Merge",), person="kept",
         due="industrielles.joining.retention.merges_due", apply="industrielles.joining.verbs.clear_merges",
         people=_("Members with two accounts"), purpose=_("to ask both mailboxes before one account is made of two"),
         readers=_("the coordinators who asked"), data=_("which two accounts")),
)


def unconfirmed_due(before: dt.datetime) -> Any:
    """Applications whose link had stopped working by this moment."""
    return Application.objects.lapsed(before)


def welcomed_due(before: dt.datetime) -> Any:
    """Applications of people welcomed by this moment, whose words are still kept."""
    return Application.objects.decided_before(before).filter(status=Application.Status.WELCOMED)


def declined_due(before: dt.datetime) -> Any:
    """Applications declined by this moment, whose words are still kept."""
    return Application.objects.decided_before(before).filter(status=Application.Status.DECLINED)


def batches_due(before: dt.datetime) -> Any:
    """Files sent by this moment, whose lines are still kept; those under way are finished first."""
    return Batch.objects.full_before(before)


def links_due(before: dt.datetime) -> Any:
    """Invitations whose last day came before this moment, and that still say for whom they were."""
    return Link.objects.ended_before(before)


def merges_due(before: dt.datetime) -> Any:
    """Questions asked before this moment."""
    return Merge.objects.older_than(before)
