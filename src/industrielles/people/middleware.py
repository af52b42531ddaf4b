"""What stands between the first step of signing in and every page: the second step, when she has one or her role asks for one.

A door says when it opens before the second step by `before_step`: policies.ASK (she has one), policies.SET_UP (her role asks for one and
she has none), or "always". Every other door waits, whatever its address, for GET and for POST alike. Who has passed costs no query."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.kit import clock

from . import policies, verbs
from .models import SignIn
from .sessions import hashed

# in the session: when she passed the second step, was last seen, came in; where she was going
PASSED, SEEN, SINCE, NEXT = "second_step", "seen", "since", "next"
ARRIVING = "arriving"  # what a provider said of somebody nobody knows here, for the form by which she joins


class SecondStep:
    """Ends sessions that are too old, says hourly that a browser was seen, and lets nobody past the second step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        session, now = request.session, int(clock.now().timestamp())
        if now - session.setdefault(SINCE, now) > SignIn.LIFE.total_seconds():
            auth.logout(request)
            return None  # the door itself asks her to sign in, if it asks anybody
        if now - session.get(SEEN, 0) > SignIn.SEEN_EVERY.total_seconds():
            verbs.see(hashed(session.session_key))
            session[SEEN] = now
        if PASSED in session:
            return None
        step = policies.step_before(request.user)
        opens = getattr(getattr(view, "view_class", None), "before_step", "")
        return None if not step or opens in (step, "always") else ask(request)


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the second step, and remember which page she wanted. What she was sending is not taken, and she is told so."""
    address = reverse("people:step")
    if request.method in ("GET", "HEAD"):
        request.session.setdefault(NEXT, request.get_full_path())
    else:
        messages.warning(
            request, _("One more step first. What you have just sent was not taken: afterwards, go back to it and send it again."))
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def passed(request: HttpRequest) -> None:
    """This session has passed its second step: it takes a new key, and stays passed until it ends."""
    before = hashed(request.session.session_key)
    request.session[PASSED] = int(clock.now().timestamp())
    request.session.cycle_key()
    verbs.carry_over(before, to=hashed(request.session.session_key))
