"""Doors of the news for whoever is outside: ask for them, confirm."""
from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.generic import FormView, TemplateView

from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.kit.links import BadLink, read
from industrielles.network.models import Network
from industrielles.people import consents

from .. import policies, verbs
from ..forms import SubscribeForm
from ..models import Subscription
from ..verbs.subscriptions import CONFIRM, LIFE


class Subscribe(FormDoor, FormView):
    """Ask for the news of a network, or of the whole collective. The answer is the same whoever asks, for whatever address."""

    policy = staticmethod(policies.may_subscribe)
    needs_person = False
    template_name = "members/subscribe.html"
    form_class = SubscribeForm

    @cached_property
    def subject(self) -> Network | None:
        found = Network.objects.open()
        slug = self.kwargs.get("slug")
        return found.filter(slug=slug).first() if slug else found.filter(kind=Network.Kind.UMBRELLA).first()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        text = consents.text(consents.Purpose.NEWS)
        return super().get_context_data(network=self.subject, text=text, asked="envoye" in self.request.GET, **context)

    def form_valid(self, form: SubscribeForm) -> HttpResponse:
        verbs.subscribe(form.cleaned_data["email"], network=self.subject, language=(get_language() or "fr")[:2])
        return HttpResponseRedirect(f"{self.request.path}?envoye")


class Confirm(Door, TemplateView):
    """She opens the link of her letter: a GET shows a button, a POST subscribes her (scanners of mail open links, they press nothing)."""

    policy = staticmethod(anyone)
    template_name = "members/confirm.html"

    @cached_property
    def subject(self) -> Subscription:
        try:
            code, _version = read(CONFIRM, self.kwargs["token"], max_age=LIFE)
        except BadLink:
            raise Http404 from None
        subscription = Subscription.objects.opened_by(code).first()
        if subscription is None:
            raise Http404
        return subscription

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        one = self.subject
        return {"network": one.network, "done": one.confirmed_at is not None and one.ended_at is None, "ended": one.ended_at is not None,
                **super().get_context_data(**context)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        verbs.confirm(self.subject)
        return HttpResponseRedirect(request.path)

    def get_refused_url(self) -> str:
        return reverse("members:subscribe")
