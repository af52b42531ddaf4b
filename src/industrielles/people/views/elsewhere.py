"""Doors: go and say who one is at LinkedIn or ProConnect, and come back."""
from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from industrielles.kit.doors import Door, anyone
from industrielles.kit.refusals import Refused

from .. import browser, oidc, verbs
from ..again import Again
from ..middleware import ARRIVING
from .arrivals import let_in, ours

log = logging.getLogger(__name__)


class Elsewhere(Again, Door):
    """A door that exists for the providers that the settings name. Whoever is signed in links an account elsewhere to hers."""

    policy = staticmethod(anyone)
    again_at = "people:security"

    @cached_property
    def subject(self) -> oidc.Provider:
        found = oidc.providers().get(self.kwargs["provider"])
        if found is None:
            raise Http404
        return found

    @property
    def callback(self) -> str:
        """Where the provider sends her back to: one address, the same in both languages, written down at the provider."""
        return f"{settings.BASE_URL}/entrer/avec/{self.subject.name}/retour/"

    def not_believed(self, fault: oidc.NotBelieved) -> HttpResponse:
        log.info("%s: %s", self.subject.name, fault)
        messages.error(self.request, _("%(provider)s could not tell us who you are. Try again, or ask for a code by e-mail.")
                       % {"provider": self.subject.label})
        return HttpResponseRedirect(reverse("people:security" if self.request.user.is_authenticated else "people:login"))


class Depart(Elsewhere, View):
    """Leave for the provider."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            then = ours(request, request.POST.get("next", ""))
            return HttpResponseRedirect(oidc.leave(self.subject, request.session, self.callback, then))
        except oidc.NotBelieved as fault:
            return self.not_believed(fault)


class Return(Elsewhere, View):
    """Come back from the provider. The protocol brings her by a GET, good once: the state it carries was given to this browser."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            arrival, then = oidc.come_back(self.subject, request.session, request.GET, self.callback)
        except oidc.NotBelieved as fault:
            return self.not_believed(fault)
        if request.user.is_authenticated:
            return self.link(arrival)
        person = verbs.enter_from(arrival)
        if person is not None:
            return let_in(request, person, then=then)
        return self.welcome(arrival) if arrival.verified else self.ask_her_mailbox(arrival, then)

    def link(self, arrival: verbs.Arrival) -> HttpResponse:
        person: Any = self.request.user
        if verbs.link(person, arrival, by=person):
            messages.success(self.request, _("From now on you can sign in with %(provider)s.") % {"provider": arrival.label})
        else:
            messages.error(self.request, _("This %(provider)s account already opens another account here.") % {"provider": arrival.label})
        return HttpResponseRedirect(reverse("people:security"))

    def welcome(self, arrival: verbs.Arrival) -> HttpResponse:
        """Nobody has this address: no account is made by itself, she may join."""
        self.request.session[ARRIVING] = {"email": arrival.email, "first_name": arrival.first_name, "last_name": arrival.last_name}
        messages.info(self.request, _("Nobody has the address %(email)s here yet. Join the collective: it takes two minutes.")
                      % {"email": arrival.email})
        return HttpResponseRedirect(reverse(settings.JOIN_URL))

    def ask_her_mailbox(self, arrival: verbs.Arrival, then: str) -> HttpResponse:
        """The provider has not verified the address: a code is mailed to it, known here or not, and the answer is the same."""
        here = browser.of(self.request)
        try:
            verbs.send_code(arrival.email, browser=here.secret, known=here.knows(arrival.email), language=(get_language() or "fr")[:2])
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(reverse("people:login"))
        self.request.session["entering"] = {"email": arrival.email, "next": then, "arrival": asdict(arrival)}
        response = HttpResponseRedirect(reverse("people:code"))
        browser.remember(response, here)
        return response
