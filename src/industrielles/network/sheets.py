"""What this room holds of a person, as she reads it."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .models import Grant, Look, Membership, Proposal


def sheets(person: Person) -> list[Sheet]:
    """Her memberships and her roles, with their dates and reasons; who saw her pages; the networks she proposed."""
    seen = Look.objects.of(person).select_related("helper", "network").order_by("started_at", "pk")
    joined = Membership.objects.filter(person=person).select_related("network", "organisation").order_by("started_on", "pk")
    held = Grant.objects.filter(membership__person=person).select_related("network").order_by("started_on", "pk")
    return [
        Sheet(pgettext("file name", "memberships"), _("My networks"), (_("network"), _("organisation"), _("from"), _("until")), tuple(
            (one.network.name, one.organisation.name if one.organisation else "", one.started_on, one.ended_on) for one in joined)),
        Sheet(pgettext("file name", "roles"), _("My roles"), (_("role"), _("network"), _("from"), _("until"), _("why")), tuple(
            (str(one.get_role_display()), one.network.name, one.started_on, one.ended_on, one.reason) for one in held)),
        Sheet(pgettext("file name", "looks"), _("Who saw my pages"), (_("who"), _("network"), _("when"), _("why")), tuple(
            (one.helper.full_name, one.network.name, one.started_at.date(), one.reason) for one in seen)),
        *sheets_of_address(person.email or ""),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """The networks somebody proposed with this address."""
    found = Proposal.objects.filter(email__iexact=address).order_by("sent_at", "pk") if address else []
    return [Sheet(pgettext("file name", "proposals"), _("Networks I proposed"), (_("network"), _("when"), _("state")), tuple(
        (one.name, one.sent_at.date(), str(one.get_status_display())) for one in found))] if found else []
