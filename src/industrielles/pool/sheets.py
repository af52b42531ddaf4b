"""What this room holds of a person, as she reads it."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person
from industrielles.signatures.models import Signature

from .models import Ambassador, BusyDay, Calendar, Contribution, Line, OffDays, RoleModel, Training


def sheets(person: Person) -> list[Sheet]:
    """Her profiles, the days she said, the territories she leads."""
    profiles = RoleModel.objects.filter(person=person).select_related("network", "branch", "commune").order_by("pk")
    days = OffDays.objects.filter(role_model__person=person).order_by("starts_on", "pk")
    told = Line.objects.filter(role_model__person=person).order_by("role_model", "part", "place")
    taken = BusyDay.objects.filter(role_model__person=person).order_by("on", "pk")
    read = Calendar.objects.filter(role_model__person=person).order_by("pk")
    trained = Training.objects.filter(ambassador__person=person).select_related("network", "noted_by").order_by("on", "pk")
    signed = Signature.objects.signed_by(person).select_related("document", "signer")
    led = Ambassador.objects.filter(person=person).select_related("network").prefetch_related("departments").order_by("pk")
    brought = Contribution.objects.of(person).select_related("network", "branch", "department").order_by("pk")
    return [
        Sheet(pgettext("file name", "profiles"), _("My profiles"),
              (_("network"), _("job"), _("sentence to the pupils"), _("branch"), _("town"), _("how far, in km"), _("visits a month"),
               _("visits a year"), _("languages"), _("topics"), _("last confirmed on"),
               _("photo"), _("published on"), _("ended on")), tuple(
                  (one.network.name, one.job, one.words, str(one.branch), str(one.commune or ""), one.radius_km, one.monthly_limit,
                   one.yearly_limit,
                   ", ".join(one.language_labels), ", ".join(one.topic_labels), one.confirmed_on,
                   one.photo.name or "", one.published_on, one.ended_on) for one in profiles)),
        Sheet(pgettext("file name", "contributions"), _("What I bring"),
              (_("network"), _("situation"), _("job"), _("position"), _("branch"), _("department"), _("what I offer")), tuple(
                  _brought_row(one) for one in brought)),
        Sheet(pgettext("file name", "days"), _("My days away or free"), (_("from"), _("to, included"), _("free")), tuple(
            (one.starts_on, one.ends_on, _("yes") if one.free else _("no")) for one in days)),
        Sheet(pgettext("file name", "story"), _("My story"), (_("part"), _("year, hour or question"), _("words")), tuple(
            (one.get_part_display(), one.question if one.part == Line.Part.QUESTION else one.mark, one.words) for one in told)),
        Sheet(pgettext("file name", "calendar"), _("Half-days my calendar takes"), (_("day"), _("morning"), _("afternoon")), tuple(
            (one.on, _("yes") if one.halves & 1 else _("no"), _("yes") if one.halves & 2 else _("no")) for one in taken)),
        Sheet(pgettext("file name", "calendars"), _("My calendars"), (_("address of my calendar, read here"), _("added on"), _("read on")),
              tuple((one.address, one.added_at.date(), one.read_at.date() if one.read_at else None) for one in read)),
        Sheet(pgettext("file name", "territories"), _("My territories"), (_("network"), _("departments"), _("ended on")), tuple(
            (one.network.name, ", ".join(str(place) for place in one.departments.all()), one.ended_on) for one in led)),
        Sheet(pgettext("file name", "trainings"), _("My trainings"), (_("training"), _("network"), _("day"), _("noted by")), tuple(
            (one.name, one.network.name, one.on, one.noted_by.full_name if one.noted_by else "") for one in trained)),
        Sheet(pgettext("file name", "signatures"), _("What I signed"),
              (_("document"), _("version"), _("answer"), _("day"), _("name"), _("e-mail address"), _("network I signed from"),
               _("why I refused"), _("code of the evidence")),
              tuple(_signed_row(one) for one in signed)),
    ]


def _brought_row(one: Contribution) -> tuple[Any, ...]:
    return (one.network.name, str(one.get_situation_display()), one.job, str(one.get_position_display()), str(one.branch or ""),
            str(one.department or ""), ", ".join(one.offered))


def _signed_row(one: Signature) -> tuple[Any, ...]:
    """A signature as she reads it: what the proof keeps of her, address of her connection cut short included."""
    hers = getattr(one, "signer", None)
    said = (hers.name, hers.email, hers.address, hers.words) if hers else ("", "", "", "")
    return (one.document.title, one.document.version, str(one.get_outcome_display()), one.decided_at.date(), *said, one.code)
