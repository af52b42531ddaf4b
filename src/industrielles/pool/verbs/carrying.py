"""What comes with a membership when its network closes: a profile and a charge end, or go on in the network that goes on."""
from __future__ import annotations

from typing import Any

from django.db import models, transaction

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.codes import new_code
from industrielles.network.models import Membership
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person

from ..models import Ambassador, RoleModel
from .charges import dismiss
from .contributions import hand_contribution
from .profiles import retire


@transaction.atomic
def carry(old: Membership, *, new: Membership | None, by: Person | None = None) -> None:
    """What she brings, her charge and her profile go from one membership to another, with their public address and all this room knows
    of them; one that she has there already is kept. Without a new membership they end."""
    if new:
        hand_contribution(old, new=new, by=by)
    charge = Ambassador.objects.current().filter(membership=old).first()
    role_model = RoleModel.objects.filter(membership=old, ended_on=None).first()
    if charge and new:
        _carry_charge(charge, new)
    elif charge:
        dismiss(charge, by=by)
    if role_model and new and not RoleModel.objects.filter(membership=new).exists():
        _carry_profile(role_model, new)
        _carry_consents(new, of=old.network_id)
    elif role_model:
        retire(role_model, by=by)


def _carry_charge(old: Ambassador, new: Membership) -> None:
    there = Ambassador.objects.filter(membership=new).first()
    if there is None:
        there = _copied(old, new)
    elif there.ended_on:
        there.ended_on = None
        there.save(update_fields=["ended_on"])
    _share(old, there)
    Ambassador.objects.filter(pk=old.pk).update(ended_on=clock.today())
    _follow(old, there)
    led = RoleModel.objects.filter(ambassador=old, ended_on__isnull=False).values("person")  # carried before her
    RoleModel.objects.filter(network=new.network_id, ended_on=None, ambassador=None, person__in=led).update(ambassador=there)
    journal.write("pool.carry", there, network_id=there.network_id, person=new.person_id)


def _carry_profile(old: RoleModel, new: Membership) -> None:
    public, photo, leads = old.published_on, old.photo.name, old.ambassador
    now_with = Ambassador.objects.current().filter(person=leads.person_id, network=new.network_id).first() if leads else None
    RoleModel.objects.filter(pk=old.pk).update(ended_on=clock.today(), published_on=None, photo="", feed_key=None)
    told = clock.now() if old.told_until else None  # the requests that went on there with her are not news to her
    made = _copied(old, new, published_on=public, photo=photo, ambassador=now_with, ended_on=None, told_until=told)
    _share(old, made)
    _follow(old, made)
    journal.write("pool.carry", made, network_id=made.network_id, person=new.person_id)


def _copied(old: Any, new: Membership, **changes: Any) -> Any:
    """The same row in another network. It takes the public code over: addresses already printed stay good."""
    code = old.code
    type(old)._base_manager.filter(pk=old.pk).update(code=new_code())
    kept = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields
            if field.name not in ("id", "code", "network", "membership", *changes)}
    return type(old)._base_manager.create(**kept, **changes, code=code, network_id=new.network_id, membership=new)


def _share(old: models.Model, new: models.Model) -> None:
    """Departments and whatever else the old row names, the new one names too."""
    for field in old._meta.many_to_many:
        getattr(new, field.name).add(*getattr(old, field.name).all())


def _follow(old: models.Model, new: Any) -> None:
    """What this room keeps of the old row is the new one's: days away, rules of the week. Both columns in one statement: the database
    lets no row point across networks, not even for an instant."""
    for link in old._meta.related_objects:
        model: Any = link.related_model
        if model._meta.app_label == "pool" and model is not RoleModel and not link.many_to_many:
            placed = {"network_id": new.network_id} if any(one.name == "network" for one in model._meta.concrete_fields) else {}
            model._base_manager.filter(**{link.field.name: old}).update(**{link.field.name: new}, **placed)


def _carry_consents(new: Membership, *, of: int) -> None:
    """What she said yes to for her profile stands where the profile goes on, in the words and from the day she said it; the news of one
    network are not those of another: she is asked anew (docs/decisions/0018)."""
    there = Consent.objects.filter(person=new.person_id, network_id=new.network_id, withdrawn_at=None).values("purpose")
    hers = Consent.objects.filter(person=new.person_id, network_id=of, withdrawn_at=None).exclude(purpose=Purpose.NEWS)
    for one in hers.exclude(purpose__in=there).order_by("pk"):
        one.pk, one.network_id, one.source = None, new.network_id, "merge"
        one.save(force_insert=True)
