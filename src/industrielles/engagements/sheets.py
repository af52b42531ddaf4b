"""What this room holds of a person, or of an address that asked for a visit, as she reads it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .models import Engagement, Invitation, Report


def sheets(person: Person) -> list[Sheet]:
    """What she was asked, what she answered, what she told; and what she asked for herself, as a teacher."""
    asked = Invitation.objects.filter(role_model__person=person).select_related("engagement__department").order_by("pk")
    told = Report.objects.filter(told_by=person).select_related("engagement__department").order_by("pk")
    return [
        Sheet(pgettext("file name", "invitations"), _("My invitations"),
              (_("school"), _("state"), _("asked on"), _("answered on"), _("date"), _("my words"), _("colleague I named")), tuple(
                  (one.engagement.school_name, str(one.get_status_display()), _day(one.sent_at), _day(one.answered_at), _day(one.starts_at),
                   one.answer_words, one.colleague) for one in asked)),
        Sheet(pgettext("file name", "reports"), _("What I told about visits"),
              (_("school"), _("told on"), _("outcome"), _("people met"), _("a word about it")), tuple(
                  (one.engagement.school_name, _day(one.told_at), str(one.get_outcome_display()), one.people, one.words) for one in told)),
        *sheets_of_address(person.email or ""),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """The requests that were made with this address."""
    hers = Engagement.objects.filter(contact_email__iexact=address).order_by("pk") if address else Engagement.objects.none()
    rows = tuple((
        one.school_name, str(one.get_status_display()), _day(one.sent_at), one.contact_name, one.contact_role, one.contact_email,
        one.contact_phone, one.head_name, one.room, one.aims) for one in hers)
    columns = (_("school"), _("state"), _("asked on"), _("name"), _("role in the school"), _("e-mail address"), _("telephone"),
               _("head of school"), _("room and access"), _("what was wished for"))
    return [Sheet(pgettext("file name", "requests"), _("Requests for a visit"), columns, rows)]


def _day(moment: Any) -> Any:
    return moment.date() if moment else None
