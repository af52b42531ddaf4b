"""What happened to a request, from the journal, in words."""
from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.journal.models import Entry
from industrielles.people.models import Person

from .models import Engagement

VERBS = {
    "ask": gettext_lazy("asks for a visit"), "ask_speaker": gettext_lazy("asks for somebody who speaks"),
    "give_up": gettext_lazy("closes the request, its days gone by"), "close_untold": gettext_lazy("closes a visit nobody told"),
    "confirm": gettext_lazy("confirms the request"),
    "change": gettext_lazy("changes the request"), "hand_over": gettext_lazy("hands the request to a colleague"),
    "authorise": gettext_lazy("declares the agreement of the head of school"),
    "cancel": gettext_lazy("cancels the request"), "postpone": gettext_lazy("puts the visit off"),
    "close": gettext_lazy("closes the request"), "qualify": gettext_lazy("says which school it is"),
    "reopen": gettext_lazy("reopens the request"), "invite": gettext_lazy("invites"), "put_forward": gettext_lazy("puts herself forward"),
    "choose": gettext_lazy("chooses a volunteer"), "accept": gettext_lazy("accepts"), "decline": gettext_lazy("declines"),
    "counter": gettext_lazy("proposes another date"), "agree_date": gettext_lazy("agrees to the other date"),
    "refuse_date": gettext_lazy("keeps the first dates"), "pass_on": gettext_lazy("names a colleague"),
    "withdraw": gettext_lazy("withdraws an invitation"), "release": gettext_lazy("cannot come after all"),
    "let_go": gettext_lazy("ends what was asked of somebody who can no longer come"),
    "remind": gettext_lazy("reminds her"), "expire": gettext_lazy("ends an invitation left unanswered"),
    "ask_lending": gettext_lazy("asks another network to lend somebody"), "agree_lending": gettext_lazy("lends somebody"),
    "refuse_lending": gettext_lazy("cannot lend anybody"), "withdraw_lending": gettext_lazy("no longer asks the other network"),
    "report": gettext_lazy("tells what took place"), "settle": gettext_lazy("keeps one of the counts"),
    "publish_places": gettext_lazy("publishes places to take"), "unpublish_places": gettext_lazy("no longer publishes places"),
    "take_place": gettext_lazy("takes a place"), "give_back": gettext_lazy("gives her place back"),
    "forget": gettext_lazy("was erased at her request"), "forget_asker": gettext_lazy("was erased at her request"),
}


@dataclass(frozen=True)
class Act:
    """One line of a history: who, what, when."""

    who: str
    what: Any
    at: dt.datetime


def of(engagement: Engagement, runs: Collection[int]) -> list[Act]:
    """The journal of a request, of its invitations and lendings, newest first. `runs`: ids of the reader's networks; who belongs to
    none of them stays unnamed."""
    keys = {"invitation": engagement.invitations.all(), "lending": engagement.lendings.all(), "report": engagement.reports.all()}
    about = Q(subject_type="engagements.engagement", subject_key=str(engagement.pk))
    for name, rows in keys.items():
        about |= Q(subject_type=f"engagements.{name}", subject_key__in=[str(row.pk) for row in rows])
    entries = list(Entry.objects.filter(about, verb__startswith="engagements."))
    people = Person.objects.filter(pk__in={entry.by_id for entry in entries if entry.by_id}, memberships__network__in=runs)
    names = {person.pk: person.full_name for person in people.distinct()}
    return [Act(_who(entry, names), VERBS.get(entry.verb.partition(".")[2], entry.verb), entry.at) for entry in entries]


def _who(entry: Entry, names: dict[int, str]) -> str:
    if entry.by_id:
        return names.get(entry.by_id) or _("Somebody of another network")
    who = {"teacher": _("Who asked"), "organiser": _("Who asked"), "role model": _("The woman of industry")}
    return who.get(entry.as_holder) or _("The site itself")
