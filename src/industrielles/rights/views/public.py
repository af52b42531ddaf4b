"""Doors for somebody without account: she asks with her address, and confirms from her mailbox."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industrielles.kit import links
from industrielles.kit.doors import Door, FormDoor, anyone, holds_the_link
from industrielles.people.models import Person

from .. import sheets, telling, verbs
from ..forms import AddressForm
from ..models import Demand
from .mine import LIVE_FOR, parcel_of


class Ask(FormDoor, FormView):
    """Ask about what is held of an address. The answer is the same whoever asks, for whatever address."""

    policy = staticmethod(anyone)
    template_name = "rights/ask.html"
    form_class = AddressForm

    def form_valid(self, form: AddressForm) -> HttpResponse:
        said = form.cleaned_data
        verbs.ask_by_address(said["email"], kind=said["kind"], key=said["key"], words=said["words"], language=(get_language() or "fr")[:2])
        return HttpResponseRedirect(reverse("rights:asked"))


class Asked(Door, TemplateView):
    """The letter is on its way."""

    policy = staticmethod(anyone)
    template_name = "rights/asked.html"


class ByLink(Door, TemplateView):
    """What is held of her address; she confirms what she asked, by a button: nothing is done by opening the page."""

    policy = staticmethod(holds_the_link)
    needs_person = False
    template_name = "rights/by_link.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            self.subject  # noqa: B018
        except links.BadLink as bad:
            return render(request, "rights/bad_link.html", {"expired": bad.expired}, status=410 if bad.expired else 404)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def subject(self) -> Demand:
        code, _version = links.read(telling.CONFIRM, self.kwargs["token"], max_age=telling.LIFE)
        return get_object_or_404(Demand.objects.from_addresses(), code=code)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        demand = self.subject
        waiting = demand.status == Demand.Status.SENT
        held = [one for one in sheets.everything_of_address(demand.email) if one.rows] if demand.email else []
        return super().get_context_data(
            demand=demand, waiting=waiting, account=Person.objects.living().known_as(demand.email).exists() if demand.email else False,
            sheets=[(one, one.rows[:LIVE_FOR], max(len(one.rows) - LIVE_FOR, 0)) for one in held],
            reads=demand.kind in verbs.AT_ONCE, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demand = verbs.confirm(self.subject)
        if demand.kind in verbs.AT_ONCE:
            return parcel_of(sheets.everything_of_address(demand.email))
        done = demand.status == Demand.Status.ANSWERED
        messages.success(request, _("Done: nothing is left of your address.") if done
                         else _("Received: you are answered within a month, by letter."))
        return HttpResponseRedirect(request.path)
