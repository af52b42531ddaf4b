"""Her photo."""
from __future__ import annotations

from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction

from industrielles.journal import verbs as journal
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import refuse_unless
from industrielles.people.models import Person

from .. import photos, policies
from ..models import RoleModel
from ._endings import delete_file
from .publishing import hide_photo, show_photo


@transaction.atomic
def add_photo(role_model: RoleModel, *, file: IO[bytes], by: Person | None = None) -> RoleModel:
    """Her photo, drawn again without metadata under a name of its own, that she agrees to show with her portrait; the one before goes.
    Raises Refused (field "photo")."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    picture = photos.redrawn(file)
    role_model = locked(role_model)
    before = role_model.photo.name
    role_model.photo.save(f"{new_code()}.webp", ContentFile(picture), save=False)
    role_model.save(update_fields=["photo"])
    delete_file(before)
    journal.write("pool.add_photo", role_model, by=by, network_id=role_model.network_id)
    return show_photo(role_model, by=by)


@transaction.atomic
def remove_photo(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """No photo any more, here or on the disk: the drawn tile stands for her."""
    refuse_unless(by is None or policies.is_hers_or_run(by, role_model))
    role_model = locked(role_model)
    delete_file(role_model.photo.name)
    role_model.photo = ""
    role_model.save(update_fields=["photo"])
    journal.write("pool.remove_photo", role_model, by=by, network_id=role_model.network_id)
    return hide_photo(role_model, by=by)
