"""Doors of what two people decide, and of the place of a network in the tree."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.network import verbs as network

from .. import policies, tasks
from ..forms.decisions import EndForm, MoveForm, VouchForm
from ..models import Decision, Membership, Network

PAGE = 30


def to_move(node: Network) -> list[tuple[Any, int]]:
    """What there is to move or to end with a network: words, how many; each room says its part."""
    found = [(_("members"), Membership.objects.current_in(node).count()),
             (_("networks below"), Network.objects.open().filter(parent=node).count()),
             (_("organisations"), node.organisations.count())]
    for dotted in settings.NETWORK_COUNTS:
        found += import_string(dotted)(node)
    return found


class Decisions(Door, TemplateView):
    """What awaits a second person, then what was decided."""

    policy = staticmethod(policies.has_networks)
    template_name = "network/decisions.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Decision.objects.visible_to(self.request.user).with_names().waiting_first()
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, decisions=list(page), **context)


class OneDecision(Door):
    """Base: one decision within the sight of this person."""

    policy = staticmethod(policies.can_read_decision)
    request: HttpRequest

    @cached_property
    def subject(self) -> Decision:
        found = Decision.objects.visible_to(self.request.user).with_names().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get_refused_url(self) -> str:
        return reverse("network:decision", args=[self.subject.code])

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(self.get_refused_url())


class Read(OneDecision, TemplateView):
    """What is proposed, by whom, why, what it moves; and the button of the second person."""

    template_name = "network/decision.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.subject
        if one.kind == Decision.Kind.STEP and one.proposed_by_id != request.user.pk:  # her telephone is read there
            journal.note_reading("network.read_decision", one, by=request.user, network_id=one.network_id, person=one.proposed_by_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        decision, person = self.subject, self.request.user
        awaits = decision.is_open
        return super().get_context_data(
            decision=decision, awaits=awaits, seconds=awaits and policies.can_second(person, decision),
            sets_aside=awaits and policies.can_set_aside(person, decision),
            vouches=awaits and policies.can_vouch(person, decision), vouching=context.pop("form", None) or VouchForm(),
            mine=decision.proposed_by_id == person.pk, alone=policies.decides_alone(person),
            counts=to_move(decision.network) if awaits and decision.kind in (Decision.Kind.CLOSE, Decision.Kind.MERGE) else [], **context)


class Second(OneDecision, View):
    """Another one confirms."""

    policy = staticmethod(policies.can_second)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        network.second(self.subject, by=request.user)
        tasks.empty_closed()  # the first two hundred at once; the others within minutes
        return self.back(_("Confirmed: it is done."))


class SetAside(OneDecision, View):
    """It is not done."""

    policy = staticmethod(policies.can_set_aside)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        network.set_aside(self.subject, by=request.user)
        return self.back(_("Set aside: nothing changes."))


class InTheTree(FormDoor, FormView):
    """Base of the pages that change the place of a network."""

    request: HttpRequest

    @cached_property
    def subject(self) -> Network:
        node = Network.objects.placed_by(self.request.user).select_related("parent").filter(slug=self.kwargs["slug"]).first()
        if node is None:
            raise Http404
        return node

    @cached_property
    def others(self) -> list[Network]:
        """Open networks that are neither this one nor below it."""
        return list(Network.objects.open().exclude(path__startswith=self.subject.path).order_by("path"))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(network=self.subject, **context)


class End(InTheTree):
    """How a network ends: what would move is counted, then a second person confirms."""

    policy = staticmethod(policies.can_close)
    template_name = "network/end.html"
    form_class = EndForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": [one for one in self.others if one.parent_id]}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        node, now = self.subject, clock.now()
        waiting = Decision.objects.visible_to(self.request.user).open(now).filter(network=node).exclude(kind=Decision.Kind.NAME).first()
        return super().get_context_data(
            counts=to_move(node), waiting=waiting, alone=policies.decides_alone(self.request.user), **context)

    def form_valid(self, form: EndForm) -> HttpResponse:
        said = form.cleaned_data
        made = network.submit(said["kind"], network=self.subject, into=form.heir, reason=said["reason"], by=self.request.user)
        messages.success(self.request, _("Proposed: another coordinator of the collective confirms within seven days."))
        return HttpResponseRedirect(reverse("network:decision", args=[made.code]))


class Move(InTheTree):
    """Place a network under another one; its past figures come along."""

    policy = staticmethod(policies.can_move_here)
    template_name = "network/move.html"
    form_class = MoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": self.others}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "parent": self.subject.parent.slug if self.subject.parent else ""}

    def form_valid(self, form: MoveForm) -> HttpResponse:
        moved = network.move(self.subject, parent=form.above, by=self.request.user)
        messages.success(self.request, _("%(network)s stands under %(parent)s now.") % {"network": moved.name, "parent": form.above.name})
        return HttpResponseRedirect(reverse("network:describe", args=[moved.slug]))
