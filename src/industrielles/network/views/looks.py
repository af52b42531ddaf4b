"""Doors of seeing somebody's pages with her eyes: beginning, coming back, who looked with mine."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal.models import Entry
from industrielles.kit.doors import Door, FormDoor, signed_in
from industrielles.network import verbs as network
from industrielles.people.models import Person

from .. import eyes, policies
from ..forms.decisions import LookForm
from ..models import Look as Seen
from ..models import Membership, Network

PAGE, MOST_READINGS = 30, 50


class Look(FormDoor, FormView):
    """Say why, then see her pages as she does."""

    policy = staticmethod(policies.can_look)
    template_name = "network/look.html"
    form_class = LookForm
    request: HttpRequest

    @cached_property
    def subject(self) -> Membership:
        named = {"network__slug": self.kwargs["slug"], "person__code": self.kwargs["code"]}
        found = Membership.objects.visible_to(self.request.user).current().with_roles().filter(**named).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        minutes = Seen.LONGEST.seconds // 60
        return super().get_context_data(member=self.subject, person=self.subject.person, minutes=minutes, **context)

    def form_valid(self, form: LookForm) -> HttpResponse:
        made = network.look(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)
        self.request.session[eyes.KEY] = made.code
        return HttpResponseRedirect(reverse("website:mine"))


class ComeBack(Door, View):
    """I am myself again."""

    policy = staticmethod(signed_in)
    http_method_names = ["post"]

    def post(self, request: Any) -> HttpResponse:
        code = request.session.pop(eyes.KEY, "")
        found = Seen.objects.by(request.user).filter(code=code).select_related("person", "network").first()
        if found is None:
            return HttpResponseRedirect(reverse("website:mine"))
        network.come_back(found, by=request.user)
        messages.success(request, _("You see your own pages again."))
        return HttpResponseRedirect(reverse("pool:member", args=[found.network.slug, found.person.code]))


class Looks(Door, TemplateView):
    """Who saw my pages with my eyes: when, who, why."""

    policy = staticmethod(signed_in)
    template_name = "network/looks.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Seen.objects.of(self.request.user).select_related("helper", "network")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, looks=list(page), readings=readings_of(self.request.user), **context)


def readings_of(person: Person) -> list[Entry]:
    """Who opened what is written of her, and on which day; each with its `reader` and its `network`. The latest first."""
    found = list(Entry.objects.about(person).traces().exclude(by_id=person.pk).exclude(by_id=None).order_by("-at", "-pk")[:MOST_READINGS])
    readers = Person.objects.in_bulk({one.by_id for one in found})
    networks = Network.objects.ever().in_bulk({one.network_id for one in found})
    for one in found:
        one.reader, one.network = readers.get(one.by_id), networks.get(one.network_id)  # type: ignore[attr-defined]
    return found
