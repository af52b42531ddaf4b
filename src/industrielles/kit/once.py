"""What a page asks several times and reads once. Kept for one request that only reads (GET, HEAD), and forgotten as soon as the journal
notes a change: rights are read again at every request, and a verb always reads them for itself."""
from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


def once(key: Hashable, ask: Callable[[], Any]) -> Any:
    """The answer of `ask`, asked once for this page; asked each time outside a page."""
    kept = _kept.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return kept[key]


def forget() -> None:
    """Something has changed: ask again."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()


class Once:
    """Middleware: each page that only reads begins with nothing known, and leaves nothing to the next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        token = _kept.set({})
        try:
            return self.get_response(request)
        finally:
            _kept.reset(token)
