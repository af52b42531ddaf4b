"""What this room holds of a person, or of an address, as she reads it."""
from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from . import sheets_life, sheets_matching
from .models import Mentee, Mentor, Step


def sheets(person: Person) -> list[Sheet]:
    """What she said to be accompanied, or to accompany, and how far she went."""
    hers = Q(person=person) | (Q(email=person.email) if person.email else Q(pk__in=[]))
    steps = Step.objects.filter(mentor__person=person).select_related("mentor__programme").order_by("written_at", "pk")
    return [
        _mentees(Mentee.objects.filter(hers)), _mentors(Mentor.objects.filter(hers)),
        Sheet(pgettext("file name", "mentor-steps"), _("My steps as a mentor"), (_("programme"), _("step"), _("on")),
              tuple((one.mentor.programme.name, one.get_status_display(), one.on) for one in steps)),
        *sheets_life.sheets(person), *sheets_matching.sheets(person),
    ]


def sheets_of_address(address: str) -> list[Sheet]:
    """What was said with this address by somebody who has not confirmed it, or of her as a parent."""
    known = address.strip().lower()
    if not known:
        return []
    return [_mentees(Mentee.objects.filter(Q(email=known, person=None))), _mentors(Mentor.objects.filter(email=known, person=None)),
            Sheet(pgettext("file name", "parent-of"), _("Applications that name me as a parent"), (_("programme"), _("sent on")),
                  tuple((one.programme.name, one.sent_at.date()) for one in
                        Mentee.objects.filter(parent_email=known).select_related("programme").order_by("sent_at", "pk")))]


def _mentees(found: Any) -> Sheet:
    rows = tuple((
        one.programme.name, str(one.get_status_display()), one.sent_at.date(), one.first_name, one.last_name, one.called, one.email,
        one.born_on, str(one.get_gender_display()), str(one.get_level_display()), one.school_name, str(one.commune or ""),
        ", ".join(one.said["interests"]), one.likes, one.wonders, " / ".join(f"{kind} {words}" for kind, words in one.wished),
        ", ".join(one.said["modes"]), ", ".join(one.said["needs"]), one.ties, one.parent_name, one.parent_email, one.word)
        for one in found.select_related("programme", "commune").order_by("sent_at", "pk"))
    columns = (_("programme"), _("state"), _("sent on"), _("first name"), _("surname"), _("how I am called"), _("e-mail address"),
               _("birth date"), _("gender"), _("studies"), _("school"), _("town"), _("interests"), _("what I like"), _("what I wonder"),
               _("my wishes"), _("where we meet"), _("at ease"), _("companies of my family"), _("a parent"), _("a parent’s address"),
               _("word of the coordinator"))
    return Sheet(pgettext("file name", "mentee"), _("My applications to be accompanied"), columns, rows)


def _mentors(found: Any) -> Sheet:
    rows = tuple((
        one.programme.name, str(one.get_status_display()), one.sent_at.date(), one.first_name, one.last_name, one.email, one.phone,
        one.born_on, str(one.get_gender_display()), one.job, one.path, one.employer, str(one.commune or ""), one.capacity,
        ", ".join(one.said["modes"]), ", ".join(one.said["interests"]), one.motivation, one.interview, one.word)
        for one in found.select_related("programme", "commune").order_by("sent_at", "pk"))
    columns = (_("programme"), _("state"), _("sent on"), _("first name"), _("surname"), _("e-mail address"), _("telephone"),
               _("birth date"), _("gender"), _("job"), _("path"), _("employer"), _("town"), _("mentees at once"), _("where we meet"),
               _("interests"), _("why"), _("what was agreed at the interview"), _("word of the coordinator"))
    return Sheet(pgettext("file name", "mentor"), _("My applications as a mentor"), columns, rows)
