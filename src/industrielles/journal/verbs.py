"""Writing the journal."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from industrielles.kit import clock, once

from .models import Closing, Entry

CODE = re.compile(r"[0-9A-Z-]{1,36}")  # a code, a UAI, a department: never words somebody wrote


def write(verb: str, subject: models.Model, *, by: Any = None, network_id: int | None = None, as_: str = "", **ids: Any) -> Entry:
    """Write one act, inside its own transaction. `by`: the person; None is the system, or the holder of a signed link
    (`as_`: "teacher", "role model"). `ids`: rows, numbers, days or codes (or lists of them). Raises TypeError for anything else."""
    once.forget()
    return Entry.objects.create(
        verb=verb, subject_type=subject._meta.label_lower, subject_key=str(subject.pk), by_id=getattr(by, "pk", None),
        as_holder=as_, network_id=network_id, ids={name: as_id(value) for name, value in ids.items()},
    )


def note_reading(verb: str, subject: models.Model, *, by: Any, network_id: int | None = None, **ids: Any) -> None:
    """Note that somebody opened what is sensitive (verbs `….read_…`): once a day for one reader and one row, the unique key decides.
    The only thing a GET ever writes: a trace of the reader, not a change of what she read. Without a trace nobody reads: what the
    database refuses to write is raised. Raises TypeError as `write` does."""
    label, at = subject._meta.label_lower, clock.now()
    once = f"{by.pk}/{verb}/{label}/{subject.pk}/{timezone.localdate(at)}"
    if Entry.objects.filter(once=once).exists():  # most pages are opened again: nothing waits for the one writer then
        return
    _noted(Entry(
        verb=verb, subject_type=label, subject_key=str(subject.pk), by_id=by.pk, network_id=network_id, at=at, once=once,
        ids={name: as_id(value) for name, value in ids.items()}))


@transaction.atomic
def _noted(reading: Entry) -> None:
    Entry.objects.bulk_create([reading], ignore_conflicts=True)


def as_id(value: Any) -> Any:
    """What the journal keeps of a value: its key, never its content."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | set):
        return [as_id(one) for one in value]
    if value is None or isinstance(value, int | dt.date) or (isinstance(value, str) and CODE.fullmatch(value)):
        return value
    raise TypeError(f"The journal keeps ids, never values: {value!r}")


@transaction.atomic
def clear_traces(passages: Any, *, by: Any = None) -> int:
    """Remove these passages, past their term. Returns how many. The database refuses those that are not below a Closing."""
    return _clear(passages, traces=True)


@transaction.atomic
def clear_acts(acts: Any, *, by: Any = None) -> int:
    """Remove these acts, past their term. Returns how many. The database refuses those that are not below a Closing."""
    return _clear(acts, traces=False)


def _clear(entries: Any, *, traces: bool) -> int:
    last = entries.order_by().aggregate(last=models.Max("at"))["last"]
    if last is None:
        return 0
    before = last + dt.timedelta(microseconds=1)
    if not Closing.objects.filter(traces=traces, before__gte=before).exists():
        Closing.objects.create(traces=traces, before=before)
    return entries.delete()[0]
