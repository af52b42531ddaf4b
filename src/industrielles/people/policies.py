"""Who may, in this room; and whether a sign-in is whole."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from industrielles.kit import clock

from .models import Person, RecoveryCode

SET_UP, ASK = "set up", "ask"
TOLD = dt.timedelta(hours=1)


def is_herself(person: Any, subject: Any) -> bool:
    """Her own account, and nobody else's."""
    return bool(subject is not None and getattr(person, "pk", None) and person.pk == subject.pk and person.is_active)


can_edit_account = can_secure = is_herself


def has_second_step(person: Any) -> bool:
    """Has an application or a passkey: it is asked of her, whatever her role."""
    return Person.objects.filter(pk=person.pk).with_a_second_step().exists()


def needs_second_step(person: Any) -> bool:
    """Her role asks for one (settings.SECOND_FACTOR_FOR): no role, no answer kept, it is looked up each time."""
    return bool(import_string(settings.SECOND_FACTOR_FOR)(person))


def has_been_told(person: Any) -> bool:
    """Has come in with a code told by telephone, within the hour: she is putting a new second step in the place of the lost one."""
    recent = RecoveryCode.objects.filter(person=person, used_at__gt=clock.now() - TOLD)
    return recent.exclude(works_from=None).exists()


def step_before(person: Any) -> str:
    """What stands between her first step and every page: ASK, SET_UP, or nothing."""
    if has_second_step(person):
        return ASK
    return SET_UP if needs_second_step(person) else ""
