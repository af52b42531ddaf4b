"""Doors: a view names who may enter, loads one subject, calls one verb; a refusal becomes a message on the page.

    class Invite(Door, FormView):
        policy = staticmethod(policies.can_invite)     # (person, subject) -> bool; False is a 404, as if nothing were there

Open doors say `policy = anyone`. Doors for people who have signed in say `policy = signed_in`, those that a mailed link opens
`policy = holds_the_link`.
"""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.functional import cached_property

from .refusals import Refused


def anyone(person: Any, subject: Any = None) -> bool:
    """Open to all, signed in or not."""
    return True


def signed_in(person: Any, subject: Any = None) -> bool:
    """Open to whoever has signed in."""
    return bool(person and person.is_authenticated)


def holds_the_link(person: Any, subject: Any = None) -> bool:
    """Whoever opens the link that was mailed: its signature was checked when the subject was read."""
    return subject is not None


class Door:
    """Mixin of every class-based view, first in its bases. `policy(person, subject)` decides before anything else happens."""

    policy: Callable[[Any, Any], bool] | None = None
    needs_person = True  # False on open doors and on doors opened by a signed link: nobody is sent to sign in
    request: Any  # its user is whoever the policy let in
    kwargs: dict[str, Any]

    @cached_property
    def subject(self) -> Any:
        """The row this door is about, loaded through `visible_to`; None when it is about none. Raises Http404."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = type(self).policy
        if policy is None:
            raise ImproperlyConfigured(f"{type(self).__name__} names no policy.")
        if policy is not anyone and self.needs_person and not request.user.is_authenticated:
            return redirect_to_login(_page_of(request), settings.LOGIN_URL)
        if not policy(request.user, self.subject):
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except Refused as refusal:
            return self.refused(refusal)

    def refused(self, refusal: Refused) -> HttpResponse:
        """What the person sees when the verb said no: the words, on the page she came from (or beside the field, in a form)."""
        form = getattr(self, "bound_form", None)
        if form is not None:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)  # type: ignore[attr-defined]
        messages.error(self.request, str(refusal))
        address, here = self.get_refused_url(), self.request.path
        return HttpResponseRedirect("/" if self.request.method in ("GET", "HEAD") and address == here else address)  # not here again

    def get_refused_url(self) -> str:
        return self.request.path


class OnItsClock:
    """Mixin of doors about what has its place, before Door: the page tells its hours on the clock of that place, whoever reads it."""

    @property
    def zone(self) -> dt.tzinfo:
        """The clock of the place."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if hasattr(response, "render") and not response.is_rendered:
            with timezone.override(self.zone):
                response.render()
        return response


def _page_of(request: HttpRequest) -> str:
    """The page to come back to after signing in: this one, or the one whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sent_from = urlsplit(request.headers.get("Referer", ""))
    return sent_from.path if sent_from.netloc == request.get_host() else str(resolve_url(settings.LOGIN_REDIRECT_URL))


class FormDoor(Door):
    """A door with a form: an invalid form comes back whole, with status 422, and loses nothing of what was typed."""

    bound_form: Any = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()  # type: ignore[attr-defined]
        if not form.is_valid():
            return self.form_invalid(form)
        self.bound_form = form
        return self.form_valid(form)  # type: ignore[attr-defined]

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class DoorMiddleware:
    """Pages of a person who has signed in, or opened by a signed link, are kept by no cache and no index. Their address, token included,
    goes to no other site: Referrer-Policy same-origin. Not "no-referrer": forms then come with the origin "null", which is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated or getattr(request, "signed_link", False):
            response["X-Robots-Tag"] = "noindex"
            response.setdefault("Cache-Control", "no-store")
        return response
