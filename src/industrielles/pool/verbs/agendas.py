"""Her agenda read elsewhere, and her own calendar read here."""
from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, outside
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person

from .. import policies
from ..models import BusyDay, Calendar, RoleModel

KEY_BYTES = 16  # 128 bits


@transaction.atomic
def open_feed(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """A new secret address where her calendar reads her visits; the one before answers no more. Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    role_model = locked(role_model)
    if role_model.ended_on:
        raise Refused(_("This profile is closed."))
    role_model.feed_key = secrets.token_urlsafe(KEY_BYTES)
    role_model.save(update_fields=["feed_key"])
    journal.write("pool.open_feed", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def close_feed(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """The secret address answers no more."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    role_model = locked(role_model)
    if role_model.feed_key is not None:
        role_model.feed_key = None
        role_model.save(update_fields=["feed_key"])
        journal.write("pool.close_feed", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def add_calendar(role_model: RoleModel, *, address: str, by: Person | None = None) -> Calendar:
    """Her own calendar, to be read by the worker from this https address; what another one said is forgotten. Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    try:
        address = outside.checked(address).geturl()
    except outside.Outside:
        raise Refused(_("Paste the secret address of your calendar: it begins with https:// and often ends with .ics."), field="address") \
            from None
    role_model = locked(role_model)
    _forget(role_model)
    calendar = Calendar.objects.create(role_model=role_model, network_id=role_model.network_id, address=address)
    journal.write("pool.add_calendar", role_model, by=by, network_id=role_model.network_id)
    return calendar


@transaction.atomic
def send_calendar(role_model: RoleModel, *, days: Mapping[dt.date, int], by: Person | None = None) -> Calendar:
    """Her own calendar, from a file she sent once: `days` are the halves it takes (pool.busy). Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    role_model = locked(role_model)
    _forget(role_model)
    calendar = Calendar.objects.create(role_model=role_model, network_id=role_model.network_id)
    journal.write("pool.send_calendar", role_model, by=by, network_id=role_model.network_id)
    return note_busy_days(calendar, days=days, by=by)


@transaction.atomic
def note_busy_days(calendar: Calendar, *, days: Mapping[dt.date, int], fault: str = "", by: Person | None = None) -> Calendar:
    """What was read of her calendar: the half-days it takes from now on, instead of those known; with a `fault`, those known stay."""
    found = Calendar.objects.select_for_update().filter(pk=calendar.pk, address=calendar.address).first()
    if found is None:
        return calendar  # she took it back meanwhile
    found.tried_at, found.fault = clock.now(), fault
    if not fault:
        found.read_at = found.tried_at
        BusyDay.objects.filter(role_model=found.role_model_id).delete()
        BusyDay.objects.bulk_create(
            BusyDay(role_model_id=found.role_model_id, network_id=found.network_id, on=on, halves=halves) for on, halves in days.items())
    found.save(update_fields=["tried_at", "fault", "read_at"])
    return found


@transaction.atomic
def remove_calendar(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """Her own calendar is read no more, and what it said is forgotten."""
    refuse_unless(by is None or policies.is_hers_or_run(by, role_model))
    role_model = locked(role_model)
    if _forget(role_model):
        journal.write("pool.remove_calendar", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _forget(role_model: RoleModel) -> bool:
    BusyDay.objects.filter(role_model=role_model).delete()
    return bool(Calendar.objects.filter(role_model=role_model).delete()[0])
