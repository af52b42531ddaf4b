"""What is emptied when a person is erased."""
from __future__ import annotations

from typing import Any

from django.db import transaction

from industrielles.kit.moves import locked
from industrielles.people.models import Person

from ..models import Calendar, Contribution, RoleModel
from ._endings import delete_file
from .charges import dismiss
from .profiles import retire


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her profiles end and are emptied, her photo goes from the disk, her charge as ambassador ends, what she
    brought goes."""
    for role_model in person.role_models.order_by("pk"):
        retire(role_model, by=None)
        _empty(role_model)
    for ambassador in person.ambassadorships.filter(ended_on=None).order_by("pk"):
        dismiss(ambassador, by=None)
    Contribution.objects.of(person).delete()


@transaction.atomic
def empty_profiles(profiles: Any, *, by: Person | None = None) -> int:
    """Profiles closed long ago say nothing any more; the visits they stand for stay counted. Returns how many."""
    keys = list(profiles.order_by("pk").values_list("pk", flat=True))
    for role_model in RoleModel.objects.filter(pk__in=keys, ended_on__isnull=False).order_by("pk"):
        _empty(role_model)
    return len(keys)


@transaction.atomic
def clear_busy_days(days: Any, *, by: Person | None = None) -> int:
    """Forget half-days that are over. Returns how many."""
    return days.delete()[0]


@transaction.atomic
def clear_rates(rates: Any, *, by: Person | None = None) -> int:
    """Forget how many pages were asked. Returns how many rows."""
    return rates.delete()[0]


def _empty(role_model: RoleModel) -> None:
    role_model = locked(role_model)
    delete_file(role_model.photo.name)
    role_model.off_days.all().delete()
    role_model.lines.all().delete()
    Calendar.objects.filter(role_model=role_model).delete()
    role_model.job, role_model.words, role_model.photo, role_model.search_text, role_model.commune = "", "", "", "", None
    role_model.languages, role_model.topics = [], []
    role_model.locate(None, None)
    role_model.save()
