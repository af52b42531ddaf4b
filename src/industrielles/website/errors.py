"""Pages for what goes wrong: each says what happened and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from industrielles.network.policies import is_at_rest


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing that this person may see (the same words for both); whose roles are suspended reads that they are."""
    return render(request, "404.html", {"at_rest": is_at_rest(getattr(request, "user", None))}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: rare here, because what is not yours does not exist (404)."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was left open too long, or cookies are refused."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than anybody has to send."""
    return render(request, "413.html", status=413)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a page that needs neither database nor session."""
    response = HttpResponse(render_to_string("500.html"), status=500)
    add_never_cache_headers(response)
    return response
