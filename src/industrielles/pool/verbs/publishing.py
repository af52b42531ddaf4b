"""What the public sees of a role model, by her own consent: her portrait, her photo."""
from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Person

from .. import policies
from ..models import RoleModel


@transaction.atomic
def publish(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """She consents to stand in the public directory (people.consents.TEXTS), and says by it that her profile is true. Nobody consents for
    her. Raises Refused."""
    refuse_unless(by is None or policies.can_publish(by, role_model))
    role_model = locked(role_model)
    if role_model.ended_on:
        raise Refused(_("This profile is closed."))
    if not role_model.person.first_name:
        raise Refused(_("Write your first name in your account first: the directory shows it with your initial."))
    if role_model.archived_on:
        raise Refused(_("Say first that your profile is still true."))
    if role_model.published_on is None:
        people.consent(role_model.person, purpose=Purpose.DIRECTORY, source="profile", network_id=role_model.network_id, by=by)
        role_model.published_on, role_model.withdrawn_on, role_model.confirmed_on = clock.today(), None, clock.today()
        role_model.asked_on, role_model.times_asked = None, 0
        role_model.save(update_fields=["published_on", "withdrawn_on", "confirmed_on", "asked_on", "times_asked"])
        journal.write("pool.publish", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def unpublish(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """Out of the public directory, at once, and her consent to it is taken back; she stays a role model. Raises Refused."""
    refuse_unless(by is None or policies.can_unpublish(by, role_model))
    role_model = _hide(locked(role_model), by=by)
    people.withdraw_consent(role_model.person, purpose=Purpose.DIRECTORY, network_id=role_model.network_id, by=by)
    return role_model


@transaction.atomic
def show_photo(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """She consents to her photo on her public portrait. Nobody consents for her. Raises Refused."""
    refuse_unless(by is None or policies.can_publish(by, role_model))
    role_model = locked(role_model)
    if not role_model.photo:
        raise Refused(_("Send a photo first."))
    people.consent(role_model.person, purpose=Purpose.PHOTO, source="profile", network_id=role_model.network_id, by=by)
    if role_model.photo_agreed_on is None:
        role_model.photo_agreed_on = clock.today()
        role_model.save(update_fields=["photo_agreed_on"])
        journal.write("pool.show_photo", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def hide_photo(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """The public sees her drawing again; her photo is kept for herself."""
    refuse_unless(by is None or policies.is_hers_or_run(by, role_model))
    role_model = _cover(locked(role_model), by=by)
    people.withdraw_consent(role_model.person, purpose=Purpose.PHOTO, network_id=role_model.network_id, by=by)
    return role_model


@transaction.atomic
def stop_showing(person: Person, purpose: str, network_id: int, *, by: Person | None = None) -> int:
    """What stops when she takes a consent back, wherever she does (settings.CONSENT_WITHDRAWN): her portrait or her photo is public no
    more, in this network, or in all (0). Returns how many of her profiles changed."""
    act = {Purpose.DIRECTORY: _hide, Purpose.PHOTO: _cover}.get(purpose)  # type: ignore[call-overload]
    hers = RoleModel.objects.filter(person=person, ended_on=None).order_by("pk")
    hers = hers.filter(network=network_id) if network_id else hers
    shown = [one for one in hers if act and (one.published_on if act is _hide else one.photo_agreed_on)]
    for one in shown:
        act(locked(one), by=by)
    return len(shown)


def _hide(role_model: RoleModel, *, by: Person | None) -> RoleModel:
    if role_model.published_on is not None:
        role_model.published_on, role_model.withdrawn_on = None, clock.today()
        role_model.save(update_fields=["published_on", "withdrawn_on"])
        journal.write("pool.unpublish", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _cover(role_model: RoleModel, *, by: Person | None) -> RoleModel:
    if role_model.photo_agreed_on is not None:
        role_model.photo_agreed_on = None
        role_model.save(update_fields=["photo_agreed_on"])
        journal.write("pool.hide_photo", role_model, by=by, network_id=role_model.network_id)
    return role_model
