"""What time it is: the real clock, or the one a rehearsal plays on."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_played: ContextVar[dt.datetime | None] = ContextVar("played_moment", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return _played.get() or timezone.now()


def today() -> dt.date:
    """The present day in Paris, where the collective keeps its calendar."""
    return timezone.localdate(now())


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Play what is inside as if it were `moment` (aware). For rehearsals and tests."""
    token = _played.set(moment)
    try:
        yield
    finally:
        _played.reset(token)
