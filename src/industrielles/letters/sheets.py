"""What this room holds of an address, as its reader reads it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet

from .addresses import hashed
from .models import Letter, Preference


def sheets(person: Any) -> list[Sheet]:
    """The letters to her whose words are still kept."""
    return sheets_of_address(person.email or "")


def sheets_of_address(address: str) -> list[Sheet]:
    """The letters to this address whose words are still kept; never a code to sign in."""
    hers = Letter.objects.addressed_to(address).exclude(template="people/letters/code").order_by("pk") if address else Letter.objects.none()
    rows = tuple((one.queued_at.date(), one.subject, str(one.get_status_display()), one.text) for one in hers)
    columns = (_("written on"), _("subject"), _("state"), _("text"))
    chosen = Preference.objects.filter(address_hash=hashed(address)).order_by("kind") if address else ()
    return [
        Sheet(pgettext("file name", "letters"), _("Letters we wrote to you"), columns, rows),
        Sheet(pgettext("file name", "rhythms"), _("How often letters come"), (_("kind of letter"), _("rhythm"), _("chosen on")), tuple(
            (str(one.get_kind_display()), str(one.get_rhythm_display()), one.chosen_at.date()) for one in chosen)),
    ]
