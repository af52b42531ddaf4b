"""What this room holds of a person, what the journal says of her, as she reads it."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.journal.models import Entry
from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .acts import in_words
from .models import Demand

MOST = 50_000  # lines of one sheet


def everything(person: Person) -> list[Sheet]:
    """All that every room holds of her (settings.EXPORTERS)."""
    return [sheet for dotted in settings.EXPORTERS for sheet in import_string(dotted)(person)]


def everything_of_address(address: str) -> list[Sheet]:
    """All that is held of an address without account (settings.EXPORTERS_BY_ADDRESS)."""
    return [sheet for dotted in settings.EXPORTERS_BY_ADDRESS for sheet in import_string(dotted)(address)]


def sheets(person: Person) -> list[Sheet]:
    """Her demands; what she did; what others did about her."""
    hers = in_words(Entry.objects.by(person)[:MOST], None)
    about = in_words(Entry.objects.about(person).exclude(by_id=person.pk)[:MOST], None)
    return [
        _demands(Demand.objects.hers(person)),
        Sheet(pgettext("file name", "what-I-did"), _("What I did"), (_("when"), _("what")), tuple(
            (one.at.date(), str(one.what)) for one in hers)),
        Sheet(pgettext("file name", "about-me"), _("What others did about me"), (_("when"), _("what"), _("by")), tuple(
            (one.at.date(), str(one.what), _("a person of the collective") if one.entry.by_id else _("the program")) for one in about)),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """The demands made from this address."""
    return [_demands(Demand.objects.of_address(address))] if address else []


def _demands(rows: Any) -> Sheet:
    columns = (_("what I asked"), _("asked on"), _("to be answered by"), _("state"), _("my words"), _("the answer"))
    return Sheet(pgettext("file name", "demands"), _("My demands about my data"), columns, tuple(
        (str(one.get_kind_display()), one.received_at.date(), one.due_on, str(one.get_status_display()), one.words, one.answer)
        for one in rows))
