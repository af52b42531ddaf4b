"""Everything that happens to ambassadors."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.network import verbs as network
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places.models import Academy, Department, IndustryTerritory
from industrielles.signatures import verbs as signatures

from .. import policies
from ..models import Ambassador, RoleModel, Training
from ._endings import lay_down


@transaction.atomic
def appoint(membership: Membership, *, departments: Iterable[Department], academies: Iterable[Academy] | None = None,
            territories: Iterable[IndustryTerritory] | None = None, by: Person | None = None) -> Ambassador:
    """Name an ambassador for these departments, academies and industry territories, or give hers anew (None leaves what she has); the role
    comes with it. She begins as named: the charter, a training, then she is active. Raises Refused."""
    refuse_unless(by is None or policies.can_appoint(by, membership))
    network.grant(membership, role=Role.AMBASSADOR, by=by)
    ambassador, made = Ambassador.objects.get_or_create(
        membership=membership, defaults={"person_id": membership.person_id, "network_id": membership.network_id}
    )
    given = {"departments": departments, "academies": academies, "territories": territories}
    changed = {name: set(rows) for name, rows in given.items() if rows is not None}
    changed = {name: rows for name, rows in changed.items() if made or set(getattr(ambassador, name).all()) != rows}
    if not made and ambassador.ended_on is None and not changed:
        return ambassador
    if ambassador.ended_on:
        ambassador.ended_on = None
        ambassador.save(update_fields=["ended_on"])
        signatures.resume(ambassador)
    for name, rows in changed.items():
        getattr(ambassador, name).set(rows)
    journal.write("pool.appoint", ambassador, by=by, network_id=ambassador.network_id, person=membership.person_id)
    return ambassador


@transaction.atomic
def train(ambassador: Ambassador, *, name: str, on: dt.date, by: Person | None = None) -> Training:
    """Note a training she followed: who said so is kept. Noted twice, it is noted once. Raises Refused: the charter comes first, a day to
    come, no name."""
    refuse_unless(by is None or policies.can_train(by, ambassador))
    name = " ".join(name.split())[:120]
    if not name:
        raise Refused(_("Say which training."), field="name")
    if on > clock.today():
        raise Refused(_("This day has not come yet."), field="on")
    ambassador = locked(ambassador)
    if ambassador.status == Ambassador.Status.NAMED:
        ambassador.move_to(Ambassador.Status.TRAINED)  # refused, in words
    training, made = Training.objects.get_or_create(
        ambassador=ambassador, name=name, on=on, defaults={"network_id": ambassador.network_id, "noted_by": by})
    if ambassador.status == Ambassador.Status.SIGNED:
        ambassador.move_to(Ambassador.Status.TRAINED, status_on=clock.today())
    if made:
        journal.write("pool.train", ambassador, by=by, network_id=ambassador.network_id, training=training.code)
    return training


@transaction.atomic
def activate(ambassador: Ambassador, *, by: Person | None = None) -> Ambassador:
    """She begins, charter signed and trained: a letter tells her. Done twice, it is done once. Raises Refused when a step is missing."""
    refuse_unless(by is None or policies.can_train(by, ambassador))
    ambassador = locked(ambassador)
    if ambassador.status == Ambassador.Status.ACTIVE:
        return ambassador
    ambassador.move_to(Ambassador.Status.ACTIVE, status_on=clock.today())
    person = ambassador.person
    with translation.override(person.language):
        begin = reverse("pool:territory")
    letters.queue("pool/letters/activated", to=person.email or "", language=person.language, key=f"pool.activate/{ambassador.code}",
                  reply_to=ambassador.network.contact_email, context={
                      "name": person.first_name, "network": ambassador.network.name, "begin": begin})
    journal.write("pool.activate", ambassador, by=by, network_id=ambassador.network_id)
    return ambassador


@transaction.atomic
def dismiss(ambassador: Ambassador, *, by: Person | None = None) -> Ambassador:
    """She leads no territory any more; the role models she animated wait for another one."""
    refuse_unless(by is None or policies.can_dismiss(by, ambassador))
    ambassador = locked(ambassador)
    if ambassador.ended_on is None:
        ambassador.ended_on = clock.today()
        ambassador.save(update_fields=["ended_on"])
        ambassador.role_models.update(ambassador=None)
        signatures.end(ambassador)
        lay_down(ambassador.membership_id, Role.AMBASSADOR)
        journal.write("pool.dismiss", ambassador, by=by, network_id=ambassador.network_id)
    return ambassador


@transaction.atomic
def entrust(role_model: RoleModel, *, ambassador: Ambassador | None, by: Person | None = None) -> RoleModel:
    """Entrust a role model to an ambassador of her network, or to nobody. Raises Refused."""
    refuse_unless(by is None or policies.can_entrust(by, role_model))
    if ambassador is not None and (ambassador.network_id != role_model.network_id or ambassador.ended_on):
        raise Refused(_("Choose an ambassador of her network."), field="ambassador")
    role_model = locked(role_model)
    if role_model.ambassador_id == (ambassador.pk if ambassador else None):
        return role_model
    role_model.ambassador = ambassador
    role_model.save(update_fields=["ambassador"])
    journal.write("pool.entrust", role_model, by=by, network_id=role_model.network_id, ambassador=ambassador)
    return role_model


@transaction.atomic
def entrust_all(ambassador: Ambassador, *, role_models: Iterable[RoleModel], by: Person | None = None) -> int:
    """Entrust several role models to one ambassador. Returns how many are new to her. Raises Refused as `entrust` does."""
    chosen = [one for one in role_models if one.ambassador_id != ambassador.pk]
    for one in chosen:
        entrust(one, ambassador=ambassador, by=by)
    return len(chosen)
