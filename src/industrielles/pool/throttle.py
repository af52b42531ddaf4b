"""Public pages are read, not emptied: past five hundred in a minute from one place, 429 (trust 8).

Each process counts by itself and writes in the database every `STEP` pages: an ordinary visitor never costs a query, and a robot one
UPDATE for each step, whatever the number of processes. Each of them may let up to `STEP` more pages pass.
"""
from __future__ import annotations

import datetime as dt
import threading
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from industrielles.kit import clock

from .models import Rate

MOST = 500  # pages a minute
STEP = 20
REMEMBERED = 10_000  # places a process counts at once

_lock = threading.Lock()
_counts: dict[tuple[str, dt.datetime], int] = {}
_over: set[tuple[str, dt.datetime]] = set()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: the last address our own proxies (settings.PROXIES) did not write themselves; else who connects."""
    path = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if settings.PROXIES and len(path) >= settings.PROXIES:
        return path[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def is_too_much(request: HttpRequest) -> bool:
    """Counts one page; whether this place has asked too many in this minute."""
    now = clock.now()
    minute = now.replace(second=0, microsecond=0)
    place = salted_hmac("industrielles.pool.rate", f"{address_of(request)}:{now:%Y%m%d}", algorithm="sha256").hexdigest()[:32]
    key = (place, minute)
    with _lock:
        if key in _over:
            return True
        if len(_counts) > REMEMBERED or next(iter(_counts), key)[1] != minute:
            _counts.clear()
            _over.clear()
        _counts[key] = _counts.get(key, 0) + 1
        due = _counts[key] % STEP == 0
    if not due:
        return False
    if counted(place, minute, STEP) < MOST:
        return False
    with _lock:
        _over.add(key)
    return True


def forget() -> None:
    """What this process has counted; the database keeps its own."""
    with _lock:
        _counts.clear()
        _over.clear()


def counted(place: str, minute: dt.datetime, pages: int) -> int:
    """Adds pages to what every process has counted of this place in this minute; returns the sum."""
    row = Rate.objects.filter(place=place, minute=minute)
    if not row.update(pages=F("pages") + pages):
        try:
            with transaction.atomic():
                Rate.objects.create(place=place, minute=minute, pages=pages)
        except IntegrityError:
            row.update(pages=F("pages") + pages)
    return int(row.values_list("pages", flat=True)[0])


class Throttled:
    """Mixin of public doors that show people, before Door: 429 past the measure."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_too_much(request):
            response = render(request, "429.html", status=429)
            response["Retry-After"] = "60"
            response["Cache-Control"] = "no-store"
            return response
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
