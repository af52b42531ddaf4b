"""What this room holds of a person, as she reads it. What others report stays with who treats it (GDPR art. 15(4), 23)."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .models import Agreement, Authorisation, Clearance, Guardian, Part, Report


def sheets(person: Person) -> list[Sheet]:
    """Papers of hers that were seen; what her parents allow; what she reported."""
    seen = Clearance.objects.of(person).select_related("network").order_by("seen_on", "pk")
    asked = Authorisation.objects.of(person).select_related("network").order_by("asked_at", "pk")
    said = Report.objects.made_by(person).order_by("received_at", "pk")
    return [
        Sheet(pgettext("file name", "clearances"), _("My papers that were seen"),
              (_("what was seen"), _("network"), _("on"), _("until"), _("what it allows")), tuple(
                  (str(one.get_kind_display()), one.network.name, one.seen_on, one.until, str(one.get_outcome_display())) for one in seen)),
        Sheet(pgettext("file name", "authorisations"), _("What my parents allow"),
              (_("network"), _("my birth date"), _("state"), _("what is allowed"), _("asked on")), tuple(
                  (one.network.name, one.born_on, str(one.get_status_display()), allowed(one), one.asked_at.date()) for one in asked)),
        Sheet(pgettext("file name", "my-reports"), _("What I reported"), (_("when"), _("my words"), _("state")), tuple(
            (one.received_at.date(), one.words, str(one.get_status_display())) for one in said)),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """What a parent of this address allows."""
    hers: Any = Guardian.objects.of_address(address).select_related("authorisation__person").order_by("pk") if address else []
    rows = tuple((one.name, one.authorisation.person.first_name, str(one.authorisation.get_status_display()), allowed(one.authorisation))
                 for one in hers)
    columns = (_("my name"), _("my child"), _("state"), _("what is allowed"))
    return [Sheet(pgettext("file name", "parent"), _("What I allow as a parent"), columns, rows)] if rows else []


def allowed(one: Authorisation) -> str:
    """The parts that are allowed now, in words."""
    parts = {row.part for row in Agreement.objects.live().of(one)}
    return ", ".join(str(part.label) for part in Part if part in parts)
