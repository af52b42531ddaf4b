"""What every way in has in common: a session of her own, the browser remembered, the page she wanted."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from industrielles.kit import clock

from .. import browser, oidc, policies, verbs
from ..middleware import NEXT, PASSED, SEEN, SINCE
from ..models import Person, SignIn
from ..sessions import hashed

BACKEND = "industrielles.people.backends.MailedCode"


def ours(request: HttpRequest, address: str) -> str:
    """The page to go to next when it is one of ours, else ""."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") else ""


def let_in(request: HttpRequest, person: Person, *, then: str = "", whole: bool = False) -> HttpResponse:
    """She has come in: a new session, of which nothing but this is kept; `whole`: both steps at once."""
    here, first_time = browser.of(request), person.last_login is None
    auth.login(request, person, backend=BACKEND)
    session, now = request.session, int(clock.now().timestamp())
    for name in (PASSED, NEXT, "entering"):
        session.pop(name, None)
    session[SINCE] = session[SEEN] = now
    if whole:
        session[PASSED] = now
    if then:
        session[NEXT] = then
    new = not first_time and not here.knows(person.email or "")
    verbs.begin(person, session=hashed(session.session_key), browser=browser.described(request), new=new, whole=whole)
    response = HttpResponseRedirect(onward(request, person))
    browser.remember(response, here.having_let_in(person.email or ""))
    return response


def onward(request: HttpRequest, person: Any) -> str:
    """Where she goes now: the second step, the page she wanted, or her own page."""
    if PASSED not in request.session and policies.step_before(person):
        return reverse("people:step")
    return ours(request, request.session.pop(NEXT, "")) or resolve_url(settings.LOGIN_REDIRECT_URL)


def sign_in_of(request: HttpRequest) -> SignIn | None:
    """The open sign-in of this browser."""
    return SignIn.objects.on(hashed(request.session.session_key)).select_related("person").first()


def leading_away(response: HttpResponse, providers: list[oidc.Provider]) -> HttpResponse:
    """A page whose forms lead to these providers: browsers hold the policy form-action over the redirection that follows a form."""
    if providers:
        response._csp_update = {"form-action": [one.origin for one in providers]}  # type: ignore[attr-defined]
    return response
