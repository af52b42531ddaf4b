"""What this room holds of a person, or of an address, as she reads it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .files import COLUMNS
from .models import Export, Issue, Recipient, SavedView, Subscription


def sheets(person: Person) -> list[Sheet]:
    """The files that held her line, the letters to many she received, the views she kept, what she wrote to many."""
    held = Export.objects.about(person)
    to_what = (_("day"), _("network"), _("columns"), _("what for"))
    received = Recipient.objects.filter(person=person).select_related("issue", "network").order_by("pk")
    return [
        Sheet(pgettext("file name", "exports"), _("Files in which my line was"), to_what, tuple(
            (one.at.date(), ", ".join(network.name for network in one.networks.all()),
             ", ".join(str(COLUMNS.get(name, name)) for name in one.columns), one.reason) for one in held)),
        Sheet(pgettext("file name", "letters-to-many"), _("Letters to many that came to me"), (_("day"), _("network"), _("subject")), tuple(
            (one.written_at.date() if one.written_at else None, one.network.name, one.issue.subject_fr) for one in received)),
        Sheet(pgettext("file name", "views"), _("Searches I kept"), (_("name"), _("network"), _("criteria")), tuple(
            (one.name, one.network.name, one.query) for one in SavedView.objects.of(person).select_related("network").order_by("pk"))),
        Sheet(pgettext("file name", "written-to-many"), _("Letters I wrote to many"), (_("day"), _("network"), _("subject")), tuple(
            (one.made_at.date(), one.network.name, one.subject_fr)
            for one in Issue.objects.filter(author=person).select_related("network").order_by("pk"))),
        *(sheets_of_address(person.email) if person.email else []),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """Her subscriptions to the news, without an account."""
    rows: Any = Subscription.objects.of_address(address).select_related("network").order_by("pk")
    columns = (_("network"), _("asked on"), _("confirmed on"))
    return [Sheet(pgettext("file name", "subscriptions"), _("News I subscribed to"), columns, tuple(
        (one.network.name, one.asked_at.date(), one.confirmed_at.date() if one.confirmed_at else None) for one in rows))]
