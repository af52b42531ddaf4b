"""Writing the journal."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import models

from .models import Entry

CODE = re.compile(r"[0-9A-Z-]{1,36}")  # a code, a UAI, a department: never words somebody wrote


def write(verb: str, subject: models.Model, *, by: Any = None, network_id: int | None = None, as_: str = "", **ids: Any) -> Entry:
    """Write one act, inside its own transaction. `by`: the person; None is the system, or the holder of a signed link
    (`as_`: "teacher", "role model"). `ids`: rows, numbers, days or codes (or lists of them). Raises TypeError for anything else."""
    return Entry.objects.create(
        verb=verb, subject_type=subject._meta.label_lower, subject_key=str(subject.pk), by_id=getattr(by, "pk", None),
        as_holder=as_, network_id=network_id, ids={name: as_id(value) for name, value in ids.items()},
    )


def as_id(value: Any) -> Any:
    """What the journal keeps of a value: its key, never its content."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | set):
        return [as_id(one) for one in value]
    if value is None or isinstance(value, int | dt.date) or (isinstance(value, str) and CODE.fullmatch(value)):
        return value
    raise TypeError(f"The journal keeps ids, never values: {value!r}")
