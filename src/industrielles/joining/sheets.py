"""What this room holds of a person, or of an address that asked to join, as she reads it."""
from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .models import Application, Link


def sheets(person: Person) -> list[Sheet]:
    """How she came, what she said then, whom she invited."""
    links = Link.objects.filter(made_by=person).select_related("network").order_by("made_at", "pk")
    hers = Q(person=person) | (Q(email=person.email) if person.email else Q(pk__in=[]))
    return [
        _applications(Application.objects.filter(hers)),
        Sheet(pgettext("file name", "my-invitations"), _("Invitations I made"),
              (_("network"), _("for whom, or where"), _("made on"), _("until")),
              tuple((one.network.name, one.label, one.made_at.date(), one.expires_on) for one in links)),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """What was said with this address by somebody who has not confirmed it."""
    found = Application.objects.filter(email=address.strip().lower(), person=None) if address else Application.objects.none()
    return [_applications(found)]


def _applications(found: Any) -> Sheet:
    rows = tuple((
        one.network.name, str(one.get_status_display()), one.sent_at.date(), one.first_name, one.last_name, one.email, one.phone,
        str(one.get_gender_display()), one.job, one.employer, str(one.commune or ""), ", ".join(one.offered), one.word)
        for one in found.select_related("network", "commune").order_by("sent_at", "pk"))
    columns = (_("network"), _("state"), _("sent on"), _("first name"), _("surname"), _("e-mail address"), _("telephone"), _("gender"),
               _("job"), _("employer"), _("town"), _("offers"), _("word of the coordinator"))
    return Sheet(pgettext("file name", "joining"), _("How I joined"), columns, rows)
