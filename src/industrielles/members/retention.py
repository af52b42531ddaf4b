"""How long this room keeps what it knows."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Export, Issue, Recipient, SavedView, Subscription

RULES = (
    Rule("members.views", _("Searches kept under a name"), trigger=_("the last change of the view"), days=1096, least=365, most=1826,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("members.SavedView",), person="owner",
         due="industrielles.members.retention.views_due", apply="industrielles.members.verbs.forget_views",
         people=_("Coordinators"), purpose=_("to find the same members again"),
         readers=_("herself, and those who run the network with her"), data=_("the name of the view and its criteria")),
    Rule("members.exports", _("Files of members taken away"), trigger=_("the day of the export"), days=1096, least=365, most=1826,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("members.Export",),
         due="industrielles.members.retention.exports_due", apply="industrielles.members.verbs.forget_exports",
         people=_("Members, and the coordinators who made the file"), purpose=_("to say who took whose address away, and what for"),
         readers=_("each person whose line was in the file"), data=_("whose lines, which columns, by whom, why; never the file")),
    Rule("members.subscriptions", _("Subscribers to the news"), trigger=_("the day she asked, or last confirmed"), days=1096, least=365,
         most=1096, action=Action.EMPTY, ground=Ground.CONSENT, models=("members.Subscription",),
         due="industrielles.members.retention.subscriptions_due", apply="industrielles.members.verbs.forget_subscriptions",
         people=_("People outside who asked for the news"), purpose=_("to send them the news they asked for"),
         readers=_("nobody: the worker that sends"), data=_("address, language, the text agreed to and when")),
    Rule("members.unconfirmed", _("Requests for news that nobody confirmed"), trigger=_("the day of the request"), days=7, least=1, most=30,
         action=Action.EMPTY, ground=Ground.CONSENT, models=("members.Subscription",),
         due="industrielles.members.retention.unconfirmed_due", apply="industrielles.members.verbs.forget_subscriptions",
         people=_("People outside who asked for the news"), purpose=_("to let her confirm from her own mail box"),
         readers=_("nobody: the worker that sends"), data=_("address, language, the day of the request")),
    Rule("members.recipients", _("Readers of a letter to many"), trigger=_("the end of its sending"), days=365, least=30, most=1096,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("members.Recipient",),
         due="industrielles.members.retention.recipients_due", apply="industrielles.members.verbs.forget_recipients",
         people=_("Members and subscribers who were written to"), purpose=_("to write to each once, and to answer who asks why"),
         readers=_("herself; the coordinators read only how many"), data=_("which letter, when; never whether it was read")),
    Rule("members.issues", _("Selections of letters to many"), trigger=_("the end of its sending"), days=365, least=30, most=1096,
         action=Action.EMPTY, ground=Ground.LEGITIMATE_INTEREST, models=("members.Issue",),
         due="industrielles.members.retention.issues_due", apply="industrielles.members.verbs.forget_issues",
         people=_("Coordinators, and members named in a search"), purpose=_("to know to whom it was sent"),
         readers=_("those who run the network"), data=_("the criteria of the selection and the reason of a message of service")),
)


def views_due(before: dt.datetime) -> Any:
    """Views that nobody has changed since this moment."""
    return SavedView.objects.filter(changed_at__lt=before)


def exports_due(before: dt.datetime) -> Any:
    """Exports made before this moment."""
    return Export.objects.filter(at__lt=before)


def subscriptions_due(before: dt.datetime) -> Any:
    """Subscriptions confirmed before this moment."""
    return Subscription.objects.filter(confirmed_at__lt=before, ended_at=None)


def unconfirmed_due(before: dt.datetime) -> Any:
    """Subscriptions asked for before this moment and never confirmed."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lt=before, ended_at=None)


def recipients_due(before: dt.datetime) -> Any:
    """Readers of letters whose sending ended before this moment."""
    return Recipient.objects.filter(issue__ended_at__lt=before)


def issues_due(before: dt.datetime) -> Any:
    """Letters sent before this moment whose selection is still kept."""
    return Issue.objects.filter(ended_at__lt=before).exclude(query="", reason__in=("", "–"))
