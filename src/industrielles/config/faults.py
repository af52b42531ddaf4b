"""What people see when the machine fails: 503 when trying again will do, 500 when it will not."""
from __future__ import annotations

import errno
import sys
from collections.abc import Callable

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from industrielles.website import errors

Answer = Callable[[HttpRequest], HttpResponse]
FULL = {errno.ENOSPC, errno.EDQUOT}


def passes(fault: BaseException | None) -> bool:
    """Whether waiting may repair it: database busy, restarted or out of reach, disk full."""
    return isinstance(fault, (OperationalError, InterfaceError)) or (isinstance(fault, OSError) and fault.errno in FULL)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500: called while the fault is being handled."""
    if not passes(sys.exc_info()[1]):
        return errors.broken(request)
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "60"
    add_never_cache_headers(response)
    return response


class BodyLimit:
    """Middleware: what is larger than settings.LARGEST_BODY is refused before a byte of it is read. Django alone would keep a file of any
    size in the folder of temporary files, sent to any page by anybody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.LARGEST_BODY:
            return errors.too_large(request)
        return self.get_response(request)


class NoNul:
    """Middleware: a NUL in an address or a form cannot be looked for in PostgreSQL; it is answered in words, not by a fault of ours."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        return errors.bad_request(request) if isinstance(fault, DataError) and "NUL" in str(fault) else None
